using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>Maps assignments with their groups and overrides.</summary>
internal static class WorkMapping
{
    // REST writes any number of attempts so; a table may hold null.
    private const int Unlimited = -1;

    public static AssignmentGroupRecord Group(SourceRow row) => new()
    {
        Id = row.Id,
        Name = row.Text("name"),
        Position = row.Int("position"),
        GroupWeight = row.Number("group_weight"),
        SisSourceId = row.Text("sis_source_id"),
        Rules = row.Structure("rules") switch
        {
            { ValueKind: JsonValueKind.Object } => Rules(row),
            null when row.IsOffered("rules") => new DropRulesRecord(),
            _ => default(Optional<DropRulesRecord?>),
        },
    };

    public static IEnumerable<AssignmentRecord> Assignments(long course, SourceReader reader)
    {
        var policies = reader.OfOwner("post_policies", course)
            .Select(row => (Assignment: row.Long("assignment_id").Value ?? 0, Manually: row.Flag("post_manually")))
            .GroupBy(row => row.Assignment).ToDictionary(rows => rows.Key, rows => rows.First().Manually);
        var quizzes = reader.OfOwner("quizzes", course)
            .Select(row => (Assignment: row.Long("assignment_id").Value ?? 0, Quiz: row.Id))
            .GroupBy(row => row.Assignment).ToDictionary(rows => rows.Key, rows => rows.First().Quiz);
        IReadOnlySet<long>? newQuizzes = null;
        foreach (var row in reader.OfOwner("assignments", course))
        {
            // The parts of a discussion with checkpoints are rows of this table, and REST lists none of them.
            if (row.Long("parent_assignment_id").Value is not null)
            {
                continue;
            }

            var record = Assignment(row);
            if (policies.TryGetValue(row.Id, out var manually) || policies.TryGetValue(0, out manually))
            {
                record.PostManually = manually;
            }

            if (reader.IsOffered("quizzes"))
            {
                record.QuizId = quizzes.TryGetValue(row.Id, out var quiz) ? quiz : (long?)null;
            }

            // The tool itself is not in the tables, but its work shows what it is. REST says nothing of other assignments.
            if (record.SubmissionTypes.Value?.Contains("external_tool") == true && (newQuizzes ??= reader.NewQuizzes(course)).Contains(row.Id))
            {
                record.IsQuizLtiAssignment = true;
            }

            var overrides = Overrides(row.Id, reader);
            (record.Overrides, record.HasOverrides) = (new Optional<IReadOnlyList<AssignmentOverrideRecord>?>(overrides), overrides.Count > 0);
            yield return record;
        }
    }

    private static DropRulesRecord Rules(SourceRow row)
    {
        var rules = new DropRulesRecord();
        if (row.Member("rules", "drop_lowest") is { ValueKind: JsonValueKind.Number } lowest && lowest.TryGetInt32(out var low))
        {
            rules.DropLowest = low;
        }

        if (row.Member("rules", "drop_highest") is { ValueKind: JsonValueKind.Number } highest && highest.TryGetInt32(out var high))
        {
            rules.DropHighest = high;
        }

        if (row.Member("rules", "never_drop") is { ValueKind: JsonValueKind.Array } never)
        {
            rules.NeverDrop = new Optional<IReadOnlyList<Optional<long?>>?>(
                [.. never.EnumerateArray().Select(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? number : Optional<long?>.Unreadable("expected an id, found something else"))]);
        }

        return rules;
    }

    private static AssignmentRecord Assignment(SourceRow row)
    {
        var (types, state) = (row.Text("submission_types"), row.Text("workflow_state"));
        string[] split = types.Value?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return new AssignmentRecord
        {
            Id = row.Id,
            CourseId = row.Long("context_id"),
            AssignmentGroupId = row.Long("assignment_group_id"),
            Name = row.Text("title"),
            DueAt = row.Time("due_at"),
            UnlockAt = row.Time("unlock_at"),
            LockAt = row.Time("lock_at"),
            PointsPossible = row.Number("points_possible"),
            GradingType = row.Text("grading_type"),
            GradingStandardId = row.Long("grading_standard_id"),
            SubmissionTypes = types.IsSpecified ? new Optional<IReadOnlyList<string>?>(split) : default,
            WorkflowState = state,
            Published = state.IsSpecified ? state.Value == States.Published : default(Optional<bool?>),
            OmitFromFinalGrade = row.Flag("omit_from_final_grade"),
            Position = row.Int("position"),
            AnonymousGrading = row.Flag("anonymous_grading"),
            ModeratedGrading = row.Flag("moderated_grading"),
            AllowedAttempts = row.Int("allowed_attempts") is { IsSpecified: true, Problem: null, Value: null } ? Unlimited : row.Int("allowed_attempts"),
            PeerReviews = row.Flag("peer_reviews"),
            GroupCategoryId = row.Long("group_category_id"),
            GradeGroupStudentsIndividually = row.Flag("grade_group_students_individually"),
            OnlyVisibleToOverrides = row.Flag("only_visible_to_overrides"),
            HasSubAssignments = row.Flag("has_sub_assignments"),
            IsQuizAssignment = split.Contains("online_quiz"),
            ImportantDates = row.Flag("important_dates"),
            CreatedAt = row.Time("created_at"),
            UpdatedAt = row.Time("updated_at"),
            SisAssignmentId = row.Text("sis_source_id"),
            IntegrationId = row.Text("integration_id"),
        };
    }

    private static List<AssignmentOverrideRecord> Overrides(long assignment, SourceReader reader) =>
        [.. reader.OfOwner("assignment_overrides", assignment).Select(row => Override(row, assignment, reader))];

    private static AssignmentOverrideRecord Override(SourceRow row, long assignment, SourceReader reader)
    {
        var (kind, set) = (row.Text("set_type").Value, row.Long("set_id"));
        var record = new AssignmentOverrideRecord
        {
            Id = row.Id,
            AssignmentId = assignment,
            Title = row.Text("title"),
            ContextModuleId = row.Long("context_module_id"),
            UnassignItem = row.Flag("unassign_item"),

            // REST leaves out a date that is not overridden.
            DueAt = row.Flag("due_at_overridden").Value == true ? row.Time("due_at") : default,
            UnlockAt = row.Flag("unlock_at_overridden").Value == true ? row.Time("unlock_at") : default,
            LockAt = row.Flag("lock_at_overridden").Value == true ? row.Time("lock_at") : default,
            AllDay = row.Flag("all_day"),
        };
        switch (kind)
        {
            case "CourseSection":
                record.CourseSectionId = set;
                break;
            case "Group":
                record.GroupId = set;
                break;
            case "Noop":
                record.NoopId = set;
                break;
            case "Course":
                record.CourseId = set;
                break;
            default:
                record.StudentIds = new Optional<IReadOnlyList<Optional<long?>>?>([.. reader.OfOwner("assignment_override_students", row.Id).Select(student => student.Long("user_id"))]);
                break;
        }

        return record;
    }
}
