using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.TypeScript;

/// <summary>A kind of record of the contract.</summary>
/// <param name="Name">The name in the contract: "submission".</param>
/// <param name="List">The list that it comes with: "submissions".</param>
/// <param name="Read">Reads the payload.</param>
internal sealed record RecordKind(string Name, string List, ReadPayload Read);

/// <summary>Reads the JSON of one record; what cannot be read becomes a record with a problem.</summary>
internal delegate CanvasRecord ReadPayload(ReadOnlySpan<byte> json);

/// <summary>The kinds of records of the contract.</summary>
internal static class RecordKinds
{
    private static readonly RecordKind[] All =
    [
        new("submission", "submissions", Read<SubmissionRecord>),
        new("enrollment", "enrollments", Read<EnrollmentRecord>),
        new("user", "users", Read<UserRecord>),
        new("course", "course", Read<CourseRecord>),
        new("settings", "settings", Read<CourseSettingsRecord>),
        new("section", "sections", Read<SectionRecord>),
        new("assignment_group", "assignment_groups", Read<AssignmentGroupRecord>),
        new("assignment", "assignments", Read<AssignmentRecord>),
        new("grading_period", "grading_periods", Read<GradingPeriodRecord>),
        new("grading_standard", "grading_standards", Read<GradingStandardRecord>),
        new("late_policy", "late_policy", Read<LatePolicyRecord>),
        new("module", "modules", Read<ModuleRecord>),
        new("account", "accounts", Read<AccountRecord>),
    ];

    /// <summary>The kind of a name in the contract; null when it has no such kind.</summary>
    public static RecordKind? Find(string? name) => Array.Find(All, kind => kind.Name == name);

    /// <summary>The kind whose name a reader stands at; null for none.</summary>
    public static RecordKind? Find(ref Utf8JsonReader reader)
    {
        foreach (var kind in All)
        {
            if (reader.ValueTextEquals(kind.Name))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Whether a request for these lists may be answered with this kind.</summary>
    public static bool IsOf(this RecordKind kind, IReadOnlyList<string> lists) =>
        lists.Contains(kind.List) || (kind.Name == "course" && lists is ["courses"]);

    private static T Read<T>(ReadOnlySpan<byte> json) where T : CanvasRecord, new()
    {
        try
        {
            return JsonSerializer.Deserialize(json, CanvasJson.TypeOf<T>()) ?? new T { Problem = "the payload is null" };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return new T { Problem = "the object cannot be read: it is nested too deep, or a name in it is not UTF-8" };
        }
    }
}
