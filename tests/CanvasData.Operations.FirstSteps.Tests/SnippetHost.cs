using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.FirstSteps.Tests;

/// <summary>What the README's later blocks take for granted: a host that is set up and has synced once.</summary>
public sealed record SnippetHost(IServiceCollection Services, CanvasOperationsBuilder Canvas, IServiceProvider Provider)
{
    public const string Preamble = """
        var host = CanvasData.Operations.FirstSteps.Tests.SnippetHost.Current;
        var services = host.Services;
        var canvas = host.Canvas;
        var school = host.School;
        var bridge = host.Provider.GetRequiredService<ICanvasBridge>();
        var pipeline = host.Provider.GetRequiredService<ICanvasSyncPipeline>();
        var queries = host.Provider.GetRequiredService<IQueryBuilder>();
        var analytics = host.Provider.GetRequiredService<IAnalyticsBuilder>();
        var gradebook = host.Provider.GetRequiredService<IGradebookHistory>();
        var audit = host.Provider.GetRequiredService<IGradeAudit>();
        var cancellationToken = CancellationToken.None;

        """;

    /// <summary>Of the running test; the tests of a class run one after another.</summary>
    public static SnippetHost Current { get; set; } = null!;

    public SchoolContext School => Provider.GetRequiredService<SchoolContext>();
}
