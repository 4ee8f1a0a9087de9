CREATE TABLE "CanvasAnalyticsModel" (
    "Key" TEXT NOT NULL CONSTRAINT "PK_CanvasAnalyticsModel" PRIMARY KEY,
    "Version" TEXT NOT NULL,
    "History" TEXT NOT NULL,
    "TrainedAt" TEXT NOT NULL,
    "Offerings" INTEGER NOT NULL,
    "MeanAbsoluteError" REAL NULL,
    "Content" BLOB NOT NULL
);


CREATE TABLE "CanvasArchivedCourseSnapshot" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasArchivedCourseSnapshot" PRIMARY KEY,
    "ArchivedAt" TEXT NOT NULL,
    "CourseId" INTEGER NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "TotalStudents" INTEGER NOT NULL,
    "ActiveStudents" INTEGER NOT NULL,
    "TotalAssignments" INTEGER NOT NULL,
    "PublishedAssignments" INTEGER NOT NULL,
    "GradedAssignments" INTEGER NOT NULL,
    "RecentSubmissions" INTEGER NOT NULL,
    "PendingGrading" INTEGER NOT NULL,
    "AverageScore" REAL NULL,
    "MedianScore" REAL NULL,
    "PassingRate" REAL NULL
);


CREATE TABLE "CanvasArchivedGradeHistory" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasArchivedGradeHistory" PRIMARY KEY,
    "ArchivedAt" TEXT NOT NULL,
    "EnrollmentId" INTEGER NOT NULL,
    "UserId" INTEGER NOT NULL,
    "CourseId" INTEGER NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "Change" TEXT NOT NULL,
    "CurrentScore" REAL NULL,
    "PreviousCurrentScore" REAL NULL,
    "FinalScore" REAL NULL,
    "PreviousFinalScore" REAL NULL,
    "CurrentGrade" TEXT NULL,
    "PreviousCurrentGrade" TEXT NULL,
    "FinalGrade" TEXT NULL,
    "PreviousFinalGrade" TEXT NULL,
    "UnpostedCurrentScore" REAL NULL,
    "PreviousUnpostedCurrentScore" REAL NULL,
    "UnpostedFinalScore" REAL NULL,
    "PreviousUnpostedFinalScore" REAL NULL,
    "OverrideScore" REAL NULL,
    "PreviousOverrideScore" REAL NULL,
    "OverrideGrade" TEXT NULL,
    "PreviousOverrideGrade" TEXT NULL,
    "EnrollmentState" TEXT NULL,
    "PreviousEnrollmentState" TEXT NULL
);


CREATE TABLE "CanvasArchivedScoreHistory" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasArchivedScoreHistory" PRIMARY KEY,
    "ArchivedAt" TEXT NOT NULL,
    "SubmissionId" INTEGER NOT NULL,
    "AssignmentId" INTEGER NOT NULL,
    "UserId" INTEGER NULL,
    "CourseId" INTEGER NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "Change" TEXT NOT NULL,
    "Score" REAL NULL,
    "PreviousScore" REAL NULL,
    "PointsPossible" REAL NULL,
    "PreviousPointsPossible" REAL NULL,
    "Grade" TEXT NULL,
    "PreviousGrade" TEXT NULL,
    "EnteredScore" REAL NULL,
    "PreviousEnteredScore" REAL NULL,
    "PointsDeducted" REAL NULL,
    "PreviousPointsDeducted" REAL NULL,
    "WorkflowState" TEXT NULL,
    "PreviousWorkflowState" TEXT NULL,
    "LatePolicyStatus" TEXT NULL,
    "PreviousLatePolicyStatus" TEXT NULL,
    "Late" INTEGER NULL,
    "PreviousLate" INTEGER NULL,
    "Missing" INTEGER NULL,
    "PreviousMissing" INTEGER NULL,
    "Excused" INTEGER NULL,
    "PreviousExcused" INTEGER NULL,
    "SubmittedAt" TEXT NULL,
    "PreviousSubmittedAt" TEXT NULL,
    "Attempt" INTEGER NULL,
    "PreviousAttempt" INTEGER NULL,
    "GradedAt" TEXT NULL,
    "PreviousGradedAt" TEXT NULL,
    "PostedAt" TEXT NULL,
    "PreviousPostedAt" TEXT NULL,
    "CachedDueDate" TEXT NULL,
    "PreviousCachedDueDate" TEXT NULL
);


