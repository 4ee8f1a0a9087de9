using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Generation;

/// <summary>
/// What real schools have and plain ones lack. Every fourth course has the assignments and submissions below; settings, terms and dates
/// have places of their own. All sit at fixed places, so that the same options give the same school.
/// </summary>
internal sealed class RealShapes(CanvasSimulatorOptions options, CourseState course, DateTimeOffset opens)
{
    private const int WikiPage = 11;
    private const int NotGraded = 13;
    private const int OneSectionsModule = 15;
    private const int TakenFromOne = 16;
    private const int WithCheckpoints = 18;

    private static readonly DateTimeOffset Never = new(2999, 12, 31, 6, 59, 59, TimeSpan.Zero);

    private readonly int ordinal = course.Ordinal;

    /// <summary>Whether the course of this number is in the term with weighted grading periods.</summary>
    public static bool IsInWeightedTerm(CanvasSimulatorOptions options, int ordinal) => options.RealShapes && ordinal % 8 == 7;

    /// <summary>Whether the course of this number belongs to an earlier term without having been concluded by hand.</summary>
    public static bool IsLeftOpen(CanvasSimulatorOptions options, int ordinal) => options.RealShapes && ordinal % 20 == 17;

    public static SimulatedCourse Settings(CanvasSimulatorOptions options, int ordinal, SimulatedCourse info) => !options.RealShapes ? info : info with
    {
        // Term first, as many registrars write them.
        CourseCode = ordinal % 4 == 3 ? $"202580-{info.CourseCode}-{(ordinal % 3) + 1:000}-1" : info.CourseCode,
        GradingStandardId = ordinal % 8 == 4 ? 0 : info.GradingStandardId,
        RestrictsQuantitativeData = ordinal % 10 == 9,
        HidesFinalGrades = ordinal % 20 == 15,
        AllowsFinalGradeOverride = ordinal % 4 == 3,
        EndAt = ordinal % 20 == 19 ? Never : info.EndAt,
    };

    private bool HasAssignments => options.RealShapes && ordinal % 4 == 3;

    public SimulatedAssignment Assignment(int place, SimulatedAssignment a) => !HasAssignments ? a : (place % 20) switch
    {
        0 => a with { Overrides = [.. a.Overrides, new SimulatedOverride(Ids.Override(ordinal, place, 9), "Mastery Paths", null, [], false, null) { NoopId = 1 }] },
        WikiPage => a with { SubmissionType = "wiki_page", Name = $"Page {place + 1}" },
        NotGraded => a with { SubmissionType = "not_graded", GradingType = "not_graded", Name = $"Reading {place + 1}" },
        TakenFromOne when course.Students.Count > 2 => a with
        {
            OnlyVisibleToOverrides = true,
            Overrides =
            [
                new SimulatedOverride(Ids.Override(ordinal, place, 0), "Section 1", Ids.Section(ordinal, 0), [], false, null),
                new SimulatedOverride(Ids.Override(ordinal, place, 1), "Section 2", Ids.Section(ordinal, 1), [], false, null),
                new SimulatedOverride(Ids.Override(ordinal, place, 2), "1 student", null, [course.Students[2].User.Id], false, null) { UnassignItem = true },
            ],
        },
        WithCheckpoints => a with
        {
            DueAt = null,
            PointsPossible = 20,
            GradingType = "points",
            SubmissionType = "discussion_topic",
            Checkpoints =
            [
                new SimulatedCheckpoint(Ids.Checkpoint(a.Id, 0), "reply_to_topic", 5, a.DueAt?.AddDays(-60)),
                new SimulatedCheckpoint(Ids.Checkpoint(a.Id, 1), "reply_to_entry", 15, a.DueAt),
            ],
        },
        _ => a,
    };

    public bool IsInAModuleOfItsOwn(int place) => HasAssignments && place % 20 == OneSectionsModule;

    /// <summary>Adds a module that only section 1 has, and lets another one answer 404 for its items.</summary>
    public void AddModules()
    {
        if (options.RealShapes && ordinal % 20 == 13)
        {
            course.Modules[1] = course.Modules[1] with { ItemsAreNotFound = true };
        }

        var own = course.Assignments.FindAll(a => IsInAModuleOfItsOwn(a.Ordinal));
        if (own.Count > 0)
        {
            var id = Ids.Module(ordinal, course.Modules.Count);
            var next = course.Modules.SelectMany(m => m.Items).Max(i => i.Id) + 1;
            var items = own.Select((a, i) => SimulatedSchool.ItemOf(a.Info, next + i, id, i + 1)).ToList();
            course.Modules.Add(new SimulatedModule(id, course.Info.Id, "For section 1", course.Modules.Count + 1, opens, items) { AssignedSectionIds = [Ids.Section(ordinal, 0)] });
            course.LimitByModules();
        }
    }

