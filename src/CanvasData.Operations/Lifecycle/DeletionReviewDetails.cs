using System.Globalization;
using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>What an approval screen shows of objects of one kind.</summary>
internal sealed class DeletionReviewDetails
{
    // No two of an object's students are equal: each has an id of their own.
    private static readonly Comparer<DeletionReviewStudent> ByName = Comparer<DeletionReviewStudent>.Create((one, other) =>
        string.CompareOrdinal(one.Name, other.Name) is not 0 and var order ? order : one.UserId.CompareTo(other.UserId));

    private readonly Dictionary<long, string?> _names = [];
    private readonly Dictionary<long, Dictionary<string, string>> _metadata = [];
    private readonly Dictionary<long, int> _noteCounts = [];
    private readonly Dictionary<long, List<DeletionReviewStudent>> _students = [];
    private readonly Dictionary<long, int> _studentCounts = [];
    private readonly Dictionary<long, DeletionReviewHistory> _history = [];
    private ILookup<long, DeletionReviewNote> _notes = Array.Empty<DeletionReviewNote>().ToLookup(_ => 0L);
    private ILookup<long, string> _tags = Array.Empty<string>().ToLookup(_ => 0L);

    public static async Task<DeletionReviewDetails> ReadAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        var details = new DeletionReviewDetails();
        foreach (var row in await MirroredObjects.ReadAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false))
        {
            details._names[row.Id] = row.Name;
        }

        if (Dependencies.TargetOf(objectType) is { } target)
        {
            await details.ReadPortalAsync(database, target, ids, cancellationToken).ConfigureAwait(false);
        }

        await details.ReadMetadataAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false);
        await details.ReadCustomFieldsAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false);
        await details.ReadHistoryAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false);
        await details.ReadStudentsAsync(database, objectType, ids, cancellationToken).ConfigureAwait(false);
        return details;
    }

    public DeletionReviewItem Item(WaitingObject row, string? courseName) => new()
    {
        ObjectType = row.ObjectType,
        ObjectId = row.ObjectId,
        Name = _names.GetValueOrDefault(row.ObjectId),
        CourseId = row.CourseId,
        CourseName = courseName,
        Since = new DateTimeOffset(row.Since, TimeSpan.Zero),
        IsInCanvas = row.RemovedAt is null,
        Reason = row.Reason,
        ProposedBy = row.ProposedBy,
        LastSeenAt = row.LastSeenAt is { } seen ? new DateTimeOffset(seen, TimeSpan.Zero) : null,
        NoteCount = _noteCounts.GetValueOrDefault(row.ObjectId),
        Notes = [.. _notes[row.ObjectId]],
        Tags = [.. _tags[row.ObjectId]],
        Metadata = _metadata.GetValueOrDefault(row.ObjectId) ?? [],
        History = _history.GetValueOrDefault(row.ObjectId) ?? new DeletionReviewHistory(0, null, null),
        AffectedStudentCount = _studentCounts.GetValueOrDefault(row.ObjectId),
        AffectedStudents = _students.GetValueOrDefault(row.ObjectId) ?? [],
    };

    private async Task ReadPortalAsync(DbContext database, string target, long[] ids, CancellationToken cancellationToken)
    {
        var about = database.VisibleRows<CanvasNote>().Where(row => row.TargetType == target && EF.Parameter(ids).Contains(row.TargetId));
        foreach (var group in await about.GroupBy(row => row.TargetId).Select(group => new { Id = group.Key, Count = group.Count() }).ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            _noteCounts[group.Id] = group.Count;
        }

        // Private notes are counted, as they go too, but their texts are for their authors.
        var shown = about.Where(NoteRules.ForStaff);
        var latest = await shown.Select(row => row.TargetId).Distinct()
            .SelectMany(id => shown.Where(row => row.TargetId == id).OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(DeletionReviewItem.MaxNotes))
            .Select(row => new { row.TargetId, row.Id, row.Category, row.Text, row.CreatedAt })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        _notes = latest.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .ToLookup(row => row.TargetId, row => new DeletionReviewNote(row.Id, row.Category, row.Text, new DateTimeOffset(row.CreatedAt, TimeSpan.Zero)));
        var tags = await (
            from link in database.VisibleRows<CanvasTagLink>()
            join tag in database.VisibleRows<CanvasTag>() on link.TagId equals tag.Id
            where link.TargetType == target && EF.Parameter(ids).Contains(link.TargetId)
            orderby tag.NormalizedName
            select new { link.TargetId, tag.Name }).ToListAsync(cancellationToken).ConfigureAwait(false);
        _tags = tags.ToLookup(row => row.TargetId, row => row.Name);
    }

    private async Task ReadMetadataAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        switch (objectType)
        {
            case CanvasObjectTypes.User:
                foreach (var row in await database.VisibleRows<CanvasStudentMetadata>().Where(row => EF.Parameter(ids).Contains(row.UserId)).ToListAsync(cancellationToken).ConfigureAwait(false))
                {
                    Note(row.UserId, ("group", row.CustomGroupId), ("enrolled", row.EnrollmentDate));
                }

                break;
            case CanvasObjectTypes.Assignment:
                foreach (var row in await database.VisibleRows<CanvasAssignmentMetadata>().Where(row => EF.Parameter(ids).Contains(row.AssignmentId)).ToListAsync(cancellationToken).ConfigureAwait(false))
                {
                    Note(row.AssignmentId, ("difficulty", row.DifficultyRating), ("hours", row.EstimatedHours));
                }

                break;
            case CanvasObjectTypes.Course:
                foreach (var row in await database.VisibleRows<CanvasCourseMetadata>().Where(row => EF.Parameter(ids).Contains(row.CourseId)).ToListAsync(cancellationToken).ConfigureAwait(false))
                {
                    Note(row.CourseId, ("color", row.CustomColor), ("hours", row.CourseHours), ("tracked", row.TrackingEnabled));
                }

                break;
        }
    }

    private async Task ReadCustomFieldsAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        if (Dependencies.TargetOf(objectType) is not { } target)
        {
            return;
        }

        var values = database.VisibleRows<CanvasCustomFieldValue>().Where(row => row.TargetType == target && EF.Parameter(ids).Contains(row.TargetId)).OrderBy(row => row.Name);
        foreach (var row in await values.ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_metadata.TryGetValue(row.TargetId, out var fields))
            {
                _metadata[row.TargetId] = fields = [];
            }

            fields.TryAdd(row.Name, row.Value);
        }
    }

    private void Note(long id, params (string Name, object? Value)[] fields) => _metadata[id] = fields.Where(field => field.Value is not null)
        .ToDictionary(field => field.Name, field => field.Value is DateTime time ? time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(field.Value, CultureInfo.InvariantCulture)!);

    private async Task ReadHistoryAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        await SumAsync<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(ObjectHistory.Scores(objectType), row => row.RecordedAt).ConfigureAwait(false);
        await SumAsync<CanvasGradeHistory, CanvasArchivedGradeHistory>(ObjectHistory.Grades(objectType), row => row.RecordedAt).ConfigureAwait(false);
        await SumAsync<CanvasCourseSnapshot, CanvasArchivedCourseSnapshot>(ObjectHistory.Snapshots(objectType), row => row.RecordedAt).ConfigureAwait(false);

        async Task SumAsync<TRow, TArchived>(Expression<Func<TRow, long?>>? column, Expression<Func<TRow, DateTime>> at)
            where TRow : class
            where TArchived : class, TRow
        {
            if (column is not null)
            {
                await AddAsync(Queryable.GroupBy(ObjectHistory.Of<TRow, TRow>(database, column, ids), column, at), cancellationToken).ConfigureAwait(false);
                await AddAsync(Queryable.GroupBy(ObjectHistory.Of<TRow, TArchived>(database, column, ids), column, at), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task AddAsync(IQueryable<IGrouping<long?, DateTime>> moments, CancellationToken cancellationToken)
    {
        var sums = moments.Select(group => new { Id = group.Key!.Value, Rows = group.Count(), From = group.Min(), Until = group.Max() });
        foreach (var sum in await sums.ToListAsync(cancellationToken).ConfigureAwait(false))
        {
            var (from, until) = (new DateTimeOffset(sum.From, TimeSpan.Zero), new DateTimeOffset(sum.Until, TimeSpan.Zero));
            _history[sum.Id] = _history.TryGetValue(sum.Id, out var other)
                ? new DeletionReviewHistory(other.Rows + sum.Rows, from < other.From ? from : other.From, until > other.Until ? until : other.Until)
                : new DeletionReviewHistory(sum.Rows, from, until);
        }
    }

    private async Task ReadStudentsAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        var affected = AffectedStudents.Of(database, objectType, ids).Select(row => new { row.ObjectId, row.UserId }).Distinct();
        var named =
            from row in affected
            join user in database.VisibleRows<CanvasUser>() on row.UserId equals user.Id into users
            from user in users.DefaultIfEmpty()
            select new { row.ObjectId, row.UserId, user.Name };

        // A school's page concerns hundreds of thousands; only those that are shown stay in memory.
        await foreach (var row in named.AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var count = _studentCounts[row.ObjectId] = _studentCounts.GetValueOrDefault(row.ObjectId) + 1;
            if (count == 1)
            {
                _students[row.ObjectId] = [];
            }

            Show(_students[row.ObjectId], new DeletionReviewStudent(row.UserId, row.Name));
        }
    }

    /// <summary>Puts a student into the list of the first by name, when there is a place.</summary>
    private static void Show(List<DeletionReviewStudent> first, DeletionReviewStudent student)
    {
        var place = ~first.BinarySearch(student, ByName);
        if (place >= DeletionReviewItem.MaxStudents)
        {
            return;
        }

        if (first.Count == DeletionReviewItem.MaxStudents)
        {
            first.RemoveAt(first.Count - 1);
        }

        first.Insert(place, student);
    }
}
