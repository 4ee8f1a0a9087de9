using CanvasData.Operations.Analytics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>Each state and date of a course and its term, given to every room: who sees it, and whether it runs, has ended, or is no longer there.</summary>
public sealed class CourseStateFactsShould
{
    private const string Shown = "shown to learners";
    private const string Runs = "runs";
    private const string Owes = "work can be missing for one who stayed to the end";
    private const string Kept = "grades kept";

    private static readonly Dictionary<string, (string State, int? Start, int? End, int? TermEnd, bool Restricts, bool Shown, bool Runs, bool Over)> Facts = new()
    {
        ["a running course"] = ("available", -60, 60, 60, true, true, true, false),
        ["a running course without dates"] = ("available", null, null, null, false, true, true, false),
        ["a course that is not published"] = ("unpublished", -60, 60, 60, true, false, false, false),
        ["a course that a person has concluded"] = ("completed", -60, 60, 60, true, true, false, true),
        ["a course past its own end"] = ("available", -60, -1, 60, true, true, false, true),
        ["a course past the end of its term"] = ("available", null, null, -1, false, true, false, true),
        ["a course whose leftover dates have passed in a running term"] = ("available", -400, -300, 60, false, true, true, false),
        ["a course that runs beyond its term by dates of its own"] = ("available", -60, 60, -1, true, true, true, false),
    };

    public static TheoryData<string> Names() => [.. Facts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeTheSameInEveryRoom(string fact)
    {
        var (state, start, end, termEnd, restricts, shown, runs, over) = Facts[fact];
        var overdue = $$""","workflow_state":"unsubmitted","score":null,"missing":true,"cached_due_date":"{{Day(-9)}}" """;
        await using var course = await SyncAsync(overdue, change: c =>
        {
            c.Course = $$"""
                {"id":{{Id}},"name":"Course","course_code":"BIO 101","workflow_state":"{{state}}","start_at":{{Json(start)}},"end_at":{{Json(end)}},"restrict_enrollments_to_course_dates":{{(restricts ? "true" : "false")}},
                "enrollment_term_id":3,"term":{"id":3,"name":"T","start_at":{{Json(-90)}},"end_at":{{Json(termEnd)}} } }
                """;
            for (var i = 0; i < c.Enrollments.Count; i++)
            {
                c.Enrollments[i] = over ? c.Enrollments[i].Replace("\"active\"", "\"completed\"", StringComparison.Ordinal) : c.Enrollments[i];
            }
        });

        var all = new Statements();
        all.Add(Kept, Room.Sync, "snapshot", (await course.RowsAsync<CanvasCourseSnapshot>()).Any(row => row.CourseId == Id && row.TotalStudents == 5));
        all.Add(Shown, Room.Queries, "own grades", (await course.QueryAsync(q => q.ForStudent(Student).StudentGrades().ToListAsync())).Count == 4);
        all.Add(Shown, Room.Queries, "own enrollments", (await course.QueryAsync(q => q.ForStudent(Student).CourseEnrollments().ToListAsync())).Count == 1);
        all.Add(Kept, Room.Queries, "staff's grades", (await course.QueryAsync(q => q.StudentGrades(Id, Student).ToListAsync())).Count == 4);
        all.Add(Owes, Room.Queries, "missing work", (await course.QueryAsync(q => q.MissingWork(Id).ToListAsync())).Count == 1);
        all.Add(Kept, Room.Audit, "students", (await course.AuditAllAsync()).Count == 5);
        all.Add(Kept, Room.Grading, "current score", (await course.AuditAsync()).Grades.Current.Percent == 90);
        all.Add(Runs, Room.Analytics, "risk of all running courses", (await course.AnalyzeAsync(a => a.StreamAtRiskStudentsAsync(atLeast: RiskBand.Unknown, asOf: Now).ToListAsync().AsTask())).Any(one => one.CourseId == Id));
        all.Add(Runs, Room.Insights, "student", (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Student, Now))).Courses.Any(one => one.CourseId == Id));
        var captured = await course.AnalyzeAsync(a => a.CaptureFinishedOfferingsAsync(Now));
        all.Add("finished", Room.Analytics, "captured", captured.Captured.Concat(captured.Empty).Contains(Id));

        all.ShouldBe(new Dictionary<string, object?> { [Shown] = shown, [Runs] = runs, [Owes] = true, [Kept] = true, ["finished"] = over });
    }

    private static string Json(int? days) => days is { } there ? $"\"{Day(there)}\"" : "null";
}
