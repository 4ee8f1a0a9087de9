using CanvasData.Operations.Auditing;
using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>Calls that change nothing.</summary>
public sealed class ReadingCalls : Calls
{
    public ReadingCalls(School school)
    {
        var (now, course, student) = (school.People.Now, school.People.Course, school.People.Student);
        Add<IHistoryManager>("GetGradeTrendAsync", history => history.GetGradeTrendAsync(course, student, new DateOnly(2020, 1, 1), new DateOnly(2030, 1, 1)));
        Add<IHistoryManager>("GetAssignmentHistoryAsync", history => history.GetAssignmentHistoryAsync(school.Assignment));
        Add<IHistoryManager>("GetAssignmentHistoryAsync", history => history.GetAssignmentHistoryAsync(school.Assignment, student, page: 2, pageSize: 1));
        Add<IHistoryManager>("ListSnapshotsAsync", history => history.ListSnapshotsAsync(course, now.AddYears(-1)));
        Add<IGradebookHistory, SubmissionAsOf>("SubmissionsAsOfAsync", history => history.SubmissionsAsOfAsync(course, now));
        Add<IGradebookHistory, TotalsAsOf>("TotalsAsOfAsync", history => history.TotalsAsOfAsync(course, now));
        Add<IStoredGrades>("LoadAsync", grades => grades.LoadAsync(course, student));
        Add<IStoredGrades>("LoadAsStudentAsync", grades => grades.LoadAsStudentAsync(course, student));
        Add<IStoredGrades, GradeSheet>("LoadAllAsync", grades => grades.LoadAllAsync(course));
        Add<IGradeAudit, StudentGradeAudit>("AuditAsync", audit => audit.AuditAsync(course));
        Add<IGradeAudit>("SummarizeAsync", audit => audit.SummarizeAsync(course));
        Add<IStalenessReader>("ReadAsync", staleness => staleness.ReadAsync());
        Add<IReplicaLagReader>("ReadAsync", lag => lag.ReadAsync());
        Add<IReplicaLagReader>("ReadAsync", lag => lag.ReadAsync(course));
        Add<IStalenessReader>("ReadAsync", staleness => staleness.ReadAsync(new StalenessThresholds { CourseIds = [course] }));
        AddIdentity(course, student, school.People.Teacher, school.People.Observer);
        foreach (var type in school.Ids.Keys)
        {
            long[] ids = [school.Ids[type], 1];
            Add<ILifecycleManager>("GetStatesAsync", lifecycle => lifecycle.GetStatesAsync(type, ids));
            Add<ILifecycleManager>("GetPendingDeletionsAsync", lifecycle => lifecycle.GetPendingDeletionsAsync(new DeletionReviewRequest { ObjectType = type, CourseId = course }));
            Add<IDependencyTracker>("AnalyzeDeletionAsync", dependencies => dependencies.AnalyzeDeletionAsync(type, ids, includeHistory: true));
            Add<IDependencyTracker>("GetDependencyGraphAsync", dependencies => dependencies.GetDependencyGraphAsync(type, ids[0]));
        }

        Add<ILifecycleManager>("GetPendingDeletionsAsync", lifecycle => lifecycle.GetPendingDeletionsAsync());
        Add<ICleanupManager>("GetCandidatesAsync", cleanup => cleanup.GetCandidatesAsync());
        Add<ICleanupManager>("PreviewAsync", cleanup => cleanup.PreviewAsync());
        Add<IIntegrityChecker>("ListRepairsAsync", checker => checker.ListRepairsAsync());
        Add<IIntegrityChecker>("ListMetricsAsync", checker => checker.ListMetricsAsync("tag.link", now.AddYears(-1)));
        Add<IPersonalData>("ExportPersonAsync", personal => personal.ExportPersonAsync(student, Stream.Null));
        AddMetadata(school, course, student);
    }

