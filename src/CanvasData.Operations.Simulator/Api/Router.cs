using System.Globalization;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>From a path to the endpoint that answers it.</summary>
internal static class Router
{
    public static ApiResponse Route(SchoolState school, ApiRequest request) => request.Segments switch
    {
        ["api", "v1", .. var path] => request.Http.Request.Method == "GET" ? Get(school, request, path) : ApiErrors.NotPermitted(403),
        _ => ApiResponse.Of(404, ApiErrors.Html, "<!DOCTYPE html><html><head><title>Page Not Found</title></head><body><h1>Page Not Found</h1></body></html>"),
    };

    private static ApiResponse Get(SchoolState school, ApiRequest request, string[] path) => path switch
    {
        ["users", "self"] => AccountEndpoints.Self(request),
        ["courses"] => CourseEndpoints.List(school, request),
        ["courses", var id, .. var rest] => CourseId(school, id) is { } course ? Course(school, request, course, rest) : ApiErrors.NotFound(),
        ["sections", var id, .. var rest] => Section(school, request, id, rest),
        ["accounts", "1" or "self", .. var rest] => Account(school, request, rest),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Account(SchoolState school, ApiRequest request, string[] path) => path switch
    {
        [] => AccountEndpoints.Account(request),
        ["courses"] => CourseEndpoints.List(school, request),
        ["terms"] => AccountEndpoints.Terms(school, request),
        ["grading_standards"] => CourseEndpoints.GradingStandards(request, AccountStandards(school)),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Course(SchoolState school, ApiRequest request, CourseState course, string[] path) => path switch
    {
        [] => CourseEndpoints.Show(school, request, course),
        _ when course.Info.AccessRestrictedByDate => ApiErrors.NotPermitted(403),
        ["sections"] => CourseEndpoints.Sections(request, course),
        ["enrollments"] => PeopleEndpoints.Enrollments(school, request, course, null),
        ["users"] => PeopleEndpoints.Users(school, request, course),
        ["assignment_groups"] => WorkEndpoints.Groups(request, course),
        ["assignments"] => WorkEndpoints.Assignments(request, course),
        ["assignments", var id, .. var rest] => AssignmentId(course, id) is { } assignment ? Assignment(school, request, course, assignment, rest) : ApiErrors.NotFound(),
        ["students", "submissions"] => SubmissionEndpoints.Bulk(school, request, course, null),
        ["modules"] => WorkEndpoints.Modules(request, course),
        ["modules", var id, "items"] => ModuleId(course, id) is { } module ? WorkEndpoints.ModuleItems(request, course, module) : ApiErrors.NotFound(),
        ["grading_periods"] => CourseEndpoints.GradingPeriods(request, school, course),
        ["grading_standards"] => CourseEndpoints.GradingStandards(request, course.Standards),
        ["late_policy"] => CourseEndpoints.LatePolicy(request, course),
        ["settings"] => CourseEndpoints.Settings(request, course),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Assignment(SchoolState school, ApiRequest request, CourseState course, AssignmentState assignment, string[] path) => path switch
    {
        [] => WorkEndpoints.Assignment(request, course, assignment),
        ["overrides"] => WorkEndpoints.Overrides(request, assignment),
        ["submissions"] => SubmissionEndpoints.OfAssignment(school, request, course, assignment),
        ["submissions", var user] => Number(user) is { } id ? SubmissionEndpoints.One(school, request, course, assignment, id) : ApiErrors.NotFound(),
        _ => ApiErrors.NotFound(),
    };

    private static ApiResponse Section(SchoolState school, ApiRequest request, string text, string[] path)
    {
        var id = Number(text);
        if (id is null || school.Courses.Find(c => c.Sections.Exists(s => s.Id == id)) is not { } course)
        {
            return ApiErrors.NotFound();
        }

        return path switch
        {
            ["enrollments"] => PeopleEndpoints.Enrollments(school, request, course, id),
            ["students", "submissions"] => SubmissionEndpoints.Bulk(school, request, course, id),
            _ => ApiErrors.NotFound(),
        };
    }

    private static CourseState? CourseId(SchoolState school, string text)
    {
        const string SisPrefix = "sis_course_id:";
        const string HexPrefix = "hex:";
        if (text.StartsWith(HexPrefix, StringComparison.Ordinal))
        {
            text = FromHex(text[HexPrefix.Length..]);
        }

        return text.StartsWith(SisPrefix, StringComparison.Ordinal)
            ? school.Courses.Find(c => c.Info.SisCourseId == text[SisPrefix.Length..])
            : Number(text) is { } id ? school.FindCourse(id) : null;
    }

    private static string FromHex(string hex)
    {
        // "hex:sis_course_id:536..." encodes only what follows the kind.
        var colon = hex.IndexOf(':', StringComparison.Ordinal);
        var digits = hex[(colon + 1)..];
        return colon > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)
            ? hex[..(colon + 1)] + System.Text.Encoding.UTF8.GetString(Convert.FromHexString(digits))
            : "";
    }

    private static AssignmentState? AssignmentId(CourseState course, string text) =>
        Number(text) is { } id && course.FindAssignment(id) is { Deleted: false } found ? found : null;

    private static SimulatedModule? ModuleId(CourseState course, string text) =>
        Number(text) is { } id ? course.Modules.Find(m => m.Id == id) : null;

    /// <summary>An id as a number, or as <c>shard~local</c>.</summary>
    private static long? Number(string text)
    {
        const long Shard = 10_000_000_000_000;
        var tilde = text.IndexOf('~', StringComparison.Ordinal);
        if (tilde > 0)
        {
            return Number(text[..tilde]) is { } shard and < 900_000 && Number(text[(tilde + 1)..]) is { } local and < Shard ? (shard * Shard) + local : null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    private static List<SimulatedGradingStandard> AccountStandards(SchoolState school) =>
        [.. school.Courses.SelectMany(c => c.Standards).Where(s => s.CourseId is null).Take(1)];
}
