-- ForEverything
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c1"."Name" AS "CourseName", "c1"."CourseCode", "c1"."SisCourseId", "c"."SectionId", "c17"."Name" AS "SectionName", "c17"."SisSectionId", "c"."UserId" AS "StudentId", "c3"."Name" AS "StudentName", "c3"."SortableName", "c3"."SisUserId", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."FinalGrade", "c"."OverrideScore", "c"."OverrideGrade", COALESCE("c"."OverrideScore", "c"."CurrentScore") AS "EffectiveScore", CASE
    WHEN "c"."OverrideScore" IS NOT NULL OR "c"."OverrideGrade" IS NOT NULL THEN "c"."OverrideGrade"
    ELSE "c"."CurrentGrade"
END AS "EffectiveGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c0"."Id", "c0"."CourseCode", "c0"."Name", "c0"."SisCourseId"
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL
) AS "c1" ON "c"."CourseId" = "c1"."Id"
LEFT JOIN "CanvasUser" AS "c3" ON "c"."UserId" = "c3"."Id"
LEFT JOIN (
    SELECT "c4"."CourseId", "c4"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c4"."Score" IS NOT NULL AND ("c4"."WorkflowState" IS NULL OR "c4"."WorkflowState" <> 'pending_review') AND ("c7"."HasSubAssignments" IS NULL OR NOT ("c7"."HasSubAssignments") OR ((("c4"."WorkflowState" IS NOT NULL AND "c4"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c4"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c11"
            WHERE "c11"."MissingSince" IS NULL AND "c11"."SubmissionId" = "c4"."Id" AND "c11"."Score" IS NULL AND ("c11"."Excused" IS NULL OR NOT ("c11"."Excused"))))) AND ("c4"."Excused" IS NULL OR NOT ("c4"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c4"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN ((("c4"."Excused" IS NULL OR NOT ("c4"."Excused")) AND "c4"."CustomGradeStatusId" IS NULL AND (("c4"."LatePolicyStatus" IS NOT NULL AND "c4"."LatePolicyStatus" = 'missing') OR ("c4"."LatePolicyStatus" IS NULL AND "c4"."Missing" IS NOT NULL AND "c4"."Missing") OR ("c4"."LatePolicyStatus" IS NULL AND "c4"."GraderId" IS NULL AND "c4"."Score" IS NULL AND "c4"."SubmittedAt" IS NULL AND "c4"."CachedDueDate" IS NOT NULL AND "c4"."CachedDueDate" < @Now AND (("c7"."IsQuizLtiAssignment" IS NOT NULL AND "c7"."IsQuizLtiAssignment") OR ("c7"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c7"."SubmissionTypes" IS NOT NULL))))) OR ("c7"."HasSubAssignments" IS NOT NULL AND "c7"."HasSubAssignments" AND ("c4"."Excused" IS NULL OR NOT ("c4"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c12"
            WHERE "c12"."MissingSince" IS NULL AND "c12"."SubmissionId" = "c4"."Id" AND ("c12"."Excused" IS NULL OR NOT ("c12"."Excused")) AND "c12"."CustomGradeStatusId" IS NULL AND (("c12"."LatePolicyStatus" IS NOT NULL AND "c12"."LatePolicyStatus" = 'missing') OR ("c12"."LatePolicyStatus" IS NULL AND (("c12"."Missing" IS NOT NULL AND "c12"."Missing") OR ("c12"."Score" IS NULL AND "c4"."SubmittedAt" IS NULL AND "c12"."DueAt" IS NOT NULL AND "c12"."DueAt" < @Now))))))) AND (("c7"."Published" IS NOT NULL AND "c7"."Published") OR ("c7"."Published" IS NULL AND "c7"."WorkflowState" IS NOT NULL AND "c7"."WorkflowState" = 'published')) AND ("c7"."WorkflowState" IS NULL OR "c7"."WorkflowState" <> 'deleted') AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."UserId" = "c4"."UserId" AND "c13"."CourseId" = "c4"."CourseId" AND "c13"."Type" = 'StudentEnrollment' AND ("c13"."EnrollmentState" = 'active' OR "c13"."EnrollmentState" = 'invited' OR "c13"."EnrollmentState" = 'completed') AND ("c13"."EnrollmentState" <> 'completed' OR "c13"."EnrollmentState" IS NULL OR "c9"."WorkflowState" = 'completed' OR CASE
                WHEN "c9"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c9"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c9"."EndAt", (
                    SELECT "c14"."EndAt"
                    FROM "CanvasTerm" AS "c14"
                    WHERE "c14"."Id" = "c9"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c15"."EndAt"
                    FROM "CanvasTerm" AS "c15"
                    WHERE "c15"."Id" = "c9"."TermId"
                    LIMIT 1), "c9"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c16"
                WHERE "c16"."Id" = "c13"."SectionId" AND "c16"."RestrictEnrollmentsToSectionDates" AND "c16"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c4"
    INNER JOIN (
        SELECT "c6"."Id", "c6"."HasSubAssignments", "c6"."IsQuizLtiAssignment", "c6"."Published", "c6"."SubmissionTypes", "c6"."WorkflowState"
        FROM "CanvasAssignment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL
    ) AS "c7" ON "c4"."AssignmentId" = "c7"."Id"
    INNER JOIN (
        SELECT "c8"."Id", "c8"."EndAt", "c8"."RestrictEnrollmentsToCourseDates", "c8"."TermId", "c8"."WorkflowState"
        FROM "CanvasCourse" AS "c8"
        WHERE "c8"."MissingSince" IS NULL
    ) AS "c9" ON "c4"."CourseId" = "c9"."Id"
    WHERE "c4"."MissingSince" IS NULL AND "c4"."UserId" = @StudentId AND "c4"."CourseId" IN (
        SELECT "c5"."CourseId"
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."Type" = 'StudentEnrollment' AND "c5"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c5"."UserId" = @StudentId
    )
    GROUP BY "c4"."CourseId", "c4"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasSection" AS "c17" ON "c"."SectionId" = "c17"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."UserId" = @StudentId AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c1"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c1"."Name" COLLATE BINARY), "c1"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", CASE
    WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c17"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND "c17"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", ((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c2"."IsQuizLtiAssignment" IS NOT NULL AND "c2"."IsQuizLtiAssignment") OR ("c2"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c2"."SubmissionTypes" IS NOT NULL))))) OR ("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c18"
    WHERE "c18"."MissingSince" IS NULL AND "c18"."SubmissionId" = "c"."Id" AND ("c18"."Excused" IS NULL OR NOT ("c18"."Excused")) AND "c18"."CustomGradeStatusId" IS NULL AND (("c18"."LatePolicyStatus" IS NOT NULL AND "c18"."LatePolicyStatus" = 'missing') OR ("c18"."LatePolicyStatus" IS NULL AND (("c18"."Missing" IS NOT NULL AND "c18"."Missing") OR ("c18"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c18"."DueAt" IS NOT NULL AND "c18"."DueAt" < @Now))))))) AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c19"
    WHERE "c19"."MissingSince" IS NULL AND "c19"."UserId" = "c"."UserId" AND "c19"."CourseId" = "c"."CourseId" AND "c19"."Type" = 'StudentEnrollment' AND "c19"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c19"."EnrollmentState" <> 'completed' OR "c19"."EnrollmentState" IS NULL OR "c4"."WorkflowState" = 'completed' OR CASE
        WHEN "c4"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c4"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c4"."EndAt", (
            SELECT "c20"."EndAt"
            FROM "CanvasTerm" AS "c20"
            WHERE "c20"."Id" = "c4"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c21"."EndAt"
            FROM "CanvasTerm" AS "c21"
            WHERE "c21"."Id" = "c4"."TermId"
            LIMIT 1), "c4"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c22"
        WHERE "c22"."Id" = "c19"."SectionId" AND "c22"."RestrictEnrollmentsToSectionDates" AND "c22"."EndAt" <= @Now))) AS "IsMissing"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."HasSubAssignments", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."PointsPossible", "c1"."Published", "c1"."SubmissionTypes", "c1"."WorkflowState"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id", "c3"."EndAt", "c3"."RestrictEnrollmentsToCourseDates", "c3"."TermId", "c3"."WorkflowState"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @StudentId AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = @StudentId
) AND ((((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c2"."IsQuizLtiAssignment" IS NOT NULL AND "c2"."IsQuizLtiAssignment") OR ("c2"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c2"."SubmissionTypes" IS NOT NULL))))) OR ("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."SubmissionId" = "c"."Id" AND ("c5"."Excused" IS NULL OR NOT ("c5"."Excused")) AND "c5"."CustomGradeStatusId" IS NULL AND (("c5"."LatePolicyStatus" IS NOT NULL AND "c5"."LatePolicyStatus" = 'missing') OR ("c5"."LatePolicyStatus" IS NULL AND (("c5"."Missing" IS NOT NULL AND "c5"."Missing") OR ("c5"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c5"."DueAt" IS NOT NULL AND "c5"."DueAt" < @Now))))))) AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c6"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."UserId" = "c"."UserId" AND "c6"."CourseId" = "c"."CourseId" AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c6"."EnrollmentState" <> 'completed' OR "c6"."EnrollmentState" IS NULL OR "c4"."WorkflowState" = 'completed' OR CASE
        WHEN "c4"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c4"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c4"."EndAt", (
            SELECT "c7"."EndAt"
            FROM "CanvasTerm" AS "c7"
            WHERE "c7"."Id" = "c4"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c8"."EndAt"
            FROM "CanvasTerm" AS "c8"
            WHERE "c8"."Id" = "c4"."TermId"
            LIMIT 1), "c4"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c9"
        WHERE "c9"."Id" = "c6"."SectionId" AND "c9"."RestrictEnrollmentsToSectionDates" AND "c9"."EndAt" <= @Now)))) OR ("c"."SubmittedAt" IS NULL AND ("c2"."SubmissionTypes" IS NULL OR "c2"."SubmissionTypes" <> 'wiki_page') AND (("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To) OR ("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c10"
    WHERE "c10"."MissingSince" IS NULL AND "c10"."SubmissionId" = "c"."Id" AND "c10"."DueAt" >= @Now AND "c10"."DueAt" <= @To AND "c10"."Score" IS NULL AND ("c10"."Excused" IS NULL OR NOT ("c10"."Excused"))))) AND (("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments") OR ("c"."Score" IS NULL AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")))) AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted') AND EXISTS (
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
        WHERE "c14"."Id" = "c11"."SectionId" AND "c14"."RestrictEnrollmentsToSectionDates" AND "c14"."EndAt" <= @Now)))))
