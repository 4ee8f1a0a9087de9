using System.Text.Json;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.TypeScript;

/// <summary>A kind of record of the contract.</summary>
/// <param name="Name">The name in the contract: "submission".</param>
/// <param name="List">The list that it comes with: "submissions".</param>
/// <param name="TryRead">Reads the payload.</param>
/// <param name="Unreadable">Makes the record for a payload that cannot be read.</param>
internal sealed record RecordKind(string Name, string List, ReadPayload TryRead, Func<CanvasRecord> Unreadable)
{
    /// <summary>Reads the JSON of one record; what cannot be read becomes a record with a problem.</summary>
    public CanvasRecord Read(ReadOnlySpan<byte> json) => TryRead(json) ?? Unreadable();
}

/// <summary>Reads the JSON of one record; null when it cannot be read.</summary>
internal delegate CanvasRecord? ReadPayload(ReadOnlySpan<byte> json);

/// <summary>The kinds of records of the contract.</summary>
internal static class RecordKinds
{
    private static readonly RecordKind[] All =
    [
        Kind<SubmissionRecord>("submission", "submissions"),
        Kind<EnrollmentRecord>("enrollment", "enrollments"),
        Kind<UserRecord>("user", "users"),
        Kind<CourseRecord>("course", "course"),
        Kind<CourseSettingsRecord>("settings", "settings"),
        Kind<SectionRecord>("section", "sections"),
        Kind<AssignmentGroupRecord>("assignment_group", "assignment_groups"),
        Kind<AssignmentRecord>("assignment", "assignments"),
        Kind<GradingPeriodRecord>("grading_period", "grading_periods"),
        Kind<GradingStandardRecord>("grading_standard", "grading_standards"),
        Kind<LatePolicyRecord>("late_policy", "late_policy"),
        Kind<ModuleRecord>("module", "modules"),
        Kind<AccountRecord>("account", "accounts"),
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

    private static RecordKind Kind<T>(string name, string list) where T : CanvasRecord, new() =>
        new(name, list, TryRead<T>, () => new T { Problem = "the object cannot be read: it is nested too deep, or a name in it is not UTF-8" });

    private static T? TryRead<T>(ReadOnlySpan<byte> json) where T : CanvasRecord
    {
        try
        {
            return JsonSerializer.Deserialize(json, CanvasJson.TypeOf<T>());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
