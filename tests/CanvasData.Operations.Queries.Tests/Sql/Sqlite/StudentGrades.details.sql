-- ForEverything
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c6"."Name" AS "StudentName", "c6"."SortableName", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."AssignmentGroupId", "c5"."Name" AS "GroupName", CASE
    WHEN "c4"."ApplyAssignmentGroupWeights" THEN "c5"."GroupWeight"
END AS "GroupWeight", "c2"."PointsPossible", "c"."Score", "c"."Grade", CASE
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND "c2"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c2"."PointsPossible"
END AS "Percentage", "c"."WorkflowState", "c"."SubmittedAt", "c"."GradedAt", "c"."PostedAt", "c"."CachedDueDate" AS "DueAt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."GraderId" IS NULL AND "c"."Score" IS NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" = 'unsubmitted') AND "c"."LatePolicyStatus" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c2"."IsQuizLtiAssignment" IS NOT NULL AND "c2"."IsQuizLtiAssignment") OR ("c2"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c2"."SubmissionTypes" IS NOT NULL)))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."UserId" = "c"."UserId" AND "c7"."CourseId" = "c"."CourseId" AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c7"."EnrollmentState" <> 'completed' OR "c7"."EnrollmentState" IS NULL OR "c4"."WorkflowState" = 'completed' OR CASE
        WHEN "c4"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c4"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c4"."EndAt", (
            SELECT "c8"."EndAt"
            FROM "CanvasTerm" AS "c8"
            WHERE "c8"."Id" = "c4"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c9"."EndAt"
            FROM "CanvasTerm" AS "c9"
            WHERE "c9"."Id" = "c4"."TermId"
            LIMIT 1), "c4"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c10"
        WHERE "c10"."Id" = "c7"."SectionId" AND "c10"."RestrictEnrollmentsToSectionDates" AND "c10"."EndAt" <= @Now))) AS "IsMissing", "c"."Excused" IS NOT NULL AND "c"."Excused" AS "IsExcused", "c2"."OmitFromFinalGrade" = 1 AND "c2"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", "c"."MissingSince", (
    SELECT "c11"."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS "c11"
    WHERE ("c11"."Score" <> "c11"."PreviousScore" OR "c11"."Score" IS NULL OR "c11"."PreviousScore" IS NULL) AND ("c11"."Score" IS NOT NULL OR "c11"."PreviousScore" IS NOT NULL) AND "c11"."SubmissionId" = "c"."Id"
    ORDER BY "c11"."RecordedAt" DESC, "c11"."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT "c12"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c12"
    WHERE ("c12"."Score" <> "c12"."PreviousScore" OR "c12"."Score" IS NULL OR "c12"."PreviousScore" IS NULL) AND ("c12"."Score" IS NOT NULL OR "c12"."PreviousScore" IS NOT NULL) AND "c12"."SubmissionId" = "c"."Id"
    ORDER BY "c12"."RecordedAt" DESC, "c12"."Id" DESC
    LIMIT 1) AS "PreviousScore", (
    SELECT "c13"."Score" - "c13"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c13"
    WHERE ("c13"."Score" <> "c13"."PreviousScore" OR "c13"."Score" IS NULL OR "c13"."PreviousScore" IS NULL) AND ("c13"."Score" IS NOT NULL OR "c13"."PreviousScore" IS NOT NULL) AND "c13"."SubmissionId" = "c"."Id"
    ORDER BY "c13"."RecordedAt" DESC, "c13"."Id" DESC
    LIMIT 1) AS "ScoreChange", (
    SELECT COUNT(*)
    FROM "CanvasNote" AS "c14"
    WHERE "c14"."TargetType" = 'student' AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."Type" = 'StudentEnrollment' AND "c15"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c15"."UserId" = "c14"."TargetId" AND ("c14"."CourseId" IS NULL OR "c15"."CourseId" = "c14"."CourseId")) AND "c14"."TargetId" = "c"."UserId" AND ("c14"."CourseId" IS NULL OR "c14"."CourseId" = "c"."CourseId")) AS "NoteCount", (
    SELECT "c16"."DifficultyRating"
    FROM "CanvasAssignmentMetadata" AS "c16"
    WHERE "c16"."AssignmentId" = "c"."AssignmentId"
    LIMIT 1) AS "Difficulty", (
    SELECT COUNT(*)
    FROM "CanvasTagLink" AS "c17"
    WHERE "c17"."TargetType" = 'student' AND "c17"."TargetId" = "c"."UserId") AS "TagCount"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."AssignmentGroupId", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."OmitFromFinalGrade", "c1"."PointsPossible", "c1"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id", "c3"."ApplyAssignmentGroupWeights", "c3"."EndAt", "c3"."Name", "c3"."RestrictEnrollmentsToCourseDates", "c3"."TermId", "c3"."WorkflowState"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN "CanvasAssignmentGroup" AS "c5" ON "c2"."AssignmentGroupId" = "c5"."Id"
LEFT JOIN "CanvasUser" AS "c6" ON "c"."UserId" = "c6"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId")
ORDER BY "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c8"."Name" AS "StudentName", "c8"."SortableName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."AssignmentGroupId", "c7"."Name" AS "GroupName", CASE
    WHEN "c6"."ApplyAssignmentGroupWeights" THEN "c7"."GroupWeight"
