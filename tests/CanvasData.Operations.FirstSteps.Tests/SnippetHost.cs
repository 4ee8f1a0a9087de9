using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.FirstSteps.Tests;

/// <summary>What the README's later blocks take for granted: a host that is set up and has synced once.</summary>
public sealed record SnippetHost(IServiceCollection Services, CanvasOperationsBuilder Canvas, IServiceProvider Provider)
{
    private const string Preamble = """
        var host = CanvasData.Operations.FirstSteps.Tests.SnippetHost.Current;
        var services = host.Services;
        var canvas = host.Canvas;
        var school = host.School;
        var bridge = host.Provider.GetRequiredService<CanvasData.Operations.Sync.ICanvasBridge>();
        var pipeline = host.Provider.GetRequiredService<CanvasData.Operations.Sync.ICanvasSyncPipeline>();
        var background = host.Provider.GetRequiredService<CanvasData.Operations.Orchestration.IBackgroundSync>();
        var orchestrator = host.Provider.GetRequiredService<CanvasData.Operations.Orchestration.ISyncOrchestrator>();
        var staleness = host.Provider.GetRequiredService<CanvasData.Operations.Sync.IStalenessReader>();
        var refresh = host.Provider.GetRequiredService<CanvasData.Operations.Sync.ICanvasRefresh>();
        var queries = host.Provider.GetRequiredService<CanvasData.Operations.Queries.IQueryBuilder>();
        var analytics = host.Provider.GetRequiredService<CanvasData.Operations.Analytics.IAnalyticsBuilder>();
        var gradebook = host.Provider.GetRequiredService<CanvasData.Operations.History.IGradebookHistory>();
        var audit = host.Provider.GetRequiredService<CanvasData.Operations.Auditing.IGradeAudit>();
        var grades = host.Provider.GetRequiredService<CanvasData.Operations.Auditing.IStoredGrades>();
        var identity = host.Provider.GetRequiredService<CanvasData.Operations.Queries.ICanvasIdentity>();
        var metadata = host.Provider.GetRequiredService<CanvasData.Operations.Metadata.IMetadataManager>();
        var tags = host.Provider.GetRequiredService<CanvasData.Operations.Metadata.ITagManager>();
        var lifecycle = host.Provider.GetRequiredService<CanvasData.Operations.Lifecycle.ILifecycleManager>();
        var cleanup = host.Provider.GetRequiredService<CanvasData.Operations.Maintenance.ICleanupManager>();
        var checker = host.Provider.GetRequiredService<CanvasData.Operations.Maintenance.IIntegrityChecker>();
        var dependencies = host.Provider.GetRequiredService<CanvasData.Operations.Lifecycle.IDependencyTracker>();
        var units = host.Provider.GetRequiredService<CanvasData.Operations.Persistence.IUnitOfWork>();
        var history = host.Provider.GetRequiredService<CanvasData.Operations.History.IHistoryManager>();
        var monitor = host.Provider.GetRequiredService<CanvasData.Operations.Monitoring.IPerformanceMonitor>();
        var personal = host.Provider.GetRequiredService<CanvasData.Operations.Privacy.IPersonalData>();
        var bulk = CanvasData.Operations.FirstSteps.Tests.SeatContext.Start();
        var courseId = host.CourseId;
        var seats = Enumerable.Range(1, 5).Select(number => new CanvasData.Operations.FirstSteps.Tests.Seat { Id = number, CourseId = courseId, Room = "North 1", Number = number }).ToList();
        var personId = host.PersonId;
        var cancellationToken = CancellationToken.None;

        """;

    /// <summary>Of the running test; the tests of a class run one after another.</summary>
    public static SnippetHost Current { get; set; } = null!;

    /// <summary>A course that is synced.</summary>
    public long CourseId => School.Set<CanvasCourse>().Where(course => course.WorkflowState == "available").Select(course => course.Id).First();

    /// <summary>A student of that course.</summary>
    public long PersonId => School.Set<CanvasEnrollment>().Where(row => row.CourseId == CourseId && row.Type == "StudentEnrollment").OrderBy(row => row.Id).Select(row => row.UserId).Last();

    public SchoolContext School => Provider.GetRequiredService<SchoolContext>();

    /// <summary>Puts what the pages take for granted between the usings and the statements of a block.</summary>
    public static string Around(string block)
    {
        var lines = block.Split('\n');
        var usings = lines.TakeWhile(line => line.Length == 0 || line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal)).Count();
        return string.Join('\n', lines.Take(usings).Append("using CanvasData.Operations.FirstSteps.Tests;").Append("using Microsoft.Extensions.DependencyInjection;").Distinct().Append(Preamble).Concat(lines.Skip(usings)));
    }
}
