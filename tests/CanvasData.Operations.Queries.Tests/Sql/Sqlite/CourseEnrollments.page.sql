-- ForEverything
SELECT "s0"."Id" AS "EnrollmentId", "s0"."CourseId", "s0"."Name" AS "CourseName", "s0"."CourseCode", "s0"."SisCourseId", "s0"."SectionId", "c22"."Name" AS "SectionName", "c22"."SisSectionId", "s0"."UserId" AS "StudentId", "s0"."Name0" AS "StudentName", "s0"."SortableName", "s0"."SisUserId", "s0"."EnrollmentState", "s0"."CurrentScore", "s0"."FinalScore", "s0"."CurrentGrade", "s0"."FinalGrade", "s0"."OverrideScore", "s0"."OverrideGrade", COALESCE("s0"."OverrideScore", "s0"."CurrentScore") AS "EffectiveScore", CASE
    WHEN "s0"."OverrideScore" IS NOT NULL OR "s0"."OverrideGrade" IS NOT NULL THEN "s0"."OverrideGrade"
    ELSE "s0"."CurrentGrade"
END AS "EffectiveGrade", "s0"."CreatedAt" AS "EnrolledAt", "s0"."LastActivityAt", COALESCE("s1"."Assignments", 0) AS "AssignmentCount", COALESCE("s1"."Graded", 0) AS "GradedCount", COALESCE("s1"."Missing", 0) AS "MissingCount", COALESCE("s1"."Late", 0) AS "LateCount"
FROM (
    SELECT "c"."Id", "c"."CourseId", "c"."CreatedAt", "c"."CurrentGrade", "c"."CurrentScore", "c"."EnrollmentState", "c"."FinalGrade", "c"."FinalScore", "c"."LastActivityAt", "c"."OverrideGrade", "c"."OverrideScore", "c"."SectionId", "c"."UserId", "c1"."CourseCode", "c1"."Name", "c1"."SisCourseId", "c3"."Name" AS "Name0", "c3"."SisUserId", "c3"."SortableName"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c0"."Id", "c0"."CourseCode", "c0"."Name", "c0"."SisCourseId"
        FROM "CanvasCourse" AS "c0"
        WHERE "c0"."MissingSince" IS NULL
    ) AS "c1" ON "c"."CourseId" = "c1"."Id"
    LEFT JOIN "CanvasUser" AS "c3" ON "c"."UserId" = "c3"."Id"
    WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
    ORDER BY CASE
        WHEN "c1"."Name" IS NULL THEN 1
        ELSE 0
    END, lower("c1"."Name" COLLATE BINARY), "c1"."Name" COLLATE BINARY, "c"."CourseId", CASE
        WHEN "c3"."SortableName" IS NULL THEN 1
        ELSE 0
    END, lower("c3"."SortableName" COLLATE BINARY), "c3"."SortableName" COLLATE BINARY, "c"."UserId"
    LIMIT @First
) AS "s0"
LEFT JOIN (
    SELECT "c4"."CourseId", "c4"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c4"."Score" IS NOT NULL AND ("c4"."WorkflowState" IS NULL OR "c4"."WorkflowState" <> 'pending_review') AND ("c7"."HasSubAssignments" IS NULL OR NOT ("c7"."HasSubAssignments") OR ((("c4"."WorkflowState" IS NOT NULL AND "c4"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c15"
            WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c4"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c16"
            WHERE "c16"."MissingSince" IS NULL AND "c16"."SubmissionId" = "c4"."Id" AND "c16"."Score" IS NULL AND ("c16"."Excused" IS NULL OR NOT ("c16"."Excused"))))) AND ("c4"."Excused" IS NULL OR NOT ("c4"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c4"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN ((("c4"."Excused" IS NULL OR NOT ("c4"."Excused")) AND "c4"."CustomGradeStatusId" IS NULL AND (("c4"."LatePolicyStatus" IS NOT NULL AND "c4"."LatePolicyStatus" = 'missing') OR ("c4"."LatePolicyStatus" IS NULL AND "c4"."Missing" IS NOT NULL AND "c4"."Missing") OR ("c4"."LatePolicyStatus" IS NULL AND "c4"."GraderId" IS NULL AND "c4"."Score" IS NULL AND "c4"."SubmittedAt" IS NULL AND "c4"."CachedDueDate" IS NOT NULL AND "c4"."CachedDueDate" < @Now AND (("c7"."IsQuizLtiAssignment" IS NOT NULL AND "c7"."IsQuizLtiAssignment") OR ("c7"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c7"."SubmissionTypes" IS NOT NULL))))) OR ("c7"."HasSubAssignments" IS NOT NULL AND "c7"."HasSubAssignments" AND ("c4"."Excused" IS NULL OR NOT ("c4"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c17"
            WHERE "c17"."MissingSince" IS NULL AND "c17"."SubmissionId" = "c4"."Id" AND ("c17"."Excused" IS NULL OR NOT ("c17"."Excused")) AND "c17"."CustomGradeStatusId" IS NULL AND (("c17"."LatePolicyStatus" IS NOT NULL AND "c17"."LatePolicyStatus" = 'missing') OR ("c17"."LatePolicyStatus" IS NULL AND (("c17"."Missing" IS NOT NULL AND "c17"."Missing") OR ("c17"."Score" IS NULL AND "c4"."SubmittedAt" IS NULL AND "c17"."DueAt" IS NOT NULL AND "c17"."DueAt" < @Now))))))) AND (("c7"."Published" IS NOT NULL AND "c7"."Published") OR ("c7"."Published" IS NULL AND "c7"."WorkflowState" IS NOT NULL AND "c7"."WorkflowState" = 'published')) AND ("c7"."WorkflowState" IS NULL OR "c7"."WorkflowState" <> 'deleted') AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c18"
            WHERE "c18"."MissingSince" IS NULL AND "c18"."UserId" = "c4"."UserId" AND "c18"."CourseId" = "c4"."CourseId" AND "c18"."Type" = 'StudentEnrollment' AND ("c18"."EnrollmentState" = 'active' OR "c18"."EnrollmentState" = 'invited' OR "c18"."EnrollmentState" = 'completed') AND ("c18"."EnrollmentState" <> 'completed' OR "c18"."EnrollmentState" IS NULL OR "c9"."WorkflowState" = 'completed' OR CASE
                WHEN "c9"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c9"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c9"."EndAt", (
                    SELECT "c19"."EndAt"
                    FROM "CanvasTerm" AS "c19"
                    WHERE "c19"."Id" = "c9"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c20"."EndAt"
                    FROM "CanvasTerm" AS "c20"
                    WHERE "c20"."Id" = "c9"."TermId"
                    LIMIT 1), "c9"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c21"
                WHERE "c21"."Id" = "c18"."SectionId" AND "c21"."RestrictEnrollmentsToSectionDates" AND "c21"."EndAt" <= @Now))) THEN 1
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
    WHERE "c4"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."Type" = 'StudentEnrollment' AND "c5"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c5"."CourseId" = "c4"."CourseId" AND "c5"."UserId" = "c4"."UserId") AND EXISTS (
        SELECT 1
        FROM (
            SELECT "c10"."CourseId", "c10"."UserId"
            FROM "CanvasEnrollment" AS "c10"
            INNER JOIN (
                SELECT "c11"."Id", "c11"."Name"
                FROM "CanvasCourse" AS "c11"
                WHERE "c11"."MissingSince" IS NULL
            ) AS "c12" ON "c10"."CourseId" = "c12"."Id"
            LEFT JOIN "CanvasUser" AS "c14" ON "c10"."UserId" = "c14"."Id"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."Type" = 'StudentEnrollment' AND "c10"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c13"
                WHERE "c13"."MissingSince" IS NULL AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c13"."CourseId" = "c10"."CourseId" AND "c13"."UserId" = "c10"."UserId" AND (("c13"."EnrollmentState" = 'active' AND ("c10"."EnrollmentState" <> 'active' OR "c10"."EnrollmentState" IS NULL)) OR ("c13"."Id" < "c10"."Id" AND ("c13"."EnrollmentState" = 'active' OR "c10"."EnrollmentState" <> 'active' OR "c10"."EnrollmentState" IS NULL))))
            ORDER BY CASE
                WHEN "c12"."Name" IS NULL THEN 1
                ELSE 0
            END, lower("c12"."Name" COLLATE BINARY), "c12"."Name" COLLATE BINARY, "c10"."CourseId", CASE
                WHEN "c14"."SortableName" IS NULL THEN 1
                ELSE 0
            END, lower("c14"."SortableName" COLLATE BINARY), "c14"."SortableName" COLLATE BINARY, "c10"."UserId"
            LIMIT @First
        ) AS "s"
        WHERE "s"."CourseId" = "c4"."CourseId" AND "s"."UserId" = "c4"."UserId")
    GROUP BY "c4"."CourseId", "c4"."UserId"
) AS "s1" ON "s0"."CourseId" = "s1"."CourseId" AND "s0"."UserId" = "s1"."StudentId"
LEFT JOIN "CanvasSection" AS "c22" ON "s0"."SectionId" = "c22"."Id"
ORDER BY CASE
    WHEN "s0"."Name" IS NULL THEN 1
    ELSE 0
