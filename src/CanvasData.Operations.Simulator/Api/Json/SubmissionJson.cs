using System.Text.Json;
using CanvasData.Operations.Simulator.Grades;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Writes one submission. The numbers are places in <see cref="SubmissionFields"/>.</summary>
internal static class SubmissionJson
{
    /// <summary>Writes all but the closing brace.</summary>
    public static void Open(ref FragmentWriter json, in SimulatedSubmission s, ulong fields, ReadOnlySpan<byte> host)
    {
        var row = new Fields(fields);
        json.Raw("{"u8);
        if (row.Begin(ref json, 0, "\"id\":"u8)) { json.Id(s.Id); }
        if (row.Begin(ref json, 1, "\"body\":"u8)) { json.Raw("null"u8); }
        if (row.Begin(ref json, 2, "\"url\":"u8)) { json.Raw("null"u8); }
        if (row.Begin(ref json, 3, "\"grade\":"u8)) { json.Word(s.Grade); }
        if (row.Begin(ref json, 4, "\"score\":"u8)) { json.Float(s.Score); }
        if (row.Begin(ref json, 5, "\"submitted_at\":"u8)) { json.Time(s.SubmittedAt); }
        if (row.Begin(ref json, 6, "\"assignment_id\":"u8)) { json.Id(s.AssignmentId); }
        if (row.Begin(ref json, 7, "\"user_id\":"u8)) { json.Id(s.UserId); }
        if (row.Begin(ref json, 8, "\"submission_type\":"u8)) { json.Word(s.SubmissionType); }
        if (row.Begin(ref json, 9, "\"workflow_state\":"u8)) { json.Word(s.WorkflowState); }
        if (row.Begin(ref json, 10, "\"grade_matches_current_submission\":"u8)) { json.Bool(s.GradeMatchesCurrentSubmission); }
        if (row.Begin(ref json, 11, "\"graded_at\":"u8)) { json.Time(s.GradedAt); }
        if (row.Begin(ref json, 12, "\"grader_id\":"u8)) { json.Id(s.GraderId); }
        if (row.Begin(ref json, 13, "\"attempt\":"u8)) { Attempt(ref json, s.Attempt); }
        if (row.Begin(ref json, 14, "\"cached_due_date\":"u8)) { json.Time(s.CachedDueDate); }
        if (row.Begin(ref json, 15, "\"excused\":"u8)) { json.Bool(s.Excused); }
        if (row.Begin(ref json, 16, "\"late_policy_status\":"u8)) { json.Word(s.LatePolicyStatus); }
        if (row.Begin(ref json, 17, "\"points_deducted\":"u8)) { json.Float(s.PointsDeducted); }
        if (row.Begin(ref json, 18, "\"grading_period_id\":"u8)) { json.Id(s.GradingPeriodId); }
        if (row.Begin(ref json, 19, "\"extra_attempts\":"u8)) { json.Raw("null"u8); }
        if (row.Begin(ref json, 20, "\"posted_at\":"u8)) { json.Time(s.PostedAt); }
        if (row.Begin(ref json, 21, "\"redo_request\":"u8)) { json.Raw("false"u8); }
        if (row.Begin(ref json, 22, "\"custom_grade_status_id\":"u8)) { json.Id(s.CustomGradeStatusId); }
        if (row.Begin(ref json, 23, "\"sticker\":"u8)) { json.Raw("null"u8); }
        if (row.Begin(ref json, 24, "\"late\":"u8)) { json.Bool(s.Late); }
        if (row.Begin(ref json, 25, "\"missing\":"u8)) { json.Bool(s.Missing); }
        if (row.Begin(ref json, 26, "\"seconds_late\":"u8)) { json.Integer(s.SecondsLate); }
        if (row.Begin(ref json, 27, "\"entered_grade\":"u8)) { json.Word(s.EnteredGrade); }
        if (row.Begin(ref json, 28, "\"entered_score\":"u8)) { json.Float(s.EnteredScore); }
        if (row.Begin(ref json, 29, "\"preview_url\":"u8)) { Preview(ref json, s, host); }
        if (s.SubmissionType == "online_upload" && row.Begin(ref json, 30, "\"attachments\":"u8)) { Attachments(ref json, s, host); }
    }

