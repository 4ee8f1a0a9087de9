using System.Globalization;
using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Which courses a caller asked for. The lists of an account and of a caller take different parameters.</summary>
internal static class CourseFilter
{
    /// <summary>The caller's own courses: the caller teaches every course of the school.</summary>
    public static List<CourseState> OfCaller(SchoolState school, ApiRequest request)
    {
        var states = request.List("state");
        var term = request["enrollment_term_id"];
        var type = request["enrollment_type"];
        var enrollmentState = request["enrollment_state"];
        return school.Courses.FindAll(c =>
            (states.Count == 0 || states.Contains(c.Info.WorkflowState))
            && (term is null || Lookup.IsTerm(school, term, c.Info.TermId))
            && type is null or "teacher"
            && (enrollmentState is null || (enrollmentState == "completed") == (c.Info.WorkflowState == "completed"))
            && enrollmentState != "invited_or_pending");
    }

    /// <summary>A person's courses, by what the person is in them.</summary>
    public static List<CourseState> OfUser(SchoolState school, ApiRequest request, long userId)
    {
        var states = request.List("state");
        var enrollmentState = request["enrollment_state"];
        return [.. school.CoursesOf(userId).Where(c => (states.Count == 0 || states.Contains(c.Info.WorkflowState))
            && c.Enrollments.Exists(e => e.UserId == userId && (enrollmentState switch
            {
                "active" => e.State == "active",
                "invited_or_pending" => e.State == "invited",
                "completed" => e.State == "completed",
                _ => e.State is "active" or "invited" or "completed",
            })))];
    }

    /// <summary>The courses of an account and the accounts below it, or the answer to a wrong parameter.</summary>
    public static ApiResponse? OfAccount(SchoolState school, ApiRequest request, SimulatedAccount account, out List<CourseState> courses)
    {
        courses = [];
        if (SearchTerm.TryRead(request, out var search) is { } tooShort)
        {
            return tooShort;
        }

        if (Date(request, "starts_before", out var startsBefore) is { } badStart)
        {
            return badStart;
        }

        if (Date(request, "ends_after", out var endsAfter) is { } badEnd)
        {
            return badEnd;
        }

        var states = request.List("state").Contains("all") ? [] : request.List("state").Select(State).ToList();
        var term = request["enrollment_term_id"];
        var types = request.List("enrollment_type");
        var teachers = request.List("by_teachers");
        var below = request.List("by_subaccounts");
        var owners = Lookup.AccountsBelow(school, account.Id).Select(a => a.Id).Append(account.Id).ToHashSet();
        courses = Sorted(school, request, school.Courses.FindAll(c => owners.Contains(c.Info.AccountId)
            && (states.Count == 0 || states.Contains(c.Info.WorkflowState))
            && (term is null || Lookup.IsTerm(school, term, c.Info.TermId))
            && search.Matches(c.Info.Id, c.Info.Name, c.Info.CourseCode, c.Info.SisCourseId)
            && (types.Count == 0 || c.Enrollments.Exists(e => e.State != "deleted" && types.Contains(MemberFilter.ShortType(e.Type))))
            && (teachers.Count == 0 || teachers.Contains(Text(c.Teacher.Id)))
            && (below.Count == 0 || below.Contains(Text(c.Info.AccountId)))
            && request.Flag("with_enrollments") is var enrolled && (enrolled is null || enrolled == c.Enrollments.Exists(e => e.State != "deleted"))
            && request.Flag("published") is var published && (published is null || published == c.Info.WorkflowState is "available" or "completed")
            && request.Flag("completed") is var completed && (completed is null || completed == IsOver(school, c))
            && request.Flag("blueprint") is not true
            && (startsBefore is null || Starts(school, c) is not { } starts || starts <= startsBefore)
            && (endsAfter is null || Ends(school, c) is not { } ends || ends >= endsAfter)));
        return null;
    }

    public static bool IsOver(SchoolState school, CourseState course) =>
        course.Info.WorkflowState == "completed" || Ends(school, course) < school.Now.ToTime();

    // An account's list knows the states of the database, where an unpublished course is created or claimed.
    private static string? State(string? state) => state is "created" or "claimed" ? "unpublished" : state == "unpublished" ? null : state;

    private static DateTimeOffset? Starts(SchoolState school, CourseState course) => course.Info.StartAt ?? Lookup.Term(school, Text(course.Info.TermId))!.StartAt;

    private static DateTimeOffset? Ends(SchoolState school, CourseState course) => course.Info.EndAt ?? Lookup.Term(school, Text(course.Info.TermId))!.EndAt;

    private static List<CourseState> Sorted(SchoolState school, ApiRequest request, List<CourseState> courses)
    {
        Func<CourseState, string?>? key = request["sort"] switch
        {
            "course_name" => c => c.Info.Name,
            "sis_course_id" => c => c.Info.SisCourseId,
            "teacher" => c => c.Teacher.SortableName,
            "account_name" => c => school.Accounts.First(a => a.Id == c.Info.AccountId).Name,
            "course_status" => c => c.Info.WorkflowState,
            _ => null,
        };
        var sorted = key is null ? courses : [.. courses.OrderBy(key, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Info.Id)];
        if (request["order"] == "desc")
        {
            sorted.Reverse();
        }

        return sorted;
    }

    private static ApiResponse? Date(ApiRequest request, string name, out DateTimeOffset? time)
    {
        time = null;
        if (request[name] is not { } text)
        {
            return null;
        }

        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            return ApiErrors.BadDate(name);
        }

        time = parsed;
        return null;
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
