using System.Text.Json;

namespace CanvasData.Operations.ClusterSample;

/// <summary>What the sample measured.</summary>
/// <param name="Workers">The worker processes.</param>
/// <param name="Killed">The worker processes that were killed; 0 when the run ended before one had a course in hand.</param>
/// <param name="Courses">The courses of the run in which that happened.</param>
/// <param name="TakenOver">How often a worker took a course over.</param>
/// <param name="FencedCommits">The commits of workers that had lost the course; each wrote nothing.</param>
/// <param name="SecondsToResume">The seconds from the kill until the last course of the killed worker was taken over; 0 without a kill.</param>
/// <param name="EqualToSingleProcess">Whether the tables are those of a single worker, history included.</param>
/// <param name="Speedup">The time of one worker divided by that of all.</param>
internal sealed record DemoResult(
    int Workers, int Killed, int Courses, int TakenOver, int FencedCommits, double SecondsToResume, bool EqualToSingleProcess, double Speedup)
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public string ToJson() => JsonSerializer.Serialize(this, CamelCase);
}
