using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Support;

/// <summary>
/// A synced course with one object of each kind that something depends on, and one that nothing depends on: assignments 4
/// (graded, noted, tagged) and 5, students 10 (graded, noted) and 11, section 2, group 3, module 6.
/// </summary>
internal static class LifecycleSchool
{
    public static readonly DateTime Noted = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    public static ScriptedCanvas Canvas(out ScriptedCourse course)
    {
        var canvas = new ScriptedCanvas();
        course = canvas.AddCourse(1).AddSection(2)
            .Enroll(20, 10, ""","grades":{"current_score":88}""", section: 2).Enroll(21, 11, section: 2).AddAssignment(4, ""","assignment_group_id":3""").AddAssignment(5);
        course.AddSubmission(30, 4, 10, ""","score":9""").AddSubmission(31, 4, 11).AddSubmission(32, 5, 10).AddSubmission(33, 5, 11);
        course.Groups.Add("""{"id":3,"name":"Homework"}""");
        course.Modules.Add("""{"id":6,"name":"Unit","items":[{"id":60,"module_id":6,"title":"Task 4","type":"Assignment","content_id":4}]}""");
        return canvas;
    }

    /// <summary>Starts a host, syncs, and adds what the portal keeps.</summary>
    public static async Task<TestHost<SchoolContext>> StartAsync(ScriptedCanvas canvas, TestStore store, Action<IServiceCollection>? services = null, Action<Microsoft.EntityFrameworkCore.DbContextOptionsBuilder>? context = null)
    {
        var host = await TestHost<SchoolContext>.StartAsync(
            collection =>
            {
                services?.Invoke(collection);
                collection.AddDbContext<SchoolContext>(options =>
                {
                    store.Configure(options);
                    context?.Invoke(options);
                });
            },
            builder => builder.UseCanvasClient(_ => canvas));
        await host.SyncAsync();
        await host.ChangeAsync(database =>
        {
            database.AddRange(Note("assignment", 4), Note("student", 10), Note("course", 1));
            database.Add(new CanvasTag { Id = 7, Name = "Exam", CreatedAt = Noted });
            database.AddRange(new CanvasTagLink { TagId = 7, TargetType = "assignment", TargetId = 4, CreatedAt = Noted }, new CanvasTagLink { TagId = 7, TargetType = "module", TargetId = 6, CreatedAt = Noted });
            database.Add(new CanvasCustomFieldValue { TargetType = "assignment", TargetId = 4, Name = "room", Value = "B12" });
            database.AddRange(
                new CanvasAssignmentMetadata { AssignmentId = 4, DifficultyRating = 3, EstimatedHours = 1.5 }, new CanvasStudentMetadata { UserId = 10, CustomGroupId = "B" },
                new CanvasCourseMetadata { CourseId = 1, CustomColor = "#112233" });
            return Task.CompletedTask;
        });
        var note = (await host.RowsAsync<CanvasNote>()).Single(row => row.TargetType == "assignment");
        await host.ChangeAsync(database =>
        {
            database.Add(new CanvasNoteRevision { NoteId = note.Id, Version = 1, Text = "look out", WrittenAt = Noted, ReplacedAt = Noted });
            return Task.CompletedTask;
        });
        return host;
    }

    public static async Task<T> UseAsync<TService, T>(this TestHost<SchoolContext> host, Func<TService, Task<T>> work) where TService : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Calls the lifecycle manager in a scope of its own.</summary>
    public static Task<T> LifeAsync<T>(this TestHost<SchoolContext> host, Func<ILifecycleManager, Task<T>> work) => host.UseAsync(work);

    /// <summary>Does something to an object, by the name of the action.</summary>
    public static Task ActAsync(this ILifecycleManager life, LifecycleAction action, string type, params long[] ids) => action switch
    {
        LifecycleAction.Track => life.TrackAsync(type, ids),
        LifecycleAction.MarkMissing => life.MarkMissingAsync(type, ids),
        LifecycleAction.MarkForDeletion => life.MarkForDeletionAsync(type, ids),
        LifecycleAction.ApproveDeletion => life.ApproveDeletionAsync(type, ids),
        LifecycleAction.CancelDeletion => life.CancelDeletionAsync(type, ids),
        LifecycleAction.KeepInactive => life.KeepInactiveAsync(type, ids),
        LifecycleAction.Archive => life.ArchiveAsync(type, ids),
        LifecycleAction.DeletePermanently => life.DeletePermanentlyAsync(type, ids),
        _ => life.ReactivateAsync(type, ids),
    };

    /// <summary>Everything that is stored, as text.</summary>
    public static Task<string> StateAsync(this TestHost<SchoolContext> host) => host.UseAsync(async (SchoolContext context) =>
        string.Join('\n', (await RowText.TablesAsync(context)).SelectMany(table => table.Value.Select(row => $"{table.Key}: {row}"))));

    private static CanvasNote Note(string type, long id) => new() { TargetType = type, TargetId = id, Category = "general", Text = $"careful with {type} {id}", CreatedAt = Noted };
}
