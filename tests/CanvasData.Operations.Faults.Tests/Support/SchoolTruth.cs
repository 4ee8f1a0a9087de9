using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>Holds the mirror against the school itself, not against what an API or another sync says of it.</summary>
internal static class SchoolTruth
{
    /// <summary>Live rows are what the school has: none lost, none doubled, none wrong, none too many.</summary>
    public static Task ShouldMirrorAsync(this SyncHost host, SimulatedSchool school, string because) => host.UseAsync(async context =>
    {
        var courses = Served(school);
        await SameAsync<CanvasCourse, long>(school.Courses.Select(c => c.Id), row => row.Id);
        await SameAsync<CanvasSection, object>(courses.SelectMany(c => school.Sections(c)).Select(s => (object)(s.Id, s.CourseId, (string?)s.Name)), row => (row.Id, row.CourseId, row.Name));
        await SameAsync<CanvasEnrollment, object>(
            courses.SelectMany(c => school.Enrollments(c)).Where(IsListed).Select(e => (object)(e.Id, e.CourseId, e.UserId, (string?)e.Type, (string?)e.State, (double?)school.Grades(e.Id)?.CurrentScore)),
            row => (row.Id, row.CourseId, row.UserId, row.Type, row.EnrollmentState, row.CurrentScore));
        await SameAsync<CanvasUser, object>(
            courses.SelectMany(c => school.Enrollments(c)).Where(IsListed).Select(e => e.UserId).Distinct().Select(id => (object)(id, (string?)school.User(id).SortableName)),
            row => (row.Id, row.SortableName));
        await SameAsync<CanvasAssignmentGroup, object>(courses.SelectMany(c => school.AssignmentGroups(c)).Select(g => (object)(g.Id, g.CourseId, (double?)g.Weight)), row => (row.Id, row.CourseId, row.GroupWeight));
        await SameAsync<CanvasAssignment, object>(
            courses.SelectMany(c => school.Assignments(c)).Select(a => (object)(a.Id, a.CourseId, (string?)a.Name, a.PointsPossible, a.DueAt?.UtcDateTime)),
            row => (row.Id, row.CourseId, row.Name, row.PointsPossible, row.DueAt));
        await SameAsync<CanvasAssignmentOverride, long>(courses.SelectMany(c => school.Assignments(c)).SelectMany(a => a.Overrides).Select(o => o.Id), row => row.Id);
        await SameAsync<CanvasSubmission, object>(
            courses.SelectMany(c => Submissions(school, c)).Select(s => (object)(s.Id, s.CourseId, s.AssignmentId, (long?)s.UserId, (string?)s.WorkflowState, s.Score, s.Grade, s.Excused, s.SubmittedAt?.UtcDateTime, s.PostedAt?.UtcDateTime)),
            row => (row.Id, row.CourseId, row.AssignmentId, row.UserId, row.WorkflowState, row.Score, row.Grade, row.Excused, row.SubmittedAt, row.PostedAt));
        await SameAsync<CanvasModule, long>(courses.SelectMany(c => school.Modules(c)).Select(m => m.Id), row => row.Id);
        await SameAsync<CanvasModuleItem, long>(courses.SelectMany(c => school.Modules(c)).SelectMany(m => m.Items).Select(i => i.Id), row => row.Id);
        return true;

        async Task SameAsync<TRow, TSeen>(IEnumerable<TSeen> wanted, Func<TRow, TSeen> seen) where TRow : CanvasRow
        {
            var stored = (await context.Set<TRow>().AsNoTracking().Where(row => row.MissingSince == null).ToListAsync()).Select(seen).ToList();
            var truth = wanted.ToHashSet();
            truth.Except(stored).Take(5).Should().BeEmpty($"no row of {typeof(TRow).Name} may be lost, wrong or marked missing ({because})");
            stored.Except(truth).Take(5).Should().BeEmpty($"no row of {typeof(TRow).Name} may be wrong or outlive its end ({because})");
            stored.Should().HaveCount(truth.Count, $"no row of {typeof(TRow).Name} may be doubled ({because})");
        }
    });

    /// <summary>Whatever went wrong: nothing that the school has is marked missing, but what was so before and has come back since.</summary>
    public static Task ShouldMissNothingOfAsync(this SyncHost host, SimulatedSchool school, string because, IReadOnlySet<long>? missedBefore = null) => host.UseAsync(async context =>
    {
        var courses = Served(school);
        await NoneMissingAsync<CanvasCourse>(school.Courses.Select(c => c.Id));
        await NoneMissingAsync<CanvasSection>(courses.SelectMany(c => school.Sections(c)).Select(s => s.Id));
        await NoneMissingAsync<CanvasEnrollment>(courses.SelectMany(c => school.Enrollments(c)).Where(IsListed).Select(e => e.Id));
        await NoneMissingAsync<CanvasUser>(courses.SelectMany(c => school.Enrollments(c)).Where(IsListed).Select(e => e.UserId));
        await NoneMissingAsync<CanvasAssignmentGroup>(courses.SelectMany(c => school.AssignmentGroups(c)).Select(g => g.Id));
        await NoneMissingAsync<CanvasAssignment>(courses.SelectMany(c => school.Assignments(c)).Select(a => a.Id));
        await NoneMissingAsync<CanvasAssignmentOverride>(courses.SelectMany(c => school.Assignments(c)).SelectMany(a => a.Overrides).Select(o => o.Id));
        await NoneMissingAsync<CanvasSubmission>(courses.SelectMany(c => Submissions(school, c)).Select(s => s.Id));
        await NoneMissingAsync<CanvasModule>(courses.SelectMany(c => school.Modules(c)).Select(m => m.Id));
        await NoneMissingAsync<CanvasModuleItem>(courses.SelectMany(c => school.Modules(c)).SelectMany(m => m.Items).Select(i => i.Id));
        return true;

        async Task NoneMissingAsync<TRow>(IEnumerable<long> there) where TRow : CanvasRow
        {
            var missing = await context.Set<TRow>().AsNoTracking().Where(row => row.MissingSince != null).Select(row => row.Id).ToListAsync();
            missing.Intersect(there).Except(missedBefore ?? new HashSet<long>()).Should().BeEmpty($"the school has these rows of {typeof(TRow).Name} ({because})");
        }
    });

    /// <summary>The enrollments, persons and submissions that are marked missing; only they come back.</summary>
    public static Task<IReadOnlySet<long>> MissedAsync(this SyncHost host) => host.UseAsync<IReadOnlySet<long>>(async context =>
        (await context.Set<CanvasEnrollment>().Where(row => row.MissingSince != null).Select(row => row.Id)
            .Union(context.Set<CanvasUser>().Where(row => row.MissingSince != null).Select(row => row.Id))
            .Union(context.Set<CanvasSubmission>().Where(row => row.MissingSince != null).Select(row => row.Id)).ToListAsync()).ToHashSet());

    private static List<long> Served(SimulatedSchool school) => [.. school.Courses.Where(c => !c.AccessRestrictedByDate).Select(c => c.Id)];

    private static bool IsListed(SimulatedEnrollment enrollment) => enrollment.State is not ("deleted" or "rejected");

    private static IEnumerable<SimulatedSubmission> Submissions(SimulatedSchool school, long course)
    {
        var test = school.Enrollments(course).Where(e => e.IsTestStudent).Select(e => e.UserId).ToHashSet();
        return school.Submissions(course).Where(s => !test.Contains(s.UserId));
    }
}
