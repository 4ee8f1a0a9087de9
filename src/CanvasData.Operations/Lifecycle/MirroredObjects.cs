using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>An object as Layer 1 holds it.</summary>
internal sealed record MirroredObject(long Id, long? CourseId, long? UserId, string? Name);

/// <summary>The rows of Layer 1 of tracked objects, whatever their kind.</summary>
internal static class MirroredObjects
{
    /// <summary>The entity of a kind of object.</summary>
    public static string EntityOf(string objectType) => objectType switch
    {
        CanvasObjectTypes.Course => nameof(CanvasCourse),
        CanvasObjectTypes.Section => nameof(CanvasSection),
        CanvasObjectTypes.User => nameof(CanvasUser),
        CanvasObjectTypes.Assignment => nameof(CanvasAssignment),
        CanvasObjectTypes.AssignmentGroup => nameof(CanvasAssignmentGroup),
        CanvasObjectTypes.Module => nameof(CanvasModule),
        _ => nameof(CanvasEnrollment),
    };

    /// <summary>The stored ones of these objects.</summary>
    public static Task<List<MirroredObject>> ReadAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken) => (objectType switch
    {
        CanvasObjectTypes.Course => database.ByIds<CanvasCourse>(ids).Select(row => new MirroredObject(row.Id, null, null, row.Name)),
        CanvasObjectTypes.Section => database.ByIds<CanvasSection>(ids).Select(row => new MirroredObject(row.Id, row.CourseId, null, row.Name)),
        CanvasObjectTypes.User => database.ByIds<CanvasUser>(ids).Select(row => new MirroredObject(row.Id, null, row.Id, row.Name)),
        CanvasObjectTypes.Assignment => database.ByIds<CanvasAssignment>(ids).Select(row => new MirroredObject(row.Id, row.CourseId, null, row.Name)),
        CanvasObjectTypes.AssignmentGroup => database.ByIds<CanvasAssignmentGroup>(ids).Select(row => new MirroredObject(row.Id, row.CourseId, null, row.Name)),
        CanvasObjectTypes.Module => database.ByIds<CanvasModule>(ids).Select(row => new MirroredObject(row.Id, row.CourseId, null, row.Name)),
        _ => database.ByIds<CanvasEnrollment>(ids).Select(row => new MirroredObject(
            row.Id, row.CourseId, row.UserId, database.Set<CanvasUser>().IgnoreQueryFilters().Where(user => user.Id == row.UserId).Select(user => user.Name).FirstOrDefault())),
    }).ToListAsync(cancellationToken);

    /// <summary>Notes in Layer 1 since when Canvas lacks objects, so that queries leave them out and the next sync that lists them sees them return.</summary>
    /// <param name="database">The context of a unit of work.</param>
    /// <param name="objectType">The kind of object.</param>
    /// <param name="ids">The objects.</param>
    /// <param name="since">Since when; null for objects that Canvas has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Task SetMissingAsync(DbContext database, string objectType, long[] ids, DateTime? since, CancellationToken cancellationToken) => objectType switch
    {
        CanvasObjectTypes.Course => SetAsync<CanvasCourse>(database, ids, since, cancellationToken),
        CanvasObjectTypes.Section => SetAsync<CanvasSection>(database, ids, since, cancellationToken),
        CanvasObjectTypes.User => SetAsync<CanvasUser>(database, ids, since, cancellationToken),
        CanvasObjectTypes.Assignment => SetAsync<CanvasAssignment>(database, ids, since, cancellationToken),
        CanvasObjectTypes.AssignmentGroup => SetAsync<CanvasAssignmentGroup>(database, ids, since, cancellationToken),
        CanvasObjectTypes.Module => SetAsync<CanvasModule>(database, ids, since, cancellationToken),
        _ => SetAsync<CanvasEnrollment>(database, ids, since, cancellationToken),
    };

    // Every row is written, and so locked, before its status: what another operation does at once comes before or after both.
    private static Task<int> SetAsync<TRow>(DbContext database, long[] ids, DateTime? since, CancellationToken cancellationToken) where TRow : CanvasRow => since is null
        ? database.UpdateAsync(database.ByIds<TRow>(ids), set => set.SetProperty(row => row.MissingSince, since), row => row.MissingSince = since, cancellationToken)
        : database.UpdateAsync(
            database.ByIds<TRow>(ids), set => set.SetProperty(row => row.MissingSince, row => row.MissingSince ?? since), row => row.MissingSince ??= since, cancellationToken);
}
