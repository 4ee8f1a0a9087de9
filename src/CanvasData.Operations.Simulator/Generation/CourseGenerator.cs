using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Generation;

/// <summary>Makes one course: its settings, people, work and modules, and lives its term up to now.</summary>
internal sealed class CourseGenerator(CanvasSimulatorOptions options, SchoolState school, int ordinal, SimulatedTerm term, List<int> attending)
{
    // Section 1 is kept this small: the assignment for section 2 alone then hides one run of at most 200 rows, enough for an empty page.
    private const int MaxInFirstSection = 200;

    private const int InAGroup = 4;
    private const int MaxGroups = 15;

    private static readonly string[] TimeZones = ["America/Denver", "Europe/Stockholm", "Asia/Kathmandu", "Australia/Sydney"];

    private readonly DateTimeOffset now = school.Now.ToTime()!.Value;
    private readonly DateTimeOffset opens = term.StartAt!.Value;

    public CourseState Generate(Func<long> nextEnrollment)
    {
        var teacher = SchoolGenerator.Person(options.Seed, 2, ordinal, Ids.Teacher(ordinal), now);
        var course = new CourseState(ordinal, Settings(), Ids.Submissions(ordinal))
        {
            Teacher = teacher,
            Term = (Moment.From(term.StartAt), Moment.From(term.EndAt)),
            Periods = term.GradingPeriodGroupId is { } group && (ordinal % 5 != 4 || group == Ids.WeightedPeriodGroup) ? Periods(group) : [],
            Standards = Standards(),
            WeighsPeriods = term.GradingPeriodGroupId == Ids.WeightedPeriodGroup,
        };
        var shapes = new RealShapes(options, course, opens);
        school.AddUser(teacher);
        AddSections(course);
        AddStaff(course, nextEnrollment);
        AddStudents(course, nextEnrollment);
        AddGroups(course);
        new CourseworkGenerator(options, course, opens, shapes).AddAll();
        AddRows(course);
        shapes.AddMarks(school.Now);
        foreach (var student in course.Students)
        {
            Conclude(course, student);
        }

        return course;
    }

    private SimulatedCourse Settings()
    {
        var (name, code) = Names.Course(ordinal);
        var info = new SimulatedCourse
        {
            Id = Ids.Course(ordinal),
            Name = name,
            CourseCode = code,
            SisCourseId = ordinal % 6 == 5 ? null : $"C{ordinal:00000}",
            WorkflowState = (ordinal % 10) switch { 6 => "completed", 8 => "unpublished", _ => "available" },
            AccountId = ordinal % 5 == 3 ? Ids.SubAccount : Ids.Account,
            TermId = term.Id,
            CreatedAt = opens.AddDays(-40 - (ordinal % 11)),
            StartAt = ordinal % 3 == 0 ? null : term.StartAt,
            EndAt = ordinal % 3 == 0 ? null : term.EndAt,
            TimeZone = TimeZones[ordinal % TimeZones.Length],
            IsPublic = ordinal % 4 == 2 ? null : false,
            AppliesGroupWeights = ordinal % 2 == 0,
            GradingStandardId = (ordinal % 4) switch { 1 => Ids.Standard(ordinal), 2 => Ids.AccountStandard, _ => null },
            LatePolicy = ordinal % 3 == 2
                ? null
                : new SimulatedLatePolicy(
                    Ids.LatePolicy(ordinal), LateEnabled: true, LateDeduction: 10, LateInterval: ordinal % 2 == 0 ? "day" : "hour",
                    MinimumPercent: 30, MissingEnabled: ordinal % 3 == 1, MissingDeduction: 60),
        };
        return RealShapes.Settings(options, ordinal, info);
    }

    private SimulatedGradingPeriod[] Periods(long group)
    {
        var middle = opens.AddDays(63);
        if (group == Ids.WeightedPeriodGroup)
        {
            return
            [
                new SimulatedGradingPeriod(Ids.Period(group, 0), group, "First part", opens.AddDays(-1), opens.AddDays(42), middle, 20),
                new SimulatedGradingPeriod(Ids.Period(group, 1), group, "Second part", opens.AddDays(42), term.EndAt!.Value, term.EndAt.Value.AddDays(14), 80),
            ];
        }

        return
        [
            new SimulatedGradingPeriod(7_101, group, "First half", opens.AddDays(-1), middle, middle.AddDays(14), 50),
            new SimulatedGradingPeriod(7_102, group, "Second half", middle, term.EndAt!.Value, term.EndAt.Value.AddDays(14), null),
        ];
    }

    private SimulatedGradingStandard[] Standards()
    {
        var account = new SimulatedGradingStandard(
            Ids.AccountStandard, null, "School scheme", [("A", 0.9m), ("B", 0.8m), ("C", 0.7m), ("D", 0.6m), ("F", 0m)]);
        return ordinal % 4 == 1
            ? [new SimulatedGradingStandard(Ids.Standard(ordinal), Ids.Course(ordinal), "Numbers \u2212 with half steps",
                [("5.0", 0.925m), ("4.5", 0.85m), ("4.0", 0.775m), ("3.0", 0.6m), ("\u22121", 0m)]), account]
            : [account];
    }

    private void AddSections(CourseState course)
    {
        for (var i = 0; i < 3; i++)
        {
            course.Sections.Add(new SimulatedSection(
                Ids.Section(ordinal, i), course.Info.Id, $"{course.Info.CourseCode} section {i + 1}", i == 2 ? 990_001 + ordinal : null,
                i == 1 ? null : $"C{ordinal:00000}-{i + 1}", course.Info.CreatedAt));
        }
    }