CREATE TABLE "CanvasAssignment" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasAssignment" PRIMARY KEY,
    "AssignmentGroupId" INTEGER NULL,
    "Name" TEXT NULL,
    "DueAt" TEXT NULL,
    "UnlockAt" TEXT NULL,
    "LockAt" TEXT NULL,
    "PointsPossible" REAL NULL,
    "GradingType" TEXT NULL,
    "GradingStandardId" INTEGER NULL,
    "SubmissionTypes" TEXT NULL,
    "WorkflowState" TEXT NULL,
    "Published" INTEGER NULL,
    "OmitFromFinalGrade" INTEGER NULL,
    "HideInGradebook" INTEGER NULL,
    "Position" INTEGER NULL,
    "NeedsGradingCount" INTEGER NULL,
    "PostManually" INTEGER NULL,
    "AnonymousGrading" INTEGER NULL,
    "ModeratedGrading" INTEGER NULL,
    "AllowedAttempts" INTEGER NULL,
    "PeerReviews" INTEGER NULL,
    "GroupCategoryId" INTEGER NULL,
    "GradeGroupStudentsIndividually" INTEGER NULL,
    "HasOverrides" INTEGER NULL,
    "OnlyVisibleToOverrides" INTEGER NULL,
    "HasSubmittedSubmissions" INTEGER NULL,
    "VisibleToEveryone" INTEGER NULL,
    "HasSubAssignments" INTEGER NULL,
    "QuizId" INTEGER NULL,
    "IsQuizAssignment" INTEGER NULL,
    "IsQuizLtiAssignment" INTEGER NULL,
    "ImportantDates" INTEGER NULL,
    "CreatedAt" TEXT NULL,
    "UpdatedAt" TEXT NULL,
    "HtmlUrl" TEXT NULL,
    "SisAssignmentId" TEXT NULL,
    "IntegrationId" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasAssignmentGroup" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasAssignmentGroup" PRIMARY KEY,
    "Name" TEXT NULL,
    "Position" INTEGER NULL,
    "GroupWeight" REAL NULL,
    "DropLowest" INTEGER NULL,
    "DropHighest" INTEGER NULL,
    "NeverDrop" TEXT NULL,
    "SisSourceId" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasAssignmentMetadata" (
    "AssignmentId" INTEGER NOT NULL CONSTRAINT "PK_CanvasAssignmentMetadata" PRIMARY KEY,
    "DifficultyRating" INTEGER NULL,
    "EstimatedHours" REAL NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "CanvasAssignmentOverride" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasAssignmentOverride" PRIMARY KEY,
    "AssignmentId" INTEGER NOT NULL,
    "Title" TEXT NULL,
    "StudentIds" TEXT NULL,
    "GroupId" INTEGER NULL,
    "SectionId" INTEGER NULL,
    "IsForCourse" INTEGER NULL,
    "NoopId" INTEGER NULL,
    "ContextModuleId" INTEGER NULL,
    "UnassignItem" INTEGER NULL,
    "OverridesDueAt" INTEGER NULL,
    "DueAt" TEXT NULL,
    "OverridesUnlockAt" INTEGER NULL,
    "UnlockAt" TEXT NULL,
    "OverridesLockAt" INTEGER NULL,
    "LockAt" TEXT NULL,
    "AllDay" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasAssignmentScoreHistory" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasAssignmentScoreHistory" PRIMARY KEY AUTOINCREMENT,
    "SubmissionId" INTEGER NOT NULL,
    "AssignmentId" INTEGER NOT NULL,
    "UserId" INTEGER NULL,
    "CourseId" INTEGER NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "Change" TEXT NOT NULL,
    "Score" REAL NULL,
    "PreviousScore" REAL NULL,
    "PointsPossible" REAL NULL,
    "PreviousPointsPossible" REAL NULL,
    "Grade" TEXT NULL,
    "PreviousGrade" TEXT NULL,
    "EnteredScore" REAL NULL,
    "PreviousEnteredScore" REAL NULL,
    "PointsDeducted" REAL NULL,
    "PreviousPointsDeducted" REAL NULL,
    "WorkflowState" TEXT NULL,
    "PreviousWorkflowState" TEXT NULL,
    "LatePolicyStatus" TEXT NULL,
    "PreviousLatePolicyStatus" TEXT NULL,
    "Late" INTEGER NULL,
    "PreviousLate" INTEGER NULL,
    "Missing" INTEGER NULL,
    "PreviousMissing" INTEGER NULL,
    "Excused" INTEGER NULL,
    "PreviousExcused" INTEGER NULL,
    "SubmittedAt" TEXT NULL,
    "PreviousSubmittedAt" TEXT NULL,
    "Attempt" INTEGER NULL,
    "PreviousAttempt" INTEGER NULL,
    "GradedAt" TEXT NULL,
    "PreviousGradedAt" TEXT NULL,
    "PostedAt" TEXT NULL,
    "PreviousPostedAt" TEXT NULL,
    "CachedDueDate" TEXT NULL,
    "PreviousCachedDueDate" TEXT NULL
);


