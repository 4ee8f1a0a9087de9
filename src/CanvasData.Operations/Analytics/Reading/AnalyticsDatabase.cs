using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>
/// Where analytics read. A host that puts query filters on the tables may show each request other rows: there
/// everything is read in the request's own context, and nothing that was computed is shared between requests.
/// </summary>
internal sealed class AnalyticsDatabase(IRequestContext request, ICanvasContexts contexts)
{
    private static readonly Type[] Read =
    [
        typeof(CanvasCourse), typeof(CanvasTerm), typeof(CanvasEnrollment), typeof(CanvasAssignmentGroup), typeof(CanvasAssignment), typeof(CanvasSubmission),
        typeof(CanvasLatePolicy), typeof(CanvasGradingStandard), typeof(CanvasGradingPeriod), typeof(CanvasCourseSnapshot), typeof(CanvasAssignmentScoreHistory),
        typeof(CanvasOffering), typeof(CanvasOfferingSnapshot), typeof(CanvasAnalyticsModel),
    ];

    private bool _isKnown;
    private string? _partition;

    /// <summary>The context of the request.</summary>
    public DbContext Here => request.Database;

    /// <summary>Whether every request to the database sees the same rows.</summary>
    public bool IsShared => Partition is not null;

    /// <summary>Tells databases apart, of which a host may give each of its tenants one; null where requests see different rows.</summary>
    public string? Partition => _isKnown ? _partition : Know();

    /// <summary>A context for a part of the work that goes on beside others.</summary>
    public Task<T> UseAsync<T>(Func<DbContext, Task<T>> work, CancellationToken cancellationToken) =>
        IsShared ? contexts.UseAsync(work, cancellationToken) : work(Here);

    private string? Know()
    {
        if (Here.Database.IsRelational() && !Array.Exists(Read, type => Here.Model.FindEntityType(type)?.GetDeclaredQueryFilters().Count > 0))
        {
            var connection = Here.Database.GetDbConnection();
            var hash = new Fingerprint().Add(connection.DataSource).Add(connection.Database).Add(Here.Model.FindEntityType(typeof(CanvasCourse))?.GetSchema());
            _partition = hash.Value.ToString("x16", CultureInfo.InvariantCulture);
        }

        _isKnown = true;
        return _partition;
    }
}
