using System.Data;
using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>Calls that write, and in the end delete.</summary>
public sealed class WritingCalls : Calls
{
    public WritingCalls(School school)
    {
        var (now, course, student, other) = (school.People.Now, school.People.Course, school.People.Student, school.People.Other);
        AddMetadata(school, course, student);
        AddTags(course, student, other);
        Add<IHistoryManager>("TakeSnapshotAsync", history => history.TakeSnapshotAsync(course));
        Add<IUnitOfWork>("RunAsync", units => units.RunAsync((context, token) => context.Set<CanvasCourse>().CountAsync(token), IsolationLevel.Serializable));
        Add<ICanvasRefresh>("RefreshStudentAsync", refresh => refresh.RefreshStudentAsync(course, student));
        Add<ICanvasRefresh>("RefreshEnrollmentsAsync", refresh => refresh.RefreshEnrollmentsAsync(course, student));
        Add<ICanvasRefresh>("RefreshAssignmentAsync", refresh => refresh.RefreshAssignmentAsync(course, school.Assignment));
        Add<ICanvasRefresh>("RefreshSubmissionAsync", refresh => refresh.RefreshSubmissionAsync(course, school.Assignment, student));
        Add<ISyncOrchestrator>("InitializeCourseAsync", orchestrator => orchestrator.InitializeCourseAsync(course));
        AddLifecycle(school);
        AddMaintenance();
        Add<IHistoryManager>("ArchiveAsync", history => history.ArchiveAsync(now.AddDays(-1)));
        Add<IPersonalData>("ErasePersonAsync", personal => personal.ErasePersonAsync(other, by: "case 1"));
        Add<IPersonalData>("ReadmitPersonAsync", personal => personal.ReadmitPersonAsync(other));
        foreach (var (type, id) in school.Ids)
        {
            Add<ILifecycleManager>("MarkForDeletionAsync", lifecycle => lifecycle.MarkForDeletionAsync(type, [id], "old", "ann"));
            Add<ILifecycleManager>("ApproveDeletionAsync", lifecycle => lifecycle.ApproveDeletionAsync(type, [id], "ann"));
            Add<ILifecycleManager>("DeletePermanentlyAsync", lifecycle => lifecycle.DeletePermanentlyAsync(type, [id], includeHistory: true, by: "ann"));
        }
    }

    private void AddMetadata(School school, long course, long student)
    {
        var author = new NoteAuthor(school.People.Teacher);
        Add<IMetadataManager>("AddNoteAsync", metadata => metadata.AddNoteAsync(new NewNote { Target = MetadataTarget.Student(student), CourseId = course, Author = author, Text = "Doing well." }));
        Add<IMetadataManager>("EditNoteAsync, ListNoteRevisionsAsync, DeleteNoteAsync", async metadata =>
        {
            var note = await metadata.AddNoteAsync(new NewNote { Target = MetadataTarget.Course(course), Author = author, Text = "Quiet." });
            note = await metadata.EditNoteAsync(note.Id, new NoteEdit { Version = note.Version, Editor = author, Text = "Less quiet." });
            await metadata.ListNoteRevisionsAsync(note.Id, NoteReader.Staff(author));
            await metadata.DeleteNoteAsync(note.Id, note.Version, author);
        });
        Add<IMetadataManager>("SaveAsync", metadata => metadata.SaveAsync(
        [
            new StudentMetadataChange { UserId = student, CustomGroupId = "group" },
            new AssignmentMetadataChange { AssignmentId = school.Assignment, DifficultyRating = 3 },
            new CourseMetadataChange { CourseId = course, CourseHours = 50 },
            new CustomFieldChange { Target = MetadataTarget.Course(course), Name = "Room", Value = "North 1" },
        ]));
        Add<IMetadataManager>("SaveAsync", metadata => metadata.SaveAsync(
        [
            new CourseMetadataChange { CourseId = course, CourseHours = 51 },
            new CustomFieldChange { Target = MetadataTarget.Course(course), Name = "Room", Value = null },
        ]));
    }

