using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Lifecycle;

/// <summary>Finds the objects on which something depends: data of the portal (Layer 3), or history and work (Layers 1 and 2).</summary>
internal static class Dependencies
{
    private const int MaxSoughtOneByOne = 10_000;

    // A first observation is history too, though no row of Layer 2 holds it; a departure without any work is none,
    // though a row holds it.
    private static readonly Expression<Func<CanvasAssignmentScoreHistory, bool>> HoldsWork =
        row => row.Change == HistoryChange.Changed || row.Score != null || row.PreviousScore != null || row.SubmittedAt != null || row.PreviousSubmittedAt != null;

    private static readonly Expression<Func<CanvasGradeHistory, bool>> HoldsGrade =
        row => row.Change == HistoryChange.Changed || row.CurrentScore != null || row.PreviousCurrentScore != null;

    private static readonly Expression<Func<CanvasEnrollment, bool>> HasGrade = row => row.CurrentScore != null || row.OverrideScore != null;

    /// <summary>The kind of target that notes and tags of an object have; null for enrollments, which have none.</summary>
    public static string? TargetOf(string objectType) => objectType switch
    {
        CanvasObjectTypes.User => CanvasTargetTypes.Student,
        CanvasObjectTypes.Enrollment => null,
        _ => objectType,
    };

    /// <summary>Those of the objects that the portal holds something about.</summary>
    public static async Task<HashSet<long>> WithUserDataAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        if (ids.Length == 0 || TargetOf(objectType) is not { } target)
        {
            return [];
        }

        // The portal holds little: for many objects a range is read, and the others in it are left out here.
        var (isMany, from, until) = (ids.Length > MaxSoughtOneByOne, ids.Min(), ids.Max());
        var annotated = Among(database.Rows<CanvasNote>().Where(row => row.TargetType == target).Select(row => row.TargetId))
            .Union(Among(database.Rows<CanvasTagLink>().Where(row => row.TargetType == target).Select(row => row.TargetId)))
            .Union(Among(database.Rows<CanvasCustomFieldValue>().Where(row => row.TargetType == target).Select(row => row.TargetId)));
        annotated = objectType switch
        {
            CanvasObjectTypes.User => annotated.Union(Among(database.Rows<CanvasStudentMetadata>().Select(row => row.UserId))),
            CanvasObjectTypes.Assignment => annotated.Union(Among(database.Rows<CanvasAssignmentMetadata>().Select(row => row.AssignmentId))),
            CanvasObjectTypes.Course => annotated.Union(Among(database.Rows<CanvasCourseMetadata>().Select(row => row.CourseId))),
            _ => annotated,
        };
        var found = await annotated.ToHashSetAsync(cancellationToken).ConfigureAwait(false);
        if (isMany)
        {
            found.IntersectWith(ids);
        }

        return found;

