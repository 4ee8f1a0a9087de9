using CanvasData.Operations.Canvas;
using CanvasData.Operations.Lifecycle;

namespace CanvasData.Operations.Queries;

/// <summary>Queries about what Canvas still has. What no sync has tracked counts as active.</summary>
internal static class LifecycleQueries
{
    public static IQueryable<TrackedObject> Objects(Sight sight, string objectType, Lives lives)
    {
        var (inactive, pending) = (lives.HasFlag(Lives.Inactive), lives.HasFlag(Lives.PendingDeletion));
        var rows =
            from o in Named(sight.OfAllTimes, objectType)
            join s in sight.Table<CanvasObjectStatus>().Where(s => s.ObjectType == objectType) on o.Id equals s.ObjectId into statuses
            from s in statuses.DefaultIfEmpty()
            select new TrackedObject
            {
                ObjectType = objectType,
                ObjectId = o.Id,
                CourseId = o.CourseId,
                Name = o.Name,
                IsActive = s == null ? o.MissingSince == null : s.Active,
                PendingDeletion = s != null && s.PendingDeletion,
                RemovedAt = s.RemovedAt,
                LastSeenAt = s.LastSeenAt,
            };
        return RowSort<TrackedObject>.Default.Apply(rows.Where(r => r.PendingDeletion ? pending : r.IsActive || inactive));
    }

    public static IQueryable<TrackedEnrollment> Enrollments(Sight sight, Lives lives, long? courseId, long? userId)
    {
        var (inactive, pending) = (lives.HasFlag(Lives.Inactive), lives.HasFlag(Lives.PendingDeletion));
        var enrollments = sight.OfAllTimes.Enrollments;
        enrollments = courseId is { } course ? enrollments.Where(e => e.CourseId == course) : enrollments;
        enrollments = userId is { } user ? enrollments.Where(e => e.UserId == user) : enrollments;
        var rows =
            from e in enrollments
            join c in sight.OfAllTimes.Courses on e.CourseId equals c.Id
            join s in sight.Table<CanvasEnrollmentStatus>() on e.Id equals s.EnrollmentId into statuses
            from s in statuses.DefaultIfEmpty()
            join u in sight.Table<CanvasUser>() on e.UserId equals u.Id into users
            from u in users.DefaultIfEmpty()
            select new TrackedEnrollment
            {
                EnrollmentId = e.Id,
                CourseId = e.CourseId,
                CourseName = c.Name,
                UserId = e.UserId,
                UserName = u.Name,
                Type = e.Type,
                EnrollmentState = e.EnrollmentState,
                EnrolledAt = e.CreatedAt,
                IsActive = s == null ? e.MissingSince == null : s.Active,
                PendingDeletion = s != null && s.PendingDeletion,
                RemovedAt = s.RemovedAt,
            };
        return RowSort<TrackedEnrollment>.Default.Apply(rows.Where(r => r.PendingDeletion ? pending : r.IsActive || inactive));
    }

    public static IQueryable<PendingDeletion> Review(Sight sight, string? objectType)
    {
        var all = sight.OfAllTimes;
        var (courses, roster, enrollments) = (all.Courses, all.Roster, all.Enrollments);
        var objects = sight.Table<CanvasObjectStatus>().Where(s => s.PendingDeletion);
        var statuses = sight.Table<CanvasEnrollmentStatus>().Where(s => s.PendingDeletion && enrollments.Any(e => e.Id == s.EnrollmentId));
        if (sight.Scope.IsLearner)
        {
            (objects, statuses) = (objects.Where(s => false), statuses.Where(s => false));
        }

        if (!sight.IsUnbounded)
        {
            objects = objects.Where(s => s.ObjectType == CanvasObjectTypes.User
                ? roster.Any(e => e.UserId == s.ObjectId)
                : courses.Any(c => c.Id == (s.ObjectType == CanvasObjectTypes.Course ? s.ObjectId : s.CourseId)));
        }

        var rows = objects
            .Select(s => new PendingDeletion
            {
                ObjectType = s.ObjectType, ObjectId = s.ObjectId, CourseId = s.CourseId, RemovedAt = s.RemovedAt, RemovalReason = s.RemovalReason,
                UserDataExists = s.UserDataExists, HistoricalDataExists = s.HistoricalDataExists, LastSeenAt = s.LastSeenAt,
            })
            .Concat(statuses.Select(s => new PendingDeletion
            {
                ObjectType = "enrollment", ObjectId = s.EnrollmentId, CourseId = s.CourseId, RemovedAt = s.RemovedAt, RemovalReason = s.RemovalReason,
                UserDataExists = false, HistoricalDataExists = s.HistoricalDataExists, LastSeenAt = s.LastSeenAt,
            }));
        return RowSort<PendingDeletion>.Default.Apply(objectType is null ? rows : rows.Where(r => r.ObjectType == objectType));
    }

    private static IQueryable<NamedObject> Named(Sight sight, string objectType)
    {
        var (courses, learner, roster, everyone) = (sight.Courses, sight.Scope.IsLearner, sight.Roster, sight.IsUnbounded);
        var testers = sight.Table<CanvasEnrollment>().Where(e => e.Type == "StudentViewEnrollment");
        return objectType switch
        {
            CanvasObjectTypes.Course => courses.Select(r => new NamedObject { Id = r.Id, CourseId = r.Id, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.Assignment => sight.Assignments.Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.Section => sight.Table<CanvasSection>().Where(r => courses.Any(c => c.Id == r.CourseId))
                .Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.AssignmentGroup => sight.Table<CanvasAssignmentGroup>().Where(r => courses.Any(c => c.Id == r.CourseId))
                .Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.Module => sight.Table<CanvasModule>().Where(r => courses.Any(c => c.Id == r.CourseId) && (!learner || r.Published == true))
                .Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.User => sight.Table<CanvasUser>()
                .Where(r => (everyone && !testers.Any(e => e.UserId == r.Id)) || roster.Any(e => e.UserId == r.Id))
                .Select(r => new NamedObject { Id = r.Id, CourseId = null, Name = r.Name, MissingSince = r.MissingSince }),
            _ => throw new ArgumentException(
                $"No such type of object. Give one of {CanvasObjectTypes.Course}, {CanvasObjectTypes.Section}, {CanvasObjectTypes.User}, {CanvasObjectTypes.Assignment}, {CanvasObjectTypes.AssignmentGroup}, {CanvasObjectTypes.Module}.",
                nameof(objectType)),
        };
    }

    private sealed class NamedObject
    {
        public required long Id { get; init; }

        public required long? CourseId { get; init; }

        public required string? Name { get; init; }

        public required DateTime? MissingSince { get; init; }
    }
}