END AS "GroupWeight", "c4"."PointsPossible", "c"."Score", "c"."Grade", CASE
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
END AS "Percentage", "c"."WorkflowState", "c"."SubmittedAt", "c"."GradedAt", "c"."PostedAt", "c"."CachedDueDate" AS "DueAt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."GraderId" IS NULL AND "c"."Score" IS NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" = 'unsubmitted') AND "c"."LatePolicyStatus" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL)))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c9"
    WHERE "c9"."MissingSince" IS NULL AND "c9"."UserId" = "c"."UserId" AND "c9"."CourseId" = "c"."CourseId" AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c9"."EnrollmentState" <> 'completed' OR "c9"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
        WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
            SELECT "c10"."EndAt"
            FROM "CanvasTerm" AS "c10"
            WHERE "c10"."Id" = "c6"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c11"."EndAt"
            FROM "CanvasTerm" AS "c11"
            WHERE "c11"."Id" = "c6"."TermId"
            LIMIT 1), "c6"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c12"
        WHERE "c12"."Id" = "c9"."SectionId" AND "c12"."RestrictEnrollmentsToSectionDates" AND "c12"."EndAt" <= @Now))) AS "IsMissing", "c"."Excused" IS NOT NULL AND "c"."Excused" AS "IsExcused", "c4"."OmitFromFinalGrade" = 1 AND "c4"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", "c"."MissingSince", (
    SELECT "c13"."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS "c13"
    WHERE ("c13"."Score" <> "c13"."PreviousScore" OR "c13"."Score" IS NULL OR "c13"."PreviousScore" IS NULL) AND ("c13"."Score" IS NOT NULL OR "c13"."PreviousScore" IS NOT NULL) AND "c13"."SubmissionId" = "c"."Id"
    ORDER BY "c13"."RecordedAt" DESC, "c13"."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT "c14"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c14"
    WHERE ("c14"."Score" <> "c14"."PreviousScore" OR "c14"."Score" IS NULL OR "c14"."PreviousScore" IS NULL) AND ("c14"."Score" IS NOT NULL OR "c14"."PreviousScore" IS NOT NULL) AND "c14"."SubmissionId" = "c"."Id"
    ORDER BY "c14"."RecordedAt" DESC, "c14"."Id" DESC
    LIMIT 1) AS "PreviousScore", (
    SELECT "c15"."Score" - "c15"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c15"
    WHERE ("c15"."Score" <> "c15"."PreviousScore" OR "c15"."Score" IS NULL OR "c15"."PreviousScore" IS NULL) AND ("c15"."Score" IS NOT NULL OR "c15"."PreviousScore" IS NOT NULL) AND "c15"."SubmissionId" = "c"."Id"
    ORDER BY "c15"."RecordedAt" DESC, "c15"."Id" DESC
    LIMIT 1) AS "ScoreChange", (
    SELECT COUNT(*)
    FROM "CanvasNote" AS "c16"
    WHERE "c16"."TargetType" = 'student' AND ("c16"."CourseId" IS NOT NULL OR "c16"."AuthorUserId" = @PersonId) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c18"
            WHERE "c18"."MissingSince" IS NULL AND "c18"."EnrollmentState" IN ('active', 'completed') AND "c18"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c18"."UserId" = @PersonId AND "c18"."CourseId" = "c17"."CourseId" AND ("c18"."LimitPrivilegesToCourseSection" <> 1 OR "c18"."LimitPrivilegesToCourseSection" IS NULL OR ("c18"."SectionId" IS NOT NULL AND "c18"."SectionId" = "c17"."SectionId"))) AND "c17"."Type" = 'StudentEnrollment' AND "c17"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c17"."UserId" = "c16"."TargetId" AND ("c16"."CourseId" IS NULL OR "c17"."CourseId" = "c16"."CourseId")) AND "c16"."TargetId" = "c"."UserId" AND ("c16"."CourseId" IS NULL OR "c16"."CourseId" = "c"."CourseId")) AS "NoteCount", (
    SELECT "c19"."DifficultyRating"
    FROM "CanvasAssignmentMetadata" AS "c19"
    WHERE "c19"."AssignmentId" = "c"."AssignmentId"
    LIMIT 1) AS "Difficulty", (
    SELECT COUNT(*)
    FROM "CanvasTagLink" AS "c20"
    WHERE "c20"."TargetType" = 'student' AND "c20"."TargetId" = "c"."UserId") AS "TagCount"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."AssignmentGroupId", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."OmitFromFinalGrade", "c3"."PointsPossible", "c3"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."ApplyAssignmentGroupWeights", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasAssignmentGroup" AS "c7" ON "c4"."AssignmentGroupId" = "c7"."Id"
LEFT JOIN "CanvasUser" AS "c8" ON "c"."UserId" = "c8"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @PersonId
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."UserId" = @PersonId AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId")
ORDER BY "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c8"."Name" AS "StudentName", "c8"."SortableName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."AssignmentGroupId", "c7"."Name" AS "GroupName", CASE
    WHEN "c6"."ApplyAssignmentGroupWeights" THEN "c7"."GroupWeight"