CREATE TABLE "CanvasCheckpoint" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasCheckpoint" PRIMARY KEY,
    "AssignmentId" INTEGER NOT NULL,
    "Tag" TEXT NULL,
    "Name" TEXT NULL,
    "PointsPossible" REAL NULL,
    "DueAt" TEXT NULL,
    "UnlockAt" TEXT NULL,
    "LockAt" TEXT NULL,
    "OnlyVisibleToOverrides" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasCheckpointSubmission" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasCheckpointSubmission" PRIMARY KEY,
    "SubmissionId" INTEGER NOT NULL,
    "CheckpointId" INTEGER NOT NULL,
    "AssignmentId" INTEGER NOT NULL,
    "UserId" INTEGER NULL,
    "Tag" TEXT NULL,
    "DueAt" TEXT NULL,
    "Score" REAL NULL,
    "Grade" TEXT NULL,
    "EnteredScore" REAL NULL,
    "EnteredGrade" TEXT NULL,
    "PublishedScore" REAL NULL,
    "PublishedGrade" TEXT NULL,
    "LatePolicyStatus" TEXT NULL,
    "Late" INTEGER NULL,
    "Missing" INTEGER NULL,
    "Excused" INTEGER NULL,
    "GradeMatchesCurrentSubmission" INTEGER NULL,
    "CustomGradeStatusId" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasCourse" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasCourse" PRIMARY KEY,
    "Name" TEXT NULL,
    "CourseCode" TEXT NULL,
    "Uuid" TEXT NULL,
    "AccountId" INTEGER NULL,
    "RootAccountId" INTEGER NULL,
    "TermId" INTEGER NULL,
    "WorkflowState" TEXT NULL,
    "CreatedAt" TEXT NULL,
    "StartAt" TEXT NULL,
    "EndAt" TEXT NULL,
    "RestrictEnrollmentsToCourseDates" INTEGER NULL,
    "IsPublic" INTEGER NULL,
    "GradingStandardId" INTEGER NULL,
    "GradePassbackSetting" TEXT NULL,
    "CourseFormat" TEXT NULL,
    "TimeZone" TEXT NULL,
    "Locale" TEXT NULL,
    "HideFinalGrades" INTEGER NULL,
    "RestrictQuantitativeData" INTEGER NULL,
    "ApplyAssignmentGroupWeights" INTEGER NULL,
    "DefaultView" TEXT NULL,
    "Blueprint" INTEGER NULL,
    "Template" INTEGER NULL,
    "HasGradingPeriods" INTEGER NULL,
    "HasWeightedGradingPeriods" INTEGER NULL,
    "TotalStudents" INTEGER NULL,
    "AccessRestrictedByDate" INTEGER NULL,
    "SisCourseId" TEXT NULL,
    "IntegrationId" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL
);


CREATE TABLE "CanvasCourseLease" (
    "CourseId" INTEGER NOT NULL CONSTRAINT "PK_CanvasCourseLease" PRIMARY KEY,
    "Epoch" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "LeaseUntil" TEXT NULL,
    "Owner" TEXT NULL,
    "Watermark" TEXT NULL,
    "LastSyncedAt" TEXT NULL,
    "LastFullSyncAt" TEXT NULL,
    "ListedAt" TEXT NULL,
    "LastError" TEXT NULL
);


CREATE TABLE "CanvasCourseMetadata" (
    "CourseId" INTEGER NOT NULL CONSTRAINT "PK_CanvasCourseMetadata" PRIMARY KEY,
    "CustomColor" TEXT NULL,
    "CourseHours" INTEGER NULL,
    "TrackingEnabled" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "CanvasCourseSnapshot" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasCourseSnapshot" PRIMARY KEY AUTOINCREMENT,
    "CourseId" INTEGER NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "TotalStudents" INTEGER NOT NULL,
    "ActiveStudents" INTEGER NOT NULL,
    "TotalAssignments" INTEGER NOT NULL,
    "PublishedAssignments" INTEGER NOT NULL,
    "GradedAssignments" INTEGER NOT NULL,
    "RecentSubmissions" INTEGER NOT NULL,
    "PendingGrading" INTEGER NOT NULL,
    "AverageScore" REAL NULL,
    "MedianScore" REAL NULL,
    "PassingRate" REAL NULL
);


CREATE TABLE "CanvasCustomFieldValue" (
    "TargetType" TEXT NOT NULL,
    "TargetId" INTEGER NOT NULL,
    "Name" TEXT NOT NULL,
    "Value" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL,
    CONSTRAINT "PK_CanvasCustomFieldValue" PRIMARY KEY ("TargetType", "TargetId", "Name")
);