END, lower("s0"."Name" COLLATE BINARY), "s0"."Name" COLLATE BINARY, "s0"."CourseId", CASE
    WHEN "s0"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("s0"."SortableName" COLLATE BINARY), "s0"."SortableName" COLLATE BINARY, "s0"."UserId"
LIMIT @First

-- ForTeacher
SELECT "s0"."Id" AS "EnrollmentId", "s0"."CourseId", "s0"."Name" AS "CourseName", "s0"."CourseCode", "s0"."SisCourseId", "s0"."SectionId", "c28"."Name" AS "SectionName", "c28"."SisSectionId", "s0"."UserId" AS "StudentId", "s0"."Name0" AS "StudentName", "s0"."SortableName", "s0"."SisUserId", "s0"."EnrollmentState", "s0"."CurrentScore", "s0"."FinalScore", "s0"."CurrentGrade", "s0"."FinalGrade", "s0"."OverrideScore", "s0"."OverrideGrade", COALESCE("s0"."OverrideScore", "s0"."CurrentScore") AS "EffectiveScore", CASE
    WHEN "s0"."OverrideScore" IS NOT NULL OR "s0"."OverrideGrade" IS NOT NULL THEN "s0"."OverrideGrade"
    ELSE "s0"."CurrentGrade"
END AS "EffectiveGrade", "s0"."CreatedAt" AS "EnrolledAt", "s0"."LastActivityAt", COALESCE("s1"."Assignments", 0) AS "AssignmentCount", COALESCE("s1"."Graded", 0) AS "GradedCount", COALESCE("s1"."Missing", 0) AS "MissingCount", COALESCE("s1"."Late", 0) AS "LateCount"
FROM (
    SELECT "c"."Id", "c"."CourseId", "c"."CreatedAt", "c"."CurrentGrade", "c"."CurrentScore", "c"."EnrollmentState", "c"."FinalGrade", "c"."FinalScore", "c"."LastActivityAt", "c"."OverrideGrade", "c"."OverrideScore", "c"."SectionId", "c"."UserId", "c2"."CourseCode", "c2"."Name", "c2"."SisCourseId", "c5"."Name" AS "Name0", "c5"."SisUserId", "c5"."SortableName"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c1"."Id", "c1"."CourseCode", "c1"."Name", "c1"."SisCourseId"
        FROM "CanvasCourse" AS "c1"
        WHERE "c1"."MissingSince" IS NULL
    ) AS "c2" ON "c"."CourseId" = "c2"."Id"
    LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND ("c4"."LimitPrivilegesToCourseSection" <> 1 OR "c4"."LimitPrivilegesToCourseSection" IS NULL OR ("c4"."SectionId" IS NOT NULL AND "c4"."SectionId" = "c3"."SectionId"))) AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
    ORDER BY CASE
        WHEN "c2"."Name" IS NULL THEN 1
        ELSE 0
    END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId", CASE
        WHEN "c5"."SortableName" IS NULL THEN 1
        ELSE 0
    END, lower("c5"."SortableName" COLLATE BINARY), "c5"."SortableName" COLLATE BINARY, "c"."UserId"
    LIMIT @First
) AS "s0"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c6"."Score" IS NOT NULL AND ("c6"."WorkflowState" IS NULL OR "c6"."WorkflowState" <> 'pending_review') AND ("c11"."HasSubAssignments" IS NULL OR NOT ("c11"."HasSubAssignments") OR ((("c6"."WorkflowState" IS NOT NULL AND "c6"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c21"
            WHERE "c21"."MissingSince" IS NULL AND "c21"."SubmissionId" = "c6"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c22"
            WHERE "c22"."MissingSince" IS NULL AND "c22"."SubmissionId" = "c6"."Id" AND "c22"."Score" IS NULL AND ("c22"."Excused" IS NULL OR NOT ("c22"."Excused"))))) AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN ((("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."GraderId" IS NULL AND "c6"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c11"."IsQuizLtiAssignment" IS NOT NULL AND "c11"."IsQuizLtiAssignment") OR ("c11"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c11"."SubmissionTypes" IS NOT NULL))))) OR ("c11"."HasSubAssignments" IS NOT NULL AND "c11"."HasSubAssignments" AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c23"
            WHERE "c23"."MissingSince" IS NULL AND "c23"."SubmissionId" = "c6"."Id" AND ("c23"."Excused" IS NULL OR NOT ("c23"."Excused")) AND "c23"."CustomGradeStatusId" IS NULL AND (("c23"."LatePolicyStatus" IS NOT NULL AND "c23"."LatePolicyStatus" = 'missing') OR ("c23"."LatePolicyStatus" IS NULL AND (("c23"."Missing" IS NOT NULL AND "c23"."Missing") OR ("c23"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c23"."DueAt" IS NOT NULL AND "c23"."DueAt" < @Now))))))) AND (("c11"."Published" IS NOT NULL AND "c11"."Published") OR ("c11"."Published" IS NULL AND "c11"."WorkflowState" IS NOT NULL AND "c11"."WorkflowState" = 'published')) AND ("c11"."WorkflowState" IS NULL OR "c11"."WorkflowState" <> 'deleted') AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c24"
            WHERE "c24"."MissingSince" IS NULL AND "c24"."UserId" = "c6"."UserId" AND "c24"."CourseId" = "c6"."CourseId" AND "c24"."Type" = 'StudentEnrollment' AND ("c24"."EnrollmentState" = 'active' OR "c24"."EnrollmentState" = 'invited' OR "c24"."EnrollmentState" = 'completed') AND ("c24"."EnrollmentState" <> 'completed' OR "c24"."EnrollmentState" IS NULL OR "c13"."WorkflowState" = 'completed' OR CASE
                WHEN "c13"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c13"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c13"."EndAt", (
                    SELECT "c25"."EndAt"
                    FROM "CanvasTerm" AS "c25"
                    WHERE "c25"."Id" = "c13"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c26"."EndAt"
                    FROM "CanvasTerm" AS "c26"
                    WHERE "c26"."Id" = "c13"."TermId"
                    LIMIT 1), "c13"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c27"
                WHERE "c27"."Id" = "c24"."SectionId" AND "c27"."RestrictEnrollmentsToSectionDates" AND "c27"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    INNER JOIN (
        SELECT "c10"."Id", "c10"."HasSubAssignments", "c10"."IsQuizLtiAssignment", "c10"."Published", "c10"."SubmissionTypes", "c10"."WorkflowState"
        FROM "CanvasAssignment" AS "c10"
        WHERE "c10"."MissingSince" IS NULL
    ) AS "c11" ON "c6"."AssignmentId" = "c11"."Id"
    INNER JOIN (
        SELECT "c12"."Id", "c12"."EndAt", "c12"."RestrictEnrollmentsToCourseDates", "c12"."TermId", "c12"."WorkflowState"
        FROM "CanvasCourse" AS "c12"
        WHERE "c12"."MissingSince" IS NULL
    ) AS "c13" ON "c6"."CourseId" = "c13"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."CourseId" IN (
        SELECT "c7"."CourseId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c7"."UserId" = @UserId
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c9"
            WHERE "c9"."MissingSince" IS NULL AND "c9"."EnrollmentState" IN ('active', 'completed') AND "c9"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c9"."UserId" = @UserId AND "c9"."CourseId" = "c8"."CourseId" AND ("c9"."LimitPrivilegesToCourseSection" <> 1 OR "c9"."LimitPrivilegesToCourseSection" IS NULL OR ("c9"."SectionId" IS NOT NULL AND "c9"."SectionId" = "c8"."SectionId"))) AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c8"."CourseId" = "c6"."CourseId" AND "c8"."UserId" = "c6"."UserId") AND EXISTS (
        SELECT 1
        FROM (
            SELECT "c14"."CourseId", "c14"."UserId"
            FROM "CanvasEnrollment" AS "c14"
            INNER JOIN (
                SELECT "c16"."Id", "c16"."Name"
                FROM "CanvasCourse" AS "c16"
                WHERE "c16"."MissingSince" IS NULL
            ) AS "c17" ON "c14"."CourseId" = "c17"."Id"
            LEFT JOIN "CanvasUser" AS "c20" ON "c14"."UserId" = "c20"."Id"
            WHERE "c14"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c15"
                WHERE "c15"."MissingSince" IS NULL AND "c15"."EnrollmentState" IN ('active', 'completed') AND "c15"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c15"."UserId" = @UserId AND "c15"."CourseId" = "c14"."CourseId" AND ("c15"."LimitPrivilegesToCourseSection" <> 1 OR "c15"."LimitPrivilegesToCourseSection" IS NULL OR ("c15"."SectionId" IS NOT NULL AND "c15"."SectionId" = "c14"."SectionId"))) AND "c14"."Type" = 'StudentEnrollment' AND "c14"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c18"
                WHERE "c18"."MissingSince" IS NULL AND EXISTS (
                    SELECT 1
                    FROM "CanvasEnrollment" AS "c19"
                    WHERE "c19"."MissingSince" IS NULL AND "c19"."EnrollmentState" IN ('active', 'completed') AND "c19"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c19"."UserId" = @UserId AND "c19"."CourseId" = "c18"."CourseId" AND ("c19"."LimitPrivilegesToCourseSection" <> 1 OR "c19"."LimitPrivilegesToCourseSection" IS NULL OR ("c19"."SectionId" IS NOT NULL AND "c19"."SectionId" = "c18"."SectionId"))) AND "c18"."Type" = 'StudentEnrollment' AND "c18"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c18"."CourseId" = "c14"."CourseId" AND "c18"."UserId" = "c14"."UserId" AND (("c18"."EnrollmentState" = 'active' AND ("c14"."EnrollmentState" <> 'active' OR "c14"."EnrollmentState" IS NULL)) OR ("c18"."Id" < "c14"."Id" AND ("c18"."EnrollmentState" = 'active' OR "c14"."EnrollmentState" <> 'active' OR "c14"."EnrollmentState" IS NULL))))
            ORDER BY CASE
                WHEN "c17"."Name" IS NULL THEN 1
                ELSE 0
            END, lower("c17"."Name" COLLATE BINARY), "c17"."Name" COLLATE BINARY, "c14"."CourseId", CASE
                WHEN "c20"."SortableName" IS NULL THEN 1
                ELSE 0
            END, lower("c20"."SortableName" COLLATE BINARY), "c20"."SortableName" COLLATE BINARY, "c14"."UserId"
            LIMIT @First
        ) AS "s"
        WHERE "s"."CourseId" = "c6"."CourseId" AND "s"."UserId" = "c6"."UserId")
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s1" ON "s0"."CourseId" = "s1"."CourseId" AND "s0"."UserId" = "s1"."StudentId"
LEFT JOIN "CanvasSection" AS "c28" ON "s0"."SectionId" = "c28"."Id"
ORDER BY CASE
    WHEN "s0"."Name" IS NULL THEN 1
    ELSE 0
END, lower("s0"."Name" COLLATE BINARY), "s0"."Name" COLLATE BINARY, "s0"."CourseId", CASE
    WHEN "s0"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("s0"."SortableName" COLLATE BINARY), "s0"."SortableName" COLLATE BINARY, "s0"."UserId"
LIMIT @First

-- ForObserver
SELECT "s0"."Id" AS "EnrollmentId", "s0"."CourseId", "s0"."Name" AS "CourseName", "s0"."CourseCode", NULL AS "SisCourseId", "s0"."SectionId", "c28"."Name" AS "SectionName", "s0"."UserId" AS "StudentId", "s0"."Name0" AS "StudentName", "s0"."SortableName", "s0"."EnrollmentState", CASE
    WHEN ("s0"."HideFinalGrades" IS NULL OR NOT ("s0"."HideFinalGrades")) AND ("s0"."RestrictQuantitativeData" IS NULL OR NOT ("s0"."RestrictQuantitativeData")) THEN COALESCE("s0"."OverrideScore", "s0"."CurrentScore")
END AS "CurrentScore", CASE
    WHEN ("s0"."HideFinalGrades" IS NULL OR NOT ("s0"."HideFinalGrades")) AND ("s0"."RestrictQuantitativeData" IS NULL OR NOT ("s0"."RestrictQuantitativeData")) THEN COALESCE("s0"."OverrideScore", "s0"."FinalScore")
END AS "FinalScore", CASE
    WHEN "s0"."HideFinalGrades" IS NULL OR NOT ("s0"."HideFinalGrades") THEN CASE
        WHEN "s0"."OverrideScore" IS NOT NULL OR "s0"."OverrideGrade" IS NOT NULL THEN "s0"."OverrideGrade"
        ELSE "s0"."CurrentGrade"
    END
END AS "CurrentGrade", CASE
    WHEN "s0"."HideFinalGrades" IS NULL OR NOT ("s0"."HideFinalGrades") THEN CASE
        WHEN "s0"."OverrideScore" IS NOT NULL OR "s0"."OverrideGrade" IS NOT NULL THEN "s0"."OverrideGrade"
        ELSE "s0"."FinalGrade"
    END
END AS "FinalGrade", CASE
    WHEN ("s0"."HideFinalGrades" IS NULL OR NOT ("s0"."HideFinalGrades")) AND ("s0"."RestrictQuantitativeData" IS NULL OR NOT ("s0"."RestrictQuantitativeData")) THEN "s0"."OverrideScore"
END AS "OverrideScore", CASE
    WHEN "s0"."HideFinalGrades" IS NULL OR NOT ("s0"."HideFinalGrades") THEN "s0"."OverrideGrade"
END AS "OverrideGrade", "s0"."CreatedAt" AS "EnrolledAt", "s0"."LastActivityAt", COALESCE("s1"."Assignments", 0) AS "AssignmentCount", COALESCE("s1"."Graded", 0) AS "GradedCount", COALESCE("s1"."Missing", 0) AS "MissingCount", COALESCE("s1"."Late", 0) AS "LateCount"
FROM (
    SELECT "c"."Id", "c"."CourseId", "c"."CreatedAt", "c"."CurrentGrade", "c"."CurrentScore", "c"."EnrollmentState", "c"."FinalGrade", "c"."FinalScore", "c"."LastActivityAt", "c"."OverrideGrade", "c"."OverrideScore", "c"."SectionId", "c"."UserId", "c2"."CourseCode", "c2"."HideFinalGrades", "c2"."Name", "c2"."RestrictQuantitativeData", "c5"."Name" AS "Name0", "c5"."SortableName"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c1"."Id", "c1"."CourseCode", "c1"."HideFinalGrades", "c1"."Name", "c1"."RestrictQuantitativeData"
        FROM "CanvasCourse" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."WorkflowState" IN ('available', 'completed')
    ) AS "c2" ON "c"."CourseId" = "c2"."Id"
    LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" = 'ObserverEnrollment' AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."AssociatedUserId" = "c3"."UserId") AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
    ORDER BY CASE
        WHEN "c2"."Name" IS NULL THEN 1
        ELSE 0
    END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId", CASE
        WHEN "c5"."SortableName" IS NULL THEN 1
        ELSE 0
    END, lower("c5"."SortableName" COLLATE BINARY), "c5"."SortableName" COLLATE BINARY, "c"."UserId"
    LIMIT @First
) AS "s0"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN ("c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c11"."PostManually" IS NULL OR NOT ("c11"."PostManually")) AND "c6"."GradedAt" IS NOT NULL)) AND "c6"."Score" IS NOT NULL AND ("c6"."WorkflowState" IS NULL OR "c6"."WorkflowState" <> 'pending_review') AND ("c11"."HasSubAssignments" IS NULL OR NOT ("c11"."HasSubAssignments") OR ((("c6"."WorkflowState" IS NOT NULL AND "c6"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c21"
            WHERE "c21"."MissingSince" IS NULL AND "c21"."SubmissionId" = "c6"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c22"
            WHERE "c22"."MissingSince" IS NULL AND "c22"."SubmissionId" = "c6"."Id" AND "c22"."Score" IS NULL AND ("c22"."Excused" IS NULL OR NOT ("c22"."Excused"))))) AND (("c6"."PostedAt" IS NULL AND ("c6"."PostedAtUnspecified" IS NULL OR NOT ("c6"."PostedAtUnspecified") OR ("c11"."PostManually" IS NOT NULL AND "c11"."PostManually") OR "c6"."GradedAt" IS NULL)) OR "c6"."Excused" IS NULL OR NOT ("c6"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN (CASE
            WHEN "c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c11"."PostManually" IS NULL OR NOT ("c11"."PostManually")) AND "c6"."GradedAt" IS NOT NULL) THEN ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."GraderId" IS NULL AND "c6"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c11"."IsQuizLtiAssignment" IS NOT NULL AND "c11"."IsQuizLtiAssignment") OR ("c11"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c11"."SubmissionTypes" IS NOT NULL))))
            ELSE ("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."Missing" IS NOT NULL AND "c6"."Missing") OR (("c6"."LatePolicyStatus" IS NULL OR "c6"."Missing" IS NULL OR "c6"."Missing") AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c11"."IsQuizLtiAssignment" IS NOT NULL AND "c11"."IsQuizLtiAssignment") OR ("c11"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c11"."SubmissionTypes" IS NOT NULL)))
        END OR ("c11"."HasSubAssignments" IS NOT NULL AND "c11"."HasSubAssignments" AND (("c6"."PostedAt" IS NULL AND ("c6"."PostedAtUnspecified" IS NULL OR NOT ("c6"."PostedAtUnspecified") OR ("c11"."PostManually" IS NOT NULL AND "c11"."PostManually") OR "c6"."GradedAt" IS NULL)) OR "c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c23"
            WHERE "c23"."MissingSince" IS NULL AND "c23"."SubmissionId" = "c6"."Id" AND CASE
                WHEN "c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c11"."PostManually" IS NULL OR NOT ("c11"."PostManually")) AND "c6"."GradedAt" IS NOT NULL) OR "c11"."PostManually" IS NULL OR NOT ("c11"."PostManually") THEN ("c23"."Excused" IS NULL OR NOT ("c23"."Excused")) AND "c23"."CustomGradeStatusId" IS NULL AND (("c23"."LatePolicyStatus" IS NOT NULL AND "c23"."LatePolicyStatus" = 'missing') OR ("c23"."LatePolicyStatus" IS NULL AND (("c23"."Missing" IS NOT NULL AND "c23"."Missing") OR ("c23"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c23"."DueAt" IS NOT NULL AND "c23"."DueAt" < @Now))))
                ELSE ("c23"."LatePolicyStatus" IS NOT NULL AND "c23"."LatePolicyStatus" = 'missing') OR ("c23"."Missing" IS NOT NULL AND "c23"."Missing") OR (("c23"."LatePolicyStatus" IS NULL OR "c23"."Missing" IS NULL) AND ("c23"."Late" IS NULL OR NOT ("c23"."Late")) AND ("c23"."Score" IS NULL OR "c23"."Score" <= 0.0) AND "c6"."SubmittedAt" IS NULL AND "c23"."DueAt" IS NOT NULL AND "c23"."DueAt" < @Now)
            END))) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c24"
            WHERE "c24"."MissingSince" IS NULL AND "c24"."UserId" = "c6"."UserId" AND "c24"."CourseId" = "c6"."CourseId" AND "c24"."Type" = 'StudentEnrollment' AND ("c24"."EnrollmentState" = 'active' OR "c24"."EnrollmentState" = 'invited' OR "c24"."EnrollmentState" = 'completed') AND ("c24"."EnrollmentState" <> 'completed' OR "c24"."EnrollmentState" IS NULL OR "c13"."WorkflowState" = 'completed' OR CASE
                WHEN "c13"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c13"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c13"."EndAt", (
                    SELECT "c25"."EndAt"
                    FROM "CanvasTerm" AS "c25"
                    WHERE "c25"."Id" = "c13"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c26"."EndAt"
                    FROM "CanvasTerm" AS "c26"
                    WHERE "c26"."Id" = "c13"."TermId"
                    LIMIT 1), "c13"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c27"
                WHERE "c27"."Id" = "c24"."SectionId" AND "c27"."RestrictEnrollmentsToSectionDates" AND "c27"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    INNER JOIN (
        SELECT "c10"."Id", "c10"."HasSubAssignments", "c10"."IsQuizLtiAssignment", "c10"."PostManually", "c10"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND (("c10"."Published" IS NOT NULL AND "c10"."Published") OR ("c10"."Published" IS NULL AND "c10"."WorkflowState" IS NOT NULL AND "c10"."WorkflowState" = 'published')) AND ("c10"."WorkflowState" IS NULL OR "c10"."WorkflowState" <> 'deleted')
    ) AS "c11" ON "c6"."AssignmentId" = "c11"."Id"
    INNER JOIN (
        SELECT "c12"."Id", "c12"."EndAt", "c12"."RestrictEnrollmentsToCourseDates", "c12"."TermId", "c12"."WorkflowState"
        FROM "CanvasCourse" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND "c12"."WorkflowState" IN ('available', 'completed')
    ) AS "c13" ON "c6"."CourseId" = "c13"."Id"
    WHERE "c6"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."Type" = 'ObserverEnrollment' AND "c7"."UserId" = @UserId AND ("c7"."AssociatedUserId" = "c6"."UserId" OR ("c7"."AssociatedUserId" IS NULL AND "c6"."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c9"
            WHERE "c9"."MissingSince" IS NULL AND "c9"."EnrollmentState" IN ('active', 'completed') AND "c9"."Type" = 'ObserverEnrollment' AND "c9"."UserId" = @UserId AND "c9"."CourseId" = "c8"."CourseId" AND "c9"."AssociatedUserId" = "c8"."UserId") AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c8"."CourseId" = "c6"."CourseId" AND "c8"."UserId" = "c6"."UserId") AND EXISTS (
        SELECT 1
        FROM (
            SELECT "c14"."CourseId", "c14"."UserId"
            FROM "CanvasEnrollment" AS "c14"
            INNER JOIN (
                SELECT "c16"."Id", "c16"."Name"
                FROM "CanvasCourse" AS "c16"
                WHERE "c16"."MissingSince" IS NULL AND "c16"."WorkflowState" IN ('available', 'completed')
            ) AS "c17" ON "c14"."CourseId" = "c17"."Id"
            LEFT JOIN "CanvasUser" AS "c20" ON "c14"."UserId" = "c20"."Id"
            WHERE "c14"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c15"
                WHERE "c15"."MissingSince" IS NULL AND "c15"."EnrollmentState" IN ('active', 'completed') AND "c15"."Type" = 'ObserverEnrollment' AND "c15"."UserId" = @UserId AND "c15"."CourseId" = "c14"."CourseId" AND "c15"."AssociatedUserId" = "c14"."UserId") AND "c14"."Type" = 'StudentEnrollment' AND "c14"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c18"
                WHERE "c18"."MissingSince" IS NULL AND EXISTS (
                    SELECT 1
                    FROM "CanvasEnrollment" AS "c19"
                    WHERE "c19"."MissingSince" IS NULL AND "c19"."EnrollmentState" IN ('active', 'completed') AND "c19"."Type" = 'ObserverEnrollment' AND "c19"."UserId" = @UserId AND "c19"."CourseId" = "c18"."CourseId" AND "c19"."AssociatedUserId" = "c18"."UserId") AND "c18"."Type" = 'StudentEnrollment' AND "c18"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c18"."CourseId" = "c14"."CourseId" AND "c18"."UserId" = "c14"."UserId" AND (("c18"."EnrollmentState" = 'active' AND ("c14"."EnrollmentState" <> 'active' OR "c14"."EnrollmentState" IS NULL)) OR ("c18"."Id" < "c14"."Id" AND ("c18"."EnrollmentState" = 'active' OR "c14"."EnrollmentState" <> 'active' OR "c14"."EnrollmentState" IS NULL))))
            ORDER BY CASE
                WHEN "c17"."Name" IS NULL THEN 1
                ELSE 0
            END, lower("c17"."Name" COLLATE BINARY), "c17"."Name" COLLATE BINARY, "c14"."CourseId", CASE
                WHEN "c20"."SortableName" IS NULL THEN 1
                ELSE 0
            END, lower("c20"."SortableName" COLLATE BINARY), "c20"."SortableName" COLLATE BINARY, "c14"."UserId"
            LIMIT @First
        ) AS "s"
        WHERE "s"."CourseId" = "c6"."CourseId" AND "s"."UserId" = "c6"."UserId")
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s1" ON "s0"."CourseId" = "s1"."CourseId" AND "s0"."UserId" = "s1"."StudentId"
LEFT JOIN "CanvasSection" AS "c28" ON "s0"."SectionId" = "c28"."Id"
ORDER BY CASE
    WHEN "s0"."Name" IS NULL THEN 1
    ELSE 0
END, lower("s0"."Name" COLLATE BINARY), "s0"."Name" COLLATE BINARY, "s0"."CourseId", CASE
    WHEN "s0"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("s0"."SortableName" COLLATE BINARY), "s0"."SortableName" COLLATE BINARY, "s0"."UserId"
LIMIT @First
