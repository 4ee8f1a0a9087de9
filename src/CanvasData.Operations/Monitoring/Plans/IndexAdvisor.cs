using System.Data.Common;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Monitoring;

/// <summary>Reads the plans of shapes in a context of its own, and puts together the indexes that they ask for.</summary>
internal static class IndexAdvisor
{
    public static Task<IReadOnlyList<IndexSuggestion>> SuggestAsync(ICanvasContexts contexts, IReadOnlyList<QueryShape> shapes, CancellationToken cancellationToken) =>
        contexts.UseAsync(database => SuggestAsync(database, shapes, cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<IndexSuggestion>> SuggestAsync(DbContext database, IReadOnlyList<QueryShape> shapes, CancellationToken cancellationToken)
    {
        if (!database.Database.IsRelational())
        {
            return [];
        }

        await database.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        if (await OpenAsync(database, cancellationToken).ConfigureAwait(false) is not { } reader)
        {
            return [];
        }

        var found = new List<(QueryShape Shape, IndexFinding Finding)>();
        await using (reader.ConfigureAwait(false))
        {
            foreach (var shape in shapes.Where(shape => IsOf(database, shape)))
            {
                found.AddRange((await ReadAsync(reader, shape, cancellationToken).ConfigureAwait(false)).Select(finding => (shape, finding)));
            }
        }

        return Combine(database, found);
    }

    private static async Task<IPlanReader?> OpenAsync(DbContext database, CancellationToken cancellationToken)
    {
        var connection = database.Database.GetDbConnection();
        return SupportedDatabases.IsPostgreSql(database) ? await PostgreSqlPlanReader.OpenAsync(connection, cancellationToken).ConfigureAwait(false)
            : database.Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite" ? await SqlitePlanReader.OpenAsync(connection, cancellationToken).ConfigureAwait(false)
            : null;
    }

    // The contexts of the library work on the same tables as the host's.
    private static bool IsOf(DbContext database, QueryShape shape) => shape.Context == database.GetType() || shape.Context?.Assembly == typeof(IndexAdvisor).Assembly;

    private static async Task<IReadOnlyList<IndexFinding>> ReadAsync(IPlanReader reader, QueryShape shape, CancellationToken cancellationToken)
    {
        var conditions = SqlConditions.Read(shape.Kept!.Sql);
        if (!conditions.IsSingle)
        {
            return [];
        }

        try
        {
            var reading = await reader.ReadAsync(shape.Kept, conditions, cancellationToken).ConfigureAwait(false);
            shape.Plan = reading.Lines;
            return reading.Findings;
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // A function, a type or a parameter that the statement needs is not there: the others have plans all the same.
            shape.Plan = [$"No plan ({DatabaseError.Find(error)?.Code ?? error.GetType().Name})."];
            return [];
        }
    }

    // An index also serves the queries that need its first columns.
    private static List<IndexSuggestion> Combine(DbContext database, List<(QueryShape Shape, IndexFinding Finding)> found)
    {
        var groups = new List<List<(QueryShape Shape, IndexFinding Finding)>>();
        foreach (var one in found.OrderByDescending(one => one.Finding.Index.Columns.Count))
        {
            if (groups.Find(group => group[0].Finding.Index.Table == one.Finding.Index.Table && one.Finding.Index.IsServedBy(group[0].Finding.Index.Columns)) is { } served)
            {
                served.Add(one);
            }
            else
            {
                groups.Add([one]);
            }
        }

        return [.. groups.Select(group => Create(database, group)).OrderByDescending(suggestion => suggestion.Gain)];
    }

    private static IndexSuggestion Create(DbContext database, List<(QueryShape Shape, IndexFinding Finding)> group)
    {
        var (index, ordered) = (group[0].Finding.Index, group.OrderByDescending(one => one.Finding.Before / one.Finding.After).ToList());
        var (shape, finding) = ordered[0];
        return new IndexSuggestion
        {
            Table = index.Table,
            Columns = index.Columns,
            ModelLine = ModelLine.Find(database.Model, index.Table, index.Columns),
            Before = finding.Before,
            After = finding.After,
            Evidence = finding.Evidence,
            MaxBytes = group[0].Finding.MaxBytes,
            QueryIds = [.. ordered.Select(one => one.Shape.Id)],
            Query = shape.Statement.Text,
        };
    }
}
