-- ForEverything
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", "c"."UserId" AS "StudentId", "c5"."Name" AS "StudentName", "c5"."SortableName", CASE
    WHEN "c"."Excused" IS NOT NULL AND "c"."Excused" THEN 'excused'
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c2"."HasSubAssignments" IS NULL OR NOT ("c2"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."SubmissionId" = "c"."Id" AND "c7"."Score" IS NULL AND ("c7"."Excused" IS NULL OR NOT ("c7"."Excused"))))) THEN 'graded'
    WHEN ((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c2"."IsQuizLtiAssignment" IS NOT NULL AND "c2"."IsQuizLtiAssignment") OR ("c2"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c2"."SubmissionTypes" IS NOT NULL))))) OR ("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."SubmissionId" = "c"."Id" AND ("c8"."Excused" IS NULL OR NOT ("c8"."Excused")) AND "c8"."CustomGradeStatusId" IS NULL AND (("c8"."LatePolicyStatus" IS NOT NULL AND "c8"."LatePolicyStatus" = 'missing') OR ("c8"."LatePolicyStatus" IS NULL AND (("c8"."Missing" IS NOT NULL AND "c8"."Missing") OR ("c8"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c8"."DueAt" IS NOT NULL AND "c8"."DueAt" < @Now))))))) AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted') AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."UserId" = "c"."UserId" AND "c9"."CourseId" = "c"."CourseId" AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c9"."EnrollmentState" <> 'completed' OR "c9"."EnrollmentState" IS NULL OR "c4"."WorkflowState" = 'completed' OR CASE
            WHEN "c4"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c4"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c4"."EndAt", (
                SELECT "c10"."EndAt"
                FROM "CanvasTerm" AS "c10"
                WHERE "c10"."Id" = "c4"."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT "c11"."EndAt"
                FROM "CanvasTerm" AS "c11"
                WHERE "c11"."Id" = "c4"."TermId"
                LIMIT 1), "c4"."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS "c12"
            WHERE "c12"."Id" = "c9"."SectionId" AND "c12"."RestrictEnrollmentsToSectionDates" AND "c12"."EndAt" <= @Now))) THEN 'missing'
    WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", "c"."Score", CASE
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c2"."HasSubAssignments" IS NULL OR NOT ("c2"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c13"
        WHERE "c13"."MissingSince" IS NULL AND "c13"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c14"
        WHERE "c14"."MissingSince" IS NULL AND "c14"."SubmissionId" = "c"."Id" AND "c14"."Score" IS NULL AND ("c14"."Excused" IS NULL OR NOT ("c14"."Excused"))))) AND "c2"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c2"."PointsPossible"
END AS "Percentage", "c"."SubmittedAt", "c"."GradedAt", CASE
    WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c15"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", "c"."Attempt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
    WHEN "c"."Late" THEN "c"."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT "c16"."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS "c16"
    WHERE ("c16"."Score" <> "c16"."PreviousScore" OR "c16"."Score" IS NULL OR "c16"."PreviousScore" IS NULL) AND ("c16"."Score" IS NOT NULL OR "c16"."PreviousScore" IS NOT NULL) AND "c16"."SubmissionId" = "c"."Id"
    ORDER BY "c16"."RecordedAt" DESC, "c16"."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT "c17"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c17"
    WHERE ("c17"."Score" <> "c17"."PreviousScore" OR "c17"."Score" IS NULL OR "c17"."PreviousScore" IS NULL) AND ("c17"."Score" IS NOT NULL OR "c17"."PreviousScore" IS NOT NULL) AND "c17"."SubmissionId" = "c"."Id"
    ORDER BY "c17"."RecordedAt" DESC, "c17"."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."HasSubAssignments", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."PointsPossible", "c1"."Published", "c1"."SubmissionTypes", "c1"."WorkflowState"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id", "c3"."EndAt", "c3"."Name", "c3"."RestrictEnrollmentsToCourseDates", "c3"."TermId", "c3"."WorkflowState"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId")
ORDER BY CASE
    WHEN "c"."Score" IS NULL THEN 1
    ELSE 0
