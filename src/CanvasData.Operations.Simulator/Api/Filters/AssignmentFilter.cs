using System.Globalization;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Which assignments a caller asked for, and in which order.</summary>
internal static class AssignmentFilter
{
    private static readonly string[] Buckets = ["past", "overdue", "undated", "ungraded", "unsubmitted", "upcoming", "future"];

    public static ApiResponse? TrySelect(SchoolState school, ApiRequest request, CourseState course, long? groupId, out List<AssignmentState> chosen)
    {
        chosen = [];
        if (SearchTerm.TryRead(request, out var search) is { } tooShort)
        {
            return tooShort;
        }

        var bucket = request["bucket"];
        if (bucket is not null && !Buckets.Contains(bucket))
        {
            return ApiResponse.Json(
                400,
                "{\"errors\":{\"bucket\":[{\"attribute\":\"bucket\",\"type\":\"invalid\",\"message\":\"bucket name must be one of the following: " + string.Join(", ", Buckets) + "\"}]}}");
        }

        var ids = request.List("assignment_ids");
        chosen = course.Assignments.FindAll(a => a.IsServed
            && (groupId is null || a.Info.GroupId == groupId)
            && (ids.Count == 0 || ids.Contains(a.Info.Id.ToString(CultureInfo.InvariantCulture)))
            && (search.Matches(-1, a.Info.Name))
            && (bucket is null || IsIn(bucket, school, course, a)));
        chosen = request["order_by"] switch
        {
            "name" => [.. chosen.OrderBy(a => a.Info.Name, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Info.Id)],
            "due_at" => [.. chosen.OrderBy(a => a.Info.DueAt ?? DateTimeOffset.MaxValue).ThenBy(a => a.Info.Id)],
            _ => chosen,
        };
        return null;
    }

    private static bool IsIn(string bucket, SchoolState school, CourseState course, AssignmentState assignment)
    {
        var now = school.Now.ToTime();
        var due = WorkEndpoints.LatestDue(assignment.Info);
        return bucket switch
        {
            "past" => due < now,
            "undated" => due is null,
            "future" => due is null || due > now,
            "upcoming" => due > now && due <= now!.Value.AddDays(7),
            "overdue" => due < now && assignment.Info.ExpectsSubmission,
            "unsubmitted" => assignment.Info.ExpectsSubmission,
            _ => assignment.Info.ExpectsSubmission && NeedsGrading(course, assignment) > 0,
        };
    }

    /// <summary>How many submissions wait for a grade.</summary>
    public static int NeedsGrading(CourseState course, AssignmentState assignment)
    {
        var count = 0;
        foreach (var student in course.Students)
        {
            if (!student.IsTest && student.IsStudying && assignment.RowOf(student.Ordinal) is >= 0 and var row
                && course.Rows[row].State is WorkState.Submitted or WorkState.PendingReview)
            {
                count++;
            }
        }

        return count;
    }
}
