using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Auditing;
using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests.Matrix;

/// <summary>Everything that a host can ask, and what it was answered, as text.</summary>
public static class Answers
{
    private static readonly DateTimeOffset LongAgo = new(1990, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LongAhead = TimeSpan.FromDays(3650);
    private const LifecycleStates AllLives = LifecycleStates.Inactive | LifecycleStates.PendingDeletion;

    private static readonly Dictionary<string, Func<ICanvasQueries, Subject, Task<IEnumerable<object>>>> Queries = new()
    {
        ["StudentGrades"] = async (q, s) => await q.StudentGrades(details: GradeDetails.LastChange | GradeDetails.Metadata).ToListAsync(),
        ["StudentGrades of a course"] = async (q, s) => await q.StudentGrades(s.Course, submitted: new TimeRange(LongAgo, null)).Take(20).ToListAsync(),
        ["StudentGrades by name"] = async (q, s) => (await q.StudentGrades().FilterByName("Grade", FilterOperator.NotEqual, "A").OrderByName("-Score,SortableName").ToKeysetPageAsync(15)).Rows,
        ["GradeHistory"] = async (q, s) => await q.GradeHistory().ToListAsync(),
        ["ScoreHistory"] = async (q, s) => await q.ScoreHistory().ToListAsync(),
        ["CourseEnrollments"] = async (q, s) => await q.CourseEnrollments().ToListAsync(),
        ["CourseEnrollments of a course"] = async (q, s) => await q.CourseEnrollments(s.Course).Take(5).ToListAsync(),
        ["AssignmentSubmissions"] = async (q, s) => await q.AssignmentSubmissions(includeLate: false).ToListAsync(),
        ["AssignmentSubmissions by score"] = async (q, s) => await q.AssignmentSubmissions(sort: SubmissionSort.Score).ToListAsync(),
        ["RecentActivity"] = async (q, s) => await q.RecentActivity(LongAgo).Take(50).ToListAsync(),
        ["PerformanceSummary"] = async (q, s) => await q.PerformanceSummary().ToListAsync(),
        ["StudentTags"] = async (q, s) => await q.StudentTags().ToListAsync(),
        ["Gradebook"] = async (q, s) => await q.Gradebook(s.Course).ToListAsync(),
        ["StreamGradebookAsync"] = async (q, s) => await q.StreamGradebookAsync(s.Course).ToListAsync(),
        ["Courses"] = async (q, s) => await q.Courses().ToListAsync(),
        ["Courses of an account"] = async (q, s) => await q.Courses(accountId: 1).ToListAsync(),
        ["Accounts"] = async (q, s) => await q.Accounts().ToListAsync(),
        ["Accounts below one"] = async (q, s) => await q.Accounts(2).ToListAsync(),
        ["GradebookGridAsync"] = async (q, s) => await (await q.GradebookGridAsync(s.Course)).ReadLinesAsync().ToListAsync(),
        ["MissingWork"] = async (q, s) => await q.MissingWork().ToListAsync(),
        ["UpcomingWork"] = async (q, s) => await q.UpcomingWork(LongAhead).ToListAsync(),
        ["StudentDashboardAsync"] = async (q, s) => await q.StudentDashboardAsync(s.Student, LongAhead) is { } board ? [board] : [],
        ["ActiveObjects of courses"] = async (q, s) => await q.ActiveObjects(CanvasObjectTypes.Course).ToListAsync(),
        ["ActiveObjects of assignments"] = async (q, s) => await q.ActiveObjects(CanvasObjectTypes.Assignment, AllLives).ToListAsync(),
        ["ActiveObjects of users"] = async (q, s) => await q.ActiveObjects(CanvasObjectTypes.User, LifecycleStates.PendingDeletion).ToListAsync(),
        ["ActiveObjects of modules"] = async (q, s) => await q.ActiveObjects(CanvasObjectTypes.Module).ToListAsync(),
        ["ActiveEnrollments"] = async (q, s) => await q.ActiveEnrollments().ToListAsync(),
        ["ActiveEnrollments of all lives"] = async (q, s) => await q.ActiveEnrollments(AllLives).ToListAsync(),
        ["PendingDeletionReview"] = async (q, s) => await q.PendingDeletionReview().ToListAsync(),
        ["Count"] = async (q, s) => [await q.MissingWork().CountAsync(), await q.StudentGrades().Where(g => g.IsMissing).CountAsync(), await q.IncludingMissing().AssignmentSubmissions().CountAsync()],
    };

    private static readonly Dictionary<string, Func<IQueryBuilder, Subject, ICanvasQueries>> Scopes = new()
    {
        ["everything"] = (q, s) => q.ForEverything(),
        ["teacher"] = (q, s) => q.ForTeacher(s.Teacher),
        ["student"] = (q, s) => q.ForStudent(s.Student),
        ["observer"] = (q, s) => q.ForObserver(s.Observer),
        ["adviser"] = (q, s) => q.ForAdviser([s.Student, s.Other]),
        ["courses"] = (q, s) => q.ForCourses([s.Course]),
    };

    private static readonly Dictionary<string, Func<IServiceProvider, Subject, Task<object>>> Analyses = new()
    {
        ["momentum"] = async (p, s) => await Analytics(p).CalculateGradeMomentumAsync(s.Course, s.Student),
        ["trends"] = async (p, s) => await Analytics(p).CalculatePerformanceTrendsAsync(s.Course),
        ["prediction"] = async (p, s) => await Analytics(p).PredictFinalGradeAsync(s.Course, s.Student, [90]),
        ["predictions"] = async (p, s) => await Analytics(p).PredictFinalGradesAsync(s.Course),
        ["stream of predictions"] = async (p, s) => await Analytics(p).StreamFinalGradesAsync().ToListAsync(),
        ["risk"] = async (p, s) => await Analytics(p).AnalyzeAtRiskStudentsAsync(s.Course),
        ["risk of long ago"] = async (p, s) => await Analytics(p).AnalyzeAtRiskStudentsAsync(s.Course, s.Now.AddDays(-20)),
        ["stream of risk"] = async (p, s) => await Analytics(p).StreamAtRiskStudentsAsync().ToListAsync(),
        ["teacher's insights"] = async (p, s) => await Analytics(p).GeneratePerformanceInsightsAsync(s.Course),
        ["student's insights"] = async (p, s) => await Analytics(p).GenerateStudentInsightsAsync(s.Student),
        ["adviser's insights"] = async (p, s) => await Analytics(p).GenerateAdviserInsightsAsync(s.Student),
        ["capture"] = async (p, s) => await Analytics(p).CaptureFinishedOfferingsAsync(s.Now.AddYears(1)),
        ["backtest"] = async (p, s) => await Analytics(p).BacktestAsync(),
        ["predictions after the capture"] = async (p, s) => await Analytics(p).PredictFinalGradesAsync(s.Course),
        ["audit"] = async (p, s) => await p.GetRequiredService<IGradeAudit>().AuditAsync(s.Course).ToListAsync(),
        ["summary of the audit"] = async (p, s) => await p.GetRequiredService<IGradeAudit>().SummarizeAsync(s.Course),
        ["work as of"] = async (p, s) => await p.GetRequiredService<IGradebookHistory>().SubmissionsAsOfAsync(s.Course, s.Now).ToListAsync(),
        ["totals as of"] = async (p, s) => await p.GetRequiredService<IGradebookHistory>().TotalsAsOfAsync(s.Course, s.Now).ToListAsync(),
    };

    /// <param name="services">The services of the host.</param>
    /// <param name="subject">Whom the questions are about.</param>
    /// <param name="turn">The scope of the first query; each query after it has the next. Null asks every query in every scope.</param>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(IServiceProvider services, Subject subject, int? turn)
    {
        var answers = new Dictionary<string, string>();
        var next = turn ?? 0;
        foreach (var (name, ask) in Queries)
        {
            foreach (var (scope, of) in turn is null ? Scopes.ToList() : [Scopes.ElementAt(next++ % Scopes.Count)])
            {
                answers[$"{name} for {scope}"] = await TextOfAsync(services, async provider => await ask(of(provider.GetRequiredService<IQueryBuilder>(), subject), subject));
            }
        }

        foreach (var (name, ask) in Analyses)
        {
            answers[name] = await TextOfAsync(services, provider => ask(provider, subject));
        }

        return answers;
    }

    /// <summary>The queries of the interface that nobody asks here.</summary>
    public static IEnumerable<string> Unasked() => typeof(ICanvasQueries).GetMethods().Where(method => method.ReturnType != typeof(ICanvasQueries)).Select(method => method.Name)
        .Except(Queries.Keys.Select(name => name.Split(' ')[0]));

    private static IAnalyticsBuilder Analytics(IServiceProvider services) => services.GetRequiredService<IAnalyticsBuilder>();

    private static async Task<string> TextOfAsync(IServiceProvider services, Func<IServiceProvider, Task<object>> ask)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return Rounded(JsonSerializer.SerializeToNode(await ask(scope.ServiceProvider)))?.ToJsonString() ?? "null";
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"{error.GetType().Name}: {error.Message.Split('\n')[0]}";
        }
    }

    // Databases add up in different orders.
    private static JsonNode? Rounded(JsonNode? node) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(item => Rounded(item?.DeepClone()))]),
        JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Rounded(field.Value?.DeepClone())))),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().Contains('.', StringComparison.Ordinal) =>
            JsonValue.Create(value.GetValue<double>().ToString("G9", CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}

/// <summary>Whom the questions are about.</summary>
public sealed record Subject(DateTimeOffset Now, long Course, long Student, long Other, long Teacher, long Observer);