END, "c"."Score" DESC, CASE
    WHEN "c5"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c5"."SortableName" COLLATE BINARY), "c5"."SortableName" COLLATE BINARY, "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."PointsPossible", "c"."UserId" AS "StudentId", "c7"."Name" AS "StudentName", "c7"."SortableName", CASE
    WHEN "c"."Excused" IS NOT NULL AND "c"."Excused" THEN 'excused'
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."SubmissionId" = "c"."Id" AND "c9"."Score" IS NULL AND ("c9"."Excused" IS NULL OR NOT ("c9"."Excused"))))) THEN 'graded'
    WHEN ((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL))))) OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c"."Id" AND ("c10"."Excused" IS NULL OR NOT ("c10"."Excused")) AND "c10"."CustomGradeStatusId" IS NULL AND (("c10"."LatePolicyStatus" IS NOT NULL AND "c10"."LatePolicyStatus" = 'missing') OR ("c10"."LatePolicyStatus" IS NULL AND (("c10"."Missing" IS NOT NULL AND "c10"."Missing") OR ("c10"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c10"."DueAt" IS NOT NULL AND "c10"."DueAt" < @Now))))))) AND (("c4"."Published" IS NOT NULL AND "c4"."Published") OR ("c4"."Published" IS NULL AND "c4"."WorkflowState" IS NOT NULL AND "c4"."WorkflowState" = 'published')) AND ("c4"."WorkflowState" IS NULL OR "c4"."WorkflowState" <> 'deleted') AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."UserId" = "c"."UserId" AND "c11"."CourseId" = "c"."CourseId" AND "c11"."Type" = 'StudentEnrollment' AND "c11"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c11"."EnrollmentState" <> 'completed' OR "c11"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
            WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
                SELECT "c12"."EndAt"
                FROM "CanvasTerm" AS "c12"
                WHERE "c12"."Id" = "c6"."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT "c13"."EndAt"
                FROM "CanvasTerm" AS "c13"
                WHERE "c13"."Id" = "c6"."TermId"
                LIMIT 1), "c6"."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS "c14"
            WHERE "c14"."Id" = "c11"."SectionId" AND "c14"."RestrictEnrollmentsToSectionDates" AND "c14"."EndAt" <= @Now))) THEN 'missing'
    WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", "c"."Score", CASE
    WHEN "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND "c16"."SubmissionId" = "c"."Id" AND "c16"."Score" IS NULL AND ("c16"."Excused" IS NULL OR NOT ("c16"."Excused"))))) AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
END AS "Percentage", "c"."SubmittedAt", "c"."GradedAt", CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c17"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND "c17"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", "c"."Attempt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
    WHEN "c"."Late" THEN "c"."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT "c18"."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS "c18"
    WHERE ("c18"."Score" <> "c18"."PreviousScore" OR "c18"."Score" IS NULL OR "c18"."PreviousScore" IS NULL) AND ("c18"."Score" IS NOT NULL OR "c18"."PreviousScore" IS NOT NULL) AND "c18"."SubmissionId" = "c"."Id"
    ORDER BY "c18"."RecordedAt" DESC, "c18"."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT "c19"."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS "c19"
    WHERE ("c19"."Score" <> "c19"."PreviousScore" OR "c19"."Score" IS NULL OR "c19"."PreviousScore" IS NULL) AND ("c19"."Score" IS NOT NULL OR "c19"."PreviousScore" IS NOT NULL) AND "c19"."SubmissionId" = "c"."Id"
    ORDER BY "c19"."RecordedAt" DESC, "c19"."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."HasSubAssignments", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."PointsPossible", "c3"."Published", "c3"."SubmissionTypes", "c3"."WorkflowState"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasUser" AS "c7" ON "c"."UserId" = "c7"."Id"
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
ORDER BY CASE
    WHEN "c"."Score" IS NULL THEN 1
    ELSE 0
END, "c"."Score" DESC, CASE
    WHEN "c7"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c7"."SortableName" COLLATE BINARY), "c7"."SortableName" COLLATE BINARY, "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."PointsPossible", "c"."UserId" AS "StudentId", "c7"."Name" AS "StudentName", "c7"."SortableName", CASE
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Excused" IS NOT NULL AND "c"."Excused" THEN 'excused'
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."SubmissionId" = "c"."Id" AND "c9"."Score" IS NULL AND ("c9"."Excused" IS NULL OR NOT ("c9"."Excused"))))) THEN 'graded'
    WHEN (CASE
        WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL))))
        ELSE ("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."Missing" IS NOT NULL AND "c"."Missing") OR (("c"."LatePolicyStatus" IS NULL OR "c"."Missing" IS NULL OR "c"."Missing") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c4"."IsQuizLtiAssignment" IS NOT NULL AND "c4"."IsQuizLtiAssignment") OR ("c4"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c4"."SubmissionTypes" IS NOT NULL)))
    END OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c4"."PostManually" IS NOT NULL AND "c4"."PostManually") OR "c"."GradedAt" IS NULL)) OR "c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c"."Id" AND CASE
            WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) OR "c4"."PostManually" IS NULL OR NOT ("c4"."PostManually") THEN ("c10"."Excused" IS NULL OR NOT ("c10"."Excused")) AND "c10"."CustomGradeStatusId" IS NULL AND (("c10"."LatePolicyStatus" IS NOT NULL AND "c10"."LatePolicyStatus" = 'missing') OR ("c10"."LatePolicyStatus" IS NULL AND (("c10"."Missing" IS NOT NULL AND "c10"."Missing") OR ("c10"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c10"."DueAt" IS NOT NULL AND "c10"."DueAt" < @Now))))
            ELSE ("c10"."LatePolicyStatus" IS NOT NULL AND "c10"."LatePolicyStatus" = 'missing') OR ("c10"."Missing" IS NOT NULL AND "c10"."Missing") OR (("c10"."LatePolicyStatus" IS NULL OR "c10"."Missing" IS NULL) AND ("c10"."Late" IS NULL OR NOT ("c10"."Late")) AND ("c10"."Score" IS NULL OR "c10"."Score" <= 0.0) AND "c"."SubmittedAt" IS NULL AND "c10"."DueAt" IS NOT NULL AND "c10"."DueAt" < @Now)
        END))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."UserId" = "c"."UserId" AND "c11"."CourseId" = "c"."CourseId" AND "c11"."Type" = 'StudentEnrollment' AND "c11"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c11"."EnrollmentState" <> 'completed' OR "c11"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
            WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
                SELECT "c12"."EndAt"
                FROM "CanvasTerm" AS "c12"
                WHERE "c12"."Id" = "c6"."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT "c13"."EndAt"
                FROM "CanvasTerm" AS "c13"
                WHERE "c13"."Id" = "c6"."TermId"
                LIMIT 1), "c6"."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS "c14"
            WHERE "c14"."Id" = "c11"."SectionId" AND "c14"."RestrictEnrollmentsToSectionDates" AND "c14"."EndAt" <= @Now))) THEN 'missing'
    WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", CASE
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) THEN "c"."Score"
END AS "Score", CASE
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND "c16"."SubmissionId" = "c"."Id" AND "c16"."Score" IS NULL AND ("c16"."Excused" IS NULL OR NOT ("c16"."Excused"))))) AND ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
END AS "Percentage", "c"."SubmittedAt", CASE
    WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN "c"."GradedAt"
