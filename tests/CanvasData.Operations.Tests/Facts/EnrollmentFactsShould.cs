using CanvasData.Operations.Analytics;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using static CanvasData.Operations.Tests.Facts.FactCourse;

namespace CanvasData.Operations.Tests.Facts;

/// <summary>
/// Each state, type and combination of enrollments that Canvas knows, given to sync, queries, grading, audit, analytics
/// and insights at once: who is a student, who attends, and whose grades Canvas keeps.
/// </summary>
public sealed class EnrollmentFactsShould
{
    private const long Person = 1009;
    private const string Listed = "listed";
    private const string Attends = "attends";
    private const string Kept = "grades kept";

    // The enrollments of a person who has handed in all work, each as type, state, section and more.
    private static readonly Dictionary<string, (string[] Enrollments, bool Listed, bool Attends, bool Kept)> Facts = new()
    {
        ["an active student"] = ([Of("active")], true, true, true),
        ["an invited student"] = ([Of("invited")], true, false, true),
        ["a student whose enrollment is being created"] = ([Of("creation_pending")], false, false, true),
        ["a student who has completed a running course"] = ([Of("completed")], true, false, true),
        ["an inactive student"] = ([Of("inactive")], false, false, true),
        ["a student who has rejected the invitation"] = ([Of("rejected")], false, false, false),
        ["a deleted student"] = ([Of("deleted")], false, false, false),
        ["an unknown state"] = ([Of("suspended")], false, false, true),
        ["the test student"] = ([Of("active", type: "StudentViewEnrollment")], false, false, false),
        ["an observer"] = ([Of("active", type: "ObserverEnrollment", more: ",\"associated_user_id\":1001")], false, false, false),
        ["an observer without a student"] = ([Of("active", type: "ObserverEnrollment")], false, false, false),
        ["a teacher"] = ([Of("active", type: "TeacherEnrollment")], false, false, false),
        ["a teaching assistant"] = ([Of("active", type: "TaEnrollment")], false, false, false),
        ["a designer"] = ([Of("active", type: "DesignerEnrollment")], false, false, false),
        ["a student with a role of its own name"] = ([Of("active", more: ",\"role\":\"Honours Student\",\"role_id\":77")], true, true, true),
        ["a teacher with a role that is called student"] = ([Of("active", type: "TeacherEnrollment", more: ",\"role\":\"StudentEnrollment\"")], false, false, false),
        ["a student of two sections"] = ([Of("active"), Of("active", section: 2)], true, true, true),
        ["a student who has changed the section"] = ([Of("completed"), Of("active", section: 2)], true, true, true),
        ["a student who was made inactive in one section"] = ([Of("inactive"), Of("active", section: 2)], true, true, true),
        ["a student who was deleted in one section"] = ([Of("deleted"), Of("active", section: 2)], true, true, true),
        ["a student who has left both sections"] = ([Of("inactive"), Of("deleted", section: 2)], false, false, true),
        ["a student who assists in another section"] = ([Of("active"), Of("active", type: "TaEnrollment", section: 2)], true, true, true),
        ["a student who observes another"] = ([Of("active"), Of("active", type: "ObserverEnrollment", more: ",\"associated_user_id\":1001")], true, true, true),
        ["a student of a section of another course"] = ([Of("active", section: 3)], true, true, true),
        ["a student of a section that is not listed"] = ([Of("active", section: 99)], true, true, true),
    };

