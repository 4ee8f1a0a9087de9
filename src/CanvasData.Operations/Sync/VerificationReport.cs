using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>What to verify.</summary>
public sealed record VerificationRequest
{
    /// <summary>The courses; null for every stored course that Canvas still has.</summary>
    public IReadOnlyCollection<long>? CourseIds { get; init; }

    /// <summary>Whether to fetch the courses again and compare row by row; costs as many requests as a full sync.</summary>
    public bool AgainstCanvas { get; init; }
}

/// <summary>How a stored table of a course compares with Canvas.</summary>
/// <param name="InCanvas">Rows that Canvas has.</param>
/// <param name="Stored">Rows that are stored and not marked missing.</param>
/// <param name="NotStored">Rows that Canvas has and that are not stored.</param>
/// <param name="NotInCanvas">Rows that are stored and that Canvas does not have.</param>
/// <param name="Different">Rows on both sides of which a value differs, or that were edited locally.</param>
public sealed record TableComparison(long InCanvas, long Stored, long NotStored, long NotInCanvas, long Different)
{
    /// <summary>Whether both sides are equal.</summary>
    public bool IsEqual => NotStored == 0 && NotInCanvas == 0 && Different == 0;
}

/// <summary>Rows that do not hang together.</summary>
/// <param name="Check">What was looked for, for example "submission without assignment".</param>
/// <param name="CourseId">The course.</param>
/// <param name="Rows">How many rows.</param>
public sealed record IntegrityFinding(string Check, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CourseId, long Rows);

/// <summary>What a verification found.</summary>
public sealed record VerificationReport
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Courses looked at.</summary>
    public required int Courses { get; init; }

    /// <summary>Rows that do not hang together; empty when all do.</summary>
    public required IReadOnlyList<IntegrityFinding> Findings { get; init; }

    /// <summary>By course, then by kind of row; empty when Canvas was not asked.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<string, TableComparison>> Comparisons { get; init; } =
        new Dictionary<long, IReadOnlyDictionary<string, TableComparison>>();

    /// <summary>Courses that could not be fetched, with the reason.</summary>
    public IReadOnlyDictionary<long, SyncFailure> Failures { get; init; } = new Dictionary<long, SyncFailure>();

    /// <summary>Whether all hangs together and, where Canvas was asked, is equal.</summary>
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
