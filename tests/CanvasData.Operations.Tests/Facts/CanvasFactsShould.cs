using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>
/// Each state, flag, status and type that Canvas knows, given to sync, queries, audit, analytics and insights at once:
/// whether the work is graded, whether it is missing, and the current score of the student.
/// </summary>
public sealed class CanvasFactsShould
{
    private static readonly string Nothing = $$""","workflow_state":"unsubmitted","score":null,"submitted_at":null,"attempt":null,"cached_due_date":"{{Day(-9)}}" """;
    private static readonly string Zero =
        $$""","workflow_state":"graded","score":0.0,"grade":"0","submitted_at":null,"attempt":null,"graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","cached_due_date":"{{Day(-9)}}" """;

    private static readonly string HandedIn = $$""","submitted_at":"{{Day(-10)}}","attempt":1,"cached_due_date":"{{Day(-9)}}","missing":false""";

    private static readonly Dictionary<string, (string Submission, string? Assignment, bool Graded, bool Missing, double Current)> Facts = new()
    {
        ["nothing handed in, which Canvas calls missing"] = (Nothing + ",\"missing\":true", null, false, true, 90),
        ["nothing handed in, due since the last look"] = (Nothing + ",\"missing\":false", null, false, true, 90),
        ["nothing handed in, due three hours ago"] =
            ($$""","workflow_state":"unsubmitted","score":null,"missing":true,"cached_due_date":"{{Now.AddHours(-3):yyyy-MM-dd'T'HH:mm:ss'Z'}}" """, null, false, true, 90),
        ["nothing handed in, not due"] = ($$""","workflow_state":"unsubmitted","score":null,"missing":false,"cached_due_date":"{{Day(3)}}" """, null, false, false, 90),
        ["nothing handed in, without a date"] = (",\"workflow_state\":\"unsubmitted\",\"score\":null,\"missing\":false,\"cached_due_date\":null", null, false, false, 90),
        ["an extension"] = (Nothing + ",\"late_policy_status\":\"extended\",\"missing\":false", null, false, false, 90),
        ["a status of none"] = (Nothing + ",\"late_policy_status\":\"none\",\"missing\":false", null, false, false, 90),
        ["late by hand, nothing handed in"] = (Nothing + ",\"late_policy_status\":\"late\",\"late\":true,\"missing\":false", null, false, false, 90),
        ["missing by hand before it is due"] =
            ($$""","workflow_state":"unsubmitted","score":null,"late_policy_status":"missing","missing":true,"graded_at":"{{Day(-1)}}","cached_due_date":"{{Day(3)}}" """, null, false, true, 90),
        ["missing by hand though handed in"] = (HandedIn + $$""","workflow_state":"submitted","score":null,"late_policy_status":"missing","missing":true,"graded_at":"{{Day(-1)}}" """, null, false, true, 90),
        ["a zero of the missing policy"] = (Zero + ",\"late_policy_status\":\"missing\",\"missing\":true", null, true, true, 67.5),
        ["a part of the points of the missing policy"] = (Zero.Replace("0.0", "4.0", StringComparison.Ordinal) + ",\"missing\":true", null, true, true, 77.5),
        ["a zero that was typed in"] = (Zero + ",\"grader_id\":9,\"missing\":false", null, true, false, 67.5),
        ["a zero of which Canvas says no more"] = (Zero, null, true, false, 67.5),
        ["a score without a submission or a state"] =
            (Nothing.Replace("\"score\":null", "\"score\":7.0", StringComparison.Ordinal) + $$""","grader_id":9,"missing":false,"posted_at":"{{Day(-5)}}" """, null, true, false, 85),
        ["a grader who left no score"] = (Nothing + $$""","grader_id":9,"missing":false,"posted_at":"{{Day(-5)}}" """, null, false, false, 90),
        ["a quiz that waits for its essay"] =
            (HandedIn + $$""","workflow_state":"pending_review","score":1.0,"graded_at":"{{Day(-8)}}","grader_id":-7,"posted_at":"{{Day(-8)}}" """, null, false, false, 90),
        ["an excuse"] = (Nothing.Replace("unsubmitted", "graded", StringComparison.Ordinal) + $$""","excused":true,"posted_at":"{{Day(-5)}}","missing":false""", null, false, false, 90),
        ["an excuse beside a stale flag"] = (Nothing.Replace("unsubmitted", "graded", StringComparison.Ordinal) + $$""","excused":true,"posted_at":"{{Day(-5)}}","missing":true""", null, false, false, 90),
        ["a custom status"] = (Nothing + $$""","custom_grade_status_id":3,"posted_at":"{{Day(-5)}}","missing":false""", null, false, false, 90),
        ["handed in late"] = (HandedIn + ",\"workflow_state\":\"submitted\",\"score\":null,\"late\":true,\"seconds_late\":3600", null, false, false, 90),
        ["handed in again after grading"] =
            (HandedIn + $$""","workflow_state":"submitted","score":8.0,"grade_matches_current_submission":false,"graded_at":"{{Day(-8)}}","posted_at":"{{Day(-8)}}","grader_id":9""", null, true, false, 87.5),
        ["a zero on paper"] = (Zero + ",\"grader_id\":9,\"missing\":false", Of("on_paper"), true, false, 67.5),
        ["nothing on paper"] = (Nothing + ",\"missing\":false", Of("on_paper"), false, false, 90),
        ["nothing in a tool"] = (Nothing + ",\"missing\":false", Of("external_tool"), false, false, 90),
        ["nothing in a New Quiz"] = (Nothing + ",\"missing\":false", Of("external_tool", ",\"is_quiz_lti_assignment\":true"), false, true, 90),
        ["nothing where nothing is asked for"] = (Nothing + ",\"missing\":false", Of("none"), false, false, 90),
        ["a page"] = (Nothing + ",\"missing\":false", Of("wiki_page"), false, false, 90),
        ["work that is not graded"] = (Nothing + ",\"missing\":false", Of("not_graded"), false, false, 90),
    };

    public static TheoryData<string> Names() => [.. Facts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeTheSameInEveryRoom(string fact)
    {
        var (submission, assignment, graded, missing, current) = Facts[fact];
        await using var course = await SyncAsync(submission, assignment);

        (await course.JudgeAsync()).Should().Be(new Verdict(graded, missing, current));
    }

    private static string Of(string type, string more = "") =>
        $$""","assignment_group_id":7,"grading_type":"points","submission_types":["{{type}}"],"due_at":"{{Day(-9)}}"{{more}}""";
}
