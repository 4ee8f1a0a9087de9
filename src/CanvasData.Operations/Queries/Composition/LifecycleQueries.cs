using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>
/// Queries about what Canvas still has. What no sync has tracked counts as active. A host may store truth values as it
/// likes: a column of them is compared, never put beside a literal or another condition as it is.
/// </summary>
internal static class LifecycleQueries
{
    public static IQueryable<TrackedObject> Objects(ScopedTables tables, LifecycleStates states)
    {
        var asked = tables.Asked;
        var rows =
            from o in Named(tables.OfAllTimes, asked.Name!)
            join s in tables.Table<CanvasObjectStatus>().Where(s => s.ObjectType == asked.Name) on o.Id equals s.ObjectId into statuses
            from s in statuses.DefaultIfEmpty()
            select new TrackedObject
            {
                ObjectType = asked.Name!,
                ObjectId = o.Id,
                CourseId = o.CourseId,
                Name = o.Name,
                IsActive = s == null ? o.MissingSince == null : s.Active == true,
                PendingDeletion = s != null && s.PendingDeletion == true,
                RemovedAt = s.RemovedAt,
                LastSeenAt = s.LastSeenAt,
            };
        var (inactive, pending) = (states.HasFlag(LifecycleStates.Inactive), states.HasFlag(LifecycleStates.PendingDeletion));
        return tables.Sorted(rows.Where(r => r.PendingDeletion ? EF.Constant(pending) : r.IsActive || EF.Constant(inactive)));
    }

    public static IQueryable<TrackedEnrollment> Enrollments(ScopedTables tables, LifecycleStates states)
    {
        var (asked, enrollments) = (tables.Asked, tables.OfAllTimes.Enrollments);
        enrollments = asked.CourseId is null ? enrollments : enrollments.Where(e => e.CourseId == asked.CourseId);
        enrollments = asked.StudentId is null ? enrollments : enrollments.Where(e => e.UserId == asked.StudentId);
        var rows =
            from e in enrollments
            join c in tables.OfAllTimes.Courses on e.CourseId equals c.Id
            join s in tables.Table<CanvasEnrollmentStatus>() on e.Id equals s.EnrollmentId into statuses
            from s in statuses.DefaultIfEmpty()
            join u in tables.Table<CanvasUser>() on e.UserId equals u.Id into users
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
                IsActive = s == null ? e.MissingSince == null : s.Active == true,
                PendingDeletion = s != null && s.PendingDeletion == true,
                RemovedAt = s.RemovedAt,
            };
        var (inactive, pending) = (states.HasFlag(LifecycleStates.Inactive), states.HasFlag(LifecycleStates.PendingDeletion));
        return tables.Sorted(rows.Where(r => r.PendingDeletion ? EF.Constant(pending) : r.IsActive || EF.Constant(inactive)));
    }

    public static IQueryable<PendingDeletion> Review(ScopedTables tables)
    {
        var (asked, all) = (tables.Asked, tables.OfAllTimes);
        var (courses, roster, enrollments) = (all.Courses, all.Roster, all.Enrollments);
        var objects = tables.Table<CanvasObjectStatus>().Where(s => s.PendingDeletion == true);
        var statuses = tables.Table<CanvasEnrollmentStatus>().Where(s => s.PendingDeletion == true && enrollments.Any(e => e.Id == s.EnrollmentId));
        if (tables.IsLearner)
        {
            (objects, statuses) = (objects.Where(s => false), statuses.Where(s => false));
        }

        if (!tables.IsUnbounded)
        {
            objects = objects.Where(s => s.ObjectType == CanvasObjectTypes.User
                ? roster.Any(e => e.UserId == s.ObjectId)
                : courses.Any(c => c.Id == (s.ObjectType == CanvasObjectTypes.Course ? s.ObjectId : s.CourseId)));
        }

        var rows = objects
            .Select(s => new PendingDeletion
            {
                ObjectType = s.ObjectType, ObjectId = s.ObjectId, CourseId = s.CourseId, RemovedAt = s.RemovedAt, RemovalReason = s.RemovalReason,
                UserDataExists = s.UserDataExists == true, HistoricalDataExists = s.HistoricalDataExists == true, LastSeenAt = s.LastSeenAt,
            })
            .Concat(statuses.Select(s => new PendingDeletion
            {
                ObjectType = CanvasObjectTypes.Enrollment, ObjectId = s.EnrollmentId, CourseId = s.CourseId, RemovedAt = s.RemovedAt, RemovalReason = s.RemovalReason,
                UserDataExists = false, HistoricalDataExists = s.HistoricalDataExists == true, LastSeenAt = s.LastSeenAt,
            }));
        return tables.Sorted(asked.Name is null ? rows : rows.Where(r => r.ObjectType == asked.Name));
    }

    private static IQueryable<NamedObject> Named(ScopedTables tables, string objectType)
    {
        var (courses, learner, roster, everyone) = (tables.Courses, tables.IsLearner, tables.Roster, tables.IsUnbounded);
        var testers = tables.Table<CanvasEnrollment>().Where(EnrollmentRules.TestStudent);
        return objectType switch
        {
            CanvasObjectTypes.Course => courses.Select(r => new NamedObject { Id = r.Id, CourseId = r.Id, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.Assignment => tables.Assignments.Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.Section => tables.Table<CanvasSection>().Where(r => courses.Any(c => c.Id == r.CourseId))
                .Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.AssignmentGroup => tables.Table<CanvasAssignmentGroup>().Where(r => courses.Any(c => c.Id == r.CourseId))
                .Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.Module => tables.Table<CanvasModule>().Where(r => courses.Any(c => c.Id == r.CourseId) && (!learner || r.Published == true))
                .Select(r => new NamedObject { Id = r.Id, CourseId = r.CourseId, Name = r.Name, MissingSince = r.MissingSince }),
            CanvasObjectTypes.User => tables.Table<CanvasUser>()
                .Where(r => (everyone && !testers.Any(e => e.UserId == r.Id)) || roster.Any(e => e.UserId == r.Id))
                .Select(r => new NamedObject { Id = r.Id, CourseId = null, Name = r.Name, MissingSince = r.MissingSince }),
            _ => throw new InvalidOperationException("The type was not checked."),
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
