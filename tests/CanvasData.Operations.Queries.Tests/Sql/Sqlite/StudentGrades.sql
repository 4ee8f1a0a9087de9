-- ForEverything
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c6"."Name" AS "StudentName", "c6"."SortableName", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."AssignmentGroupId", "c5"."Name" AS "GroupName", CASE
    WHEN "c4"."ApplyAssignmentGroupWeights" THEN "c5"."GroupWeight"
END AS "GroupWeight", "c2"."PointsPossible", "c"."Score", "c"."Grade", CASE
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c2"."HasSubAssignments" IS NULL OR NOT ("c2"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."SubmissionId" = "c"."Id" AND "c8"."Score" IS NULL AND ("c8"."Excused" IS NULL OR NOT ("c8"."Excused"))))) AND "c2"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c2"."PointsPossible"
END AS "Percentage", "c"."WorkflowState", "c"."SubmittedAt", "c"."GradedAt", COALESCE("c"."PostedAt", CASE
    WHEN "c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c2"."PostManually" IS NULL OR NOT ("c2"."PostManually")) THEN "c"."GradedAt"
END) AS "PostedAt", CASE
    WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c9"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c2"."IsQuizLtiAssignment" IS NOT NULL AND "c2"."IsQuizLtiAssignment") OR ("c2"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c2"."SubmissionTypes" IS NOT NULL))))) OR ("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c10"
    WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c"."Id" AND ("c10"."Excused" IS NULL OR NOT ("c10"."Excused")) AND "c10"."CustomGradeStatusId" IS NULL AND (("c10"."LatePolicyStatus" IS NOT NULL AND "c10"."LatePolicyStatus" = 'missing') OR ("c10"."LatePolicyStatus" IS NULL AND (("c10"."Missing" IS NOT NULL AND "c10"."Missing") OR ("c10"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c10"."DueAt" IS NOT NULL AND "c10"."DueAt" < @Now))))))) AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c11"
    WHERE "c11"."MissingSince" IS NULL AND "c11"."UserId" = "c"."UserId" AND "c11"."CourseId" = "c"."CourseId" AND "c11"."Type" = 'StudentEnrollment' AND "c11"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c11"."EnrollmentState" <> 'completed' OR "c11"."EnrollmentState" IS NULL OR "c4"."WorkflowState" = 'completed' OR CASE
        WHEN "c4"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c4"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c4"."EndAt", (
            SELECT "c12"."EndAt"
            FROM "CanvasTerm" AS "c12"
            WHERE "c12"."Id" = "c4"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c13"."EndAt"
            FROM "CanvasTerm" AS "c13"
            WHERE "c13"."Id" = "c4"."TermId"
            LIMIT 1), "c4"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c14"
        WHERE "c14"."Id" = "c11"."SectionId" AND "c14"."RestrictEnrollmentsToSectionDates" AND "c14"."EndAt" <= @Now))) AS "IsMissing", "c"."Excused" IS NOT NULL AND "c"."Excused" AS "IsExcused", "c2"."OmitFromFinalGrade" IS NOT NULL AND "c2"."OmitFromFinalGrade" AS "OmitFromFinalGrade", "c"."MissingSince", NULL AS "ChangedAt", NULL AS "PreviousScore", NULL AS "NoteCount"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."AssignmentGroupId", "c1"."HasSubAssignments", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."OmitFromFinalGrade", "c1"."PointsPossible", "c1"."PostManually", "c1"."Published", "c1"."SubmissionTypes", "c1"."WorkflowState"
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
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c"."Id" AND "c10"."Score" IS NULL AND ("c10"."Excused" IS NULL OR NOT ("c10"."Excused"))))) AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
END AS "Percentage", "c"."WorkflowState", "c"."SubmittedAt", "c"."GradedAt", COALESCE("c"."PostedAt", CASE
    WHEN "c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) THEN "c"."GradedAt"
END) AS "PostedAt", CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c11"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL))))) OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c12"
    WHERE "c12"."MissingSince" IS NULL AND "c12"."SubmissionId" = "c"."Id" AND ("c12"."Excused" IS NULL OR NOT ("c12"."Excused")) AND "c12"."CustomGradeStatusId" IS NULL AND (("c12"."LatePolicyStatus" IS NOT NULL AND "c12"."LatePolicyStatus" = 'missing') OR ("c12"."LatePolicyStatus" IS NULL AND (("c12"."Missing" IS NOT NULL AND "c12"."Missing") OR ("c12"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c12"."DueAt" IS NOT NULL AND "c12"."DueAt" < @Now))))))) AND (("c4"."Published" IS NOT NULL AND "c4"."Published") OR ("c4"."Published" IS NULL AND "c4"."WorkflowState" IS NOT NULL AND "c4"."WorkflowState" = 'published')) AND ("c4"."WorkflowState" IS NULL OR "c4"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c13"
    WHERE "c13"."MissingSince" IS NULL AND "c13"."UserId" = "c"."UserId" AND "c13"."CourseId" = "c"."CourseId" AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c13"."EnrollmentState" <> 'completed' OR "c13"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
        WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
            SELECT "c14"."EndAt"
            FROM "CanvasTerm" AS "c14"
            WHERE "c14"."Id" = "c6"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c15"."EndAt"
            FROM "CanvasTerm" AS "c15"
            WHERE "c15"."Id" = "c6"."TermId"
            LIMIT 1), "c6"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c16"
        WHERE "c16"."Id" = "c13"."SectionId" AND "c16"."RestrictEnrollmentsToSectionDates" AND "c16"."EndAt" <= @Now))) AS "IsMissing", "c"."Excused" IS NOT NULL AND "c"."Excused" AS "IsExcused", "c4"."OmitFromFinalGrade" IS NOT NULL AND "c4"."OmitFromFinalGrade" AS "OmitFromFinalGrade", "c"."MissingSince", NULL AS "ChangedAt", NULL AS "PreviousScore", NULL AS "NoteCount"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."AssignmentGroupId", "c3"."HasSubAssignments", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."OmitFromFinalGrade", "c3"."PointsPossible", "c3"."PostManually", "c3"."Published", "c3"."SubmissionTypes", "c3"."WorkflowState"
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
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId")
ORDER BY "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c8"."Name" AS "StudentName", "c8"."SortableName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."AssignmentGroupId", "c7"."Name" AS "GroupName", CASE
    WHEN "c6"."ApplyAssignmentGroupWeights" THEN "c7"."GroupWeight"