    /// <summary>Writes the student, as <c>include[]=user</c> asks for.</summary>
    public static void Student(ref FragmentWriter json, SimulatedUser user)
    {
        json.Raw(",\"user\":{\"id\":"u8);
        json.Id(user.Id);
        json.Raw(",\"name\":\""u8);
        json.Raw(JsonEncodedText.Encode(user.Name).EncodedUtf8Bytes);
        json.Raw("\",\"sortable_name\":\""u8);
        json.Raw(JsonEncodedText.Encode(user.SortableName).EncodedUtf8Bytes);
        json.Raw("\",\"short_name\":\""u8);
        json.Raw(JsonEncodedText.Encode(user.Name).EncodedUtf8Bytes);
        json.Raw("\",\"login_id\":\""u8);
        json.Raw(JsonEncodedText.Encode(user.LoginId).EncodedUtf8Bytes);
        json.Raw("\"}"u8);
    }

    /// <summary>Writes the work on the checkpoints, as <c>include[]=sub_assignment_submissions</c> asks for.</summary>
    public static void Parts(ref FragmentWriter json, long userId, IReadOnlyList<SimulatedCheckpointWork> parts)
    {
        json.Raw(",\"has_sub_assignment_submissions\":"u8);
        json.Bool(parts.Count > 0);
        json.Raw(",\"sub_assignment_submissions\":["u8);
        for (var i = 0; i < parts.Count; i++)
        {
            json.Raw(i == 0 ? ""u8 : ","u8);
            Part(ref json, userId, parts[i]);
        }

        json.Raw("]"u8);
    }

    // Canvas leaves out the state and the times of a part.
    private static void Part(ref FragmentWriter json, long userId, SimulatedCheckpointWork part)
    {
        json.Raw("{\"seconds_late\":"u8);
        json.Integer(part.SecondsLate);
        json.Raw(",\"custom_grade_status_id\":null,\"late_policy_status\":null,\"late\":"u8);
        json.Bool(part.Late);
        json.Raw(",\"missing\":"u8);
        json.Bool(part.Missing);
        json.Raw(",\"excused\":"u8);
        json.Bool(part.Score is null ? null : false);
        var grade = part.Score is { } score ? GradeText.Number(score) : null;
        json.Raw(",\"entered_grade\":"u8);
        json.Word(grade);
        json.Raw(",\"entered_score\":"u8);
        json.Float(part.Score);
        json.Raw(",\"grade\":"u8);
        json.Word(grade);
        json.Raw(",\"score\":"u8);
        json.Float(part.Score);
        json.Raw(",\"user_id\":"u8);
        json.Id(userId);
        json.Raw(",\"grade_matches_current_submission\":"u8);
        json.Bool(part.Score is null ? null : true);
        json.Raw(",\"sub_assignment_tag\":"u8);
        json.Word(part.Tag);
        json.Raw(",\"published_grade\":"u8);
        json.Word(grade);
        json.Raw(",\"published_score\":"u8);
        json.Float(part.Score);
        json.Raw("}"u8);
    }

    private static void Attempt(ref FragmentWriter json, int? attempt)
    {
        if (attempt is { } number)
        {
            json.Integer(number);
        }
        else
        {
            json.Raw("null"u8);
        }
    }

    private static void Preview(ref FragmentWriter json, in SimulatedSubmission s, ReadOnlySpan<byte> host)
    {
        json.Raw("\""u8);
        json.Raw(host);
        json.Raw("/courses/"u8);
        json.ShortId(s.CourseId);
        json.Raw("/assignments/"u8);
        json.ShortId(s.AssignmentId);
        json.Raw("/submissions/"u8);
        json.ShortId(s.UserId);
        json.Raw("?preview=1&version="u8);
        json.Integer(s.Attempt ?? 0);
        json.Raw("\""u8);
    }

    private static void Attachments(ref FragmentWriter json, in SimulatedSubmission s, ReadOnlySpan<byte> host)
    {
        json.Raw("[{\"id\":"u8);
        json.Id(s.Id + 7);
        json.Raw(",\"display_name\":\"work.pdf\",\"filename\":\"work.pdf\",\"content-type\":\"application/pdf\",\"size\":48213,\"url\":\""u8);
        json.Raw(host);
        json.Raw("/files/"u8);
        json.ShortId(s.Id + 7);
        json.Raw("/download?download_frd=1\"}]"u8);
    }

    /// <summary>Which fields are wanted, and whether a comma is due.</summary>
    private struct Fields(ulong wanted)
    {
        private bool any;

        public bool Begin(ref FragmentWriter json, int index, ReadOnlySpan<byte> name)
        {
            if ((wanted & SubmissionFields.Bit(index)) == 0)
            {
                return false;
            }

            if (any)
            {
                json.Raw(","u8);
            }

            any = true;
            json.Raw(name);
            return true;
        }
    }
}
