using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Benchmarks.Peers;

/// <summary>
/// The submissions of a course from Canvas into PostgreSQL as one would write it by hand: pages by HttpClient, read by source-generated
/// System.Text.Json, written by one binary COPY. It knows no differences, history, faults or limits. The next page is on its way while one is written.
/// </summary>
internal static partial class HandWrittenPipeline
{
    public static async Task<long> RunAsync(Uri address, string token, long courseId, string database)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var rows = 0L;
        await BareCopy.InsertAsync(database, Counted(ReadAsync(http, courseId), _ => rows++));
        return rows;
    }

    private static async IAsyncEnumerable<CanvasSubmission> ReadAsync(HttpClient http, long courseId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var now = DateTime.UtcNow;
        var next = GetAsync(http, $"/api/v1/courses/{courseId}/students/submissions?student_ids[]=all&per_page=100", cancellationToken);
        while (next is not null)
        {
            var (page, link) = await next;
            next = link is null ? null : GetAsync(http, link, cancellationToken);
            foreach (var submission in page)
            {
                yield return submission.ToRow(courseId, now);
            }
        }
    }

    private static async Task<(List<Submission> Page, string? Next)> GetAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var links = answer.Headers.TryGetValues("Link", out var values) ? string.Join(',', values) : "";
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var page = await JsonSerializer.DeserializeAsync(body, PipelineJson.Default.ListSubmission, cancellationToken);
        return (page!, NextLink().Match(links) is { Success: true } link ? link.Groups[1].Value : null);
    }

    private static async IAsyncEnumerable<T> Counted<T>(IAsyncEnumerable<T> items, Action<T> count)
    {
        await foreach (var item in items)
        {
            count(item);
            yield return item;
        }
    }

    [GeneratedRegex("<([^>]+)>; rel=\"next\"")]
    private static partial Regex NextLink();

    internal sealed record Submission(
        long Id, long AssignmentId, long? UserId, string? AnonymousId, string? WorkflowState, string? SubmissionType, DateTime? SubmittedAt, int? Attempt, double? Score, string? Grade,
        double? EnteredScore, string? EnteredGrade, double? PointsDeducted, string? LatePolicyStatus, bool? Late, bool? Missing, double? SecondsLate, bool? Excused, DateTime? GradedAt,
        long? GraderId, bool? GradeMatchesCurrentSubmission, DateTime? PostedAt, DateTime? CachedDueDate, long? GradingPeriodId, long? CustomGradeStatusId, int? ExtraAttempts, bool? RedoRequest)
    {
        public CanvasSubmission ToRow(long courseId, DateTime now) => new()
        {
            Id = Id,
            CourseId = courseId,
            AssignmentId = AssignmentId,
            UserId = UserId,
            FirstSyncedAt = now,
            SyncedAt = now,
            AnonymousId = AnonymousId,
            WorkflowState = WorkflowState,
            SubmissionType = SubmissionType,
            SubmittedAt = SubmittedAt?.ToUniversalTime(),
            Attempt = Attempt,
            Score = Score,
            Grade = Grade,
            EnteredScore = EnteredScore,
            EnteredGrade = EnteredGrade,
            PointsDeducted = PointsDeducted,
            LatePolicyStatus = LatePolicyStatus,
            Late = Late,
            Missing = Missing,
            SecondsLate = SecondsLate,
            Excused = Excused,
            GradedAt = GradedAt?.ToUniversalTime(),
            GraderId = GraderId,
            GradeMatchesCurrentSubmission = GradeMatchesCurrentSubmission,
            PostedAt = PostedAt?.ToUniversalTime(),
            CachedDueDate = CachedDueDate?.ToUniversalTime(),
            GradingPeriodId = GradingPeriodId,
            CustomGradeStatusId = CustomGradeStatusId,
            ExtraAttempts = ExtraAttempts,
            RedoRequest = RedoRequest,
        };
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
    [JsonSerializable(typeof(List<Submission>))]
    private sealed partial class PipelineJson : JsonSerializerContext;
}
