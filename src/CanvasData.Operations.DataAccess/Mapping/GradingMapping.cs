using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>Maps grading periods, letter schemes and late policies.</summary>
internal static class GradingMapping
{
    /// <summary>The sets of grading periods that apply to a course: that of its term, and old ones of its own.</summary>
    public static IReadOnlyList<(long Id, bool IsWeighted)> PeriodSets(long course, long? term, SourceReader reader)
    {
        var ofTerm = reader.Find("enrollment_terms", term)?.Long("grading_period_group_id").Value;
        var own = reader.OfOwner("grading_period_groups", course).Select(Set).ToList();
        if (reader.Find("grading_period_groups", ofTerm) is { } set && set.Text("workflow_state").Value != States.Deleted && !own.Exists(one => one.Id == set.Id))
        {
            own.Add(Set(set));
        }

        return own;

        static (long Id, bool IsWeighted) Set(SourceRow row) => (row.Id, row.Flag("weighted").Value == true);
    }

    public static IEnumerable<GradingPeriodRecord> Periods(long course, DateTimeOffset readAt, SourceReader reader)
    {
        var term = reader.Find("courses", course)?.Long("enrollment_term_id").Value;
        foreach (var (set, isWeighted) in PeriodSets(course, term, reader))
        {
            foreach (var row in reader.OfOwner("grading_periods", set))
            {
                var (end, close) = (row.Time("end_date"), row.Time("close_date"));
                yield return new GradingPeriodRecord
                {
                    Id = row.Id,
                    GradingPeriodGroupId = set,
                    Title = row.Text("title"),
                    StartDate = row.Time("start_date"),
                    EndDate = end,
                    CloseDate = close,

                    // The column may keep an old number where the set is not weighted.
                    Weight = isWeighted ? row.Number("weight") : (double?)null,
                    IsClosed = (close.Value ?? end.Value) < readAt,
                };
            }
        }
    }

    public static IEnumerable<GradingStandardRecord> Standards(long course, SourceReader reader)
    {
        foreach (var row in reader.OfOwner("grading_standards", course))
        {
            if (row.Text("context_type").Value == "Course")
            {
                yield return Standard(row);
            }
        }

        foreach (var account in AccountMapping.Chain(reader.Find("courses", course)?.Long("account_id").Value, reader).ToList())
        {
            foreach (var row in reader.OfOwner("grading_standards", account))
            {
                if (row.Text("context_type").Value == "Account")
                {
                    yield return Standard(row);
                }
            }
        }
    }

    public static LatePolicyRecord LatePolicy(SourceRow row) => new()
    {
        Id = row.Id,
        CourseId = row.Long("course_id"),
        MissingSubmissionDeductionEnabled = row.Flag("missing_submission_deduction_enabled"),
        MissingSubmissionDeduction = row.Number("missing_submission_deduction"),
        LateSubmissionDeductionEnabled = row.Flag("late_submission_deduction_enabled"),
        LateSubmissionDeduction = row.Number("late_submission_deduction"),
        LateSubmissionInterval = row.Text("late_submission_interval"),
        LateSubmissionMinimumPercentEnabled = row.Flag("late_submission_minimum_percent_enabled"),
        LateSubmissionMinimumPercent = row.Number("late_submission_minimum_percent"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
    };

    private static GradingStandardRecord Standard(SourceRow row) => new()
    {
        Id = row.Id,
        Title = row.Text("title"),
        ContextType = row.Text("context_type"),
        ContextId = row.Long("context_id"),
        GradingScheme = Scheme(row.Text("data").Value, row.Int("version").Value),
    };

    /// <summary>Reads pairs of letter and bound. In the first version the bound of a letter is its upper one.</summary>
    private static Optional<IReadOnlyList<GradingSchemeEntryRecord>?> Scheme(string? data, int? version)
    {
        if (data is null)
        {
            return new Optional<IReadOnlyList<GradingSchemeEntryRecord>?>(null);
        }

        try
        {
            using var document = JsonDocument.Parse(data);
            var pairs = document.RootElement.EnumerateArray().Select(pair => (Name: pair[0].GetString(), Bound: pair[1].GetDouble())).ToList();
            return pairs.Select((pair, place) => new GradingSchemeEntryRecord
            {
                Name = pair.Name,
                Value = version is null or >= 2 ? pair.Bound : place + 1 < pairs.Count ? pairs[place + 1].Bound : 0,
            }).ToList();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return Optional<IReadOnlyList<GradingSchemeEntryRecord>?>.Unreadable("expected a list of pairs of letter and bound, found something else");
        }
    }
}
