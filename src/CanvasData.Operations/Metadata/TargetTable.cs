using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Metadata;

/// <summary>The mirrored objects that metadata may be on, by kind.</summary>
internal static class TargetTable
{
    private const int IdsAtOnce = 5_000;

    /// <summary>Refuses a kind that the library does not know.</summary>
    public static void CheckType(string? type, string argument)
    {
        if (type is null || !CanvasTargetTypes.All.Contains(type))
        {
            throw new InvalidArgumentException(
                argument, $"'{SafeStart(type)}' is not a type of target.", $"Give a constant of {nameof(CanvasTargetTypes)}: {string.Join(", ", CanvasTargetTypes.All)}.");
        }
    }

    /// <summary>Refuses targets that are not stored. Those that Canvas no longer has are stored.</summary>
    /// <param name="database">The context of a unit of work.</param>
    /// <param name="writer">The writer of the context.</param>
    /// <param name="targets">The targets. Students are held until the unit ends, so that an erasure finds what is written about them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task CheckAsync(DbContext database, IBulkWriter writer, IEnumerable<MetadataTarget> targets, CancellationToken cancellationToken)
    {
        foreach (var kind in targets.GroupBy(target => target.Type, target => target.Id))
        {
            foreach (var ids in kind.Distinct().Order().Chunk(IdsAtOnce))
            {
                if (kind.Key == CanvasTargetTypes.Student)
                {
                    await RowLocks.TakeAsync<CanvasUser>(database, writer, ids, set => set.SetProperty(row => row.RowHash, row => row.RowHash), cancellationToken).ConfigureAwait(false);
                }

                var stored = await Of(database, kind.Key).Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                if (stored.Count < ids.Length)
                {
                    throw new ObjectNotFoundException(kind.Key, [.. ids.Except(stored).Order()], "Check the id, or sync the course that holds it first.");
                }
            }
        }
    }

    public static IQueryable<TargetRow> Of(DbContext database, string type) => type switch
    {
        CanvasTargetTypes.Student => database.Rows<CanvasUser>().Select(row => new TargetRow { Id = row.Id, Name = row.Name, MissingSince = row.MissingSince }),
        CanvasTargetTypes.Assignment => database.Rows<CanvasAssignment>().Select(row => new TargetRow { Id = row.Id, Name = row.Name, MissingSince = row.MissingSince }),
        CanvasTargetTypes.Course => database.Rows<CanvasCourse>().Select(row => new TargetRow { Id = row.Id, Name = row.Name, MissingSince = row.MissingSince }),
        CanvasTargetTypes.Section => database.Rows<CanvasSection>().Select(row => new TargetRow { Id = row.Id, Name = row.Name, MissingSince = row.MissingSince }),
        CanvasTargetTypes.AssignmentGroup => database.Rows<CanvasAssignmentGroup>().Select(row => new TargetRow { Id = row.Id, Name = row.Name, MissingSince = row.MissingSince }),
        _ => database.Rows<CanvasModule>().Select(row => new TargetRow { Id = row.Id, Name = row.Name, MissingSince = row.MissingSince }),
    };

    private static string SafeStart(string? text) => text is null ? "null" : text.Length <= 20 ? text : text[..20] + "…";
}

/// <summary>A mirrored object.</summary>
internal sealed class TargetRow
{
    public required long Id { get; init; }

    public required string? Name { get; init; }

    public required DateTime? MissingSince { get; init; }
}
