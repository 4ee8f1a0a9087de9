using System.Text;
using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Submissions: the bulk list, flat and grouped, and those of one assignment.</summary>
internal static class SubmissionEndpoints
{
    public static ApiResponse Bulk(SchoolState school, ApiRequest request, CourseState course, long? sectionId)
    {
        if (SubmissionFilter.TryCreate(request, course, sectionId, out var filter) is { } refusal)
        {
            return refusal;
        }

        // Its presence counts, whatever it says.
        if (request.Has("grouped"))
        {
            return Grouped(school, request, course, filter!);
        }

        return request["order"] == "graded_at" || request["order_direction"] == "descending"
            ? Ordered(school, request, course, filter!)
            : ByBookmark(school, request, course, filter!);
    }

    public static ApiResponse OfAssignment(SchoolState school, ApiRequest request, CourseState course, AssignmentState assignment, long? sectionId = null)
    {
        if (!assignment.HasSubmissions)
        {
            return ApiErrors.NotFound();
        }

        var rows = course.Students.Where(s => s.InScope && assignment.IsVisibleTo(s) && (sectionId is null || s.Sections.Contains(sectionId.Value))).Select(s => assignment.RowOf(s.Ordinal)).Where(r => r >= 0).ToList();
        return Paging.Numbered<int>(request, rows, (response, page) => WriteList(school, request, course, response, page));
    }

    public static ApiResponse One(SchoolState school, ApiRequest request, CourseState course, AssignmentState assignment, long userId)
    {
        if (!assignment.HasSubmissions || course.FindStudent(userId) is not { InScope: true } student
            || !assignment.IsVisibleTo(student) || assignment.RowOf(student.Ordinal) is not (>= 0 and var row))
        {
            return ApiErrors.NotFound();
        }

        var response = new ApiResponse { Rows = 1 };
        var json = new FragmentWriter(response.Buffer(), request.StringIds);
        WriteRow(ref json, school, request, course, row, Fields(school, request), Encoding.ASCII.GetBytes(request.Host));
        json.Flush();
        return response;
    }

    private static ApiResponse ByBookmark(SchoolState school, ApiRequest request, CourseState course, SubmissionFilter filter)
    {
        if (request.Page.After is not { } after)
        {
            return ApiErrors.NotFound();
        }

        var rows = course.Rows;
        var found = new List<int>(request.PerPage);
        string? next = null;
        for (var i = StepBack(course, request, filter, course.RowAfter(after)); i < rows.Length; i++)
        {
            if (!filter.Matches(rows[i]))
            {
                continue;
            }

            if (found.Count == request.PerPage)
            {
                next = PageToken.Bookmark(course.SubmissionId(found[^1]));
                break;
            }

            found.Add(i);
        }

        var (from, to, link) = Paging.Cut(request, 0, found.Count, next);
        var response = new ApiResponse { Links = Paging.Forward(request, link) };
        WriteList(school, request, course, response, OnlyVisible(course, found, from, to));
        return response;
    }