ORDER BY CASE
    WHEN CASE
        WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
            SELECT MIN("c15"."DueAt")
            FROM "CanvasCheckpointSubmission" AS "c15"
            WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c"."Id"))
        ELSE "c"."CachedDueDate"
    END IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c16"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND "c16"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END, "c"."AssignmentId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c2"."SisCourseId", "c"."SectionId", "c20"."Name" AS "SectionName", "c20"."SisSectionId", "c"."UserId" AS "StudentId", "c5"."Name" AS "StudentName", "c5"."SortableName", "c5"."SisUserId", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."FinalGrade", "c"."OverrideScore", "c"."OverrideGrade", COALESCE("c"."OverrideScore", "c"."CurrentScore") AS "EffectiveScore", CASE
    WHEN "c"."OverrideScore" IS NOT NULL OR "c"."OverrideGrade" IS NOT NULL THEN "c"."OverrideGrade"
    ELSE "c"."CurrentGrade"
END AS "EffectiveGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."Name", "c1"."SisCourseId"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c6"."Score" IS NOT NULL AND ("c6"."WorkflowState" IS NULL OR "c6"."WorkflowState" <> 'pending_review') AND ("c10"."HasSubAssignments" IS NULL OR NOT ("c10"."HasSubAssignments") OR ((("c6"."WorkflowState" IS NOT NULL AND "c6"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."SubmissionId" = "c6"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c14"
            WHERE "c14"."MissingSince" IS NULL AND "c14"."SubmissionId" = "c6"."Id" AND "c14"."Score" IS NULL AND ("c14"."Excused" IS NULL OR NOT ("c14"."Excused"))))) AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN ((("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."GraderId" IS NULL AND "c6"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c10"."IsQuizLtiAssignment" IS NOT NULL AND "c10"."IsQuizLtiAssignment") OR ("c10"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c10"."SubmissionTypes" IS NOT NULL))))) OR ("c10"."HasSubAssignments" IS NOT NULL AND "c10"."HasSubAssignments" AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c15"
            WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c6"."Id" AND ("c15"."Excused" IS NULL OR NOT ("c15"."Excused")) AND "c15"."CustomGradeStatusId" IS NULL AND (("c15"."LatePolicyStatus" IS NOT NULL AND "c15"."LatePolicyStatus" = 'missing') OR ("c15"."LatePolicyStatus" IS NULL AND (("c15"."Missing" IS NOT NULL AND "c15"."Missing") OR ("c15"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c15"."DueAt" IS NOT NULL AND "c15"."DueAt" < @Now))))))) AND (("c10"."Published" IS NOT NULL AND "c10"."Published") OR ("c10"."Published" IS NULL AND "c10"."WorkflowState" IS NOT NULL AND "c10"."WorkflowState" = 'published')) AND ("c10"."WorkflowState" IS NULL OR "c10"."WorkflowState" <> 'deleted') AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c16"
            WHERE "c16"."MissingSince" IS NULL AND "c16"."UserId" = "c6"."UserId" AND "c16"."CourseId" = "c6"."CourseId" AND "c16"."Type" = 'StudentEnrollment' AND ("c16"."EnrollmentState" = 'active' OR "c16"."EnrollmentState" = 'invited' OR "c16"."EnrollmentState" = 'completed') AND ("c16"."EnrollmentState" <> 'completed' OR "c16"."EnrollmentState" IS NULL OR "c12"."WorkflowState" = 'completed' OR CASE
                WHEN "c12"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c12"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c12"."EndAt", (
                    SELECT "c17"."EndAt"
                    FROM "CanvasTerm" AS "c17"
                    WHERE "c17"."Id" = "c12"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c18"."EndAt"
                    FROM "CanvasTerm" AS "c18"
                    WHERE "c18"."Id" = "c12"."TermId"
                    LIMIT 1), "c12"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c19"
                WHERE "c19"."Id" = "c16"."SectionId" AND "c19"."RestrictEnrollmentsToSectionDates" AND "c19"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."HasSubAssignments", "c9"."IsQuizLtiAssignment", "c9"."Published", "c9"."SubmissionTypes", "c9"."WorkflowState"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL
    ) AS "c10" ON "c6"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."EndAt", "c11"."RestrictEnrollmentsToCourseDates", "c11"."TermId", "c11"."WorkflowState"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c6"."CourseId" = "c12"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."UserId" = @StudentId AND "c6"."CourseId" IN (
        SELECT "c7"."CourseId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c8"."UserId" = @UserId AND "c8"."CourseId" = "c7"."CourseId" AND ("c8"."LimitPrivilegesToCourseSection" <> 1 OR "c8"."LimitPrivilegesToCourseSection" IS NULL OR ("c8"."SectionId" IS NOT NULL AND "c8"."SectionId" = "c7"."SectionId"))) AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."UserId" = @StudentId
    )
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasSection" AS "c20" ON "c"."SectionId" = "c20"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND ("c4"."LimitPrivilegesToCourseSection" <> 1 OR "c4"."LimitPrivilegesToCourseSection" IS NULL OR ("c4"."SectionId" IS NOT NULL AND "c4"."SectionId" = "c3"."SectionId"))) AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."UserId" = @StudentId AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", CASE
    WHEN "c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c18"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c18"
        WHERE "c18"."MissingSince" IS NULL AND "c18"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", ((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c3"."IsQuizLtiAssignment" IS NOT NULL AND "c3"."IsQuizLtiAssignment") OR ("c3"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c3"."SubmissionTypes" IS NOT NULL))))) OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c19"
    WHERE "c19"."MissingSince" IS NULL AND "c19"."SubmissionId" = "c"."Id" AND ("c19"."Excused" IS NULL OR NOT ("c19"."Excused")) AND "c19"."CustomGradeStatusId" IS NULL AND (("c19"."LatePolicyStatus" IS NOT NULL AND "c19"."LatePolicyStatus" = 'missing') OR ("c19"."LatePolicyStatus" IS NULL AND (("c19"."Missing" IS NOT NULL AND "c19"."Missing") OR ("c19"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c19"."DueAt" IS NOT NULL AND "c19"."DueAt" < @Now))))))) AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c20"
    WHERE "c20"."MissingSince" IS NULL AND "c20"."UserId" = "c"."UserId" AND "c20"."CourseId" = "c"."CourseId" AND "c20"."Type" = 'StudentEnrollment' AND "c20"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c20"."EnrollmentState" <> 'completed' OR "c20"."EnrollmentState" IS NULL OR "c5"."WorkflowState" = 'completed' OR CASE
        WHEN "c5"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c5"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c5"."EndAt", (
            SELECT "c21"."EndAt"
            FROM "CanvasTerm" AS "c21"
            WHERE "c21"."Id" = "c5"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c22"."EndAt"
            FROM "CanvasTerm" AS "c22"
            WHERE "c22"."Id" = "c5"."TermId"
            LIMIT 1), "c5"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c23"
        WHERE "c23"."Id" = "c20"."SectionId" AND "c23"."RestrictEnrollmentsToSectionDates" AND "c23"."EndAt" <= @Now))) AS "IsMissing"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c2"."Id", "c2"."HasSubAssignments", "c2"."IsQuizLtiAssignment", "c2"."Name", "c2"."PointsPossible", "c2"."Published", "c2"."SubmissionTypes", "c2"."WorkflowState"
    FROM "CanvasAssignment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL
) AS "c3" ON "c"."AssignmentId" = "c3"."Id"
INNER JOIN (
    SELECT "c4"."Id", "c4"."EndAt", "c4"."RestrictEnrollmentsToCourseDates", "c4"."TermId", "c4"."WorkflowState"
    FROM "CanvasCourse" AS "c4"
    WHERE "c4"."MissingSince" IS NULL
) AS "c5" ON "c"."CourseId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @StudentId AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND ("c1"."LimitPrivilegesToCourseSection" <> 1 OR "c1"."LimitPrivilegesToCourseSection" IS NULL OR ("c1"."SectionId" IS NOT NULL AND "c1"."SectionId" = "c0"."SectionId"))) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = @StudentId
) AND ((((("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c3"."IsQuizLtiAssignment" IS NOT NULL AND "c3"."IsQuizLtiAssignment") OR ("c3"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c3"."SubmissionTypes" IS NOT NULL))))) OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c6"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."SubmissionId" = "c"."Id" AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND (("c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c6"."DueAt" IS NOT NULL AND "c6"."DueAt" < @Now))))))) AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."UserId" = "c"."UserId" AND "c7"."CourseId" = "c"."CourseId" AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c7"."EnrollmentState" <> 'completed' OR "c7"."EnrollmentState" IS NULL OR "c5"."WorkflowState" = 'completed' OR CASE
        WHEN "c5"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c5"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c5"."EndAt", (
            SELECT "c8"."EndAt"
            FROM "CanvasTerm" AS "c8"
            WHERE "c8"."Id" = "c5"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c9"."EndAt"
            FROM "CanvasTerm" AS "c9"
            WHERE "c9"."Id" = "c5"."TermId"
            LIMIT 1), "c5"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c10"
        WHERE "c10"."Id" = "c7"."SectionId" AND "c10"."RestrictEnrollmentsToSectionDates" AND "c10"."EndAt" <= @Now)))) OR ("c"."SubmittedAt" IS NULL AND ("c3"."SubmissionTypes" IS NULL OR "c3"."SubmissionTypes" <> 'wiki_page') AND (("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To) OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c11"
    WHERE "c11"."MissingSince" IS NULL AND "c11"."SubmissionId" = "c"."Id" AND "c11"."DueAt" >= @Now AND "c11"."DueAt" <= @To AND "c11"."Score" IS NULL AND ("c11"."Excused" IS NULL OR NOT ("c11"."Excused"))))) AND (("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments") OR ("c"."Score" IS NULL AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")))) AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c12"
    WHERE "c12"."MissingSince" IS NULL AND "c12"."UserId" = "c"."UserId" AND "c12"."CourseId" = "c"."CourseId" AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c12"."EnrollmentState" <> 'completed' OR "c12"."EnrollmentState" IS NULL OR "c5"."WorkflowState" = 'completed' OR CASE
        WHEN "c5"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c5"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c5"."EndAt", (
            SELECT "c13"."EndAt"
            FROM "CanvasTerm" AS "c13"
            WHERE "c13"."Id" = "c5"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c14"."EndAt"
            FROM "CanvasTerm" AS "c14"
            WHERE "c14"."Id" = "c5"."TermId"
            LIMIT 1), "c5"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c15"
        WHERE "c15"."Id" = "c12"."SectionId" AND "c15"."RestrictEnrollmentsToSectionDates" AND "c15"."EndAt" <= @Now)))))
