using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// Measures every command that EF Core sends through the host's contexts: time, rows and memory by the shape of the query. Turn it on with
/// <c>AddCanvasOperations().MonitorQueries()</c>. Values of parameters and literals are never recorded.
/// </summary>
public interface IPerformanceMonitor
{
    /// <summary>Creates a report of what was measured since the start, or since the last <see cref="Reset"/>.</summary>
    /// <returns>The report; it does not change afterwards.</returns>
    PerformanceReport CreateReport();

    /// <summary>Forgets what was measured. A command that runs now is counted when it ends; one whose reader is open is not.</summary>
    void Reset();

    /// <summary>
    /// Starts a unit of work in which repeated queries are looked for, for example a background job. Without a scope the unit is the root
    /// <see cref="System.Diagnostics.Activity"/>, which in ASP.NET Core is the request.
    /// </summary>
    /// <param name="name">A name for the report: a constant, without values or personal data.</param>
    /// <returns>The scope; it ends when disposed, and covers what is awaited inside.</returns>
    IDisposable BeginScope(string name);

    /// <summary>
    /// Reads the plans of the queries with the most time, and suggests indexes that the planner would use. It works on a context of its
    /// own, writes nothing, and looks at no values of parameters. PostgreSQL and SQLite only; elsewhere the answer is empty.
    /// </summary>
    /// <param name="queries">The most queries to look at, at least 1.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The indexes, the one with the greatest gain first. They and the plans are in later reports too.</returns>
    /// <exception cref="CanvasConfigurationException"><see cref="MonitoringOptions.KeepsStatements"/> is off.</exception>
    Task<IReadOnlyList<IndexSuggestion>> SuggestIndexesAsync(int queries = 20, CancellationToken cancellationToken = default);
}
