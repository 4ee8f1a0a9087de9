using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Privacy;

/// <summary>A course with a person of whom every table holds something, and a classmate.</summary>
internal static class ErasableSchool
{
    public const long Course = 1;
    public const long Person = 7_100_001;
    public const long Former = 7_100_002;
    public const long Classmate = 8_200_001;
    public const long Observer = 8_200_002;

    /// <summary>Texts that occur with the person only.</summary>
    public static readonly string[] Traces = ["7100001", "7100002", "Zebulon", "zebulon", "SIS-71", "7100099", "7100098"];

    public static ScriptedCanvas Canvas()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(Course).AddSection(1).AddAssignment(11).AddAssignment(12, ",\"has_overrides\":true")
            .Enroll(7_100_099, Person, ",\"grades\":{\"current_score\":80,\"final_score\":40}").Enroll(8_200_099, Classmate, ",\"grades\":{\"current_score\":90,\"final_score\":90}");
        course.Enrollments[0] = course.Enrollments[0].Replace("\"name\":\"Student 7100001\"", "\"name\":\"Zebulon Quark\",\"login_id\":\"zebulon\",\"sis_user_id\":\"SIS-71\",\"email\":\"zebulon@school.test\"", StringComparison.Ordinal);
        course.Enrollments.Add($$$"""{"id":7100098,"user_id":{{{Observer}}},"associated_user_id":{{{Person}}},"course_section_id":1,"type":"ObserverEnrollment","enrollment_state":"active","user":{"id":{{{Observer}}},"name":"Olive Example"}}""");
        course.Assignments[1] = course.Assignments[1].Replace("\"overrides\":[]", $$"""
            "overrides":[{"id":31,"assignment_id":12,"title":"1 student","student_ids":[{{Person}}],"due_at":"2026-03-01T00:00:00Z"},{"id":32,"assignment_id":12,"title":"2 students","student_ids":[{{Person}},{{Classmate}}],"due_at":"2026-04-01T00:00:00Z"}]
            """, StringComparison.Ordinal);
        course.AddSubmission(51, 11, Person, ",\"workflow_state\":\"graded\",\"score\":8,\"graded_at\":\"2026-02-01T00:00:00Z\",\"posted_at\":\"2026-02-01T00:00:00Z\"")
            .AddSubmission(52, 11, Classmate, ",\"workflow_state\":\"graded\",\"score\":9,\"graded_at\":\"2026-02-01T00:00:00Z\",\"posted_at\":\"2026-02-01T00:00:00Z\"");
        return canvas;
    }

    /// <summary>Syncs twice, and fills what a sync does not.</summary>
    public static async Task FillAsync(TestHost<SchoolContext> host, ScriptedCanvas canvas)
    {
        var course = canvas.Courses[0];
        await host.SyncAsync();
        course.Submissions[0] = course.Submissions[0].Replace("\"score\":8", "\"score\":7", StringComparison.Ordinal);
        course.Enrollments[0] = course.Enrollments[0].Replace("\"current_score\":80", "\"current_score\":70", StringComparison.Ordinal);
        course.Enrollments[1] = course.Enrollments[1].Replace("\"current_score\":90", "\"current_score\":91", StringComparison.Ordinal);
        await host.SyncAsync();
        await host.UseAsync(async context =>
        {
            // Rows as syncs of other moments leave them.
            context.AddRange(
                new CanvasUser { Id = Former, Name = "Zebulon Former", MergedIntoUserId = Person, SyncedAt = DateTime.UtcNow, FirstSyncedAt = DateTime.UtcNow },
                new CanvasObjectStatus { ObjectType = CanvasObjectTypes.User, ObjectId = Former, FirstSeenAt = DateTime.UtcNow },
                new CanvasArchivedGradeHistory { Id = 9_001, EnrollmentId = 7_100_099, UserId = Person, CourseId = Course, RecordedAt = DateTime.UtcNow, ArchivedAt = DateTime.UtcNow },
                new CanvasArchivedGradeHistory { Id = 9_005, EnrollmentId = 7_100_098, UserId = Observer, CourseId = Course, RecordedAt = DateTime.UtcNow, ArchivedAt = DateTime.UtcNow },
                new CanvasArchivedScoreHistory { Id = 9_002, SubmissionId = 51, AssignmentId = 11, UserId = Person, CourseId = Course, RecordedAt = DateTime.UtcNow, ArchivedAt = DateTime.UtcNow },
                new CanvasArchivedScoreHistory { Id = 9_003, SubmissionId = 51, AssignmentId = 11, UserId = null, CourseId = Course, RecordedAt = DateTime.UtcNow, ArchivedAt = DateTime.UtcNow },
                new CanvasAssignmentScoreHistory { SubmissionId = 51, AssignmentId = 11, UserId = null, CourseId = Course, RecordedAt = DateTime.UtcNow },
                new CanvasCheckpointSubmission { Id = 9_004, CourseId = Course, SubmissionId = 51, AssignmentId = 11, UserId = Person, SyncedAt = DateTime.UtcNow, FirstSyncedAt = DateTime.UtcNow },
                new CanvasOffering { CourseId = Course },
                new CanvasOfferingSnapshot { CourseId = Course, UserId = Person, Cut = 25 },
                new CanvasOfferingSnapshot { CourseId = Course, UserId = Classmate, Cut = 25 },
                new CanvasIntegrityRepair { Id = Guid.NewGuid(), Check = "status", RepairedAt = DateTime.UtcNow, Rows = 1, Before = $$"""{"Ids":[{{Former}}]}""" },
                new CanvasQuarantinedRecord { CourseId = Course, Entity = "user", CanvasId = Person, Reason = "expected a time", Payload = """{"name":"Zebulon Quark"}""", FirstSeenAt = DateTime.UtcNow, LastSeenAt = DateTime.UtcNow });
            return await context.SaveChangesAsync();
        });
        await host.UseAsync(async context =>
        {
            context.AddRange(
                new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = Person, AuthorUserId = Classmate, Text = "About Zebulon" },
                new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = Classmate, AuthorUserId = Person, AuthorName = "Zebulon Quark", Text = "About the classmate" },
                new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = Classmate, AuthorUserId = Person, AuthorName = "Zebulon Quark", Visibility = NoteVisibility.Author, Text = "For my eyes: Zebulon" },
                new CanvasNote { TargetType = CanvasTargetTypes.Course, TargetId = Course, AuthorUserId = Classmate, Text = "About the course" },
                new CanvasStudentMetadata { UserId = Person },
                new CanvasCustomFieldValue { TargetType = CanvasTargetTypes.Student, TargetId = Person, Name = "locker", Value = "Zebulon 12" },
                new CanvasTag { Name = "honours" });
            await context.SaveChangesAsync();
            var tag = await context.Set<CanvasTag>().SingleAsync();
            context.Add(new CanvasTagLink { TagId = tag.Id, TargetType = CanvasTargetTypes.Student, TargetId = Person });
            foreach (var note in await context.Set<CanvasNote>().AsTracking().ToListAsync())
            {
                note.Text += ".";
            }

            await context.SaveChangesAsync();

            // An edit by the person of a note about the course.
            var own = await context.Set<CanvasNoteRevision>().AsTracking().Join(context.Set<CanvasNote>(), row => row.NoteId, note => note.Id, (row, note) => new { row, note })
                .Where(pair => pair.note.TargetType == CanvasTargetTypes.Course).Select(pair => pair.row.NoteId).SingleAsync();
            return await context.Set<CanvasNoteRevision>().Where(row => row.NoteId == own)
                .ExecuteOrSetAsync(context, Person, "Zebulon Quark");
        });
    }

    public static async Task<T> AskAsync<T>(this TestHost<SchoolContext> host, Func<IPersonalData, Task<T>> ask)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IPersonalData>());
    }

    /// <summary>Every cell of every table that holds a trace of the person.</summary>
    public static async Task<IReadOnlyList<string>> TracesAsync(this TestHost<SchoolContext> host)
    {
        var tables = await host.TablesAsync();
        tables.Remove(nameof(CanvasErasedPerson));
        return [.. tables.SelectMany(table => table.Value.Where(row => Traces.Any(trace => row.Contains(trace, StringComparison.Ordinal))).Select(row => $"{table.Key}: {row}"))];
    }

    private static async Task<int> ExecuteOrSetAsync(this IQueryable<CanvasNoteRevision> rows, SchoolContext context, long user, string name)
    {
        if (context.Database.IsRelational())
        {
            return await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.ReplacedByUserId, user).SetProperty(row => row.ReplacedByName, name));
        }

        return 0;
    }
}
