using CanvasData.Operations.Client;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>Reads everything of a school through the client, and says the same of the school itself, as sorted lines of text.</summary>
internal static class SchoolReader
{
    private static readonly string[] States = ["active", "invited", "creation_pending", "inactive", "completed"];

    public static async Task<SortedSet<string>> ReadAsync(ICanvasClient canvas, RequestCounter counter)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var course in canvas.ListCoursesAsync(counter))
        {
            lines.Add($"course {course.Id.Value} {course.Name.Value}");
            if (course.AccessRestrictedByDate.Value is not true)
            {
                await ReadCourseAsync(canvas, course.Id.Value!.Value, counter, lines);
            }
        }

        return lines;
    }

    public static SortedSet<string> Of(SimulatedSchool school)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var course in school.Courses)
        {
            lines.Add($"course {course.Id} {(course.AccessRestrictedByDate ? "" : course.Name)}");
            if (!course.AccessRestrictedByDate)
            {
                lines.UnionWith(Of(school, course));
            }
        }

        return lines;
    }

    private static async Task ReadCourseAsync(ICanvasClient canvas, long id, RequestCounter counter, SortedSet<string> lines)
    {
        var course = await canvas.GetCourseAsync(id, counter);
        lines.Add($"{id} in term {course.Term.Value!.Id.Value} at {course.ServerTime:u}");
        lines.UnionWith(await canvas.ListSectionsAsync(id, counter).Select(row => $"{id} section {row.Id.Value} {row.Name.Value}").ToListAsync());
        lines.UnionWith(await canvas.ListEnrollmentsAsync(id, counter)
            .Select(row => $"{id} enrollment {row.Id.Value} {row.UserId.Value} {row.Type.Value} {row.EnrollmentState.Value} {row.User.Value!.Name.Value} {row.Grades.Value is not null}").ToListAsync());
        lines.UnionWith(await canvas.ListUsersAsync(id, counter).Select(row => $"{id} user {row.Id.Value} {row.Name.Value}").ToListAsync());
        lines.UnionWith(await canvas.ListAssignmentGroupsAsync(id, counter).Select(row => $"{id} group {row.Id.Value} {row.Name.Value}").ToListAsync());
        lines.UnionWith(await canvas.ListAssignmentsAsync(id, counter)
            .Select(row => $"{id} assignment {row.Id.Value} {row.Name.Value} {row.PointsPossible.Value} {row.DueAt.Value:u} {row.WorkflowState.Value} {row.Overrides.Value!.Count}").ToListAsync());
        lines.UnionWith(await canvas.ListSubmissionsAsync(id, SubmissionFilter.All, counter)
            .Select(row => $"{id} submission {row.Id.Value} {row.UserId.Value} {row.AssignmentId.Value} {row.WorkflowState.Value} {row.Score.Value} {row.Grade.Value} {row.Excused.Value} {row.SubmittedAt.Value:u} {row.GraderId.Value}").ToListAsync());
        lines.UnionWith(await canvas.ListGradingPeriodsAsync(id, counter).Select(row => $"{id} period {row.Id.Value} {row.Title.Value} {row.StartDate.Value:u}").ToListAsync());
        lines.UnionWith(await canvas.ListGradingStandardsAsync(id, counter).Select(row => $"{id} standard {row.Id.Value} {row.GradingScheme.Value!.Count}").ToListAsync());
        lines.Add($"{id} late policy {(await canvas.FindLatePolicyAsync(id, counter))?.Id.Value}");
        lines.UnionWith(await canvas.ListModulesAsync(id, counter)
            .Select(row => $"{id} module {row.Id.Value} {row.Name.Value} {string.Join(',', row.Items.Value!.Select(item => item.Id.Value))}").ToListAsync());
    }

    private static IEnumerable<string> Of(SimulatedSchool school, SimulatedCourse course)
    {
        var id = course.Id;
        var enrollments = school.Enrollments(id).Where(enrollment => States.Contains(enrollment.State)).ToList();
        return
        [
            $"{id} in term {course.TermId} at {school.Now:u}",
            .. school.Sections(id).Select(row => $"{id} section {row.Id} {row.Name}"),
            .. enrollments.Select(row => $"{id} enrollment {row.Id} {row.UserId} {row.Type} {row.State} {school.User(row.UserId).Name} {row.Type is "StudentEnrollment" or "StudentViewEnrollment"}"),
            .. enrollments.Where(row => row.Type != "StudentViewEnrollment" && row.State != "creation_pending").Select(row => row.UserId).Distinct().Select(user => $"{id} user {user} {school.User(user).Name}"),
            .. school.AssignmentGroups(id).Select(row => $"{id} group {row.Id} {row.Name}"),
            .. school.Assignments(id).Select(row => $"{id} assignment {row.Id} {row.Name} {row.PointsPossible} {row.DueAt:u} {row.WorkflowState} {row.Overrides.Count}"),
            .. school.Submissions(id).Select(row => $"{id} submission {row.Id} {row.UserId} {row.AssignmentId} {row.WorkflowState} {row.Score} {row.Grade} {row.Excused} {row.SubmittedAt:u} {row.GraderId}"),
            .. school.GradingPeriods(id).Select(row => $"{id} period {row.Id} {row.Title} {row.StartDate:u}"),
            .. school.GradingStandards(id).Select(row => $"{id} standard {row.Id} {row.Rows.Count}"),
            $"{id} late policy {course.LatePolicy?.Id}",
            .. school.Modules(id).Select(row => $"{id} module {row.Id} {row.Name} {string.Join(',', row.Items.Select(item => item.Id))}"),
        ];
    }
}