END AS "GroupWeight", "c4"."PointsPossible", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Score"
END AS "Score", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Grade"
END AS "Grade", CASE
    WHEN "c"."PostedAt" IS NOT NULL AND "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
END AS "Percentage", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."WorkflowState"
    WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "WorkflowState", "c"."SubmittedAt", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."GradedAt"
END AS "GradedAt", "c"."PostedAt", "c"."CachedDueDate" AS "DueAt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."GraderId" IS NULL AND "c"."Score" IS NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" = 'unsubmitted') AND "c"."LatePolicyStatus" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL))))
    ELSE ("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL)))
END AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c9"
    WHERE "c9"."MissingSince" IS NULL AND "c9"."UserId" = "c"."UserId" AND "c9"."CourseId" = "c"."CourseId" AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c9"."EnrollmentState" <> 'completed' OR "c9"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
        WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
            SELECT "c10"."EndAt"
            FROM "CanvasTerm" AS "c10"
            WHERE "c10"."Id" = "c6"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c11"."EndAt"
            FROM "CanvasTerm" AS "c11"
            WHERE "c11"."Id" = "c6"."TermId"
            LIMIT 1), "c6"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c12"
        WHERE "c12"."Id" = "c9"."SectionId" AND "c12"."RestrictEnrollmentsToSectionDates" AND "c12"."EndAt" <= @Now))) AS "IsMissing", "c"."PostedAt" IS NOT NULL AND "c"."Excused" IS NOT NULL AND "c"."Excused" AS "IsExcused", "c4"."OmitFromFinalGrade" = 1 AND "c4"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", "c"."MissingSince", (
    SELECT "c13"."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS "c13"
    WHERE ("c13"."Score" <> "c13"."PreviousScore" OR "c13"."Score" IS NULL OR "c13"."PreviousScore" IS NULL) AND ("c13"."Score" IS NOT NULL OR "c13"."PreviousScore" IS NOT NULL) AND "c13"."PostedAt" IS NOT NULL AND "c13"."PreviousPostedAt" IS NOT NULL AND "c13"."SubmissionId" = "c"."Id" AND "c"."PostedAt" IS NOT NULL
    ORDER BY "c13"."RecordedAt" DESC, "c13"."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT "c14"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c14"
    WHERE ("c14"."Score" <> "c14"."PreviousScore" OR "c14"."Score" IS NULL OR "c14"."PreviousScore" IS NULL) AND ("c14"."Score" IS NOT NULL OR "c14"."PreviousScore" IS NOT NULL) AND "c14"."PostedAt" IS NOT NULL AND "c14"."PreviousPostedAt" IS NOT NULL AND "c14"."SubmissionId" = "c"."Id" AND "c"."PostedAt" IS NOT NULL
    ORDER BY "c14"."RecordedAt" DESC, "c14"."Id" DESC
    LIMIT 1) AS "PreviousScore", (
    SELECT "c15"."Score" - "c15"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c15"
    WHERE ("c15"."Score" <> "c15"."PreviousScore" OR "c15"."Score" IS NULL OR "c15"."PreviousScore" IS NULL) AND ("c15"."Score" IS NOT NULL OR "c15"."PreviousScore" IS NOT NULL) AND "c15"."PostedAt" IS NOT NULL AND "c15"."PreviousPostedAt" IS NOT NULL AND "c15"."SubmissionId" = "c"."Id" AND "c"."PostedAt" IS NOT NULL
    ORDER BY "c15"."RecordedAt" DESC, "c15"."Id" DESC
    LIMIT 1) AS "ScoreChange", (
    SELECT COUNT(*)
    FROM "CanvasNote" AS "c16"
    WHERE "c16"."TargetType" = 'student' AND "c16"."AuthorUserId" = @PersonId AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c18"
            WHERE "c18"."MissingSince" IS NULL AND "c18"."EnrollmentState" IN ('active', 'completed') AND "c18"."UserId" = @PersonId AND "c18"."Type" = 'ObserverEnrollment' AND "c18"."CourseId" = "c17"."CourseId" AND "c18"."AssociatedUserId" = "c17"."UserId") AND "c17"."Type" = 'StudentEnrollment' AND "c17"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c17"."UserId" = "c16"."TargetId" AND ("c16"."CourseId" IS NULL OR "c17"."CourseId" = "c16"."CourseId")) AND "c16"."TargetId" = "c"."UserId" AND ("c16"."CourseId" IS NULL OR "c16"."CourseId" = "c"."CourseId")) AS "NoteCount", NULL AS "Difficulty"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."AssignmentGroupId", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."OmitFromFinalGrade", "c3"."PointsPossible", "c3"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND "c3"."Published"
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."ApplyAssignmentGroupWeights", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasAssignmentGroup" AS "c7" ON "c4"."AssignmentGroupId" = "c7"."Id"
LEFT JOIN "CanvasUser" AS "c8" ON "c"."UserId" = "c8"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" = 'ObserverEnrollment' AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @PersonId AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId")
ORDER BY "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"