CREATE TABLE "CanvasEnrollment" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasEnrollment" PRIMARY KEY,
    "UserId" INTEGER NOT NULL,
    "SectionId" INTEGER NULL,
    "Type" TEXT NULL,
    "Role" TEXT NULL,
    "RoleId" INTEGER NULL,
    "EnrollmentState" TEXT NULL,
    "AssociatedUserId" INTEGER NULL,
    "LimitPrivilegesToCourseSection" INTEGER NULL,
    "CreatedAt" TEXT NULL,
    "UpdatedAt" TEXT NULL,
    "StartAt" TEXT NULL,
    "EndAt" TEXT NULL,
    "LastActivityAt" TEXT NULL,
    "LastAttendedAt" TEXT NULL,
    "TotalActivityTime" INTEGER NULL,
    "CurrentScore" REAL NULL,
    "FinalScore" REAL NULL,
    "CurrentGrade" TEXT NULL,
    "FinalGrade" TEXT NULL,
    "UnpostedCurrentScore" REAL NULL,
    "UnpostedFinalScore" REAL NULL,
    "UnpostedCurrentGrade" TEXT NULL,
    "UnpostedFinalGrade" TEXT NULL,
    "OverrideScore" REAL NULL,
    "OverrideGrade" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasEnrollmentStatus" (
    "EnrollmentId" INTEGER NOT NULL CONSTRAINT "PK_CanvasEnrollmentStatus" PRIMARY KEY,
    "UserId" INTEGER NOT NULL,
    "CourseId" INTEGER NOT NULL,
    "Active" INTEGER NOT NULL,
    "PendingDeletion" INTEGER NOT NULL,
    "Decision" TEXT NULL,
    "HistoricalDataExists" INTEGER NOT NULL,
    "RemovedAt" TEXT NULL,
    "RemovalReason" TEXT NULL,
    "LastSeenAt" TEXT NULL,
    "FirstSeenAt" TEXT NOT NULL,
    "StateChangedAt" TEXT NULL,
    "StateChangedBy" TEXT NULL,
    "RemindedAt" TEXT NULL,
    "UpdatedAt" TEXT NOT NULL
);


CREATE TABLE "CanvasErasedPerson" (
    "UserId" INTEGER NOT NULL CONSTRAINT "PK_CanvasErasedPerson" PRIMARY KEY,
    "ErasureId" TEXT NOT NULL,
    "ErasedAt" TEXT NOT NULL,
    "RequestedBy" TEXT NULL
);


CREATE TABLE "CanvasGradeHistory" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasGradeHistory" PRIMARY KEY AUTOINCREMENT,
    "EnrollmentId" INTEGER NOT NULL,
    "UserId" INTEGER NOT NULL,
    "CourseId" INTEGER NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "Change" TEXT NOT NULL,
    "CurrentScore" REAL NULL,
    "PreviousCurrentScore" REAL NULL,
    "FinalScore" REAL NULL,
    "PreviousFinalScore" REAL NULL,
    "CurrentGrade" TEXT NULL,
    "PreviousCurrentGrade" TEXT NULL,
    "FinalGrade" TEXT NULL,
    "PreviousFinalGrade" TEXT NULL,
    "UnpostedCurrentScore" REAL NULL,
    "PreviousUnpostedCurrentScore" REAL NULL,
    "UnpostedFinalScore" REAL NULL,
    "PreviousUnpostedFinalScore" REAL NULL,
    "OverrideScore" REAL NULL,
    "PreviousOverrideScore" REAL NULL,
    "OverrideGrade" TEXT NULL,
    "PreviousOverrideGrade" TEXT NULL,
    "EnrollmentState" TEXT NULL,
    "PreviousEnrollmentState" TEXT NULL
);


CREATE TABLE "CanvasGradingPeriod" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasGradingPeriod" PRIMARY KEY,
    "GradingPeriodGroupId" INTEGER NULL,
    "Title" TEXT NULL,
    "StartDate" TEXT NULL,
    "EndDate" TEXT NULL,
    "CloseDate" TEXT NULL,
    "Weight" REAL NULL,
    "IsClosed" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL
);


CREATE TABLE "CanvasGradingStandard" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasGradingStandard" PRIMARY KEY,
    "Title" TEXT NULL,
    "ContextType" TEXT NULL,
    "ContextId" INTEGER NULL,
    "PointsBased" INTEGER NULL,
    "ScalingFactor" REAL NULL,
    "Scheme" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL
);


CREATE TABLE "CanvasInstance" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasInstance" PRIMARY KEY,
    "Address" TEXT NOT NULL,
    "SchemaVersion" INTEGER NOT NULL,
    "RegisteredAt" TEXT NOT NULL
);


CREATE TABLE "CanvasIntegrityMetric" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasIntegrityMetric" PRIMARY KEY AUTOINCREMENT,
    "RunId" TEXT NOT NULL,
    "RecordedAt" TEXT NOT NULL,
    "Check" TEXT NOT NULL,
    "Found" INTEGER NOT NULL,
    "RowsChecked" INTEGER NOT NULL
);


CREATE TABLE "CanvasIntegrityRepair" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CanvasIntegrityRepair" PRIMARY KEY,
    "Check" TEXT NOT NULL,
    "RepairedAt" TEXT NOT NULL,
    "RepairedBy" TEXT NULL,
    "Rows" INTEGER NOT NULL,
    "Before" TEXT NOT NULL,
    "UndoneAt" TEXT NULL,
    "UndoneBy" TEXT NULL
);