END AS "GradedAt", CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c17"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND "c17"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", "c"."Attempt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
    WHEN "c"."Late" THEN "c"."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT "c18"."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS "c18"
    WHERE ("c18"."Score" <> "c18"."PreviousScore" OR "c18"."Score" IS NULL OR "c18"."PreviousScore" IS NULL) AND ("c18"."Score" IS NOT NULL OR "c18"."PreviousScore" IS NOT NULL) AND "c18"."SubmissionId" = "c"."Id" AND ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ((("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData"))) OR (((("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData"))) OR (("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c4"."GradingType" IS NOT NULL AND "c4"."GradingType" IN ('letter_grade', 'pass_fail'))) AND ("c18"."Grade" <> "c18"."PreviousGrade" OR "c18"."Grade" IS NULL OR "c18"."PreviousGrade" IS NULL) AND ("c18"."Grade" IS NOT NULL OR "c18"."PreviousGrade" IS NOT NULL))) AND (("c18"."PostedAt" IS NOT NULL AND "c18"."PreviousPostedAt" IS NOT NULL) OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c18"."GradedAt" IS NOT NULL AND "c18"."PreviousGradedAt" IS NOT NULL))
    ORDER BY "c18"."RecordedAt" DESC, "c18"."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT CASE
        WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) THEN "c19"."PreviousScore"
    END
    FROM "CanvasAssignmentScoreHistory" AS "c19"
    WHERE ("c19"."Score" <> "c19"."PreviousScore" OR "c19"."Score" IS NULL OR "c19"."PreviousScore" IS NULL) AND ("c19"."Score" IS NOT NULL OR "c19"."PreviousScore" IS NOT NULL) AND "c19"."SubmissionId" = "c"."Id" AND ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ((("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData"))) OR (((("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData"))) OR (("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c4"."GradingType" IS NOT NULL AND "c4"."GradingType" IN ('letter_grade', 'pass_fail'))) AND ("c19"."Grade" <> "c19"."PreviousGrade" OR "c19"."Grade" IS NULL OR "c19"."PreviousGrade" IS NULL) AND ("c19"."Grade" IS NOT NULL OR "c19"."PreviousGrade" IS NOT NULL))) AND (("c19"."PostedAt" IS NOT NULL AND "c19"."PreviousPostedAt" IS NOT NULL) OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c19"."GradedAt" IS NOT NULL AND "c19"."PreviousGradedAt" IS NOT NULL))
    ORDER BY "c19"."RecordedAt" DESC, "c19"."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."GradingType", "c3"."HasSubAssignments", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."PointsPossible", "c3"."PostManually", "c3"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted')
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."RestrictQuantitativeData", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasUser" AS "c7" ON "c"."UserId" = "c7"."Id"
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
ORDER BY CASE
    WHEN ("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c4"."PostManually" IS NOT NULL AND "c4"."PostManually") OR "c"."GradedAt" IS NULL)) OR ("c6"."RestrictQuantitativeData" IS NOT NULL AND "c6"."RestrictQuantitativeData") OR "c"."Score" IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) THEN "c"."Score"
END DESC, CASE
    WHEN "c7"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c7"."SortableName" COLLATE BINARY), "c7"."SortableName" COLLATE BINARY, "c"."Id"