END AS "GroupWeight", "c4"."PointsPossible", CASE
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) THEN "c"."Score"
END AS "Score", CASE
    WHEN (("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData"))) OR (("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c4"."GradingType" IS NOT NULL AND "c4"."GradingType" IN ('letter_grade', 'pass_fail')) THEN "c"."Grade"
END AS "Grade", CASE
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c"."Id" AND "c10"."Score" IS NULL AND ("c10"."Excused" IS NULL OR NOT ("c10"."Excused"))))) AND ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
END AS "Percentage", CASE
    WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN "c"."WorkflowState"
    WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "WorkflowState", "c"."SubmittedAt", CASE
    WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN "c"."GradedAt"
END AS "GradedAt", COALESCE("c"."PostedAt", CASE
    WHEN "c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) THEN "c"."GradedAt"
END) AS "PostedAt", CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c11"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", (CASE
    WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL))))
    ELSE ("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."Missing" IS NOT NULL AND "c"."Missing") OR (("c"."LatePolicyStatus" IS NULL OR "c"."Missing" IS NULL OR "c"."Missing") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL)))
END OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c4"."PostManually" IS NOT NULL AND "c4"."PostManually") OR "c"."GradedAt" IS NULL)) OR "c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c12"
    WHERE "c12"."MissingSince" IS NULL AND "c12"."SubmissionId" = "c"."Id" AND CASE
        WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) OR "c4"."PostManually" IS NULL OR NOT ("c4"."PostManually") THEN ("c12"."Excused" IS NULL OR NOT ("c12"."Excused")) AND "c12"."CustomGradeStatusId" IS NULL AND (("c12"."LatePolicyStatus" IS NOT NULL AND "c12"."LatePolicyStatus" = 'missing') OR ("c12"."LatePolicyStatus" IS NULL AND (("c12"."Missing" IS NOT NULL AND "c12"."Missing") OR ("c12"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c12"."DueAt" IS NOT NULL AND "c12"."DueAt" < @Now))))
        ELSE ("c12"."LatePolicyStatus" IS NOT NULL AND "c12"."LatePolicyStatus" = 'missing') OR ("c12"."Missing" IS NOT NULL AND "c12"."Missing") OR (("c12"."LatePolicyStatus" IS NULL OR "c12"."Missing" IS NULL) AND ("c12"."Late" IS NULL OR NOT ("c12"."Late")) AND ("c12"."Score" IS NULL OR "c12"."Score" <= 0.0) AND "c"."SubmittedAt" IS NULL AND "c12"."DueAt" IS NOT NULL AND "c12"."DueAt" < @Now)
    END))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c13"
    WHERE "c13"."MissingSince" IS NULL AND "c13"."UserId" = "c"."UserId" AND "c13"."CourseId" = "c"."CourseId" AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c13"."EnrollmentState" <> 'completed' OR "c13"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
        WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
            SELECT "c14"."EndAt"
            FROM "CanvasTerm" AS "c14"
            WHERE "c14"."Id" = "c6"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c15"."EndAt"
            FROM "CanvasTerm" AS "c15"
            WHERE "c15"."Id" = "c6"."TermId"
            LIMIT 1), "c6"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c16"
        WHERE "c16"."Id" = "c13"."SectionId" AND "c16"."RestrictEnrollmentsToSectionDates" AND "c16"."EndAt" <= @Now))) AS "IsMissing", ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Excused" IS NOT NULL AND "c"."Excused" AS "IsExcused", "c4"."OmitFromFinalGrade" IS NOT NULL AND "c4"."OmitFromFinalGrade" AS "OmitFromFinalGrade", "c"."MissingSince", NULL AS "ChangedAt", NULL AS "PreviousScore", NULL AS "NoteCount"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."AssignmentGroupId", "c3"."GradingType", "c3"."HasSubAssignments", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."OmitFromFinalGrade", "c3"."PointsPossible", "c3"."PostManually", "c3"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted')
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."ApplyAssignmentGroupWeights", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."RestrictQuantitativeData", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasAssignmentGroup" AS "c7" ON "c4"."AssignmentGroupId" = "c7"."Id"
LEFT JOIN "CanvasUser" AS "c8" ON "c"."UserId" = "c8"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId")
ORDER BY "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"