    /// <summary>Gives some submissions what a grader or a tool does to them, and some enrollments another final grade.</summary>
    public void AddMarks(Moment now)
    {
        if (!HasAssignments)
        {
            return;
        }

        for (var i = 0; i < course.Rows.Length; i++)
        {
            Mark(i, now);
        }

        for (var i = 0; i < course.Enrollments.Count; i++)
        {
            if (course.Enrollments[i] is { Type: "StudentEnrollment", State: "active" } e && e.Id % 17 == 0)
            {
                course.Enrollments[i] = e with { OverrideScore = 70 + (e.Id % 5 * 5) };
            }
        }
    }

    private void Mark(int index, Moment now)
    {
        ref var row = ref course.Rows[index];
        var assignment = course.Assignments[row.Assignment];
        var student = course.Students[row.Student];
        if (!assignment.IsVisibleTo(student) || student.IsTest)
        {
            return;
        }

        var dice = new SeededRandom(options.Seed, ordinal + 1, row.Assignment + 1, (student.User.Ordinal * 7) + 3);
        if (assignment.Info.Checkpoints.Count > 0)
        {
            AddParts(index, ref row, assignment, ref dice, now);
            return;
        }

        var due = assignment.DueFor(student);
        var chance = dice.Unit();
        if (due.IsNone || due >= now || row.Excused == ExcusedState.Yes)
        {
            return;
        }

        var at = due.Plus(20) < now ? due.Plus(20) : now;
        if (row.State == WorkState.Unsubmitted && row.GradedAt.IsNone)
        {
            MarkUnsubmitted(ref row, assignment, chance, at);
        }
        else if (row.SubmittedAt.IsNone && !assignment.Info.ExpectsSubmission && chance < 0.1)
        {
            // Typed in, or sent by a tool: a zero for work that is not submitted here, or a score in a row that stays unsubmitted.
            Marking.Grade(course, ref row, chance < 0.07 ? 0 : assignment.Points / 2, at);
            row.State = chance < 0.07 ? WorkState.Graded : WorkState.Unsubmitted;
        }
        else if (chance < 0.015 && SubmissionView.IsLate(row, assignment, due))
        {
            Marking.SetStatus(course, ref row, LateStatus.None, 0, at);
        }
        else if (chance > 0.99)
        {
            course.Detail(index).CustomStatusId = 77;
        }
    }

    private void MarkUnsubmitted(ref SubmissionRow row, AssignmentState assignment, double chance, Moment at)
    {
        if (chance < 0.15)
        {
            Marking.SetStatus(course, ref row, LateStatus.Extended, 0, at);
        }
        else if (chance < 0.25)
        {
            Marking.SetStatus(course, ref row, LateStatus.None, 0, at);
        }
        else if (chance < 0.35 && assignment.Points > 0)
        {
            Marking.Grade(course, ref row, 0, at);
        }
    }

    /// <summary>Parts that are due are mostly done, and done ones mostly graded.</summary>
    private void AddParts(int index, ref SubmissionRow row, AssignmentState assignment, ref SeededRandom dice, Moment now)
    {
        var parts = assignment.Info.Checkpoints.Select(_ => PartRow.Empty).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            var checkpoint = assignment.Info.Checkpoints[i];
            var due = Moment.From(checkpoint.DueAt);
            var (handsIn, graded, share) = (dice.Chance(0.85), dice.Chance(0.9), dice.Between(0.5, 1));
            if (!due.IsNone && due < now && handsIn)
            {
                var score = graded ? Math.Round(checkpoint.PointsPossible * share) : double.NaN;
                parts[i] = new PartRow(score, due.Plus(-3), graded ? Earlier(due.Plus(30), now) : Moment.None);
            }
        }

        course.Detail(index).Parts = parts;
        CheckpointView.Sum(ref row, assignment.Info.Checkpoints, parts, now);
    }

    private static Moment Earlier(Moment one, Moment other) => one < other ? one : other;
}
