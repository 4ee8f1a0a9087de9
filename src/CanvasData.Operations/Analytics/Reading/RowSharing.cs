using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Analytics;

/// <summary>What requests may share.</summary>
/// <param name="SameForAll">Whether every request sees the same rows, so that any context may read for any.</param>
/// <param name="Partition">Names the rows that a request sees; results are shared within it. Null for nothing shared.</param>
internal sealed record SharedRows(bool SameForAll, string? Partition);

/// <summary>
/// Decides what requests may share. A shared result must not show a request what its own connection would not: query
/// filters, row-level security, views and search paths may give each session other rows.
/// </summary>
internal sealed class RowSharing(IOptions<AnalyticsOptions> options, TimeProvider time)
{
    // A policy that is made while the host runs is noticed within it.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    private static readonly Type[] Read =
    [
        typeof(CanvasCourse), typeof(CanvasTerm), typeof(CanvasEnrollment), typeof(CanvasAssignmentGroup), typeof(CanvasAssignment), typeof(CanvasSubmission),
        typeof(CanvasLatePolicy), typeof(CanvasGradingStandard), typeof(CanvasGradingPeriod), typeof(CanvasCheckpointSubmission), typeof(CanvasCourseSnapshot), typeof(CanvasAssignmentScoreHistory),
        typeof(CanvasArchivedScoreHistory),
        typeof(CanvasOffering), typeof(CanvasOfferingSnapshot), typeof(CanvasAnalyticsModel),
    ];

    // What decides whose tables a connection reaches; passwords stay out even of a hash.
    private static readonly string[] Identity = ["username", "user name", "user id", "userid", "uid", "user", "integrated security", "search path", "searchpath", "options", "role"];

    private readonly ConcurrentDictionary<string, (bool ArePlain, long At)> _looks = new(StringComparer.Ordinal);

    public async ValueTask<SharedRows> OfAsync(DbContext database, CancellationToken cancellationToken)
    {
        if (!database.Database.IsRelational() || !IsNamed(database.Database.GetDbConnection()))
        {
            return new SharedRows(SameForAll: false, Partition: null);
        }

        var types = Array.ConvertAll(Read, type => database.Model.FindEntityType(type)!);
        var store = StoreOf(database.Database.GetDbConnection(), types);
        var same = options.Value.Visibility switch
        {
            RowVisibility.Detect => await ArePlainAsync(database, types, store, cancellationToken).ConfigureAwait(false),
            var stated => stated == RowVisibility.SameForAll,
        };
        var partition = options.Value.PartitionOf is { } partitionOf ? partitionOf(database) : same ? "" : null;
        return new SharedRows(same, partition is null ? null : $"{store}/{new Fingerprint().Add(partition).Value.ToString("x16", CultureInfo.InvariantCulture)}");
    }

    private async ValueTask<bool> ArePlainAsync(DbContext database, IEntityType[] types, string store, CancellationToken cancellationToken)
    {
        if (!Array.TrueForAll(types, type => type.GetTableName() is not null && type.GetViewName() is null && type.GetSqlQuery() is null && type.GetFunctionName() is null && type.GetDeclaredQueryFilters().Count == 0))
        {
            return false;
        }

        if (database.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            return true;
        }

        if (_looks.TryGetValue(store, out var look) && time.GetElapsedTime(look.At) < LookAgainAfter)
        {
            return look.ArePlain;
        }

        var plain = await LookAsync(database, types, cancellationToken).ConfigureAwait(false);
        _looks[store] = (plain, time.GetTimestamp());
        return plain;
    }

    private static async Task<bool> LookAsync(DbContext database, IEntityType[] types, CancellationToken cancellationToken)
    {
        var helper = database.GetService<ISqlGenerationHelper>();
        string[] tables = [.. types.Select(type => helper.DelimitIdentifier(type.GetTableName()!, type.GetSchema())).Distinct()];
        try
        {
            switch (database.Database.ProviderName)
            {
                case "Npgsql.EntityFrameworkCore.PostgreSQL" when !MayChangeSearchPath(database, types):
                    return (await database.Database.SqlQueryRaw<int>(
                        """SELECT count(*)::int AS "Value" FROM pg_class WHERE oid IN (SELECT to_regclass(name) FROM unnest({0}) AS name) AND relkind IN ('r', 'p') AND NOT relrowsecurity""",
                        [tables]).ToListAsync(cancellationToken).ConfigureAwait(false))[0] == tables.Length;
                case "Microsoft.EntityFrameworkCore.SqlServer":
                    var ids = string.Join(", ", tables.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"OBJECT_ID({{{i}}})")));
                    var text = $"SELECT CASE WHEN HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') = 1 AND NOT EXISTS (SELECT 1 FROM sys.security_predicates) THEN (SELECT COUNT(*) FROM sys.tables WHERE object_id IN ({ids})) ELSE 0 END AS [Value]";
                    return (await database.Database.SqlQueryRaw<int>(text, [.. tables]).ToListAsync(cancellationToken).ConfigureAwait(false))[0] == tables.Length;
                default:
                    return false;
            }
        }
        catch (DbException)
        {
            // What the database does not disclose counts as different.
            return false;
        }
    }

    // A host may choose the schema when a connection opens; tables that name theirs do not follow.
    private static bool MayChangeSearchPath(DbContext database, IEntityType[] types) =>
        database.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<IDbConnectionInterceptor>().Any() == true && Array.Exists(types, type => type.GetSchema() is null);

    // Every connection to a nameless database in memory opens another one.
    private static bool IsNamed(DbConnection connection) => connection.DataSource is not ("" or ":memory:");

    private static string StoreOf(DbConnection connection, IEntityType[] types)
    {
        var hash = new Fingerprint().Add(connection.DataSource).Add(connection.Database);
        var settings = new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        foreach (var key in Identity)
        {
            hash.Add(settings.TryGetValue(key, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null);
        }

        foreach (var type in types)
        {
            hash.Add(type.GetSchema()).Add(type.GetTableName());
        }

        return hash.Value.ToString("x16", CultureInfo.InvariantCulture);
    }
}