    private void AddTags(long course, long student, long other)
    {
        Add<ITagManager>("AddAsync", tags => tags.AddAsync([MetadataTarget.Course(course), MetadataTarget.Student(student), MetadataTarget.Student(other)], ["Chess", "  robot   club ", "Robot-Club"]));
        Add<ITagManager>("RenameAsync", tags => tags.RenameAsync("chess", "Go"));
        Add<ITagManager>("RemoveAsync", tags => tags.RemoveAsync([MetadataTarget.Student(student)], ["Go"]));
        Add<ITagManager>("MergeAsync", tags => tags.MergeAsync(["Robot-Club"], "robot club"));
        Add<ITagManager>("MergeDuplicatesAsync", tags => tags.MergeDuplicatesAsync());
        Add<ITagManager>("DeleteAsync", tags => tags.DeleteAsync("go"));
    }

    private void AddLifecycle(School school)
    {
        foreach (var (type, id) in school.Ids)
        {
            Add<ILifecycleManager>("TrackAsync", lifecycle => lifecycle.TrackAsync(type, [id]));
            Add<ILifecycleManager>("MarkMissingAsync", lifecycle => lifecycle.MarkMissingAsync(type, [id], "not listed"));
            Add<ILifecycleManager>("ReactivateAsync", lifecycle => lifecycle.ReactivateAsync(type, [id], "ann"));
            Add<ILifecycleManager>("MarkForDeletionAsync", lifecycle => lifecycle.MarkForDeletionAsync(type, [id], "old", "ann"));
            Add<ILifecycleManager>("CancelDeletionAsync", lifecycle => lifecycle.CancelDeletionAsync(type, [id], "ann"));
            Add<IDependencyTracker>("UpdateFlagsAsync", dependencies => dependencies.UpdateFlagsAsync(type));
            Add<IDependencyTracker>("UpdateFlagsAsync", dependencies => dependencies.UpdateFlagsAsync(type, [id]));
        }

        long[] assignment = [school.Ids[CanvasObjectTypes.Assignment]];
        Add<ILifecycleManager>("KeepInactiveAsync", async lifecycle =>
        {
            await lifecycle.MarkMissingAsync(CanvasObjectTypes.Assignment, assignment);
            await lifecycle.MarkForDeletionAsync(CanvasObjectTypes.Assignment, assignment);
            await lifecycle.KeepInactiveAsync(CanvasObjectTypes.Assignment, assignment, "ann");
        });
        Add<ILifecycleManager>("ArchiveAsync", lifecycle => lifecycle.ArchiveAsync(CanvasObjectTypes.Assignment, assignment, "ann"));
        Add<ILifecycleManager>("ReactivateAsync", lifecycle => lifecycle.ReactivateAsync(CanvasObjectTypes.Assignment, assignment, "ann"));
    }

    private void AddMaintenance()
    {
        Add<IIntegrityChecker>("CheckAsync", checker => checker.CheckAsync(new IntegrityRequest { AgainstCanvas = true }));
        Add<IIntegrityChecker>("PreviewRepairAsync, RepairAsync, UndoRepairAsync", async checker =>
        {
            foreach (var check in checker.Checks.Where(check => check.Repair is IntegrityRepairKind.AddStatuses or IntegrityRepairKind.RemoveTagLinks))
            {
                await checker.PreviewRepairAsync(check.Name);
                if ((await checker.RepairAsync(check.Name, "ann")).Id is { } repair)
                {
                    await checker.UndoRepairAsync(repair, "ann");
                }
            }
        });
        Add<ICleanupManager>("RunAsync", cleanup => cleanup.RunAsync(new CleanupRequest { By = "night" }));
        Add<ISyncOrchestrator>("TakeSnapshotsAsync", orchestrator => orchestrator.TakeSnapshotsAsync());
        Add<ISyncOrchestrator>("ExecuteCleanupCycleAsync", orchestrator => orchestrator.ExecuteCleanupCycleAsync());
    }
}
