using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>Maps courses and sections.</summary>
internal static class CourseMapping
{
    public static CourseRecord Course(long id, SourceReader reader)
    {
        var row = reader.Find("courses", id)!.Value;
        var (account, term) = (row.Long("account_id").Value, row.Long("enrollment_term_id").Value);
        var record = Own(row);
        if (AccountMapping.Root(account, reader) is { } root)
        {
            record.RootAccountId = root;
        }

        record.TotalStudents = Students(id, reader);
        if (reader.Find("enrollment_terms", term) is { } found)
        {
            record.Term = AccountMapping.Term(found);
        }

        var sets = GradingMapping.PeriodSets(id, term, reader);
        record.HasGradingPeriods = sets.Count > 0;
        record.HasWeightedGradingPeriods = sets.Any(set => set.IsWeighted);
        return record;
    }

    public static SectionRecord Section(SourceRow row) => new()
    {
        Id = row.Id,
        CourseId = row.Long("course_id"),
        Name = row.Text("name"),
        StartAt = row.Time("start_at"),
        EndAt = row.Time("end_at"),
        CreatedAt = row.Time("created_at"),
        RestrictEnrollmentsToSectionDates = row.Flag("restrict_enrollments_to_section_dates"),
        NonxlistCourseId = row.Long("nonxlist_course_id"),
        SisSectionId = row.Text("sis_source_id"),
        IntegrationId = row.Text("integration_id"),
    };

    private static CourseRecord Own(SourceRow row) => new()
    {
        Id = row.Id,
        Name = row.Text("name"),
        CourseCode = row.Text("course_code"),
        Uuid = row.Text("uuid"),
        AccountId = row.Long("account_id"),
        EnrollmentTermId = row.Long("enrollment_term_id"),

        // REST has one word for both states before publication.
        WorkflowState = row.Text("workflow_state") is { Value: "claimed" or "created" } ? "unpublished" : row.Text("workflow_state"),
        CreatedAt = row.Time("created_at"),
        StartAt = row.Time("start_at"),
        EndAt = row.Time("conclude_at"),
        RestrictEnrollmentsToCourseDates = row.Flag("restrict_enrollments_to_course_dates"),
        IsPublic = row.Flag("is_public"),
        GradingStandardId = row.Long("grading_standard_id"),
        GradePassbackSetting = row.Text("grade_passback_setting"),
        TimeZone = row.Text("time_zone"),
        Locale = row.Text("locale"),
        DefaultView = row.Text("default_view"),
        Template = row.Flag("template"),
        SisCourseId = row.Text("sis_source_id"),
        IntegrationId = row.Text("integration_id"),
        ApplyAssignmentGroupWeights = row.Text("group_weighting_scheme") is { IsSpecified: true } scheme ? scheme.Value == "percent" : default(Optional<bool?>),
        HideFinalGrades = Setting(row, "hide_final_grade", "hide_final_grades"),
        RestrictQuantitativeData = Setting(row, "restrict_quantitative_data"),
        CourseFormat = row.Member("settings", "course_format") is { ValueKind: JsonValueKind.String } format ? format.GetString() : default(Optional<string?>),
    };

    /// <summary>A setting, whose absence means no where settings are offered at all.</summary>
    private static Optional<bool?> Setting(SourceRow row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (row.Member("settings", name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value)
            {
                return value.GetBoolean();
            }
        }

        return row.Element("settings") is null ? default(Optional<bool?>) : false;
    }

    private static int Students(long course, SourceReader reader) => reader.OfOwner("enrollments", course)
        .Where(row => row.Text("type").Value == "StudentEnrollment" && row.Text("workflow_state").Value is ("active" or "invited"))
        .Select(row => row.Long("user_id").Value)
        .Distinct()
        .Count();
}