CREATE TABLE "CanvasLatePolicy" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasLatePolicy" PRIMARY KEY,
    "MissingSubmissionDeductionEnabled" INTEGER NULL,
    "MissingSubmissionDeduction" REAL NULL,
    "LateSubmissionDeductionEnabled" INTEGER NULL,
    "LateSubmissionDeduction" REAL NULL,
    "LateSubmissionInterval" TEXT NULL,
    "LateSubmissionMinimumPercentEnabled" INTEGER NULL,
    "LateSubmissionMinimumPercent" REAL NULL,
    "CreatedAt" TEXT NULL,
    "UpdatedAt" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasModule" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasModule" PRIMARY KEY,
    "Name" TEXT NULL,
    "Position" INTEGER NULL,
    "UnlockAt" TEXT NULL,
    "RequireSequentialProgress" INTEGER NULL,
    "Published" INTEGER NULL,
    "ItemsCount" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasModuleItem" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasModuleItem" PRIMARY KEY,
    "ModuleId" INTEGER NOT NULL,
    "Position" INTEGER NULL,
    "Title" TEXT NULL,
    "Indent" INTEGER NULL,
    "Type" TEXT NULL,
    "ContentId" INTEGER NULL,
    "PageUrl" TEXT NULL,
    "ExternalUrl" TEXT NULL,
    "HtmlUrl" TEXT NULL,
    "Published" INTEGER NULL,
    "CompletionType" TEXT NULL,
    "CompletionMinScore" REAL NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasNote" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasNote" PRIMARY KEY AUTOINCREMENT,
    "TargetType" TEXT NOT NULL,
    "TargetId" INTEGER NOT NULL,
    "CourseId" INTEGER NULL,
    "AuthorUserId" INTEGER NULL,
    "AuthorName" TEXT NULL,
    "Category" TEXT NOT NULL,
    "Visibility" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "CanvasObjectStatus" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasObjectStatus" PRIMARY KEY AUTOINCREMENT,
    "ObjectType" TEXT NOT NULL,
    "ObjectId" INTEGER NOT NULL,
    "CourseId" INTEGER NULL,
    "UserDataExists" INTEGER NOT NULL,
    "Active" INTEGER NOT NULL,
    "PendingDeletion" INTEGER NOT NULL,
    "Decision" TEXT NULL,
    "HistoricalDataExists" INTEGER NOT NULL,
    "RemovedAt" TEXT NULL,
    "RemovalReason" TEXT NULL,
    "LastSeenAt" TEXT NULL,
    "FirstSeenAt" TEXT NOT NULL,
    "StateChangedAt" TEXT NULL,
    "StateChangedBy" TEXT NULL,
    "RemindedAt" TEXT NULL,
    "UpdatedAt" TEXT NOT NULL
);


CREATE TABLE "CanvasOffering" (
    "CourseId" INTEGER NOT NULL CONSTRAINT "PK_CanvasOffering" PRIMARY KEY,
    "CourseKey" TEXT NULL,
    "EndAt" TEXT NULL,
    "SourceChangedAt" TEXT NULL,
    "CapturedAt" TEXT NOT NULL,
    "Revision" INTEGER NOT NULL,
    "Completers" INTEGER NOT NULL,
    "MeanFinal" REAL NULL,
    "DueByWeek" TEXT NULL,
    "ItemWeights" TEXT NULL,
    "ItemsDue" TEXT NULL,
    "Snapshots" INTEGER NOT NULL
);


CREATE TABLE "CanvasQuarantinedRecord" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasQuarantinedRecord" PRIMARY KEY AUTOINCREMENT,
    "CourseId" INTEGER NOT NULL,
    "Entity" TEXT NOT NULL,
    "CanvasId" INTEGER NULL,
    "Field" TEXT NOT NULL,
    "Reason" TEXT NOT NULL,
    "Payload" TEXT NULL,
    "FirstSeenAt" TEXT NOT NULL,
    "LastSeenAt" TEXT NOT NULL
);


CREATE TABLE "CanvasSection" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasSection" PRIMARY KEY,
    "Name" TEXT NULL,
    "StartAt" TEXT NULL,
    "EndAt" TEXT NULL,
    "CreatedAt" TEXT NULL,
    "RestrictEnrollmentsToSectionDates" INTEGER NULL,
    "NonxlistCourseId" INTEGER NULL,
    "SisSectionId" TEXT NULL,
    "IntegrationId" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasStudentMetadata" (
    "UserId" INTEGER NOT NULL CONSTRAINT "PK_CanvasStudentMetadata" PRIMARY KEY,
    "CustomGroupId" TEXT NULL,
    "EnrollmentDate" TEXT NULL,
    "CreatedAt" TEXT NOT NULL,
    "UpdatedAt" TEXT NOT NULL,
    "Version" INTEGER NOT NULL
);