    // As Canvas does it: what a student can no longer see is taken out after the page was cut, so pages can be short, even empty.
    private static IEnumerable<int> OnlyVisible(CourseState course, List<int> found, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (course.IsVisible(course.Rows[found[i]]))
            {
                yield return found[i];
            }
        }
    }

    private static int StepBack(CourseState course, ApiRequest request, SubmissionFilter filter, int start)
    {
        var rows = course.Rows;
        for (var back = Paging.Back(request); back < 0 && start > 0;)
        {
            back += filter.Matches(rows[--start]) ? 1 : 0;
        }

        return start;
    }

    private static ApiResponse Ordered(SchoolState school, ApiRequest request, CourseState course, SubmissionFilter filter)
    {
        var rows = course.Rows;
        var found = new List<int>();
        for (var i = 0; i < rows.Length; i++)
        {
            if (filter.Matches(rows[i]) && course.IsVisible(rows[i]))
            {
                found.Add(i);
            }
        }

        if (request["order"] == "graded_at")
        {
            found = [.. found.OrderBy(i => course.Rows[i].GradedAt).ThenBy(i => i)];
        }

        if (request["order_direction"] == "descending")
        {
            found.Reverse();
        }

        return Paging.Numbered<int>(request, found, (response, page) => WriteList(school, request, course, response, page));
    }

    private static ApiResponse Grouped(SchoolState school, ApiRequest request, CourseState course, SubmissionFilter filter)
    {
        var students = course.Students.Where(s => s.InScope && (filter.Students is null || filter.Students[s.Ordinal])).OrderBy(s => s.User.Id).ToList();
        return Paging.Numbered<StudentState>(request, students, (response, page) =>
        {
            var json = new FragmentWriter(response.Buffer(), request.StringIds);
            json.Raw("["u8);
            var first = true;
            foreach (var student in page)
            {
                json.Raw(first ? "{"u8 : ",{"u8);
                first = false;
                WriteGroup(ref json, school, request, course, filter, student);
            }

            json.Raw("]"u8);
            json.Flush();
        });
    }

    private static void WriteGroup(ref FragmentWriter json, SchoolState school, ApiRequest request, CourseState course, SubmissionFilter filter, StudentState student)
    {
        json.Raw("\"user_id\":"u8);
        json.Id(student.User.Id);
        json.Raw(",\"section_id\":"u8);
        json.Id(student.SectionId);
        json.Raw(",\"submissions\":["u8);
        var host = Encoding.ASCII.GetBytes(request.Host);
        var fields = Fields(school, request);
        var first = true;
        foreach (var assignment in course.Assignments)
        {
            var row = assignment.RowOf(student.Ordinal);
            if (row >= 0 && filter.Matches(course.Rows[row]) && course.IsVisible(course.Rows[row]))
            {
                json.Raw(first ? ""u8 : ","u8);
                first = false;
                WriteRow(ref json, school, request, course, row, fields, host);
            }
        }

        json.Raw("]"u8);
        if (request.Includes("total_scores"))
        {
            var grades = GradeBook.For(course, student);
            json.Raw(",\"computed_current_score\":"u8);
            json.Float((double?)grades.CurrentScore);
            json.Raw(",\"computed_final_score\":"u8);
            json.Float((double?)grades.FinalScore);
            json.Raw(",\"unposted_current_score\":"u8);
            json.Float((double?)grades.UnpostedCurrentScore);
            json.Raw(",\"unposted_final_score\":"u8);
            json.Float((double?)grades.UnpostedFinalScore);
        }

        json.Raw("}"u8);
    }

    private static void WriteList(SchoolState school, ApiRequest request, CourseState course, ApiResponse response, IEnumerable<int> rows)
    {
        var host = Encoding.ASCII.GetBytes(request.Host);
        var fields = Fields(school, request);
        var json = new FragmentWriter(response.Buffer(), request.StringIds);
        var count = 0;
        json.Raw("["u8);
        foreach (var row in rows)
        {
            json.Raw(count++ == 0 ? ""u8 : ","u8);
            WriteRow(ref json, school, request, course, row, fields, host);
        }

        json.Raw("]"u8);
        json.Flush();
        response.Rows = count;
    }

    private static void WriteRow(ref FragmentWriter json, SchoolState school, ApiRequest request, CourseState course, int row, ulong fields, ReadOnlySpan<byte> host)
    {
        SubmissionJson.Open(ref json, SubmissionView.Create(course, row, school.Now), fields, host);
        var student = course.Students[course.Rows[row].Student].User;
        if (request.Includes("user"))
        {
            SubmissionJson.Student(ref json, student);
        }

        if (request.Includes("sub_assignment_submissions"))
        {
            SubmissionJson.Parts(ref json, student.Id, CheckpointView.Create(course, row, school.Now));
        }

        json.Raw("}"u8);
    }

    private static ulong Fields(SchoolState school, ApiRequest request)
    {
        var chosen = SubmissionFields.Select(request.List("response_fields"), request.List("exclude_response_fields"));
        return school.OmitsPostedAt ? chosen & ~SubmissionFields.PostedAt : chosen;
    }
}
