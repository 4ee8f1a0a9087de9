using System.Text.Json.Serialization;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.History;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The types that the API reads and writes.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(CurrentUser))]
[JsonSerializable(typeof(FormToken))]
[JsonSerializable(typeof(IReadOnlyList<CourseOverview>))]
[JsonSerializable(typeof(IReadOnlyList<AccountOverview>))]
[JsonSerializable(typeof(IReadOnlyList<CourseStudent>))]
[JsonSerializable(typeof(IReadOnlyList<StudentGrade>))]
[JsonSerializable(typeof(IReadOnlyList<SubmissionRow>))]
[JsonSerializable(typeof(IReadOnlyList<StudentWork>))]
[JsonSerializable(typeof(IReadOnlyList<StudentPerformance>))]
[JsonSerializable(typeof(IReadOnlyList<ActivityItem>))]
[JsonSerializable(typeof(IReadOnlyList<StudentTag>))]
[JsonSerializable(typeof(StudentDashboard))]
[JsonSerializable(typeof(GradebookTable))]
[JsonSerializable(typeof(IReadOnlyList<GradebookCell>))]
[JsonSerializable(typeof(WhatIfRequest))]
[JsonSerializable(typeof(WhatIfResult))]
[JsonSerializable(typeof(ClassRisk))]
[JsonSerializable(typeof(ClassTrends))]
[JsonSerializable(typeof(IReadOnlyList<FinalGradePrediction>))]
[JsonSerializable(typeof(TeacherInsights))]
[JsonSerializable(typeof(StudentInsights))]
[JsonSerializable(typeof(AdviserInsights))]
[JsonSerializable(typeof(IReadOnlyList<Note>))]
[JsonSerializable(typeof(IReadOnlyList<NoteRevision>))]
[JsonSerializable(typeof(NoteText))]
[JsonSerializable(typeof(NoteChange))]
[JsonSerializable(typeof(IReadOnlyList<Tag>))]
[JsonSerializable(typeof(TagNames))]
[JsonSerializable(typeof(ChangeCount))]
[JsonSerializable(typeof(IReadOnlyList<CustomFieldValue>))]
[JsonSerializable(typeof(IReadOnlyList<FieldChange>))]
[JsonSerializable(typeof(MetadataSaved))]
[JsonSerializable(typeof(IReadOnlyList<DeletionReviewItem>))]
[JsonSerializable(typeof(DeletionImpact))]
[JsonSerializable(typeof(DependencyGraph))]
[JsonSerializable(typeof(DecisionRequest))]
[JsonSerializable(typeof(DeletionRequest))]
[JsonSerializable(typeof(LifecycleChange))]
[JsonSerializable(typeof(IReadOnlyList<GradePoint>))]
[JsonSerializable(typeof(IReadOnlyList<ScorePoint>))]
[JsonSerializable(typeof(IReadOnlyList<SubmissionAsOf>))]
[JsonSerializable(typeof(IReadOnlyList<TotalsAsOf>))]
[JsonSerializable(typeof(IReadOnlyList<GradeDay>))]
[JsonSerializable(typeof(IReadOnlyList<ScoreChange>))]
[JsonSerializable(typeof(IReadOnlyList<CourseSnapshot>))]
[JsonSerializable(typeof(SyncStart))]
[JsonSerializable(typeof(IReadOnlyList<SyncProgress>))]
[JsonSerializable(typeof(SyncProgressEvent))]
[JsonSerializable(typeof(HealthState))]
[JsonSerializable(typeof(StalenessReport))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(DateOnly))]
[JsonSerializable(typeof(DateTimeOffset))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