CREATE TABLE "CanvasSubmission" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasSubmission" PRIMARY KEY,
    "AssignmentId" INTEGER NOT NULL,
    "UserId" INTEGER NULL,
    "AnonymousId" TEXT NULL,
    "WorkflowState" TEXT NULL,
    "SubmissionType" TEXT NULL,
    "SubmittedAt" TEXT NULL,
    "Attempt" INTEGER NULL,
    "Score" REAL NULL,
    "Grade" TEXT NULL,
    "EnteredScore" REAL NULL,
    "EnteredGrade" TEXT NULL,
    "PointsDeducted" REAL NULL,
    "LatePolicyStatus" TEXT NULL,
    "Late" INTEGER NULL,
    "Missing" INTEGER NULL,
    "SecondsLate" REAL NULL,
    "Excused" INTEGER NULL,
    "GradedAt" TEXT NULL,
    "GraderId" INTEGER NULL,
    "GradeMatchesCurrentSubmission" INTEGER NULL,
    "PostedAt" TEXT NULL,
    "PostedAtUnspecified" INTEGER NULL,
    "CachedDueDate" TEXT NULL,
    "GradingPeriodId" INTEGER NULL,
    "CustomGradeStatusId" INTEGER NULL,
    "ExtraAttempts" INTEGER NULL,
    "RedoRequest" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL,
    "CourseId" INTEGER NOT NULL
);


CREATE TABLE "CanvasSyncRun" (
    "Id" TEXT NOT NULL CONSTRAINT "PK_CanvasSyncRun" PRIMARY KEY,
    "StartedAt" TEXT NOT NULL,
    "CompletedAt" TEXT NULL,
    "Strategy" TEXT NOT NULL,
    "Outcome" TEXT NOT NULL,
    "FailureKind" TEXT NULL,
    "FailureMessage" TEXT NULL,
    "Owner" TEXT NULL,
    "LastSeenAt" TEXT NULL,
    "Courses" INTEGER NOT NULL,
    "FailedCourses" INTEGER NOT NULL,
    "RowsAdded" INTEGER NOT NULL,
    "RowsChanged" INTEGER NOT NULL,
    "RowsMissing" INTEGER NOT NULL,
    "Rejected" INTEGER NOT NULL,
    "Requests" INTEGER NOT NULL
);


CREATE TABLE "CanvasTag" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasTag" PRIMARY KEY AUTOINCREMENT,
    "Name" TEXT NOT NULL,
    "NormalizedName" TEXT NOT NULL,
    "CreatedAt" TEXT NOT NULL
);


CREATE TABLE "CanvasTerm" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasTerm" PRIMARY KEY,
    "Name" TEXT NULL,
    "StartAt" TEXT NULL,
    "EndAt" TEXT NULL,
    "WorkflowState" TEXT NULL,
    "CreatedAt" TEXT NULL,
    "GradingPeriodGroupId" INTEGER NULL,
    "SisTermId" TEXT NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL
);


CREATE TABLE "CanvasUser" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_CanvasUser" PRIMARY KEY,
    "Name" TEXT NULL,
    "SortableName" TEXT NULL,
    "ShortName" TEXT NULL,
    "LoginId" TEXT NULL,
    "Email" TEXT NULL,
    "LoginKey" TEXT NULL,
    "EmailKey" TEXT NULL,
    "SisUserId" TEXT NULL,
    "IntegrationId" TEXT NULL,
    "CreatedAt" TEXT NULL,
    "LastLogin" TEXT NULL,
    "Pronouns" TEXT NULL,
    "Locale" TEXT NULL,
    "TimeZone" TEXT NULL,
    "MergedIntoUserId" INTEGER NULL,
    "RowHash" INTEGER NOT NULL,
    "FirstSyncedAt" TEXT NOT NULL,
    "SyncedAt" TEXT NOT NULL,
    "MissingSince" TEXT NULL,
    "LocalEdits" TEXT NULL
);


CREATE TABLE "CanvasNoteRevision" (
    "NoteId" INTEGER NOT NULL,
    "Version" INTEGER NOT NULL,
    "Category" TEXT NOT NULL,
    "Visibility" TEXT NOT NULL,
    "Text" TEXT NOT NULL,
    "WrittenAt" TEXT NOT NULL,
    "ReplacedAt" TEXT NOT NULL,
    "ReplacedByUserId" INTEGER NULL,
    "ReplacedByName" TEXT NULL,
    CONSTRAINT "PK_CanvasNoteRevision" PRIMARY KEY ("NoteId", "Version"),
    CONSTRAINT "FK_CanvasNoteRevision_CanvasNote_NoteId" FOREIGN KEY ("NoteId") REFERENCES "CanvasNote" ("Id") ON DELETE CASCADE
);