ORDER BY CASE
    WHEN CASE
        WHEN "c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
            SELECT MIN("c16"."DueAt")
            FROM "CanvasCheckpointSubmission" AS "c16"
            WHERE "c16"."MissingSince" IS NULL AND "c16"."SubmissionId" = "c"."Id"))
        ELSE "c"."CachedDueDate"
    END IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN "c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c17"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND "c17"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END, "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", NULL AS "SisCourseId", "c"."SectionId", "c20"."Name" AS "SectionName", "c"."UserId" AS "StudentId", "c5"."Name" AS "StudentName", "c5"."SortableName", "c"."EnrollmentState", CASE
    WHEN ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c2"."RestrictQuantitativeData" IS NULL OR NOT ("c2"."RestrictQuantitativeData")) THEN COALESCE("c"."OverrideScore", "c"."CurrentScore")
END AS "CurrentScore", CASE
    WHEN ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c2"."RestrictQuantitativeData" IS NULL OR NOT ("c2"."RestrictQuantitativeData")) THEN COALESCE("c"."OverrideScore", "c"."FinalScore")
END AS "FinalScore", CASE
    WHEN "c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades") THEN CASE
        WHEN "c"."OverrideScore" IS NOT NULL OR "c"."OverrideGrade" IS NOT NULL THEN "c"."OverrideGrade"
        ELSE "c"."CurrentGrade"
    END
