using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>The courses to verify, and how.</summary>
public sealed record VerificationRequest
{
    /// <summary>The courses; null for every stored course that Canvas still has.</summary>
    public IReadOnlyCollection<long>? CourseIds { get; init; }

    /// <summary>Whether to fetch the courses again and compare row by row; costs as many requests as a full sync.</summary>
    public bool AgainstCanvas { get; init; }
}

/// <summary>The comparison of a stored table of a course with Canvas.</summary>
/// <param name="InCanvas">The rows that Canvas has.</param>
/// <param name="Stored">The rows that are stored and not marked missing.</param>
/// <param name="NotStored">The rows that Canvas has and that are not stored.</param>
/// <param name="NotInCanvas">The rows that are stored and that Canvas does not have.</param>
/// <param name="Different">The rows on both sides of which a value differs, or that were edited locally.</param>
public sealed record TableComparison(long InCanvas, long Stored, long NotStored, long NotInCanvas, long Different)
{
    /// <summary>Whether both sides are equal.</summary>
    public bool IsEqual => NotStored == 0 && NotInCanvas == 0 && Different == 0;
}

/// <summary>The rows that are inconsistent.</summary>
/// <param name="Check">The name of the check, for example "submission without assignment".</param>
/// <param name="CourseId">The course.</param>
/// <param name="Rows">How many rows.</param>
public sealed record IntegrityFinding(string Check, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CourseId, long Rows);

/// <summary>The result of a verification.</summary>
public sealed record VerificationReport
{
    /// <summary>When it was created.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The courses looked at.</summary>
    public required int Courses { get; init; }

    /// <summary>The rows that are inconsistent; empty when all do.</summary>
    public required IReadOnlyList<IntegrityFinding> Findings { get; init; }

    /// <summary>The comparisons with Canvas by course, then by kind of row; empty when Canvas was not asked.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<string, TableComparison>> Comparisons { get; init; } =
        new Dictionary<long, IReadOnlyDictionary<string, TableComparison>>();

    /// <summary>The courses that could not be fetched, with the reason.</summary>
    public IReadOnlyDictionary<long, SyncFailure> Failures { get; init; } = new Dictionary<long, SyncFailure>();

    /// <summary>Whether all rows are consistent and, where Canvas was asked, equal to Canvas.</summary>
    public bool Succeeded => Findings.Count == 0 && Failures.Count == 0 && Comparisons.Values.All(tables => tables.Values.All(table => table.IsEqual));

    /// <summary>The report as JSON; no personal data in it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, VerificationReportJsonContext.Default.VerificationReport);

    /// <summary>The report at a glance.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Line($"{(Succeeded ? "Verified" : "Verified with findings")}: {Courses} courses, {Findings.Count} findings, {Comparisons.Count} compared with Canvas");
        foreach (var finding in Findings)
        {
            Line($"  course {finding.CourseId}: {finding.Rows:N0} × {finding.Check}");
        }

        foreach (var (course, tables) in Comparisons)
        {
            foreach (var (entity, table) in tables.Where(pair => !pair.Value.IsEqual))
            {
                Line($"  course {course}: {entity}: {table.NotStored:N0} not stored, {table.NotInCanvas:N0} not in Canvas, {table.Different:N0} different");
            }
        }

        foreach (var (course, failure) in Failures)
        {
            Line($"  course {course}: {failure.Text}");
        }

        return text.ToString().TrimEnd();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(VerificationReport))]
internal sealed partial class VerificationReportJsonContext : JsonSerializerContext;