CREATE TABLE "CanvasOfferingSnapshot" (
    "CourseId" INTEGER NOT NULL,
    "UserId" INTEGER NOT NULL,
    "Cut" INTEGER NOT NULL,
    "Final" REAL NOT NULL,
    "Completed" INTEGER NOT NULL,
    "Earned" REAL NOT NULL,
    "KnownWeight" REAL NOT NULL,
    "RemainingWeight" REAL NOT NULL,
    "OpenBonus" REAL NOT NULL,
    "WeightSource" INTEGER NOT NULL,
    "Current" REAL NOT NULL,
    "ClassMean" REAL NOT NULL,
    "RecentMean" REAL NOT NULL,
    "MissingRate" REAL NOT NULL,
    "LastMissing" INTEGER NOT NULL,
    "MissingRun" INTEGER NOT NULL,
    "SubmittedRate" REAL NOT NULL,
    "SubmittedMean" REAL NULL,
    "LateShare" REAL NOT NULL,
    "ScoreDeviation" REAL NOT NULL,
    "KnownItems" INTEGER NOT NULL,
    "DueItems" INTEGER NOT NULL,
    "MissingItems" INTEGER NOT NULL,
    "MissingPoints" REAL NOT NULL,
    "Pattern" INTEGER NOT NULL,
    CONSTRAINT "PK_CanvasOfferingSnapshot" PRIMARY KEY ("CourseId", "UserId", "Cut"),
    CONSTRAINT "FK_CanvasOfferingSnapshot_CanvasOffering_CourseId" FOREIGN KEY ("CourseId") REFERENCES "CanvasOffering" ("CourseId") ON DELETE CASCADE
);


CREATE TABLE "CanvasTagLink" (
    "TagId" INTEGER NOT NULL,
    "TargetType" TEXT NOT NULL,
    "TargetId" INTEGER NOT NULL,
    "CreatedAt" TEXT NOT NULL,
    CONSTRAINT "PK_CanvasTagLink" PRIMARY KEY ("TagId", "TargetType", "TargetId"),
    CONSTRAINT "FK_CanvasTagLink_CanvasTag_TagId" FOREIGN KEY ("TagId") REFERENCES "CanvasTag" ("Id") ON DELETE CASCADE
);


