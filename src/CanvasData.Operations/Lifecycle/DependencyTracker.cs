using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <inheritdoc/>
internal sealed class DependencyTracker(UnitOfWork units, TimeProvider time) : IDependencyTracker
{
    private const int IdsAStatement = 100_000;

    public async Task<DeletionImpact> AnalyzeDeletionAsync(string objectType, IReadOnlyCollection<long> ids, bool includeHistory, CancellationToken cancellationToken)
    {
        LifecycleRefusal.Check(objectType, ids);
        long[] objects = [.. ids.Distinct()];
        return await units.RunAsync((database, token) => CountAsync(database, objectType, objects, includeHistory, token), null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> UpdateFlagsAsync(string objectType, IReadOnlyCollection<long>? ids, CancellationToken cancellationToken)
    {
        LifecycleRefusal.Check(objectType);
        var now = UtcDateTimeConverter.Now(time);
        return await units.RunAsync(
            async (database, token) =>
            {
                var changed = 0;
                foreach (var chunk in (ids is null ? await TrackedAsync(database, objectType, token).ConfigureAwait(false) : [.. ids.Distinct()]).Chunk(IdsAStatement))
                {
                    changed += await StatusTable.Of(database, objectType).SetFlagsAsync(
                        chunk,
                        await Dependencies.WithUserDataAsync(database, objectType, chunk, token).ConfigureAwait(false),
                        await Dependencies.WithHistoryAsync(database, objectType, chunk, token).ConfigureAwait(false),
                        now,
                        token).ConfigureAwait(false);
                }

                return changed;
            },
            null,
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<DependencyGraph> GetDependencyGraphAsync(string objectType, long id, CancellationToken cancellationToken)
    {
        LifecycleRefusal.Check(objectType);
        return await units.RunAsync((database, token) => DrawAsync(database, objectType, id, token), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Counts the rows that depend on objects.</summary>
    public static async Task<DeletionImpact> CountAsync(DbContext database, string objectType, long[] ids, bool includeHistory, CancellationToken cancellationToken)
    {
        var students = await AffectedStudents.CountAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false);
        var tables = new List<TableImpact>();
        foreach (var table in DependentTables.Of(database, objectType, ids, includeHistory, default))
        {
            tables.Add(new TableImpact(table.Layer, table.Table, await table.CountAsync(cancellationToken).ConfigureAwait(false), table.Fate));
        }

        return Sum(objectType, ids.Length, tables, students);
    }

    /// <summary>One line a table, of tables that have rows.</summary>
    public static DeletionImpact Sum(string objectType, int objects, IEnumerable<TableImpact> tables, int students) => new()
    {
        ObjectType = objectType,
        Objects = objects,
        Tables = [.. tables.GroupBy(table => (table.Table, table.Fate)).Select(group => group.First() with { Rows = group.Sum(table => table.Rows) }).Where(table => table.Rows > 0)],
        AffectedStudents = students,
    };

    private static async Task<DependencyGraph> DrawAsync(DbContext database, string objectType, long id, CancellationToken cancellationToken)
    {
        var stored = await MirroredObjects.ReadAsync(database, objectType, [id], cancellationToken).ConfigureAwait(false);
        if (stored.Count == 0 && (await StatusTable.Of(database, objectType).StatesAsync([id], cancellationToken).ConfigureAwait(false)).Count == 0)
        {
            throw LifecycleRefusal.Unknown(objectType, [id]);
        }

        var root = string.Create(CultureInfo.InvariantCulture, $"{objectType}:{id}");
        var found = new List<(DependentTable Table, int Rows)>();
        foreach (var table in DependentTables.Of(database, objectType, [id], includeHistory: false, default))
        {
            // The object itself is the root.
            if (table.On is null && table.Table == MirroredObjects.EntityOf(objectType))
            {
                continue;
            }

            if (await table.CountAsync(cancellationToken).ConfigureAwait(false) is > 0 and var rows)
            {
                found.Add((table, rows));
            }
        }

        var nodes = found.GroupBy(row => row.Table.Table).Select(group => new DependencyNode(group.Key, group.Key, group.First().Table.Layer, group.Sum(row => row.Rows))).ToList();
        var edges = found.Select(row => new DependencyEdge(row.Table.Table, nodes.Exists(node => node.Key == row.Table.On) ? row.Table.On! : root)).Distinct();
        return new DependencyGraph([new DependencyNode(root, stored.FirstOrDefault()?.Name ?? root, 1, stored.Count), .. nodes], [.. edges]);
    }

    private static Task<long[]> TrackedAsync(DbContext database, string objectType, CancellationToken cancellationToken) => (objectType == CanvasObjectTypes.Enrollment
        ? database.Rows<CanvasEnrollmentStatus>().Select(row => row.EnrollmentId)
        : database.Rows<CanvasObjectStatus>().Where(row => row.ObjectType == objectType).Select(row => row.ObjectId)).ToArrayAsync(cancellationToken);
}