END AS "CurrentGrade", CASE
    WHEN "c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades") THEN CASE
        WHEN "c"."OverrideScore" IS NOT NULL OR "c"."OverrideGrade" IS NOT NULL THEN "c"."OverrideGrade"
        ELSE "c"."FinalGrade"
    END
END AS "FinalGrade", CASE
    WHEN ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c2"."RestrictQuantitativeData" IS NULL OR NOT ("c2"."RestrictQuantitativeData")) THEN "c"."OverrideScore"
END AS "OverrideScore", CASE
    WHEN "c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades") THEN "c"."OverrideGrade"
END AS "OverrideGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."HideFinalGrades", "c1"."Name", "c1"."RestrictQuantitativeData"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND "c1"."WorkflowState" IN ('available', 'completed')
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN ("c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c10"."PostManually" IS NULL OR NOT ("c10"."PostManually")) AND "c6"."GradedAt" IS NOT NULL)) AND "c6"."Score" IS NOT NULL AND ("c6"."WorkflowState" IS NULL OR "c6"."WorkflowState" <> 'pending_review') AND ("c10"."HasSubAssignments" IS NULL OR NOT ("c10"."HasSubAssignments") OR ((("c6"."WorkflowState" IS NOT NULL AND "c6"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."SubmissionId" = "c6"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c14"
            WHERE "c14"."MissingSince" IS NULL AND "c14"."SubmissionId" = "c6"."Id" AND "c14"."Score" IS NULL AND ("c14"."Excused" IS NULL OR NOT ("c14"."Excused"))))) AND (("c6"."PostedAt" IS NULL AND ("c6"."PostedAtUnspecified" IS NULL OR NOT ("c6"."PostedAtUnspecified") OR ("c10"."PostManually" IS NOT NULL AND "c10"."PostManually") OR "c6"."GradedAt" IS NULL)) OR "c6"."Excused" IS NULL OR NOT ("c6"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN (CASE
            WHEN "c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c10"."PostManually" IS NULL OR NOT ("c10"."PostManually")) AND "c6"."GradedAt" IS NOT NULL) THEN ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."GraderId" IS NULL AND "c6"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c10"."IsQuizLtiAssignment" IS NOT NULL AND "c10"."IsQuizLtiAssignment") OR ("c10"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c10"."SubmissionTypes" IS NOT NULL))))
            ELSE ("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."Missing" IS NOT NULL AND "c6"."Missing") OR (("c6"."LatePolicyStatus" IS NULL OR "c6"."Missing" IS NULL OR "c6"."Missing") AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c10"."IsQuizLtiAssignment" IS NOT NULL AND "c10"."IsQuizLtiAssignment") OR ("c10"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c10"."SubmissionTypes" IS NOT NULL)))
        END OR ("c10"."HasSubAssignments" IS NOT NULL AND "c10"."HasSubAssignments" AND (("c6"."PostedAt" IS NULL AND ("c6"."PostedAtUnspecified" IS NULL OR NOT ("c6"."PostedAtUnspecified") OR ("c10"."PostManually" IS NOT NULL AND "c10"."PostManually") OR "c6"."GradedAt" IS NULL)) OR "c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c15"
            WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c6"."Id" AND CASE
                WHEN "c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c10"."PostManually" IS NULL OR NOT ("c10"."PostManually")) AND "c6"."GradedAt" IS NOT NULL) OR "c10"."PostManually" IS NULL OR NOT ("c10"."PostManually") THEN ("c15"."Excused" IS NULL OR NOT ("c15"."Excused")) AND "c15"."CustomGradeStatusId" IS NULL AND (("c15"."LatePolicyStatus" IS NOT NULL AND "c15"."LatePolicyStatus" = 'missing') OR ("c15"."LatePolicyStatus" IS NULL AND (("c15"."Missing" IS NOT NULL AND "c15"."Missing") OR ("c15"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c15"."DueAt" IS NOT NULL AND "c15"."DueAt" < @Now))))
                ELSE ("c15"."LatePolicyStatus" IS NOT NULL AND "c15"."LatePolicyStatus" = 'missing') OR ("c15"."Missing" IS NOT NULL AND "c15"."Missing") OR (("c15"."LatePolicyStatus" IS NULL OR "c15"."Missing" IS NULL) AND ("c15"."Late" IS NULL OR NOT ("c15"."Late")) AND ("c15"."Score" IS NULL OR "c15"."Score" <= 0.0) AND "c6"."SubmittedAt" IS NULL AND "c15"."DueAt" IS NOT NULL AND "c15"."DueAt" < @Now)
            END))) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c16"
            WHERE "c16"."MissingSince" IS NULL AND "c16"."UserId" = "c6"."UserId" AND "c16"."CourseId" = "c6"."CourseId" AND "c16"."Type" = 'StudentEnrollment' AND ("c16"."EnrollmentState" = 'active' OR "c16"."EnrollmentState" = 'invited' OR "c16"."EnrollmentState" = 'completed') AND ("c16"."EnrollmentState" <> 'completed' OR "c16"."EnrollmentState" IS NULL OR "c12"."WorkflowState" = 'completed' OR CASE
                WHEN "c12"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c12"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c12"."EndAt", (
                    SELECT "c17"."EndAt"
                    FROM "CanvasTerm" AS "c17"
                    WHERE "c17"."Id" = "c12"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c18"."EndAt"
                    FROM "CanvasTerm" AS "c18"
                    WHERE "c18"."Id" = "c12"."TermId"
                    LIMIT 1), "c12"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c19"
                WHERE "c19"."Id" = "c16"."SectionId" AND "c19"."RestrictEnrollmentsToSectionDates" AND "c19"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."HasSubAssignments", "c9"."IsQuizLtiAssignment", "c9"."PostManually", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND (("c9"."Published" IS NOT NULL AND "c9"."Published") OR ("c9"."Published" IS NULL AND "c9"."WorkflowState" IS NOT NULL AND "c9"."WorkflowState" = 'published')) AND ("c9"."WorkflowState" IS NULL OR "c9"."WorkflowState" <> 'deleted')
    ) AS "c10" ON "c6"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."EndAt", "c11"."RestrictEnrollmentsToCourseDates", "c11"."TermId", "c11"."WorkflowState"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."WorkflowState" IN ('available', 'completed')
    ) AS "c12" ON "c6"."CourseId" = "c12"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."UserId" = @StudentId AND "c6"."CourseId" IN (
        SELECT "c7"."CourseId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."Type" = 'ObserverEnrollment' AND "c8"."UserId" = @UserId AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."AssociatedUserId" = "c7"."UserId") AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."UserId" = @StudentId
    )
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasSection" AS "c20" ON "c"."SectionId" = "c20"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" = 'ObserverEnrollment' AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."AssociatedUserId" = "c3"."UserId") AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."UserId" = @StudentId AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", CASE
    WHEN "c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c18"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c18"
        WHERE "c18"."MissingSince" IS NULL AND "c18"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt", (CASE
    WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c3"."PostManually" IS NULL OR NOT ("c3"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c3"."IsQuizLtiAssignment" IS NOT NULL AND "c3"."IsQuizLtiAssignment") OR ("c3"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c3"."SubmissionTypes" IS NOT NULL))))
    ELSE ("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."Missing" IS NOT NULL AND "c"."Missing") OR (("c"."LatePolicyStatus" IS NULL OR "c"."Missing" IS NULL OR "c"."Missing") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c3"."IsQuizLtiAssignment" IS NOT NULL AND "c3"."IsQuizLtiAssignment") OR ("c3"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c3"."SubmissionTypes" IS NOT NULL)))
END OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c3"."PostManually" IS NOT NULL AND "c3"."PostManually") OR "c"."GradedAt" IS NULL)) OR "c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c19"
    WHERE "c19"."MissingSince" IS NULL AND "c19"."SubmissionId" = "c"."Id" AND CASE
        WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c3"."PostManually" IS NULL OR NOT ("c3"."PostManually")) AND "c"."GradedAt" IS NOT NULL) OR "c3"."PostManually" IS NULL OR NOT ("c3"."PostManually") THEN ("c19"."Excused" IS NULL OR NOT ("c19"."Excused")) AND "c19"."CustomGradeStatusId" IS NULL AND (("c19"."LatePolicyStatus" IS NOT NULL AND "c19"."LatePolicyStatus" = 'missing') OR ("c19"."LatePolicyStatus" IS NULL AND (("c19"."Missing" IS NOT NULL AND "c19"."Missing") OR ("c19"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c19"."DueAt" IS NOT NULL AND "c19"."DueAt" < @Now))))
        ELSE ("c19"."LatePolicyStatus" IS NOT NULL AND "c19"."LatePolicyStatus" = 'missing') OR ("c19"."Missing" IS NOT NULL AND "c19"."Missing") OR (("c19"."LatePolicyStatus" IS NULL OR "c19"."Missing" IS NULL) AND ("c19"."Late" IS NULL OR NOT ("c19"."Late")) AND ("c19"."Score" IS NULL OR "c19"."Score" <= 0.0) AND "c"."SubmittedAt" IS NULL AND "c19"."DueAt" IS NOT NULL AND "c19"."DueAt" < @Now)
    END))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c20"
    WHERE "c20"."MissingSince" IS NULL AND "c20"."UserId" = "c"."UserId" AND "c20"."CourseId" = "c"."CourseId" AND "c20"."Type" = 'StudentEnrollment' AND "c20"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c20"."EnrollmentState" <> 'completed' OR "c20"."EnrollmentState" IS NULL OR "c5"."WorkflowState" = 'completed' OR CASE
        WHEN "c5"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c5"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c5"."EndAt", (
            SELECT "c21"."EndAt"
            FROM "CanvasTerm" AS "c21"
            WHERE "c21"."Id" = "c5"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c22"."EndAt"
            FROM "CanvasTerm" AS "c22"
            WHERE "c22"."Id" = "c5"."TermId"
            LIMIT 1), "c5"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c23"
        WHERE "c23"."Id" = "c20"."SectionId" AND "c23"."RestrictEnrollmentsToSectionDates" AND "c23"."EndAt" <= @Now))) AS "IsMissing"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c2"."Id", "c2"."HasSubAssignments", "c2"."IsQuizLtiAssignment", "c2"."Name", "c2"."PointsPossible", "c2"."PostManually", "c2"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted')
) AS "c3" ON "c"."AssignmentId" = "c3"."Id"
INNER JOIN (
    SELECT "c4"."Id", "c4"."EndAt", "c4"."RestrictEnrollmentsToCourseDates", "c4"."TermId", "c4"."WorkflowState"
    FROM "CanvasCourse" AS "c4"
    WHERE "c4"."MissingSince" IS NULL AND "c4"."WorkflowState" IN ('available', 'completed')
) AS "c5" ON "c"."CourseId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @StudentId AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" = 'ObserverEnrollment' AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND "c1"."AssociatedUserId" = "c0"."UserId") AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = @StudentId
) AND (((CASE
    WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c3"."PostManually" IS NULL OR NOT ("c3"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN ("c"."Excused" IS NULL OR NOT ("c"."Excused")) AND "c"."CustomGradeStatusId" IS NULL AND (("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."LatePolicyStatus" IS NULL AND "c"."Missing" IS NOT NULL AND "c"."Missing") OR ("c"."LatePolicyStatus" IS NULL AND "c"."GraderId" IS NULL AND "c"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c3"."IsQuizLtiAssignment" IS NOT NULL AND "c3"."IsQuizLtiAssignment") OR ("c3"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c3"."SubmissionTypes" IS NOT NULL))))
    ELSE ("c"."LatePolicyStatus" IS NOT NULL AND "c"."LatePolicyStatus" = 'missing') OR ("c"."Missing" IS NOT NULL AND "c"."Missing") OR (("c"."LatePolicyStatus" IS NULL OR "c"."Missing" IS NULL OR "c"."Missing") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" IS NOT NULL AND "c"."CachedDueDate" < @Now AND (("c3"."IsQuizLtiAssignment" IS NOT NULL AND "c3"."IsQuizLtiAssignment") OR ("c3"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c3"."SubmissionTypes" IS NOT NULL)))
END OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c3"."PostManually" IS NOT NULL AND "c3"."PostManually") OR "c"."GradedAt" IS NULL)) OR "c"."Excused" IS NULL OR NOT ("c"."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c6"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."SubmissionId" = "c"."Id" AND CASE
        WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c3"."PostManually" IS NULL OR NOT ("c3"."PostManually")) AND "c"."GradedAt" IS NOT NULL) OR "c3"."PostManually" IS NULL OR NOT ("c3"."PostManually") THEN ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND (("c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."Score" IS NULL AND "c"."SubmittedAt" IS NULL AND "c6"."DueAt" IS NOT NULL AND "c6"."DueAt" < @Now))))
        ELSE ("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."Missing" IS NOT NULL AND "c6"."Missing") OR (("c6"."LatePolicyStatus" IS NULL OR "c6"."Missing" IS NULL) AND ("c6"."Late" IS NULL OR NOT ("c6"."Late")) AND ("c6"."Score" IS NULL OR "c6"."Score" <= 0.0) AND "c"."SubmittedAt" IS NULL AND "c6"."DueAt" IS NOT NULL AND "c6"."DueAt" < @Now)
    END))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."UserId" = "c"."UserId" AND "c7"."CourseId" = "c"."CourseId" AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c7"."EnrollmentState" <> 'completed' OR "c7"."EnrollmentState" IS NULL OR "c5"."WorkflowState" = 'completed' OR CASE
        WHEN "c5"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c5"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c5"."EndAt", (
            SELECT "c8"."EndAt"
            FROM "CanvasTerm" AS "c8"
            WHERE "c8"."Id" = "c5"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c9"."EndAt"
            FROM "CanvasTerm" AS "c9"
            WHERE "c9"."Id" = "c5"."TermId"
            LIMIT 1), "c5"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c10"
        WHERE "c10"."Id" = "c7"."SectionId" AND "c10"."RestrictEnrollmentsToSectionDates" AND "c10"."EndAt" <= @Now)))) OR ("c"."SubmittedAt" IS NULL AND ("c3"."SubmissionTypes" IS NULL OR "c3"."SubmissionTypes" <> 'wiki_page') AND (("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To) OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c11"
    WHERE "c11"."MissingSince" IS NULL AND "c11"."SubmissionId" = "c"."Id" AND "c11"."DueAt" >= @Now AND "c11"."DueAt" <= @To AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c3"."PostManually" IS NOT NULL AND "c3"."PostManually") OR "c"."GradedAt" IS NULL) AND "c3"."PostManually" IS NOT NULL AND "c3"."PostManually") OR ("c11"."Score" IS NULL AND ("c11"."Excused" IS NULL OR NOT ("c11"."Excused"))))))) AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c3"."PostManually" IS NOT NULL AND "c3"."PostManually") OR "c"."GradedAt" IS NULL)) OR ("c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments") OR ("c"."Score" IS NULL AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c12"
    WHERE "c12"."MissingSince" IS NULL AND "c12"."UserId" = "c"."UserId" AND "c12"."CourseId" = "c"."CourseId" AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c12"."EnrollmentState" <> 'completed' OR "c12"."EnrollmentState" IS NULL OR "c5"."WorkflowState" = 'completed' OR CASE
        WHEN "c5"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c5"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c5"."EndAt", (
            SELECT "c13"."EndAt"
            FROM "CanvasTerm" AS "c13"
            WHERE "c13"."Id" = "c5"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c14"."EndAt"
            FROM "CanvasTerm" AS "c14"
            WHERE "c14"."Id" = "c5"."TermId"
            LIMIT 1), "c5"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c15"
        WHERE "c15"."Id" = "c12"."SectionId" AND "c15"."RestrictEnrollmentsToSectionDates" AND "c15"."EndAt" <= @Now)))))
ORDER BY CASE
    WHEN CASE
        WHEN "c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
            SELECT MIN("c16"."DueAt")
            FROM "CanvasCheckpointSubmission" AS "c16"
            WHERE "c16"."MissingSince" IS NULL AND "c16"."SubmissionId" = "c"."Id"))
        ELSE "c"."CachedDueDate"
    END IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN "c3"."HasSubAssignments" IS NOT NULL AND "c3"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c17"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND "c17"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END, "c"."AssignmentId", "c"."Id"