    private void AddStaff(CourseState course, Func<long> nextEnrollment)
    {
        course.AddEnrollment(Enrollment(nextEnrollment(), course.Teacher.Id, 0, "TeacherEnrollment", "TeacherEnrollment", 4, "active"));
        var assistant = SchoolGenerator.Person(options.Seed, 3, ordinal, Ids.Assistant(ordinal), now);
        school.AddUser(assistant);
        course.AddEnrollment(Enrollment(nextEnrollment(), assistant.Id, 1, "TaEnrollment", "Lab Mentor", 21, "active"));
        var test = SchoolGenerator.Person(options.Seed, 5, ordinal, Ids.TestStudent(ordinal), now) with { Name = "Test Student", SortableName = "Student, Test", SisUserId = null, Ability = 0.8 };
        school.AddUser(test);
        course.AddStudent(test, Ids.Section(ordinal, 0), isTest: true);
        course.AddEnrollment(Enrollment(nextEnrollment(), test.Id, 0, "StudentViewEnrollment", "StudentViewEnrollment", 8, "active"));
    }

    private void AddStudents(CourseState course, Func<long> nextEnrollment)
    {
        var inFirst = Math.Min(MaxInFirstSection, attending.Count * 4 / 5);
        for (var i = 0; i < attending.Count; i++)
        {
            var user = school.FindUser(Ids.User(attending[i]))!;
            var section = i < inFirst ? 0 : 1;
            var student = course.AddStudent(user, Ids.Section(ordinal, section), isTest: false);
            var state = attending[i] >= options.Students ? "deleted" : StateOf(i);
            course.AddEnrollment(Enrollment(nextEnrollment(), user.Id, section, "StudentEnrollment", "StudentEnrollment", 3, state) with
            {
                LastActivityAt = LastSeen(user, i),
                TotalActivitySeconds = 600 + (int)(user.Ability * 90_000),
            });
            if (i % 40 == 3 && state != "deleted")
            {
                course.AddEnrollment(Enrollment(nextEnrollment(), user.Id, 2, "StudentEnrollment", "StudentEnrollment", 3, "active"));
            }

            course.Recount(student);
        }

        if (attending.Count > 0)
        {
            var parent = SchoolGenerator.Person(options.Seed, 4, ordinal, Ids.Observer(ordinal), now);
            school.AddUser(parent);
            course.AddEnrollment(Enrollment(nextEnrollment(), parent.Id, 0, "ObserverEnrollment", "ObserverEnrollment", 7, "active") with { AssociatedUserId = Ids.User(attending[0]) });
        }
    }

    private void AddGroups(CourseState course)
    {
        if (ordinal % 3 != 0)
        {
            return;
        }

        var category = new SimulatedGroupCategory(Ids.GroupCategory(ordinal), course.Info.Id, "Project groups");
        course.GroupCategories.Add(category);
        var members = course.Students.Where(s => !s.IsTest && s.IsStudying).Select(s => s.User.Id).Chunk(InAGroup).TakeWhile(g => g.Length == InAGroup).Take(MaxGroups);
        course.StudentGroups.AddRange(members.Select((own, i) =>
            new SimulatedGroup(Ids.StudentGroup(ordinal, i), category.Id, course.Info.Id, $"Project group {i + 1}", own)));
    }

    private string StateOf(int position)
    {
        if (IsOver)
        {
            return "completed";
        }

        return position % 60 == 5 ? "completed" : position % 75 == 7 ? "inactive" : position % 90 == 11 ? "invited" : "active";
    }

    // A course that was left open keeps its enrollments active, long after its end.
    private bool IsOver => term.EndAt < now && !RealShapes.IsLeftOpen(options, ordinal);

    private DateTimeOffset? LastSeen(SimulatedUser user, int position)
    {
        if (position % 90 == 11)
        {
            return null;
        }

        var vanished = opens.AddDays((term.EndAt!.Value - opens).TotalDays * SubmissionOutcome.VanishesAfter(user));
        var seen = now.AddMinutes(-((position * 37) % 2_880) - 5);
        return user.Kind == StudentKind.Vanishing && vanished < seen ? vanished : seen;
    }

    private SimulatedEnrollment Enrollment(long id, long userId, int section, string type, string role, long roleId, string state) => new()
    {
        Id = id,
        CourseId = Ids.Course(ordinal),
        SectionId = Ids.Section(ordinal, section),
        UserId = userId,
        Type = type,
        Role = role,
        RoleId = roleId,
        State = state,
        CreatedAt = opens.AddDays(-14),
        UpdatedAt = opens.AddDays(-14),
    };

    private void AddRows(CourseState course)
    {
        course.Reserve(course.Assignments.Count * course.Students.Count);
        foreach (var assignment in course.Assignments)
        {
            if (!assignment.HasSubmissions)
            {
                continue;
            }

            foreach (var student in course.Students)
            {
                var row = course.AddRow(assignment, student);
                if (assignment.IsVisibleTo(student))
                {
                    SubmissionOutcome.Draw(options.Seed, course, assignment, student).Live(course, ref course.Rows[row], Moment.None, school.Now);
                }
            }
        }
    }

    private static void Conclude(CourseState course, StudentState student)
    {
        foreach (var index in student.Enrollments)
        {
            if (course.Enrollments[index].State == "completed")
            {
                course.Enrollments[index] = course.Enrollments[index] with { Frozen = Grades.GradeBook.For(course, student) };
            }
        }
    }
}
