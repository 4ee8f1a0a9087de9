using System.Globalization;
using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>
/// Each state, flag, status and type that Canvas knows, given to sync, queries, grading, audit, analytics and insights at once:
/// whether the work is graded, whether it is missing, and the current score of the student.
/// </summary>
public sealed class CanvasFactsShould
{
    private static readonly string Nothing = $$""","workflow_state":"unsubmitted","score":null,"submitted_at":null,"attempt":null,"cached_due_date":"{{Day(-9)}}" """;
    private static readonly string Zero =
        $$""","workflow_state":"graded","score":0.0,"grade":"0","submitted_at":null,"attempt":null,"graded_at":"{{Day(-5)}}","posted_at":"{{Day(-5)}}","cached_due_date":"{{Day(-9)}}" """;

    private static readonly string HandedIn = $$""","submitted_at":"{{Day(-10)}}","attempt":1,"cached_due_date":"{{Day(-9)}}","missing":false""";

    private static readonly Dictionary<string, Fact> Facts = new()
    {
        ["nothing handed in, which Canvas calls missing"] = new(Nothing + ",\"missing\":true", null, false, true, 90),
        ["nothing handed in, due since the last look"] = new(Nothing + ",\"missing\":false", null, false, true, 90),
        ["nothing handed in, due three hours ago"] =
            new($$""","workflow_state":"unsubmitted","score":null,"missing":true,"cached_due_date":"{{Now.AddHours(-3):yyyy-MM-dd'T'HH:mm:ss'Z'}}" """, null, false, true, 90),
        ["nothing handed in, not due"] = new($$""","workflow_state":"unsubmitted","score":null,"missing":false,"cached_due_date":"{{Day(3)}}" """, null, false, false, 90),
        ["nothing handed in, without a date"] = new(",\"workflow_state\":\"unsubmitted\",\"score\":null,\"missing\":false,\"cached_due_date\":null", null, false, false, 90),
        ["an extension"] = new(Nothing + ",\"late_policy_status\":\"extended\",\"missing\":false", null, false, false, 90),
        ["a status of none"] = new(Nothing + ",\"late_policy_status\":\"none\",\"missing\":false", null, false, false, 90),
        ["late by hand, nothing handed in"] = new(Nothing + ",\"late_policy_status\":\"late\",\"late\":true,\"missing\":false", null, false, false, 90),
        ["missing by hand before it is due"] =
            new($$""","workflow_state":"unsubmitted","score":null,"late_policy_status":"missing","missing":true,"graded_at":"{{Day(-1)}}","cached_due_date":"{{Day(3)}}" """, null, false, true, 90),
        ["missing by hand though handed in"] = new(HandedIn + $$""","workflow_state":"submitted","score":null,"late_policy_status":"missing","missing":true,"graded_at":"{{Day(-1)}}" """, null, false, true, 90),
        ["a zero of the missing policy"] = new(Zero + ",\"late_policy_status\":\"missing\",\"missing\":true", null, true, true, 67.5),
        ["a part of the points of the missing policy"] = new(Zero.Replace("0.0", "4.0", StringComparison.Ordinal) + ",\"missing\":true", null, true, true, 77.5),
        ["a zero that was typed in"] = new(Zero + ",\"grader_id\":9,\"missing\":false", null, true, false, 67.5),
        ["a zero of which Canvas says no more"] = new(Zero, null, true, false, 67.5),
        ["a score without a submission or a state"] =
            new(Nothing.Replace("\"score\":null", "\"score\":7.0", StringComparison.Ordinal) + $$""","grader_id":9,"missing":false,"posted_at":"{{Day(-5)}}" """, null, true, false, 85),
        ["a grader who left no score"] = new(Nothing + $$""","grader_id":9,"missing":false,"posted_at":"{{Day(-5)}}" """, null, false, false, 90),
        ["a quiz that waits for its essay"] =
            new(HandedIn + $$""","workflow_state":"pending_review","score":1.0,"graded_at":"{{Day(-8)}}","grader_id":-7,"posted_at":"{{Day(-8)}}" """, null, false, false, 90),
        ["an excuse"] = new(Nothing.Replace("unsubmitted", "graded", StringComparison.Ordinal) + $$""","excused":true,"posted_at":"{{Day(-5)}}","missing":false""", null, false, false, 90),
        ["an excuse beside a stale flag"] = new(Nothing.Replace("unsubmitted", "graded", StringComparison.Ordinal) + $$""","excused":true,"posted_at":"{{Day(-5)}}","missing":true""", null, false, false, 90),
        ["a custom status"] = new(Nothing + $$""","custom_grade_status_id":3,"posted_at":"{{Day(-5)}}","missing":false""", null, false, false, 90),
        ["handed in late"] = new(HandedIn + ",\"workflow_state\":\"submitted\",\"score\":null,\"late\":true,\"seconds_late\":3600", null, false, false, 90),
        ["handed in again after grading"] =
            new(HandedIn + $$""","workflow_state":"submitted","score":8.0,"grade_matches_current_submission":false,"graded_at":"{{Day(-8)}}","posted_at":"{{Day(-8)}}","grader_id":9""", null, true, false, 87.5),
        ["a zero on paper"] = new(Zero + ",\"grader_id\":9,\"missing\":false", Of("on_paper"), true, false, 67.5),
        ["nothing on paper"] = new(Nothing + ",\"missing\":false", Of("on_paper"), false, false, 90),
        ["nothing in a tool"] = new(Nothing + ",\"missing\":false", Of("external_tool"), false, false, 90),
        ["nothing in a New Quiz"] = new(Nothing + ",\"missing\":false", Of("external_tool", ",\"is_quiz_lti_assignment\":true"), false, true, 90),
        ["nothing where nothing is asked for"] = new(Nothing + ",\"missing\":false", Of("none"), false, false, 90),
        ["a page"] = new(Nothing + ",\"missing\":false", Of("wiki_page"), false, false, 90),
        ["work that is not graded"] = new(Nothing + ",\"missing\":false", Of("not_graded"), false, false, 90),
        ["a grade that is not posted"] = new(Handed(5, posted: false), null, true, false, 90) { Posted = false, UnpostedScore = 80 },
        ["a zero that is not posted, nothing handed in"] = new(Zero.Replace($"\"{Day(-5)}\",\"cached", "null,\"cached", StringComparison.Ordinal) + ",\"grader_id\":9,\"missing\":false", null, true, false, 90)
        {
            Posted = false, UnpostedScore = 67.5, MissingToStudent = true,
        },
        ["an excuse that is not posted"] = new(Nothing.Replace("unsubmitted", "graded", StringComparison.Ordinal) + ",\"excused\":true,\"posted_at\":null,\"missing\":false", null, false, false, 90) { Posted = false, MissingToStudent = true },
        ["an excuse beside a stale score"] = new(Handed(5) + ",\"excused\":true", null, false, false, 90),
        ["anonymous work, posted"] = new(Handed(5), Upload(",\"anonymous_grading\":true"), true, false, 80),
        ["anonymous work, not posted"] = new(Handed(5, posted: false), Upload(",\"anonymous_grading\":true"), true, false, 90) { Posted = false, UnpostedScore = 90, StandingScore = 80 },
        ["moderated work before its release"] = new(HandedIn + ",\"workflow_state\":\"submitted\",\"score\":null,\"posted_at\":null", Upload(",\"moderated_grading\":true"), false, false, 90),
        ["moderated work after its release"] = new(Handed(5), Upload(",\"moderated_grading\":true,\"grades_published\":true"), true, false, 80),
        ["work left out of the final grade"] = new(Handed(5), Upload(",\"omit_from_final_grade\":true"), true, false, 90) { Counts = false },
        ["nothing handed in of work left out of the final grade"] = new(Nothing + ",\"missing\":true", Upload(",\"omit_from_final_grade\":true"), false, true, 90) { Counts = false },
        ["work hidden in the gradebook"] = new(Handed(5), Upload(",\"omit_from_final_grade\":true,\"hide_in_gradebook\":true"), true, false, 90) { Counts = false },
        ["work that is no longer published"] = new(Nothing + ",\"missing\":true", Upload(",\"published\":false,\"workflow_state\":\"unpublished\""), false, false, 90) { Published = false },
        ["deleted work that is still listed"] = new(Nothing + ",\"missing\":true", Upload(",\"workflow_state\":\"deleted\""), false, false, 90) { Published = false },
        ["nothing handed in of work worth no points"] = new(Nothing + ",\"missing\":true", Upload(",\"points_possible\":0"), false, true, 90) { Counts = false },
        ["extra credit on work worth no points"] = new(Handed(3), Upload(",\"points_possible\":0"), true, false, 100) { StandingScore = 90 },
        ["work whose points are null"] = new(Handed(3), Upload(",\"points_possible\":null"), true, false, 100) { StandingScore = 90 },
        ["group work"] = new(Handed(5), Upload(",\"group_category_id\":12,\"grade_group_students_individually\":false"), true, false, 80),
        ["group work that is missing"] = new(Nothing + ",\"missing\":true", Upload(",\"group_category_id\":12"), false, true, 90),
        ["complete"] = new(Handed(10, "complete"), Upload(",\"grading_type\":\"pass_fail\""), true, false, 92.5),
        ["a letter"] = new(Handed(8.6, "B"), Upload(",\"grading_type\":\"letter_grade\""), true, false, 89),
        ["a grade point"] = new(Handed(8.6, "3.0"), Upload(",\"grading_type\":\"gpa_scale\""), true, false, 89),
        ["a percent"] = new(Handed(5, "50%"), Upload(",\"grading_type\":\"percent\""), true, false, 80),
        ["a submission type that is graded beside a grading type that is not"] = new(Handed(5), Upload(",\"grading_type\":\"not_graded\""), true, false, 80),
        ["a custom status beside a score"] = new(Handed(5) + ",\"custom_grade_status_id\":3", null, true, false, 80),
        ["late by hand, with its deduction"] = new(Handed(5) + ",\"late_policy_status\":\"late\",\"late\":true,\"entered_score\":6.0,\"points_deducted\":1.0", null, true, false, 80),
        ["a request to do it again"] = new(Handed(5) + ",\"redo_request\":true", null, true, false, 80),
        ["a zero of an automatic grader"] = new(Zero + ",\"grader_id\":-7,\"missing\":false", Of("online_quiz"), true, false, 67.5),
        ["a score of a tool"] = new(Handed(5), Of("external_tool"), true, false, 80),
        ["more than the points"] = new(Handed(14), null, true, false, 102.5) { StandingScore = 97.5 },
        ["less than nothing"] = new(Handed(-2), null, true, false, 62.5) { StandingScore = 67.5 },
        ["graded before it is due"] = new(Handed(5).Replace($"due_date\":\"{Day(-9)}", $"due_date\":\"{Day(9)}", StringComparison.Ordinal), Upload($",\"due_at\":\"{Day(9)}\""), true, false, 80),
        ["a part of a group's work that only some have"] = new(Handed(5), Upload(",\"only_visible_to_overrides\":true,\"visible_to_everyone\":false"), true, false, 80),
    };

    public static TheoryData<string> Names() => [.. Facts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeTheSameInEveryRoom(string fact)
    {
        var one = Facts[fact];
        await using var course = await SyncAsync(one.Submission, one.Assignment, one.Grades);

        (await course.StatementsAsync()).ShouldBe(one.Expected);
    }

    private static string Handed(double score, string? grade = null, bool posted = true) => string.Create(CultureInfo.InvariantCulture,
        $"{HandedIn},\"workflow_state\":\"graded\",\"score\":{score:0.0},\"grade\":\"{grade ?? $"{score}"}\",\"graded_at\":\"{Day(-5)}\",\"posted_at\":{(posted ? $"\"{Day(-5)}\"" : "null")},\"grader_id\":9");

    private static string Upload(string more) => Of("online_upload", more);

    private static string Of(string type, string more = "") =>
        $$""","assignment_group_id":7,"grading_type":"points","submission_types":["{{type}}"],"due_at":"{{Day(-9)}}"{{more}}""";
}
