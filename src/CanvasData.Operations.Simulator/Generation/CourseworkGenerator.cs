using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Generation;

/// <summary>Makes groups, assignments with their traps, and modules. The traps sit at fixed places, so that tests can find them.</summary>
internal sealed class CourseworkGenerator(CanvasSimulatorOptions options, CourseState course, DateTimeOffset opens, RealShapes shapes)
{
    private const int PlaceForOneSection = 10;

    private readonly int ordinal = course.Ordinal;

    public void AddAll()
    {
        AddGroups();
        for (var i = 0; i < options.AssignmentsPerCourse; i++)
        {
            course.AddAssignment(shapes.Assignment(i, Assignment(i, "published")));
        }

        if (options.AssignmentsPerCourse >= 5)
        {
            course.AddAssignment(Assignment(options.AssignmentsPerCourse, "unpublished") with { Name = "Draft, not for students yet" });
        }

        AddModules();
    }

    private void AddGroups()
    {
        var highest = ordinal % 4 == 2 ? 1 : 0;
        var sum = (ordinal % 6) switch { 2 => 90, 4 => 110, _ => 100 };
        IReadOnlyList<long> kept = options.AssignmentsPerCourse > 0 ? [Ids.Assignment(ordinal, 0)] : [];
        course.Groups.Add(new SimulatedAssignmentGroup(Ids.Group(ordinal, 0), course.Info.Id, "Homework", 1, 40, 1, highest, kept));
        course.Groups.Add(new SimulatedAssignmentGroup(Ids.Group(ordinal, 1), course.Info.Id, "Quizzes", 2, 20, ordinal % 3 == 0 ? 1 : 0, 0, []));
        course.Groups.Add(new SimulatedAssignmentGroup(Ids.Group(ordinal, 2), course.Info.Id, "Exams", 3, sum - 60, 0, 0, []));
    }

    private SimulatedAssignment Assignment(int place, string state)
    {
        var trap = place % 20;
        var due = trap == 17 ? (DateTimeOffset?)null : DueOf(place);
        var type = (place % 10) switch { 2 => "online_quiz", 4 => "on_paper", 6 => "external_tool", 8 => "discussion_topic", 1 => "online_upload", _ => "online_text_entry" };
        var group = (place % 5) switch { 4 => 2, 2 => 1, _ => 0 };
        return new SimulatedAssignment
        {
            Id = Ids.Assignment(ordinal, place),
            CourseId = course.Info.Id,
            GroupId = Ids.Group(ordinal, group),
            Name = $"{(group == 2 ? "Exam" : group == 1 ? "Quiz" : "Task")} {place + 1}",
            Position = place + 1,
            PointsPossible = trap switch { 8 => 0, 6 => null, _ => (place % 4) switch { 0 => 10, 1 => 20, 2 => 12.5, _ => 100 } },
            GradingType = trap switch { 7 => "percent", 9 => "pass_fail", 1 => "letter_grade", _ => "points" },
            SubmissionType = type,
            DueAt = due,
            UnlockAt = place % 6 == 5 ? due?.AddDays(-14) : null,
            LockAt = place % 8 == 7 ? due?.AddDays(10) : null,
            WorkflowState = state,
            OmitFromFinalGrade = trap == 3,
            PostManually = trap == 5,
            OnlyVisibleToOverrides = place == PlaceForOneSection,
            QuizId = type == "online_quiz" ? Ids.Quiz(ordinal, place) : null,
            Overrides = Overrides(place, due),
            CreatedAt = opens.AddDays(-20).AddMinutes(place),
            UpdatedAt = opens.AddDays(-10).AddMinutes(place),
        };
    }

    private DateTimeOffset DueOf(int place)
    {
        var days = (course.Term.Closes.Seconds - course.Term.Opens.Seconds) / 86_400.0;
        var day = (int)((place + 1) * days / (options.AssignmentsPerCourse + 1));
        // The end of a day in the course's zone is an odd hour in UTC.
        return opens.AddDays(day).AddHours(29).AddMinutes(59).AddSeconds(59);
    }

    private IReadOnlyList<SimulatedOverride> Overrides(int place, DateTimeOffset? due)
    {
        var section = Ids.Section(ordinal, 1);
        var id = Ids.Override(ordinal, place, 0);
        return (place % 20) switch
        {
            3 or 14 or 19 => [new SimulatedOverride(id, "Section 2, a week later", section, [], true, due?.AddDays(7))],
            6 when course.Students.Count > 1 => [new SimulatedOverride(id, "1 student", null, [course.Students[1].User.Id], true, due?.AddDays(10))],
            10 => [new SimulatedOverride(id, "Section 2", section, [], false, null)],
            12 => [new SimulatedOverride(id, "Section 2, no due date", section, [], true, null)],
            _ => [],
        };
    }

    private void AddModules()
    {
        var item = 0;
        for (var module = 0; module < 3; module++)
        {
            var id = Ids.Module(ordinal, module);
            var items = new List<SimulatedModuleItem>
            {
                new(Ids.ModuleItem(ordinal, item++), id, 1, "Start here", "SubHeader", null),
                new(Ids.ModuleItem(ordinal, item++), id, 2, "Welcome", "Page", null),
            };
            foreach (var assignment in course.Assignments.Where(a => a.Ordinal % 3 == module && !shapes.IsInAModuleOfItsOwn(a.Ordinal)))
            {
                items.Add(SimulatedSchool.ItemOf(assignment.Info, Ids.ModuleItem(ordinal, item++), id, items.Count + 1));
            }

            course.Modules.Add(new SimulatedModule(id, course.Info.Id, $"Unit {module + 1}", module + 1, module == 2 ? opens.AddDays(84) : null, items));
        }

        if (ordinal % 5 == 0)
        {
            AddReadingList(item);
        }

        shapes.AddModules();
    }

    private void AddReadingList(int firstItem)
    {
        var id = Ids.Module(ordinal, 3);
        var items = Enumerable.Range(0, 120)
            .Select(i => new SimulatedModuleItem(Ids.ModuleItem(ordinal, firstItem + i), id, i + 1, $"Reading {i + 1}", "ExternalUrl", null))
            .ToList();
        course.Modules.Add(new SimulatedModule(id, course.Info.Id, "Reading list", 4, null, items));
    }
}
