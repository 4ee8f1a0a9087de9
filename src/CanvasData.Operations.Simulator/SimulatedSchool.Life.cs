using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator;

public sealed partial class SimulatedSchool
{
    /// <summary>
    /// Lets time pass: work is submitted, graded, excused and regraded, students drop out, come back and arrive, assignments are deleted
    /// and moved, people change their names. In one day or more each of these happens at least once where the school has room for it.
    /// The same school living on for the same time changes in the same way.
    /// </summary>
    /// <param name="time">How much time; above zero, at most a year.</param>
    /// <returns>What happened.</returns>
    public SchoolChanges Advance(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1) || time > TimeSpan.FromDays(366))
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A school advances by at least a second and at most 366 days at a time.");
        }

        CheckDate(Now + time);
        return Change(s =>
        {
            var from = s.Now;
            s.Now = new Moment(from.Seconds + (int)time.TotalSeconds);
            return new Stretch(s, from, time.TotalDays / 7).Live();
        });
    }

    /// <summary>One stretch of time in the life of the school.</summary>
    private sealed class Stretch(SchoolState school, Moment from, double weeks)
    {
        private readonly List<long> dropped = [];
        private readonly List<long> returned = [];
        private readonly List<long> deleted = [];
        private readonly List<long> moved = [];
        private readonly List<long> renamed = [];
        private readonly List<long> arrived = [];
        private readonly DateTimeOffset now = school.Now.ToTime()!.Value;
        private int touched;
        private bool mustHappen = weeks >= 1.0 / 7;

        public SchoolChanges Live()
        {
            foreach (var course in school.Courses.Where(c => c.Info.WorkflowState != "completed" && c.Students.Count > 0))
            {
                var dice = new SeededRandom(school.Seed, course.Ordinal + 1, school.Now.Seconds, 21);
                MoveAndDelete(course, ref dice);
                LiveWork(course);
                ComeAndGo(course, ref dice);
                NoteActivity(course);
                mustHappen = false;
            }

            RenameSome();
            return new SchoolChanges
            {
                From = from.ToTime()!.Value,
                To = now,
                SubmissionsTouched = touched,
                DroppedEnrollments = dropped,
                ReturnedEnrollments = returned,
                DeletedAssignments = deleted,
                MovedAssignments = moved,
                RenamedUsers = renamed,
                NewStudents = arrived,
            };
        }

        private void MoveAndDelete(CourseState course, ref SeededRandom dice)
        {
            var served = course.Assignments.Where(a => a.HasSubmissions).ToList();
            if (served.Count > 3)
            {
                foreach (var assignment in Some(served, 0.1, ref dice))
                {
                    assignment.Deleted = true;
                    deleted.Add(assignment.Info.Id);
                    school.Events.AssignmentChanged(course, assignment);
                }
            }

            var upcoming = served.FindAll(a => !a.Deleted && a.Info.DueAt > now);
            foreach (var assignment in Some(upcoming, 0.5, ref dice))
            {
                assignment.Change(assignment.Info with { DueAt = assignment.Info.DueAt!.Value.AddDays(2 + dice.Below(4)), UpdatedAt = now });
                moved.Add(assignment.Info.Id);
                school.Events.AssignmentChanged(course, assignment);
            }
        }

        private void LiveWork(CourseState course)
        {
            var rows = course.Rows;
            var posted = course.Assignments.Where(a => a.Info.PostManually && new SeededRandom(school.Seed, a.Ordinal, school.Now.Seconds, 22).Chance(0.3 * weeks)).ToHashSet();
            for (var i = 0; i < rows.Length; i++)
            {
                ref var row = ref rows[i];
                var student = course.Students[row.Student];
                var assignment = course.Assignments[row.Assignment];
                var before = row;
                if (student.IsStudying && assignment.HasSubmissions && assignment.IsVisibleTo(student) && LiveRow(course, ref row, posted))
                {
                    school.Events.SubmissionChanged(course, i, before);
                    touched++;
                }
            }

            ForgetGrades(course);
        }

        private bool LiveRow(CourseState course, ref SubmissionRow row, HashSet<AssignmentState> posted)
        {
            var assignment = course.Assignments[row.Assignment];
            var student = course.Students[row.Student];
            var happened = SubmissionOutcome.Draw(school.Seed, course, assignment, student).Live(course, ref row, from, school.Now);
            if (!happened && row is { State: WorkState.Graded, Excused: ExcusedState.No })
            {
                happened = Reconsider(course, assignment, student, ref row);
            }

            if (posted.Contains(assignment) && !row.GradedAt.IsNone && row.PostedAt.IsNone)
            {
                row.PostedAt = school.Now;
                happened = true;
            }

            return happened;
        }

        private bool Reconsider(CourseState course, AssignmentState assignment, StudentState student, ref SubmissionRow row)
        {
            var dice = new SeededRandom(school.Seed ^ school.Now.Seconds, course.Ordinal + 1, assignment.Ordinal + 1, student.User.Ordinal + 1);
            var chance = dice.Unit();
            if (chance < 0.004 * weeks)
            {
                Marking.Grade(course, ref row, Math.Round(row.Entered + dice.Between(0.5, 2), 1), school.Now);
            }
            else if (chance < 0.0045 * weeks)
            {
                Marking.Ungrade(ref row);
            }
            else if (chance < 0.005 * weeks)
            {
                row.PostedAt = Moment.None;
            }
            else
            {
                return false;
            }

            return true;
        }

        private void ComeAndGo(CourseState course, ref SeededRandom dice)
        {
            var gone = course.Enrollments.FindAll(e => e is { Type: "StudentEnrollment", State: "deleted" });
            var here = course.Enrollments.FindAll(e => e is { Type: "StudentEnrollment", State: "active" });
            foreach (var enrollment in Some(gone, 0.2 / Math.Max(1, gone.Count), ref dice))
            {
                SetEnrollmentState(school, enrollment.Id, "active");
                returned.Add(enrollment.Id);
            }

            foreach (var enrollment in here.Count > 2 ? Some(here, 0.004, ref dice) : [])
            {
                SetEnrollmentState(school, enrollment.Id, "deleted");
                dropped.Add(enrollment.Id);
            }

            if (mustHappen || dice.Chance(0.05 * weeks))
            {
                arrived.Add(AddStudent(school, course).Id);
            }
        }

        private void NoteActivity(CourseState course)
        {
            for (var i = 0; i < course.Enrollments.Count; i++)
            {
                var enrollment = course.Enrollments[i];
                if (enrollment is not { Type: "StudentEnrollment", State: "active" } || course.FindStudent(enrollment.UserId) is not { } student)
                {
                    continue;
                }

                var (opens, closes) = course.Term;
                var vanishes = opens.Seconds + ((closes.Seconds - opens.Seconds) * SubmissionOutcome.VanishesAfter(student.User));
                if (student.User.Kind != StudentKind.Vanishing || vanishes > school.Now.Seconds)
                {
                    course.Enrollments[i] = enrollment with
                    {
                        LastActivityAt = now.AddMinutes(-(student.User.Ordinal * 37 % 1_440) - 1),
                        TotalActivitySeconds = enrollment.TotalActivitySeconds + (int)(weeks * (1_800 + (student.User.Ability * 9_000))),
                    };
                }
            }
        }

        private void RenameSome()
        {
            var dice = new SeededRandom(school.Seed, school.Now.Seconds, 23);
            mustHappen = weeks >= 1.0 / 7;
            foreach (var user in Some([.. school.Users.Where(u => u.Ordinal >= 0)], 0.002, ref dice))
            {
                var (_, last) = Names.Person(ref dice);
                var first = user.Name.Trim().Split(' ')[0];
                var changed = user with { Name = $"{first} {last}-{user.SortableName.Split(',')[0]}", SortableName = $"{last}-{user.SortableName.Split(',')[0]}, {first}" };
                school.ChangeUser(changed);
                school.Events.UserChanged(changed);
                renamed.Add(user.Id);
            }
        }

        /// <summary>Picks each with this chance a week, and one at least when it must happen.</summary>
        private List<T> Some<T>(List<T> all, double chance, ref SeededRandom dice)
        {
            List<T> picked = [];
            foreach (var one in all)
            {
                if (dice.Chance(chance * weeks))
                {
                    picked.Add(one);
                }
            }

            if (picked.Count == 0 && mustHappen && all.Count > 0)
            {
                picked.Add(all[dice.Below(all.Count)]);
            }

            return picked;
        }
    }
}
