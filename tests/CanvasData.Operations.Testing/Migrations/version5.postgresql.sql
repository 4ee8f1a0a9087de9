CREATE TABLE "CanvasAnalyticsModel" (
    "Key" character varying(200) NOT NULL,
    "Version" character varying(50) NOT NULL,
    "History" character varying(100) NOT NULL,
    "TrainedAt" timestamp with time zone NOT NULL,
    "Offerings" integer NOT NULL,
    "MeanAbsoluteError" double precision,
    "Content" bytea NOT NULL,
    CONSTRAINT "PK_CanvasAnalyticsModel" PRIMARY KEY ("Key")
);


CREATE TABLE "CanvasArchivedCourseSnapshot" (
    "Id" bigint NOT NULL,
    "ArchivedAt" timestamp with time zone NOT NULL,
    "CourseId" bigint NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "TotalStudents" integer NOT NULL,
    "ActiveStudents" integer NOT NULL,
    "TotalAssignments" integer NOT NULL,
    "PublishedAssignments" integer NOT NULL,
    "GradedAssignments" integer NOT NULL,
    "RecentSubmissions" integer NOT NULL,
    "PendingGrading" integer NOT NULL,
    "AverageScore" double precision,
    "MedianScore" double precision,
    "PassingRate" double precision,
    CONSTRAINT "PK_CanvasArchivedCourseSnapshot" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasArchivedGradeHistory" (
    "Id" bigint NOT NULL,
    "ArchivedAt" timestamp with time zone NOT NULL,
    "EnrollmentId" bigint NOT NULL,
    "UserId" bigint NOT NULL,
    "CourseId" bigint NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "Change" character varying(20) NOT NULL,
    "CurrentScore" double precision,
    "PreviousCurrentScore" double precision,
    "FinalScore" double precision,
    "PreviousFinalScore" double precision,
    "CurrentGrade" text,
    "PreviousCurrentGrade" text,
    "FinalGrade" text,
    "PreviousFinalGrade" text,
    "UnpostedCurrentScore" double precision,
    "PreviousUnpostedCurrentScore" double precision,
    "UnpostedFinalScore" double precision,
    "PreviousUnpostedFinalScore" double precision,
    "OverrideScore" double precision,
    "PreviousOverrideScore" double precision,
    "OverrideGrade" text,
    "PreviousOverrideGrade" text,
    "EnrollmentState" text,
    "PreviousEnrollmentState" text,
    CONSTRAINT "PK_CanvasArchivedGradeHistory" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasArchivedScoreHistory" (
    "Id" bigint NOT NULL,
    "ArchivedAt" timestamp with time zone NOT NULL,
    "SubmissionId" bigint NOT NULL,
    "AssignmentId" bigint NOT NULL,
    "UserId" bigint,
    "CourseId" bigint NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "Change" character varying(20) NOT NULL,
    "Score" double precision,
    "PreviousScore" double precision,
    "PointsPossible" double precision,
    "PreviousPointsPossible" double precision,
    "Grade" text,
    "PreviousGrade" text,
    "EnteredScore" double precision,
    "PreviousEnteredScore" double precision,
    "PointsDeducted" double precision,
    "PreviousPointsDeducted" double precision,
    "WorkflowState" text,
    "PreviousWorkflowState" text,
    "LatePolicyStatus" text,
    "PreviousLatePolicyStatus" text,
    "Late" boolean,
    "PreviousLate" boolean,
    "Missing" boolean,
    "PreviousMissing" boolean,
    "Excused" boolean,
    "PreviousExcused" boolean,
    "SubmittedAt" timestamp with time zone,
    "PreviousSubmittedAt" timestamp with time zone,
    "Attempt" integer,
    "PreviousAttempt" integer,
    "GradedAt" timestamp with time zone,
    "PreviousGradedAt" timestamp with time zone,
    "PostedAt" timestamp with time zone,
    "PreviousPostedAt" timestamp with time zone,
    "CachedDueDate" timestamp with time zone,
    "PreviousCachedDueDate" timestamp with time zone,
    CONSTRAINT "PK_CanvasArchivedScoreHistory" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasAssignment" (
    "Id" bigint NOT NULL,
    "AssignmentGroupId" bigint,
    "Name" text,
    "DueAt" timestamp with time zone,
    "UnlockAt" timestamp with time zone,
    "LockAt" timestamp with time zone,
    "PointsPossible" double precision,
    "GradingType" text,
    "GradingStandardId" bigint,
    "SubmissionTypes" text,
    "WorkflowState" text,
    "Published" boolean,
    "OmitFromFinalGrade" boolean,
    "HideInGradebook" boolean,
    "Position" integer,
    "NeedsGradingCount" integer,
    "PostManually" boolean,
    "AnonymousGrading" boolean,
    "ModeratedGrading" boolean,
    "AllowedAttempts" integer,
    "PeerReviews" boolean,
    "GroupCategoryId" bigint,
    "GradeGroupStudentsIndividually" boolean,
    "HasOverrides" boolean,
    "OnlyVisibleToOverrides" boolean,
    "HasSubmittedSubmissions" boolean,
    "VisibleToEveryone" boolean,
    "HasSubAssignments" boolean,
    "QuizId" bigint,
    "IsQuizAssignment" boolean,
    "IsQuizLtiAssignment" boolean,
    "ImportantDates" boolean,
    "CreatedAt" timestamp with time zone,
    "UpdatedAt" timestamp with time zone,
    "HtmlUrl" text,
    "SisAssignmentId" text,
    "IntegrationId" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasAssignment" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasAssignmentGroup" (
    "Id" bigint NOT NULL,
    "Name" text,
    "Position" integer,
    "GroupWeight" double precision,
    "DropLowest" integer,
    "DropHighest" integer,
    "NeverDrop" text,
    "SisSourceId" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasAssignmentGroup" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasAssignmentMetadata" (
    "AssignmentId" bigint NOT NULL,
    "DifficultyRating" integer,
    "EstimatedHours" double precision,
    "CreatedAt" timestamp with time zone NOT NULL,
    "UpdatedAt" timestamp with time zone NOT NULL,
    "Version" integer NOT NULL,
    CONSTRAINT "PK_CanvasAssignmentMetadata" PRIMARY KEY ("AssignmentId")
);


CREATE TABLE "CanvasAssignmentOverride" (
    "Id" bigint NOT NULL,
    "AssignmentId" bigint NOT NULL,
    "Title" text,
    "StudentIds" text,
    "GroupId" bigint,
    "SectionId" bigint,
    "IsForCourse" boolean,
    "NoopId" bigint,
    "ContextModuleId" bigint,
    "UnassignItem" boolean,
    "OverridesDueAt" boolean,
    "DueAt" timestamp with time zone,
    "OverridesUnlockAt" boolean,
    "UnlockAt" timestamp with time zone,
    "OverridesLockAt" boolean,
    "LockAt" timestamp with time zone,
    "AllDay" boolean,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasAssignmentOverride" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasAssignmentScoreHistory" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "SubmissionId" bigint NOT NULL,
    "AssignmentId" bigint NOT NULL,
    "UserId" bigint,
    "CourseId" bigint NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "Change" character varying(20) NOT NULL,
    "Score" double precision,
    "PreviousScore" double precision,
    "PointsPossible" double precision,
    "PreviousPointsPossible" double precision,
    "Grade" text,
    "PreviousGrade" text,
    "EnteredScore" double precision,
    "PreviousEnteredScore" double precision,
    "PointsDeducted" double precision,
    "PreviousPointsDeducted" double precision,
    "WorkflowState" text,
    "PreviousWorkflowState" text,
    "LatePolicyStatus" text,
    "PreviousLatePolicyStatus" text,
    "Late" boolean,
    "PreviousLate" boolean,
    "Missing" boolean,
    "PreviousMissing" boolean,
    "Excused" boolean,
    "PreviousExcused" boolean,
    "SubmittedAt" timestamp with time zone,
    "PreviousSubmittedAt" timestamp with time zone,
    "Attempt" integer,
    "PreviousAttempt" integer,
    "GradedAt" timestamp with time zone,
    "PreviousGradedAt" timestamp with time zone,
    "PostedAt" timestamp with time zone,
    "PreviousPostedAt" timestamp with time zone,
    "CachedDueDate" timestamp with time zone,
    "PreviousCachedDueDate" timestamp with time zone,
    CONSTRAINT "PK_CanvasAssignmentScoreHistory" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasCheckpoint" (
    "Id" bigint NOT NULL,
    "AssignmentId" bigint NOT NULL,
    "Tag" text,
    "Name" text,
    "PointsPossible" double precision,
    "DueAt" timestamp with time zone,
    "UnlockAt" timestamp with time zone,
    "LockAt" timestamp with time zone,
    "OnlyVisibleToOverrides" boolean,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasCheckpoint" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasCheckpointSubmission" (
    "Id" bigint NOT NULL,
    "SubmissionId" bigint NOT NULL,
    "CheckpointId" bigint NOT NULL,
    "AssignmentId" bigint NOT NULL,
    "UserId" bigint,
    "Tag" text,
    "DueAt" timestamp with time zone,
    "Score" double precision,
    "Grade" text,
    "EnteredScore" double precision,
    "EnteredGrade" text,
    "PublishedScore" double precision,
    "PublishedGrade" text,
    "LatePolicyStatus" text,
    "Late" boolean,
    "Missing" boolean,
    "Excused" boolean,
    "GradeMatchesCurrentSubmission" boolean,
    "CustomGradeStatusId" bigint,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasCheckpointSubmission" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasCourse" (
    "Id" bigint NOT NULL,
    "Name" text,
    "CourseCode" text,
    "Uuid" text,
    "AccountId" bigint,
    "RootAccountId" bigint,
    "TermId" bigint,
    "WorkflowState" text,
    "CreatedAt" timestamp with time zone,
    "StartAt" timestamp with time zone,
    "EndAt" timestamp with time zone,
    "RestrictEnrollmentsToCourseDates" boolean,
    "IsPublic" boolean,
    "GradingStandardId" bigint,
    "GradePassbackSetting" text,
    "CourseFormat" text,
    "TimeZone" text,
    "Locale" text,
    "HideFinalGrades" boolean,
    "RestrictQuantitativeData" boolean,
    "ApplyAssignmentGroupWeights" boolean,
    "DefaultView" text,
    "Blueprint" boolean,
    "Template" boolean,
    "HasGradingPeriods" boolean,
    "HasWeightedGradingPeriods" boolean,
    "TotalStudents" integer,
    "AccessRestrictedByDate" boolean,
    "SisCourseId" text,
    "IntegrationId" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    CONSTRAINT "PK_CanvasCourse" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasCourseLease" (
    "CourseId" bigint NOT NULL,
    "Epoch" bigint NOT NULL,
    "Version" bigint NOT NULL,
    "LeaseUntil" timestamp with time zone,
    "Owner" character varying(200),
    "Watermark" timestamp with time zone,
    "LastSyncedAt" timestamp with time zone,
    "LastFullSyncAt" timestamp with time zone,
    "ListedAt" character varying(400),
    "LastError" text,
    CONSTRAINT "PK_CanvasCourseLease" PRIMARY KEY ("CourseId")
);


CREATE TABLE "CanvasCourseMetadata" (
    "CourseId" bigint NOT NULL,
    "CustomColor" text,
    "CourseHours" integer,
    "TrackingEnabled" boolean NOT NULL,
    "CreatedAt" timestamp with time zone NOT NULL,
    "UpdatedAt" timestamp with time zone NOT NULL,
    "Version" integer NOT NULL,
    CONSTRAINT "PK_CanvasCourseMetadata" PRIMARY KEY ("CourseId")
);


CREATE TABLE "CanvasCourseSnapshot" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "CourseId" bigint NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "TotalStudents" integer NOT NULL,
    "ActiveStudents" integer NOT NULL,
    "TotalAssignments" integer NOT NULL,
    "PublishedAssignments" integer NOT NULL,
    "GradedAssignments" integer NOT NULL,
    "RecentSubmissions" integer NOT NULL,
    "PendingGrading" integer NOT NULL,
    "AverageScore" double precision,
    "MedianScore" double precision,
    "PassingRate" double precision,
    CONSTRAINT "PK_CanvasCourseSnapshot" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasCustomFieldValue" (
    "TargetType" character varying(20) NOT NULL,
    "TargetId" bigint NOT NULL,
    "Name" character varying(100) NOT NULL,
    "Value" character varying(400) NOT NULL,
    "CreatedAt" timestamp with time zone NOT NULL,
    "UpdatedAt" timestamp with time zone NOT NULL,
    "Version" integer NOT NULL,
    CONSTRAINT "PK_CanvasCustomFieldValue" PRIMARY KEY ("TargetType", "TargetId", "Name")
);


CREATE TABLE "CanvasEnrollment" (
    "Id" bigint NOT NULL,
    "UserId" bigint NOT NULL,
    "SectionId" bigint,
    "Type" text,
    "Role" text,
    "RoleId" bigint,
    "EnrollmentState" text,
    "AssociatedUserId" bigint,
    "LimitPrivilegesToCourseSection" boolean,
    "CreatedAt" timestamp with time zone,
    "UpdatedAt" timestamp with time zone,
    "StartAt" timestamp with time zone,
    "EndAt" timestamp with time zone,
    "LastActivityAt" timestamp with time zone,
    "LastAttendedAt" timestamp with time zone,
    "TotalActivityTime" integer,
    "CurrentScore" double precision,
    "FinalScore" double precision,
    "CurrentGrade" text,
    "FinalGrade" text,
    "UnpostedCurrentScore" double precision,
    "UnpostedFinalScore" double precision,
    "UnpostedCurrentGrade" text,
    "UnpostedFinalGrade" text,
    "OverrideScore" double precision,
    "OverrideGrade" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasEnrollment" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasEnrollmentStatus" (
    "EnrollmentId" bigint NOT NULL,
    "UserId" bigint NOT NULL,
    "CourseId" bigint NOT NULL,
    "Active" boolean NOT NULL,
    "PendingDeletion" boolean NOT NULL,
    "Decision" character varying(20),
    "HistoricalDataExists" boolean NOT NULL,
    "RemovedAt" timestamp with time zone,
    "RemovalReason" text,
    "LastSeenAt" timestamp with time zone,
    "FirstSeenAt" timestamp with time zone NOT NULL,
    "StateChangedAt" timestamp with time zone,
    "StateChangedBy" character varying(200),
    "RemindedAt" timestamp with time zone,
    "UpdatedAt" timestamp with time zone NOT NULL,
    CONSTRAINT "PK_CanvasEnrollmentStatus" PRIMARY KEY ("EnrollmentId")
);


CREATE TABLE "CanvasErasedPerson" (
    "UserId" bigint NOT NULL,
    "ErasureId" uuid NOT NULL,
    "ErasedAt" timestamp with time zone NOT NULL,
    "RequestedBy" character varying(200),
    CONSTRAINT "PK_CanvasErasedPerson" PRIMARY KEY ("UserId")
);


CREATE TABLE "CanvasGradeHistory" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "EnrollmentId" bigint NOT NULL,
    "UserId" bigint NOT NULL,
    "CourseId" bigint NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "Change" character varying(20) NOT NULL,
    "CurrentScore" double precision,
    "PreviousCurrentScore" double precision,
    "FinalScore" double precision,
    "PreviousFinalScore" double precision,
    "CurrentGrade" text,
    "PreviousCurrentGrade" text,
    "FinalGrade" text,
    "PreviousFinalGrade" text,
    "UnpostedCurrentScore" double precision,
    "PreviousUnpostedCurrentScore" double precision,
    "UnpostedFinalScore" double precision,
    "PreviousUnpostedFinalScore" double precision,
    "OverrideScore" double precision,
    "PreviousOverrideScore" double precision,
    "OverrideGrade" text,
    "PreviousOverrideGrade" text,
    "EnrollmentState" text,
    "PreviousEnrollmentState" text,
    CONSTRAINT "PK_CanvasGradeHistory" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasGradingPeriod" (
    "Id" bigint NOT NULL,
    "GradingPeriodGroupId" bigint,
    "Title" text,
    "StartDate" timestamp with time zone,
    "EndDate" timestamp with time zone,
    "CloseDate" timestamp with time zone,
    "Weight" double precision,
    "IsClosed" boolean,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    CONSTRAINT "PK_CanvasGradingPeriod" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasGradingStandard" (
    "Id" bigint NOT NULL,
    "Title" text,
    "ContextType" text,
    "ContextId" bigint,
    "PointsBased" boolean,
    "ScalingFactor" double precision,
    "Scheme" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    CONSTRAINT "PK_CanvasGradingStandard" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasInstance" (
    "Id" integer NOT NULL,
    "Address" text NOT NULL,
    "SchemaVersion" integer NOT NULL,
    "RegisteredAt" timestamp with time zone NOT NULL,
    CONSTRAINT "PK_CanvasInstance" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasIntegrityMetric" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "RunId" uuid NOT NULL,
    "RecordedAt" timestamp with time zone NOT NULL,
    "Check" character varying(100) NOT NULL,
    "Found" bigint NOT NULL,
    "RowsChecked" bigint NOT NULL,
    CONSTRAINT "PK_CanvasIntegrityMetric" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasIntegrityRepair" (
    "Id" uuid NOT NULL,
    "Check" character varying(100) NOT NULL,
    "RepairedAt" timestamp with time zone NOT NULL,
    "RepairedBy" character varying(200),
    "Rows" integer NOT NULL,
    "Before" text NOT NULL,
    "UndoneAt" timestamp with time zone,
    "UndoneBy" character varying(200),
    CONSTRAINT "PK_CanvasIntegrityRepair" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasLatePolicy" (
    "Id" bigint NOT NULL,
    "MissingSubmissionDeductionEnabled" boolean,
    "MissingSubmissionDeduction" double precision,
    "LateSubmissionDeductionEnabled" boolean,
    "LateSubmissionDeduction" double precision,
    "LateSubmissionInterval" text,
    "LateSubmissionMinimumPercentEnabled" boolean,
    "LateSubmissionMinimumPercent" double precision,
    "CreatedAt" timestamp with time zone,
    "UpdatedAt" timestamp with time zone,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasLatePolicy" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasModule" (
    "Id" bigint NOT NULL,
    "Name" text,
    "Position" integer,
    "UnlockAt" timestamp with time zone,
    "RequireSequentialProgress" boolean,
    "Published" boolean,
    "ItemsCount" integer,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasModule" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasModuleItem" (
    "Id" bigint NOT NULL,
    "ModuleId" bigint NOT NULL,
    "Position" integer,
    "Title" text,
    "Indent" integer,
    "Type" text,
    "ContentId" bigint,
    "PageUrl" text,
    "ExternalUrl" text,
    "HtmlUrl" text,
    "Published" boolean,
    "CompletionType" text,
    "CompletionMinScore" double precision,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasModuleItem" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasNote" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "TargetType" character varying(20) NOT NULL,
    "TargetId" bigint NOT NULL,
    "CourseId" bigint,
    "AuthorUserId" bigint,
    "AuthorName" character varying(200),
    "Category" text NOT NULL,
    "Visibility" character varying(20) NOT NULL,
    "Text" text NOT NULL,
    "CreatedAt" timestamp with time zone NOT NULL,
    "UpdatedAt" timestamp with time zone NOT NULL,
    "Version" integer NOT NULL,
    CONSTRAINT "PK_CanvasNote" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasObjectStatus" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "ObjectType" character varying(50) NOT NULL,
    "ObjectId" bigint NOT NULL,
    "CourseId" bigint,
    "UserDataExists" boolean NOT NULL,
    "Active" boolean NOT NULL,
    "PendingDeletion" boolean NOT NULL,
    "Decision" character varying(20),
    "HistoricalDataExists" boolean NOT NULL,
    "RemovedAt" timestamp with time zone,
    "RemovalReason" text,
    "LastSeenAt" timestamp with time zone,
    "FirstSeenAt" timestamp with time zone NOT NULL,
    "StateChangedAt" timestamp with time zone,
    "StateChangedBy" character varying(200),
    "RemindedAt" timestamp with time zone,
    "UpdatedAt" timestamp with time zone NOT NULL,
    CONSTRAINT "PK_CanvasObjectStatus" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasOffering" (
    "CourseId" bigint NOT NULL,
    "CourseKey" character varying(200),
    "EndAt" timestamp with time zone,
    "SourceChangedAt" timestamp with time zone,
    "CapturedAt" timestamp with time zone NOT NULL,
    "Revision" integer NOT NULL,
    "Completers" integer NOT NULL,
    "MeanFinal" double precision,
    "DueByWeek" double precision[],
    "ItemWeights" double precision[],
    "ItemsDue" double precision[],
    "Snapshots" integer NOT NULL,
    CONSTRAINT "PK_CanvasOffering" PRIMARY KEY ("CourseId")
);


CREATE TABLE "CanvasQuarantinedRecord" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "CourseId" bigint NOT NULL,
    "Entity" text NOT NULL,
    "CanvasId" bigint,
    "Field" text NOT NULL,
    "Reason" text NOT NULL,
    "Payload" text,
    "FirstSeenAt" timestamp with time zone NOT NULL,
    "LastSeenAt" timestamp with time zone NOT NULL,
    CONSTRAINT "PK_CanvasQuarantinedRecord" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasSection" (
    "Id" bigint NOT NULL,
    "Name" text,
    "StartAt" timestamp with time zone,
    "EndAt" timestamp with time zone,
    "CreatedAt" timestamp with time zone,
    "RestrictEnrollmentsToSectionDates" boolean,
    "NonxlistCourseId" bigint,
    "SisSectionId" text,
    "IntegrationId" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasSection" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasStudentMetadata" (
    "UserId" bigint NOT NULL,
    "CustomGroupId" text,
    "EnrollmentDate" timestamp with time zone,
    "CreatedAt" timestamp with time zone NOT NULL,
    "UpdatedAt" timestamp with time zone NOT NULL,
    "Version" integer NOT NULL,
    CONSTRAINT "PK_CanvasStudentMetadata" PRIMARY KEY ("UserId")
);


CREATE TABLE "CanvasSubmission" (
    "Id" bigint NOT NULL,
    "AssignmentId" bigint NOT NULL,
    "UserId" bigint,
    "AnonymousId" text,
    "WorkflowState" text,
    "SubmissionType" text,
    "SubmittedAt" timestamp with time zone,
    "Attempt" integer,
    "Score" double precision,
    "Grade" text,
    "EnteredScore" double precision,
    "EnteredGrade" text,
    "PointsDeducted" double precision,
    "LatePolicyStatus" text,
    "Late" boolean,
    "Missing" boolean,
    "SecondsLate" double precision,
    "Excused" boolean,
    "GradedAt" timestamp with time zone,
    "GraderId" bigint,
    "GradeMatchesCurrentSubmission" boolean,
    "PostedAt" timestamp with time zone,
    "PostedAtUnspecified" boolean,
    "CachedDueDate" timestamp with time zone,
    "GradingPeriodId" bigint,
    "CustomGradeStatusId" bigint,
    "ExtraAttempts" integer,
    "RedoRequest" boolean,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    "CourseId" bigint NOT NULL,
    CONSTRAINT "PK_CanvasSubmission" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasSyncRun" (
    "Id" uuid NOT NULL,
    "StartedAt" timestamp with time zone NOT NULL,
    "CompletedAt" timestamp with time zone,
    "Strategy" text NOT NULL,
    "Outcome" text NOT NULL,
    "FailureKind" text,
    "FailureMessage" text,
    "Owner" character varying(200),
    "LastSeenAt" timestamp with time zone,
    "Courses" integer NOT NULL,
    "FailedCourses" integer NOT NULL,
    "RowsAdded" bigint NOT NULL,
    "RowsChanged" bigint NOT NULL,
    "RowsMissing" bigint NOT NULL,
    "Rejected" bigint NOT NULL,
    "Requests" bigint NOT NULL,
    CONSTRAINT "PK_CanvasSyncRun" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasTag" (
    "Id" bigint GENERATED BY DEFAULT AS IDENTITY,
    "Name" text NOT NULL,
    "NormalizedName" character varying(100) NOT NULL,
    "CreatedAt" timestamp with time zone NOT NULL,
    CONSTRAINT "PK_CanvasTag" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasTerm" (
    "Id" bigint NOT NULL,
    "Name" text,
    "StartAt" timestamp with time zone,
    "EndAt" timestamp with time zone,
    "WorkflowState" text,
    "CreatedAt" timestamp with time zone,
    "GradingPeriodGroupId" bigint,
    "SisTermId" text,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    CONSTRAINT "PK_CanvasTerm" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasUser" (
    "Id" bigint NOT NULL,
    "Name" text,
    "SortableName" text,
    "ShortName" text,
    "LoginId" text,
    "Email" text,
    "LoginKey" text,
    "EmailKey" text,
    "SisUserId" text,
    "IntegrationId" text,
    "CreatedAt" timestamp with time zone,
    "LastLogin" timestamp with time zone,
    "Pronouns" text,
    "Locale" text,
    "TimeZone" text,
    "MergedIntoUserId" bigint,
    "RowHash" bigint NOT NULL,
    "FirstSyncedAt" timestamp with time zone NOT NULL,
    "SyncedAt" timestamp with time zone NOT NULL,
    "MissingSince" timestamp with time zone,
    "LocalEdits" text,
    CONSTRAINT "PK_CanvasUser" PRIMARY KEY ("Id")
);


CREATE TABLE "CanvasNoteRevision" (
    "NoteId" bigint NOT NULL,
    "Version" integer NOT NULL,
    "Category" text NOT NULL,
    "Visibility" character varying(20) NOT NULL,
    "Text" text NOT NULL,
    "WrittenAt" timestamp with time zone NOT NULL,
    "ReplacedAt" timestamp with time zone NOT NULL,
    "ReplacedByUserId" bigint,
    "ReplacedByName" character varying(200),
    CONSTRAINT "PK_CanvasNoteRevision" PRIMARY KEY ("NoteId", "Version"),
    CONSTRAINT "FK_CanvasNoteRevision_CanvasNote_NoteId" FOREIGN KEY ("NoteId") REFERENCES "CanvasNote" ("Id") ON DELETE CASCADE
);


CREATE TABLE "CanvasOfferingSnapshot" (
    "CourseId" bigint NOT NULL,
    "UserId" bigint NOT NULL,
    "Cut" integer NOT NULL,
    "Final" double precision NOT NULL,
    "Completed" boolean NOT NULL,
    "Earned" double precision NOT NULL,
    "KnownWeight" double precision NOT NULL,
    "RemainingWeight" double precision NOT NULL,
    "OpenBonus" double precision NOT NULL,
    "WeightSource" smallint NOT NULL,
    "Current" double precision NOT NULL,
    "ClassMean" double precision NOT NULL,
    "RecentMean" double precision NOT NULL,
    "MissingRate" double precision NOT NULL,
    "LastMissing" boolean NOT NULL,
    "MissingRun" integer NOT NULL,
    "SubmittedRate" double precision NOT NULL,
    "SubmittedMean" double precision,
    "LateShare" double precision NOT NULL,
    "ScoreDeviation" double precision NOT NULL,
    "KnownItems" integer NOT NULL,
    "DueItems" integer NOT NULL,
    "MissingItems" integer NOT NULL,
    "MissingPoints" double precision NOT NULL,
    "Pattern" smallint NOT NULL,
    CONSTRAINT "PK_CanvasOfferingSnapshot" PRIMARY KEY ("CourseId", "UserId", "Cut"),
    CONSTRAINT "FK_CanvasOfferingSnapshot_CanvasOffering_CourseId" FOREIGN KEY ("CourseId") REFERENCES "CanvasOffering" ("CourseId") ON DELETE CASCADE
);


CREATE TABLE "CanvasTagLink" (
    "TagId" bigint NOT NULL,
    "TargetType" character varying(20) NOT NULL,
    "TargetId" bigint NOT NULL,
    "CreatedAt" timestamp with time zone NOT NULL,
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