    private void AddIdentity(long course, long student, long teacher, long observer)
    {
        Add<ICanvasIdentity>("FindBySisIdAsync", identity => identity.FindBySisIdAsync("S0001"));
        Add<ICanvasIdentity>("FindBySisIdsAsync", identity => identity.FindBySisIdsAsync(["S0001", "S0002"]));
        Add<ICanvasIdentity>("FindByLoginAsync", identity => identity.FindByLoginAsync("someone"));
        Add<ICanvasIdentity>("FindByEmailAsync", identity => identity.FindByEmailAsync("someone@school.example"));
        Add<ICanvasIdentity>("FindByIntegrationIdAsync", identity => identity.FindByIntegrationIdAsync("I1"));
        Add<ICanvasIdentity>("FindByIdAsync", identity => identity.FindByIdAsync(student));
        Add<ICanvasIdentity>("TeachesAsync", identity => identity.TeachesAsync(teacher, course));
        Add<ICanvasIdentity>("ListCoursesTaughtAsync", identity => identity.ListCoursesTaughtAsync(teacher));
        Add<ICanvasIdentity>("ListTeachersAsync", identity => identity.ListTeachersAsync(course));
        Add<ICanvasIdentity>("ListObservedStudentsAsync", identity => identity.ListObservedStudentsAsync(observer));
    }

    private void AddMetadata(School school, long course, long student)
    {
        var target = MetadataTarget.Student(student);
        Add<IMetadataManager>("FindNoteAsync", metadata => metadata.FindNoteAsync(1, NoteReader.Student(student)));
        Add<IMetadataManager>("SearchNotesAsync", metadata => metadata.SearchNotesAsync(new NoteSearch { Reader = NoteReader.Student(student) }));
        Add<IMetadataManager>("SearchNotesAsync", metadata => metadata.SearchNotesAsync(new NoteSearch
        {
            Reader = NoteReader.Staff(new NoteAuthor(school.People.Teacher)), TargetType = CanvasTargetTypes.Student, TargetId = student, CourseId = course,
            AuthorUserId = school.People.Teacher, Category = "general", Contains = "well_", From = school.People.Now.AddYears(-1), To = school.People.Now.AddYears(1),
        }));
        Add<IMetadataManager>("FindStudentAsync", metadata => metadata.FindStudentAsync(student));
        Add<IMetadataManager>("FindAssignmentAsync", metadata => metadata.FindAssignmentAsync(school.Assignment));
        Add<IMetadataManager>("FindCourseAsync", metadata => metadata.FindCourseAsync(course));
        Add<IMetadataManager>("SearchStudentsAsync", metadata => metadata.SearchStudentsAsync(new StudentMetadataSearch("group")));
        Add<IMetadataManager>("SearchAssignmentsAsync", metadata => metadata.SearchAssignmentsAsync(new AssignmentMetadataSearch(course, 1, 0.5)));
        Add<IMetadataManager>("SearchCoursesAsync", metadata => metadata.SearchCoursesAsync(new CourseMetadataSearch(true, 1)));
        Add<IMetadataManager>("ListCustomFieldsAsync", metadata => metadata.ListCustomFieldsAsync(target));
        foreach (var value in (string?[])["North 1", null])
        {
            Add<IMetadataManager>("SearchCustomFieldAsync", metadata => metadata.SearchCustomFieldAsync(CanvasTargetTypes.Course, "Room", value));
        }

        foreach (var type in (string[])[CanvasTargetTypes.Student, CanvasTargetTypes.Course, CanvasTargetTypes.Assignment])
        {
            Add<IMetadataManager>("FindOrphansAsync", metadata => metadata.FindOrphansAsync(type));
            Add<ITagManager>("FindObjectsAsync", tags => tags.FindObjectsAsync(type, ["chess", "go"], TagMatch.All));
            Add<ITagManager>("FindObjectsAsync", tags => tags.FindObjectsAsync(type, ["chess", "go"], TagMatch.Any, page: 2));
        }

        Add<ITagManager>("ListAsync", tags => tags.ListAsync(target));
        Add<ITagManager>("SuggestAsync", tags => tags.SuggestAsync("ch%"));
        Add<ITagManager>("SearchAsync", tags => tags.SearchAsync("hes"));
        Add<ITagManager>("SearchAsync", tags => tags.SearchAsync());
        Add<ITagManager>("GetUsageAsync", tags => tags.GetUsageAsync(school.People.Now.AddYears(-1)));
    }
}
