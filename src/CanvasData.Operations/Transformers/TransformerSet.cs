using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>The transformer of each entity, as registered.</summary>
internal sealed record TransformerSet(
    ICanvasTransformer<CourseRecord, CanvasCourse> Course,
    ICanvasTransformer<AccountRecord, CanvasAccount> Account,
    ICanvasTransformer<TermRecord, CanvasTerm> Term,
    ICanvasTransformer<SectionRecord, CanvasSection> Section,
    ICanvasTransformer<UserRecord, CanvasUser> User,
    ICanvasTransformer<EnrollmentRecord, CanvasEnrollment> Enrollment,
    ICanvasTransformer<AssignmentGroupRecord, CanvasAssignmentGroup> AssignmentGroup,
    ICanvasTransformer<AssignmentRecord, CanvasAssignment> Assignment,
    ICanvasTransformer<AssignmentOverrideRecord, CanvasAssignmentOverride> AssignmentOverride,
    ICanvasTransformer<CheckpointRecord, CanvasCheckpoint> Checkpoint,
    ICanvasTransformer<SubmissionRecord, CanvasSubmission> Submission,
    ICanvasTransformer<CheckpointSubmissionRecord, CanvasCheckpointSubmission> CheckpointSubmission,
    ICanvasTransformer<GradingPeriodRecord, CanvasGradingPeriod> GradingPeriod,
    ICanvasTransformer<GradingStandardRecord, CanvasGradingStandard> GradingStandard,
    ICanvasTransformer<LatePolicyRecord, CanvasLatePolicy> LatePolicy,
    ICanvasTransformer<ModuleRecord, CanvasModule> Module,
    ICanvasTransformer<ModuleItemRecord, CanvasModuleItem> ModuleItem);
