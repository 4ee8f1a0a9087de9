using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Finds the tables that hold nothing of a course. A course made for next year has several empty listings. It is then asked about in one
/// statement instead of several for each table.
/// </summary>
internal sealed class StoredTables(ICanvasContexts contexts, TimeProvider time)
{
    private const int WorthAsking = 3;

    public async Task FindAsync(CourseData data, CancellationToken cancellationToken)
    {
        FetchedTable[] own =
        [
            data.Sections, data.Enrollments, data.AssignmentGroups, data.Assignments, data.Overrides, data.Submissions, data.Modules, data.ModuleItems, data.LatePolicies,
        ];
        if (own.Count(collection => collection.Count == 0) >= WorthAsking)
        {
            data.NotStored = await DatabaseRetry.RunAsync(
                () => contexts.UseAsync(database => LookAsync(database, data.CourseId, cancellationToken), cancellationToken), null, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlySet<Type>> LookAsync(DbContext database, long course, CancellationToken cancellationToken)
    {
        var (sections, enrollments, groups) = (database.Rows<CanvasSection>(), database.Rows<CanvasEnrollment>(), database.Rows<CanvasAssignmentGroup>());
        var (assignments, overrides, submissions) = (database.Rows<CanvasAssignment>(), database.Rows<CanvasAssignmentOverride>(), database.Rows<CanvasSubmission>());
        var (modules, items, policies, rejected) = (database.Rows<CanvasModule>(), database.Rows<CanvasModuleItem>(), database.Rows<CanvasLatePolicy>(), database.Rows<CanvasQuarantinedRecord>());
        var held = await database.Rows<CanvasCourseLease>().Where(unit => unit.CourseId == course).Select(unit => new
        {
            Sections = sections.Any(row => row.CourseId == course),
            Enrollments = enrollments.Any(row => row.CourseId == course),
            Groups = groups.Any(row => row.CourseId == course),
            Assignments = assignments.Any(row => row.CourseId == course),
            Overrides = overrides.Any(row => row.CourseId == course),
            Submissions = submissions.Any(row => row.CourseId == course),
            Modules = modules.Any(row => row.CourseId == course),
            Items = items.Any(row => row.CourseId == course),
            Policies = policies.Any(row => row.CourseId == course),
            Rejected = rejected.Any(row => row.CourseId == course),
        }).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        var empty = new HashSet<Type>();
        if (held is null)
        {
            return empty;
        }

        Note<CanvasSection>(held.Sections);
        Note<CanvasEnrollment>(held.Enrollments);
        Note<CanvasAssignmentGroup>(held.Groups);
        Note<CanvasAssignment>(held.Assignments);
        Note<CanvasAssignmentOverride>(held.Overrides);
        Note<CanvasSubmission>(held.Submissions);
        Note<CanvasModule>(held.Modules);
        Note<CanvasModuleItem>(held.Items);
        Note<CanvasLatePolicy>(held.Policies);
        Note<CanvasQuarantinedRecord>(held.Rejected);
        return empty;

        void Note<TRow>(bool isHeld)
        {
            if (!isHeld)
            {
                empty.Add(typeof(TRow));
            }
        }
    }
}