CREATE INDEX "IX_CanvasArchivedCourseSnapshot_CourseId_RecordedAt" ON "CanvasArchivedCourseSnapshot" ("CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasArchivedGradeHistory_CourseId_RecordedAt" ON "CanvasArchivedGradeHistory" ("CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasArchivedGradeHistory_EnrollmentId_RecordedAt" ON "CanvasArchivedGradeHistory" ("EnrollmentId", "RecordedAt");


CREATE INDEX "IX_CanvasArchivedGradeHistory_UserId" ON "CanvasArchivedGradeHistory" ("UserId");


CREATE INDEX "IX_CanvasArchivedScoreHistory_AssignmentId" ON "CanvasArchivedScoreHistory" ("AssignmentId");


CREATE INDEX "IX_CanvasArchivedScoreHistory_CourseId_RecordedAt" ON "CanvasArchivedScoreHistory" ("CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasArchivedScoreHistory_SubmissionId_RecordedAt" ON "CanvasArchivedScoreHistory" ("SubmissionId", "RecordedAt");


CREATE INDEX "IX_CanvasArchivedScoreHistory_UserId" ON "CanvasArchivedScoreHistory" ("UserId");


CREATE INDEX "IX_CanvasAssignment_CourseId" ON "CanvasAssignment" ("CourseId");


CREATE INDEX "IX_CanvasAssignmentGroup_CourseId" ON "CanvasAssignmentGroup" ("CourseId");


CREATE INDEX "IX_CanvasAssignmentOverride_AssignmentId" ON "CanvasAssignmentOverride" ("AssignmentId");


CREATE INDEX "IX_CanvasAssignmentOverride_CourseId" ON "CanvasAssignmentOverride" ("CourseId");


CREATE INDEX "IX_CanvasAssignmentScoreHistory_AssignmentId_RecordedAt" ON "CanvasAssignmentScoreHistory" ("AssignmentId", "RecordedAt");


CREATE INDEX "IX_CanvasAssignmentScoreHistory_CourseId_RecordedAt" ON "CanvasAssignmentScoreHistory" ("CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasAssignmentScoreHistory_SubmissionId_RecordedAt" ON "CanvasAssignmentScoreHistory" ("SubmissionId", "RecordedAt");


CREATE INDEX "IX_CanvasAssignmentScoreHistory_UserId_CourseId_RecordedAt" ON "CanvasAssignmentScoreHistory" ("UserId", "CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasCheckpoint_AssignmentId" ON "CanvasCheckpoint" ("AssignmentId");


CREATE INDEX "IX_CanvasCheckpoint_CourseId" ON "CanvasCheckpoint" ("CourseId");


CREATE INDEX "IX_CanvasCheckpointSubmission_CourseId" ON "CanvasCheckpointSubmission" ("CourseId");


CREATE INDEX "IX_CanvasCheckpointSubmission_SubmissionId" ON "CanvasCheckpointSubmission" ("SubmissionId");


CREATE INDEX "IX_CanvasCheckpointSubmission_UserId_DueAt" ON "CanvasCheckpointSubmission" ("UserId", "DueAt");


CREATE INDEX "IX_CanvasCourse_TermId" ON "CanvasCourse" ("TermId");


CREATE INDEX "IX_CanvasCourseSnapshot_CourseId_RecordedAt" ON "CanvasCourseSnapshot" ("CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasCustomFieldValue_TargetType_Name_Value" ON "CanvasCustomFieldValue" ("TargetType", "Name", "Value");


CREATE INDEX "IX_CanvasEnrollment_CourseId" ON "CanvasEnrollment" ("CourseId");


CREATE INDEX "IX_CanvasEnrollment_UserId_CourseId" ON "CanvasEnrollment" ("UserId", "CourseId");


CREATE INDEX "IX_CanvasEnrollmentStatus_CourseId" ON "CanvasEnrollmentStatus" ("CourseId");


CREATE INDEX "IX_CanvasEnrollmentStatus_UserId" ON "CanvasEnrollmentStatus" ("UserId");


CREATE INDEX "IX_CanvasGradeHistory_CourseId_RecordedAt" ON "CanvasGradeHistory" ("CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasGradeHistory_EnrollmentId_RecordedAt" ON "CanvasGradeHistory" ("EnrollmentId", "RecordedAt");


CREATE INDEX "IX_CanvasGradeHistory_UserId_CourseId_RecordedAt" ON "CanvasGradeHistory" ("UserId", "CourseId", "RecordedAt");


CREATE INDEX "IX_CanvasGradingPeriod_GradingPeriodGroupId" ON "CanvasGradingPeriod" ("GradingPeriodGroupId");


CREATE INDEX "IX_CanvasIntegrityMetric_Check_RecordedAt" ON "CanvasIntegrityMetric" ("Check", "RecordedAt");


CREATE INDEX "IX_CanvasIntegrityRepair_RepairedAt" ON "CanvasIntegrityRepair" ("RepairedAt");


CREATE INDEX "IX_CanvasLatePolicy_CourseId" ON "CanvasLatePolicy" ("CourseId");


CREATE INDEX "IX_CanvasModule_CourseId" ON "CanvasModule" ("CourseId");


CREATE INDEX "IX_CanvasModuleItem_CourseId" ON "CanvasModuleItem" ("CourseId");


CREATE INDEX "IX_CanvasModuleItem_ModuleId" ON "CanvasModuleItem" ("ModuleId");


CREATE INDEX "IX_CanvasNote_AuthorUserId" ON "CanvasNote" ("AuthorUserId");


CREATE INDEX "IX_CanvasNote_CourseId_CreatedAt" ON "CanvasNote" ("CourseId", "CreatedAt");


CREATE INDEX "IX_CanvasNote_TargetType_TargetId" ON "CanvasNote" ("TargetType", "TargetId");


CREATE INDEX "IX_CanvasObjectStatus_CourseId" ON "CanvasObjectStatus" ("CourseId");


CREATE UNIQUE INDEX "IX_CanvasObjectStatus_ObjectType_ObjectId" ON "CanvasObjectStatus" ("ObjectType", "ObjectId");


CREATE INDEX "IX_CanvasOffering_CourseKey" ON "CanvasOffering" ("CourseKey");


CREATE INDEX "IX_CanvasOfferingSnapshot_UserId" ON "CanvasOfferingSnapshot" ("UserId");


CREATE INDEX "IX_CanvasQuarantinedRecord_CourseId" ON "CanvasQuarantinedRecord" ("CourseId");


CREATE INDEX "IX_CanvasSection_CourseId" ON "CanvasSection" ("CourseId");


CREATE UNIQUE INDEX "IX_CanvasSubmission_AssignmentId_UserId" ON "CanvasSubmission" ("AssignmentId", "UserId");


CREATE INDEX "IX_CanvasSubmission_CourseId_GradedAt" ON "CanvasSubmission" ("CourseId", "GradedAt");


CREATE INDEX "IX_CanvasSubmission_CourseId_SubmittedAt" ON "CanvasSubmission" ("CourseId", "SubmittedAt");


CREATE INDEX "IX_CanvasSubmission_CourseId_UserId_AssignmentId" ON "CanvasSubmission" ("CourseId", "UserId", "AssignmentId");


CREATE INDEX "IX_CanvasSubmission_UserId_CachedDueDate" ON "CanvasSubmission" ("UserId", "CachedDueDate");


CREATE INDEX "IX_CanvasSyncRun_StartedAt" ON "CanvasSyncRun" ("StartedAt");


CREATE UNIQUE INDEX "IX_CanvasTag_NormalizedName" ON "CanvasTag" ("NormalizedName");


CREATE INDEX "IX_CanvasTagLink_TargetType_TargetId" ON "CanvasTagLink" ("TargetType", "TargetId");


CREATE INDEX "IX_CanvasUser_EmailKey" ON "CanvasUser" ("EmailKey");


CREATE INDEX "IX_CanvasUser_IntegrationId" ON "CanvasUser" ("IntegrationId");


CREATE INDEX "IX_CanvasUser_LoginId" ON "CanvasUser" ("LoginId");


CREATE INDEX "IX_CanvasUser_LoginKey" ON "CanvasUser" ("LoginKey");


CREATE INDEX "IX_CanvasUser_MergedIntoUserId" ON "CanvasUser" ("MergedIntoUserId");


CREATE INDEX "IX_CanvasUser_SisUserId" ON "CanvasUser" ("SisUserId");