    public static TheoryData<string> Names() => [.. Facts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeTheSameInEveryRoom(string fact)
    {
        var (enrollments, listed, attends, kept) = Facts[fact];
        await using var course = await FactCourse.SyncAsync(Work, change: c =>
        {
            c.AddSection(2).Sections.Add("""{"id":3,"name":"From another course","nonxlist_course_id":77}""");
            for (var i = 0; i < enrollments.Length; i++)
            {
                c.Enrollments.Add($$"""{"id":{{900 + i}},"user_id":{{Person}}{{enrollments[i]}},"user":{"id":{{Person}},"name":"Sam Person"} }""");
            }

            for (var item = 10; item <= Assignment; item += 10)
            {
                c.AddSubmission((Person * 100) + item, item, Person, Work);
            }
        });

        (await StatementsAsync(course)).ShouldBe(new Dictionary<string, object?> { [Listed] = listed, [Attends] = attends, [Kept] = kept });
    }

    private static async Task<Statements> StatementsAsync(FactCourse course)
    {
        var all = new Statements();
        var snapshot = (await course.RowsAsync<CanvasCourseSnapshot>()).Where(row => row.CourseId == Id).MaxBy(row => row.Id)!;
        all.Add(Kept, Room.Sync, "students of the snapshot", snapshot.TotalStudents == 6);
        all.Add(Attends, Room.Sync, "active students of the snapshot", snapshot.ActiveStudents == 6);

        all.Add(Listed, Room.Queries, "enrollments", (await course.QueryAsync(q => q.CourseEnrollments(Id).ToListAsync())).Count(one => one.StudentId == Person) == 1);
        all.Add(Listed, Room.Queries, "grades", (await course.QueryAsync(q => q.StudentGrades(Id, Person).ToListAsync())).Count == 4);
        all.Add(Listed, Room.Queries, "submissions", (await course.QueryAsync(q => q.AssignmentSubmissions(Assignment).ToListAsync())).Count(one => one.StudentId == Person) == 1);
        all.Add(Listed, Room.Queries, "gradebook", (await course.QueryAsync(q => q.Gradebook(Id).ToListAsync())).Count(one => one.StudentId == Person) == 4);
        all.Add(Listed, Room.Queries, "performance", (await course.QueryAsync(q => q.PerformanceSummary(Id).ToListAsync())).Count(one => one.StudentId == Person) == 1);
        all.Add(Listed, Room.Queries, "score history", (await course.QueryAsync(q => q.ScoreHistory(Id, studentId: Person).ToListAsync())).Count > 0);
        all.Add(Listed, Room.Queries, "own grades", (await course.QueryAsync(q => q.ForStudent(Person).StudentGrades().ToListAsync())).Count == 4);
        all.Add(Listed, Room.Queries, "adviser's grades", (await course.QueryAsync(q => q.ForAdviser([Person]).StudentGrades().ToListAsync())).Count == 4);
        all.Add(Listed, Room.Queries, "dashboard", await course.QueryAsync(q => q.StudentDashboardAsync(Person, TimeSpan.FromDays(7))) is { Courses.Count: 1 });

        var audit = (await course.AuditAllAsync()).Where(one => one.StudentId == Person).ToList();
        all.Add(Kept, Room.Audit, "students", audit.Count == 1);
        all.Add(Kept, Room.Grading, "current score", audit.SingleOrDefault()?.Grades.Current.Percent == 90);

        var risk = (await course.AnalyzeAsync(a => a.AnalyzeAtRiskStudentsAsync(Id, Now))).Students;
        all.Add(Attends, Room.Analytics, "risk list", risk.Count(one => one.StudentId == Person) == 1);
        all.Add(Attends, Room.Analytics, "predictions", (await course.AnalyzeAsync(a => a.PredictFinalGradesAsync(Id, Now))).Count(one => one.StudentId == Person) == 1);
        all.Add(Attends, Room.Analytics, "size of the class", risk.Count == 6);

        all.Add(Attends, Room.Insights, "student", (await course.AnalyzeAsync(a => a.GenerateStudentInsightsAsync(Person, Now))).Courses.Count == 1);
        all.Add(Attends, Room.Insights, "adviser", (await course.AnalyzeAsync(a => a.GenerateAdviserInsightsAsync(Person, Now))).Courses.Count(one => one.Status != AnalyticsStatus.NotFound) == 1);
        var teacher = (await course.AnalyzeAsync(a => a.GeneratePerformanceInsightsAsync(Id, Now))).Insights;
        all.Add(Attends, Room.Insights, "teacher", teacher.Single(one => one.Code == StaffInsightCode.Prediction).Evidence.Count == 6);
        return all;
    }

    private static string Of(string state, string type = "StudentEnrollment", long section = 1, string more = "") =>
        $$""","course_section_id":{{section}},"type":"{{type}}","enrollment_state":"{{state}}"{{more}}""";
}
