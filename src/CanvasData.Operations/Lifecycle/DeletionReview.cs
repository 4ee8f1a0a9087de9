using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>Reads a page of objects that wait for a decision, in a number of statements that does not depend on its size.</summary>
internal sealed class DeletionReview(DbContext database, DeletionReviewRequest request)
{
    public async Task<DeletionReviewPage> ReadAsync(CancellationToken cancellationToken)
    {
        var waiting = Waiting();
        var total = await waiting.CountAsync(cancellationToken).ConfigureAwait(false);
        var found = await After(waiting).OrderByDescending(row => row.Since).ThenBy(row => row.ObjectType).ThenBy(row => row.ObjectId)
            .Take(request.Size + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        var page = found.Take(request.Size).ToList();
        var details = new Dictionary<string, DeletionReviewDetails>();
        foreach (var kind in page.GroupBy(row => row.ObjectType))
        {
            details[kind.Key] = await DeletionReviewDetails.ReadAsync(database, kind.Key, [.. kind.Select(row => row.ObjectId)], cancellationToken).ConfigureAwait(false);
        }

        long[] courses = [.. page.Select(row => row.CourseId).OfType<long>().Distinct()];
        var names = courses.Length == 0 ? [] : await database.VisibleRows<CanvasCourse>().Where(row => EF.Parameter(courses).Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => row.Name, cancellationToken).ConfigureAwait(false);
        var items = page.ConvertAll(row => details[row.ObjectType].Item(row, row.CourseId is { } course ? names.GetValueOrDefault(course) : null));
        var next = found.Count > request.Size && page[^1] is var last ? new DeletionReviewPosition(new DateTimeOffset(last.Since, TimeSpan.Zero), last.ObjectType, last.ObjectId) : null;
        return new DeletionReviewPage(items, total, next);
    }

    private IQueryable<WaitingObject> Waiting()
    {
        var (type, course) = (request.ObjectType, request.CourseId);
        var objects = database.VisibleRows<CanvasObjectStatus>().Where(row => row.PendingDeletion == true);
        var enrollments = database.VisibleRows<CanvasEnrollmentStatus>().Where(row => row.PendingDeletion == true);
        if (course is not null)
        {
            (objects, enrollments) = (objects.Where(row => row.CourseId == course || (row.ObjectType == CanvasObjectTypes.Course && row.ObjectId == course)), enrollments.Where(row => row.CourseId == course));
        }

        if (type is not null)
        {
            (objects, enrollments) = (objects.Where(row => row.ObjectType == type), type == CanvasObjectTypes.Enrollment ? enrollments : enrollments.Where(row => false));
        }

        return objects.Select(row => new WaitingObject
        {
            ObjectType = row.ObjectType, ObjectId = row.ObjectId, CourseId = row.CourseId, Since = row.RemovedAt ?? row.StateChangedAt ?? row.UpdatedAt,
            RemovedAt = row.RemovedAt, Reason = row.RemovalReason, ProposedBy = row.StateChangedBy, LastSeenAt = row.LastSeenAt,
        }).Concat(enrollments.Select(row => new WaitingObject
        {
            ObjectType = CanvasObjectTypes.Enrollment, ObjectId = row.EnrollmentId, CourseId = row.CourseId, Since = row.RemovedAt ?? row.StateChangedAt ?? row.UpdatedAt,
            RemovedAt = row.RemovedAt, Reason = row.RemovalReason, ProposedBy = row.StateChangedBy, LastSeenAt = row.LastSeenAt,
        }));
    }

    private IQueryable<WaitingObject> After(IQueryable<WaitingObject> rows)
    {
        if (request.After is not { } after)
        {
            return rows;
        }

        var since = after.Since.UtcDateTime;
#pragma warning disable CA1309 // The database compares, in the order in which it sorts.
        return rows.Where(row => row.Since < since ||
            (row.Since == since && (string.Compare(row.ObjectType, after.ObjectType) > 0 || (row.ObjectType == after.ObjectType && row.ObjectId > after.ObjectId))));
#pragma warning restore CA1309
    }
}

/// <summary>A status that waits for a decision.</summary>
internal sealed class WaitingObject
{
    public required string ObjectType { get; init; }

    public required long ObjectId { get; init; }

    public required long? CourseId { get; init; }

    public required DateTime Since { get; init; }

    public required DateTime? RemovedAt { get; init; }

    public required string? Reason { get; init; }

    public required string? ProposedBy { get; init; }

    public required DateTime? LastSeenAt { get; init; }
}