        IQueryable<long> Among(IQueryable<long> objects) => isMany ? objects.Where(id => id >= from && id <= until) : objects.Where(id => EF.Parameter(ids).Contains(id));
    }

    /// <summary>Those of the courses with parts that the portal holds something about.</summary>
    public static async Task<HashSet<long>> WithUserDataOfPartsAsync(DbContext database, long[] courses, CancellationToken cancellationToken)
    {
        var assignments = database.Rows<CanvasAssignment>().Where(part => EF.Parameter(courses).Contains(part.CourseId));
        var described = database.Rows<CanvasAssignmentMetadata>();
        return await Annotated(assignments, CanvasTargetTypes.Assignment)
            .Union(assignments.Where(part => described.Any(row => row.AssignmentId == part.Id)).Select(part => part.CourseId))
            .Union(Annotated(database.Rows<CanvasSection>().Where(part => EF.Parameter(courses).Contains(part.CourseId)), CanvasTargetTypes.Section))
            .Union(Annotated(database.Rows<CanvasModule>().Where(part => EF.Parameter(courses).Contains(part.CourseId)), CanvasTargetTypes.Module))
            .Union(Annotated(database.Rows<CanvasAssignmentGroup>().Where(part => EF.Parameter(courses).Contains(part.CourseId)), CanvasTargetTypes.AssignmentGroup))
            .ToHashSetAsync(cancellationToken).ConfigureAwait(false);

        IQueryable<long> Annotated<TPart>(IQueryable<TPart> parts, string target) where TPart : CanvasCourseRow
        {
            var (notes, tags, fields) = (database.Rows<CanvasNote>(), database.Rows<CanvasTagLink>(), database.Rows<CanvasCustomFieldValue>());
            return parts.Where(part =>
                notes.Any(row => row.TargetType == target && row.TargetId == part.Id) || tags.Any(row => row.TargetType == target && row.TargetId == part.Id) ||
                fields.Any(row => row.TargetType == target && row.TargetId == part.Id)).Select(part => part.CourseId);
        }
    }

    /// <summary>Those of the objects with parts that were kept or archived by a decision, or that wait for one.</summary>
    public static async Task<HashSet<long>> WithDecidedPartsAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken)
    {
        ObjectState[] decided = [ObjectState.PendingDeletion, ObjectState.KeptInactive, ObjectState.Archived];
        var enrollments = database.Rows<CanvasEnrollmentStatus>().Where(ObjectLifecycle.IsIn<CanvasEnrollmentStatus>(decided));
        var found = objectType switch
        {
            _ when ids.Length == 0 => null,
            CanvasObjectTypes.Course => database.Rows<CanvasObjectStatus>().Where(ObjectLifecycle.IsIn<CanvasObjectStatus>(decided))
                .Where(row => row.CourseId != null && EF.Parameter(ids).Contains(row.CourseId!.Value)).Select(row => row.CourseId!.Value)
                .Union(enrollments.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId)),
            CanvasObjectTypes.User => enrollments.Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.UserId).Distinct(),
            _ => null,
        };
        return found is null ? [] : await found.ToHashSetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Those of the objects that have history, archived or not, or work or a score that never changed.</summary>
    public static async Task<HashSet<long>> WithHistoryAsync(DbContext database, string objectType, long[] ids, CancellationToken cancellationToken, DeletedObjects? deleted = null)
    {
        var (work, totals) = (database.Rows<CanvasSubmission>().Where(SubmissionRules.HasWork), database.Rows<CanvasEnrollment>().Where(HasGrade));
        (work, totals) = (deleted?.Remaining(work) ?? work, deleted?.Remaining(totals) ?? totals);
        if (ids.Length == 0)
        {
            return [];
        }

        IQueryable<long>?[] sources =
        [
            ObjectHistory.Scores(objectType) is { } ofScores ? Past<CanvasAssignmentScoreHistory, CanvasArchivedScoreHistory>(ofScores, HoldsWork) : null,
            ObjectHistory.Grades(objectType) is { } ofGrades ? Past<CanvasGradeHistory, CanvasArchivedGradeHistory>(ofGrades, HoldsGrade) : null,
            objectType switch
            {
                CanvasObjectTypes.User => work.Where(row => row.UserId != null && EF.Parameter(ids).Contains(row.UserId!.Value)).Select(row => row.UserId!.Value),
                CanvasObjectTypes.Assignment => work.Where(row => EF.Parameter(ids).Contains(row.AssignmentId)).Select(row => row.AssignmentId),
                CanvasObjectTypes.Course => work.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId),
                _ => null,
            },
            objectType switch
            {
                CanvasObjectTypes.User => totals.Where(row => EF.Parameter(ids).Contains(row.UserId)).Select(row => row.UserId),
                CanvasObjectTypes.Course => totals.Where(row => EF.Parameter(ids).Contains(row.CourseId)).Select(row => row.CourseId),
                CanvasObjectTypes.Enrollment => totals.Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => row.Id),
                _ => null,
            },
        ];
        var found = sources.OfType<IQueryable<long>>().Aggregate((IQueryable<long>?)null, (all, more) => all?.Union(more) ?? more);
        return found is null ? [] : await found.ToHashSetAsync(cancellationToken).ConfigureAwait(false);

        IQueryable<long> Past<TRow, TArchived>(Expression<Func<TRow, long?>> column, Expression<Func<TRow, bool>> holds)
            where TRow : class
            where TArchived : class, TRow =>
            Queryable.Where(ObjectHistory.Of<TRow, TRow>(database, column, ids), holds).Select(column)
                .Union(Queryable.Where(ObjectHistory.Of<TRow, TArchived>(database, column, ids), holds).Select(column))
                .Select(id => id!.Value);
    }
}
