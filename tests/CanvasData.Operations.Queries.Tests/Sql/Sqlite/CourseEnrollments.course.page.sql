-- ForEverything
SELECT "s"."Id" AS "EnrollmentId", "s"."CourseId", "s"."Name" AS "CourseName", "s"."CourseCode", "s"."SisCourseId", "s"."SectionId", "c22"."Name" AS "SectionName", "c22"."SisSectionId", "s"."UserId" AS "StudentId", "s"."Name0" AS "StudentName", "s"."SortableName", "s"."SisUserId", "s"."EnrollmentState", "s"."CurrentScore", "s"."FinalScore", "s"."CurrentGrade", "s"."FinalGrade", "s"."OverrideScore", "s"."OverrideGrade", COALESCE("s"."OverrideScore", "s"."CurrentScore") AS "EffectiveScore", CASE
    WHEN "s"."OverrideScore" IS NOT NULL OR "s"."OverrideGrade" IS NOT NULL THEN "s"."OverrideGrade"
    ELSE "s"."CurrentGrade"
END AS "EffectiveGrade", "s"."CreatedAt" AS "EnrolledAt", "s"."LastActivityAt", COALESCE("s0"."Assignments", 0) AS "AssignmentCount", COALESCE("s0"."Graded", 0) AS "GradedCount", COALESCE("s0"."Missing", 0) AS "MissingCount", COALESCE("s0"."Late", 0) AS "LateCount"
FROM (
    SELECT "c"."Id", "c"."CourseId", "c"."CreatedAt", "c"."CurrentGrade", "c"."CurrentScore", "c"."EnrollmentState", "c"."FinalGrade", "c"."FinalScore", "c"."LastActivityAt", "c"."OverrideGrade", "c"."OverrideScore", "c"."SectionId", "c"."UserId", "c1"."CourseCode", "c1"."Name", "c1"."SisCourseId", "c3"."Name" AS "Name0", "c3"."SisUserId", "c3"."SortableName"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c0"."Id", "c0"."CourseCode", "c0"."Name", "c0"."SisCourseId"
        FROM "CanvasCourse" AS "c0"
        WHERE "c0"."MissingSince" IS NULL
    ) AS "c1" ON "c"."CourseId" = "c1"."Id"
    LEFT JOIN "CanvasUser" AS "c3" ON "c"."UserId" = "c3"."Id"
    WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."CourseId" = @CourseId AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."CourseId" = @CourseId AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
    ORDER BY CASE
        WHEN "c3"."SortableName" IS NULL THEN 1
        ELSE 0
    END, lower("c3"."SortableName" COLLATE BINARY), "c3"."SortableName" COLLATE BINARY, "c"."UserId"
    LIMIT @First
) AS "s"
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
    LEFT JOIN (
        SELECT "c6"."Id", "c6"."HasSubAssignments", "c6"."IsQuizLtiAssignment", "c6"."Published", "c6"."SubmissionTypes", "c6"."WorkflowState"
        FROM "CanvasAssignment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."CourseId" = @CourseId
    ) AS "c7" ON "c4"."AssignmentId" = "c7"."Id"
    INNER JOIN (
        SELECT "c8"."Id", "c8"."EndAt", "c8"."RestrictEnrollmentsToCourseDates", "c8"."TermId", "c8"."WorkflowState"
        FROM "CanvasCourse" AS "c8"
        WHERE "c8"."MissingSince" IS NULL
    ) AS "c9" ON "c4"."CourseId" = "c9"."Id"
    WHERE "c4"."MissingSince" IS NULL AND "c4"."CourseId" = @CourseId AND ("c4"."UserId" IN (
        SELECT "c5"."UserId"
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."Type" = 'StudentEnrollment' AND "c5"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c5"."CourseId" = @CourseId
    ) OR ("c4"."Attempt" IS NULL AND CAST("c4"."Attempt" AS INTEGER) > @CourseId)) AND COALESCE("c7"."Id", 0) <> 0 AND "c4"."UserId" IN (
        SELECT "c10"."UserId"
        FROM "CanvasEnrollment" AS "c10"
        INNER JOIN (
            SELECT "c11"."Id"
            FROM "CanvasCourse" AS "c11"
            WHERE "c11"."MissingSince" IS NULL
        ) AS "c12" ON "c10"."CourseId" = "c12"."Id"
        LEFT JOIN "CanvasUser" AS "c14" ON "c10"."UserId" = "c14"."Id"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."Type" = 'StudentEnrollment' AND "c10"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c10"."CourseId" = @CourseId AND NOT EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c13"."CourseId" = @CourseId AND "c13"."CourseId" = "c10"."CourseId" AND "c13"."UserId" = "c10"."UserId" AND (("c13"."EnrollmentState" = 'active' AND ("c10"."EnrollmentState" <> 'active' OR "c10"."EnrollmentState" IS NULL)) OR ("c13"."Id" < "c10"."Id" AND ("c13"."EnrollmentState" = 'active' OR "c10"."EnrollmentState" <> 'active' OR "c10"."EnrollmentState" IS NULL))))
        ORDER BY CASE
            WHEN "c14"."SortableName" IS NULL THEN 1
            ELSE 0
        END, lower("c14"."SortableName" COLLATE BINARY), "c14"."SortableName" COLLATE BINARY, "c10"."UserId"
        LIMIT @First
    )
    GROUP BY "c4"."CourseId", "c4"."UserId"
) AS "s0" ON "s"."CourseId" = "s0"."CourseId" AND "s"."UserId" = "s0"."StudentId"
LEFT JOIN "CanvasSection" AS "c22" ON "s"."SectionId" = "c22"."Id"
ORDER BY CASE
    WHEN "s"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("s"."SortableName" COLLATE BINARY), "s"."SortableName" COLLATE BINARY, "s"."UserId"
LIMIT @First

-- ForTeacher
SELECT "s"."Id" AS "EnrollmentId", "s"."CourseId", "s"."Name" AS "CourseName", "s"."CourseCode", "s"."SisCourseId", "s"."SectionId", "c27"."Name" AS "SectionName", "c27"."SisSectionId", "s"."UserId" AS "StudentId", "s"."Name0" AS "StudentName", "s"."SortableName", "s"."SisUserId", "s"."EnrollmentState", "s"."CurrentScore", "s"."FinalScore", "s"."CurrentGrade", "s"."FinalGrade", "s"."OverrideScore", "s"."OverrideGrade", COALESCE("s"."OverrideScore", "s"."CurrentScore") AS "EffectiveScore", CASE
    WHEN "s"."OverrideScore" IS NOT NULL OR "s"."OverrideGrade" IS NOT NULL THEN "s"."OverrideGrade"
    ELSE "s"."CurrentGrade"
END AS "EffectiveGrade", "s"."CreatedAt" AS "EnrolledAt", "s"."LastActivityAt", COALESCE("s0"."Assignments", 0) AS "AssignmentCount", COALESCE("s0"."Graded", 0) AS "GradedCount", COALESCE("s0"."Missing", 0) AS "MissingCount", COALESCE("s0"."Late", 0) AS "LateCount"
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
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."CourseId" = @CourseId AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND ("c4"."LimitPrivilegesToCourseSection" <> 1 OR "c4"."LimitPrivilegesToCourseSection" IS NULL OR ("c4"."SectionId" IS NOT NULL AND "c4"."SectionId" = "c3"."SectionId"))) AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = @CourseId AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
    ORDER BY CASE
        WHEN "c5"."SortableName" IS NULL THEN 1
        ELSE 0
    END, lower("c5"."SortableName" COLLATE BINARY), "c5"."SortableName" COLLATE BINARY, "c"."UserId"
    LIMIT @First
) AS "s"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c6"."Score" IS NOT NULL AND ("c6"."WorkflowState" IS NULL OR "c6"."WorkflowState" <> 'pending_review') AND ("c10"."HasSubAssignments" IS NULL OR NOT ("c10"."HasSubAssignments") OR ((("c6"."WorkflowState" IS NOT NULL AND "c6"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c20"
            WHERE "c20"."MissingSince" IS NULL AND "c20"."SubmissionId" = "c6"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c21"
            WHERE "c21"."MissingSince" IS NULL AND "c21"."SubmissionId" = "c6"."Id" AND "c21"."Score" IS NULL AND ("c21"."Excused" IS NULL OR NOT ("c21"."Excused"))))) AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN ((("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."GraderId" IS NULL AND "c6"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c10"."IsQuizLtiAssignment" IS NOT NULL AND "c10"."IsQuizLtiAssignment") OR ("c10"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c10"."SubmissionTypes" IS NOT NULL))))) OR ("c10"."HasSubAssignments" IS NOT NULL AND "c10"."HasSubAssignments" AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c22"
            WHERE "c22"."MissingSince" IS NULL AND "c22"."SubmissionId" = "c6"."Id" AND ("c22"."Excused" IS NULL OR NOT ("c22"."Excused")) AND "c22"."CustomGradeStatusId" IS NULL AND (("c22"."LatePolicyStatus" IS NOT NULL AND "c22"."LatePolicyStatus" = 'missing') OR ("c22"."LatePolicyStatus" IS NULL AND (("c22"."Missing" IS NOT NULL AND "c22"."Missing") OR ("c22"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c22"."DueAt" IS NOT NULL AND "c22"."DueAt" < @Now))))))) AND (("c10"."Published" IS NOT NULL AND "c10"."Published") OR ("c10"."Published" IS NULL AND "c10"."WorkflowState" IS NOT NULL AND "c10"."WorkflowState" = 'published')) AND ("c10"."WorkflowState" IS NULL OR "c10"."WorkflowState" <> 'deleted') AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c23"
            WHERE "c23"."MissingSince" IS NULL AND "c23"."UserId" = "c6"."UserId" AND "c23"."CourseId" = "c6"."CourseId" AND "c23"."Type" = 'StudentEnrollment' AND ("c23"."EnrollmentState" = 'active' OR "c23"."EnrollmentState" = 'invited' OR "c23"."EnrollmentState" = 'completed') AND ("c23"."EnrollmentState" <> 'completed' OR "c23"."EnrollmentState" IS NULL OR "c12"."WorkflowState" = 'completed' OR CASE
                WHEN "c12"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c12"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c12"."EndAt", (
                    SELECT "c24"."EndAt"
                    FROM "CanvasTerm" AS "c24"
                    WHERE "c24"."Id" = "c12"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c25"."EndAt"
                    FROM "CanvasTerm" AS "c25"
                    WHERE "c25"."Id" = "c12"."TermId"
                    LIMIT 1), "c12"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c26"
                WHERE "c26"."Id" = "c23"."SectionId" AND "c26"."RestrictEnrollmentsToSectionDates" AND "c26"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    LEFT JOIN (
        SELECT "c9"."Id", "c9"."HasSubAssignments", "c9"."IsQuizLtiAssignment", "c9"."Published", "c9"."SubmissionTypes", "c9"."WorkflowState"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."CourseId" = @CourseId
    ) AS "c10" ON "c6"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."EndAt", "c11"."RestrictEnrollmentsToCourseDates", "c11"."TermId", "c11"."WorkflowState"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c6"."CourseId" = "c12"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."CourseId" = @CourseId AND ("c6"."UserId" IN (
        SELECT "c7"."UserId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c8"."UserId" = @UserId AND "c8"."CourseId" = "c7"."CourseId" AND ("c8"."LimitPrivilegesToCourseSection" <> 1 OR "c8"."LimitPrivilegesToCourseSection" IS NULL OR ("c8"."SectionId" IS NOT NULL AND "c8"."SectionId" = "c7"."SectionId"))) AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = @CourseId
    ) OR ("c6"."Attempt" IS NULL AND CAST("c6"."Attempt" AS INTEGER) > @CourseId)) AND COALESCE("c10"."Id", 0) <> 0 AND "c6"."UserId" IN (
        SELECT "c13"."UserId"
        FROM "CanvasEnrollment" AS "c13"
        INNER JOIN (
            SELECT "c15"."Id"
            FROM "CanvasCourse" AS "c15"
            WHERE "c15"."MissingSince" IS NULL
        ) AS "c16" ON "c13"."CourseId" = "c16"."Id"
        LEFT JOIN "CanvasUser" AS "c19" ON "c13"."UserId" = "c19"."Id"
        WHERE "c13"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c14"
            WHERE "c14"."MissingSince" IS NULL AND "c14"."EnrollmentState" IN ('active', 'completed') AND "c14"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c14"."UserId" = @UserId AND "c14"."CourseId" = "c13"."CourseId" AND ("c14"."LimitPrivilegesToCourseSection" <> 1 OR "c14"."LimitPrivilegesToCourseSection" IS NULL OR ("c14"."SectionId" IS NOT NULL AND "c14"."SectionId" = "c13"."SectionId"))) AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c13"."CourseId" = @CourseId AND NOT EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c17"
            WHERE "c17"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c18"
                WHERE "c18"."MissingSince" IS NULL AND "c18"."EnrollmentState" IN ('active', 'completed') AND "c18"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c18"."UserId" = @UserId AND "c18"."CourseId" = "c17"."CourseId" AND ("c18"."LimitPrivilegesToCourseSection" <> 1 OR "c18"."LimitPrivilegesToCourseSection" IS NULL OR ("c18"."SectionId" IS NOT NULL AND "c18"."SectionId" = "c17"."SectionId"))) AND "c17"."Type" = 'StudentEnrollment' AND "c17"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c17"."CourseId" = @CourseId AND "c17"."CourseId" = "c13"."CourseId" AND "c17"."UserId" = "c13"."UserId" AND (("c17"."EnrollmentState" = 'active' AND ("c13"."EnrollmentState" <> 'active' OR "c13"."EnrollmentState" IS NULL)) OR ("c17"."Id" < "c13"."Id" AND ("c17"."EnrollmentState" = 'active' OR "c13"."EnrollmentState" <> 'active' OR "c13"."EnrollmentState" IS NULL))))
        ORDER BY CASE
            WHEN "c19"."SortableName" IS NULL THEN 1
            ELSE 0
        END, lower("c19"."SortableName" COLLATE BINARY), "c19"."SortableName" COLLATE BINARY, "c13"."UserId"
        LIMIT @First
    )
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s0" ON "s"."CourseId" = "s0"."CourseId" AND "s"."UserId" = "s0"."StudentId"
LEFT JOIN "CanvasSection" AS "c27" ON "s"."SectionId" = "c27"."Id"
ORDER BY CASE
    WHEN "s"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("s"."SortableName" COLLATE BINARY), "s"."SortableName" COLLATE BINARY, "s"."UserId"
LIMIT @First

-- ForObserver
SELECT "s"."Id" AS "EnrollmentId", "s"."CourseId", "s"."Name" AS "CourseName", "s"."CourseCode", NULL AS "SisCourseId", "s"."SectionId", "c27"."Name" AS "SectionName", "s"."UserId" AS "StudentId", "s"."Name0" AS "StudentName", "s"."SortableName", "s"."EnrollmentState", CASE
    WHEN ("s"."HideFinalGrades" IS NULL OR NOT ("s"."HideFinalGrades")) AND ("s"."RestrictQuantitativeData" IS NULL OR NOT ("s"."RestrictQuantitativeData")) THEN COALESCE("s"."OverrideScore", "s"."CurrentScore")
END AS "CurrentScore", CASE
    WHEN ("s"."HideFinalGrades" IS NULL OR NOT ("s"."HideFinalGrades")) AND ("s"."RestrictQuantitativeData" IS NULL OR NOT ("s"."RestrictQuantitativeData")) THEN COALESCE("s"."OverrideScore", "s"."FinalScore")
END AS "FinalScore", CASE
    WHEN "s"."HideFinalGrades" IS NULL OR NOT ("s"."HideFinalGrades") THEN CASE
        WHEN "s"."OverrideScore" IS NOT NULL OR "s"."OverrideGrade" IS NOT NULL THEN "s"."OverrideGrade"
        ELSE "s"."CurrentGrade"
    END
END AS "CurrentGrade", CASE
    WHEN "s"."HideFinalGrades" IS NULL OR NOT ("s"."HideFinalGrades") THEN CASE
        WHEN "s"."OverrideScore" IS NOT NULL OR "s"."OverrideGrade" IS NOT NULL THEN "s"."OverrideGrade"
        ELSE "s"."FinalGrade"
    END
END AS "FinalGrade", CASE
    WHEN ("s"."HideFinalGrades" IS NULL OR NOT ("s"."HideFinalGrades")) AND ("s"."RestrictQuantitativeData" IS NULL OR NOT ("s"."RestrictQuantitativeData")) THEN "s"."OverrideScore"
END AS "OverrideScore", CASE
    WHEN "s"."HideFinalGrades" IS NULL OR NOT ("s"."HideFinalGrades") THEN "s"."OverrideGrade"
END AS "OverrideGrade", "s"."CreatedAt" AS "EnrolledAt", "s"."LastActivityAt", COALESCE("s0"."Assignments", 0) AS "AssignmentCount", COALESCE("s0"."Graded", 0) AS "GradedCount", COALESCE("s0"."Missing", 0) AS "MissingCount", COALESCE("s0"."Late", 0) AS "LateCount"
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
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."CourseId" = @CourseId AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" = 'ObserverEnrollment' AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."AssociatedUserId" = "c3"."UserId") AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = @CourseId AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
    ORDER BY CASE
        WHEN "c5"."SortableName" IS NULL THEN 1
        ELSE 0
    END, lower("c5"."SortableName" COLLATE BINARY), "c5"."SortableName" COLLATE BINARY, "c"."UserId"
    LIMIT @First
) AS "s"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN ("c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c10"."PostManually" IS NULL OR NOT ("c10"."PostManually")) AND "c6"."GradedAt" IS NOT NULL)) AND "c6"."Score" IS NOT NULL AND ("c6"."WorkflowState" IS NULL OR "c6"."WorkflowState" <> 'pending_review') AND ("c10"."HasSubAssignments" IS NULL OR NOT ("c10"."HasSubAssignments") OR ((("c6"."WorkflowState" IS NOT NULL AND "c6"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c20"
            WHERE "c20"."MissingSince" IS NULL AND "c20"."SubmissionId" = "c6"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c21"
            WHERE "c21"."MissingSince" IS NULL AND "c21"."SubmissionId" = "c6"."Id" AND "c21"."Score" IS NULL AND ("c21"."Excused" IS NULL OR NOT ("c21"."Excused"))))) AND (("c6"."PostedAt" IS NULL AND ("c6"."PostedAtUnspecified" IS NULL OR NOT ("c6"."PostedAtUnspecified") OR ("c10"."PostManually" IS NOT NULL AND "c10"."PostManually") OR "c6"."GradedAt" IS NULL)) OR "c6"."Excused" IS NULL OR NOT ("c6"."Excused")) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN (CASE
            WHEN "c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c10"."PostManually" IS NULL OR NOT ("c10"."PostManually")) AND "c6"."GradedAt" IS NOT NULL) THEN ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND "c6"."CustomGradeStatusId" IS NULL AND (("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."Missing" IS NOT NULL AND "c6"."Missing") OR ("c6"."LatePolicyStatus" IS NULL AND "c6"."GraderId" IS NULL AND "c6"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c10"."IsQuizLtiAssignment" IS NOT NULL AND "c10"."IsQuizLtiAssignment") OR ("c10"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c10"."SubmissionTypes" IS NOT NULL))))
            ELSE ("c6"."LatePolicyStatus" IS NOT NULL AND "c6"."LatePolicyStatus" = 'missing') OR ("c6"."Missing" IS NOT NULL AND "c6"."Missing") OR (("c6"."LatePolicyStatus" IS NULL OR "c6"."Missing" IS NULL OR "c6"."Missing") AND "c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" IS NOT NULL AND "c6"."CachedDueDate" < @Now AND (("c10"."IsQuizLtiAssignment" IS NOT NULL AND "c10"."IsQuizLtiAssignment") OR ("c10"."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND "c10"."SubmissionTypes" IS NOT NULL)))
        END OR ("c10"."HasSubAssignments" IS NOT NULL AND "c10"."HasSubAssignments" AND (("c6"."PostedAt" IS NULL AND ("c6"."PostedAtUnspecified" IS NULL OR NOT ("c6"."PostedAtUnspecified") OR ("c10"."PostManually" IS NOT NULL AND "c10"."PostManually") OR "c6"."GradedAt" IS NULL)) OR "c6"."Excused" IS NULL OR NOT ("c6"."Excused")) AND EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c22"
            WHERE "c22"."MissingSince" IS NULL AND "c22"."SubmissionId" = "c6"."Id" AND CASE
                WHEN "c6"."PostedAt" IS NOT NULL OR ("c6"."PostedAtUnspecified" IS NOT NULL AND "c6"."PostedAtUnspecified" AND ("c10"."PostManually" IS NULL OR NOT ("c10"."PostManually")) AND "c6"."GradedAt" IS NOT NULL) OR "c10"."PostManually" IS NULL OR NOT ("c10"."PostManually") THEN ("c22"."Excused" IS NULL OR NOT ("c22"."Excused")) AND "c22"."CustomGradeStatusId" IS NULL AND (("c22"."LatePolicyStatus" IS NOT NULL AND "c22"."LatePolicyStatus" = 'missing') OR ("c22"."LatePolicyStatus" IS NULL AND (("c22"."Missing" IS NOT NULL AND "c22"."Missing") OR ("c22"."Score" IS NULL AND "c6"."SubmittedAt" IS NULL AND "c22"."DueAt" IS NOT NULL AND "c22"."DueAt" < @Now))))
                ELSE ("c22"."LatePolicyStatus" IS NOT NULL AND "c22"."LatePolicyStatus" = 'missing') OR ("c22"."Missing" IS NOT NULL AND "c22"."Missing") OR (("c22"."LatePolicyStatus" IS NULL OR "c22"."Missing" IS NULL) AND ("c22"."Late" IS NULL OR NOT ("c22"."Late")) AND ("c22"."Score" IS NULL OR "c22"."Score" <= 0.0) AND "c6"."SubmittedAt" IS NULL AND "c22"."DueAt" IS NOT NULL AND "c22"."DueAt" < @Now)
            END))) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c23"
            WHERE "c23"."MissingSince" IS NULL AND "c23"."UserId" = "c6"."UserId" AND "c23"."CourseId" = "c6"."CourseId" AND "c23"."Type" = 'StudentEnrollment' AND ("c23"."EnrollmentState" = 'active' OR "c23"."EnrollmentState" = 'invited' OR "c23"."EnrollmentState" = 'completed') AND ("c23"."EnrollmentState" <> 'completed' OR "c23"."EnrollmentState" IS NULL OR "c12"."WorkflowState" = 'completed' OR CASE
                WHEN "c12"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c12"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c12"."EndAt", (
                    SELECT "c24"."EndAt"
                    FROM "CanvasTerm" AS "c24"
                    WHERE "c24"."Id" = "c12"."TermId"
                    LIMIT 1))
                ELSE COALESCE((
                    SELECT "c25"."EndAt"
                    FROM "CanvasTerm" AS "c25"
                    WHERE "c25"."Id" = "c12"."TermId"
                    LIMIT 1), "c12"."EndAt")
            END <= @Now OR EXISTS (
                SELECT 1
                FROM "CanvasSection" AS "c26"
                WHERE "c26"."Id" = "c23"."SectionId" AND "c26"."RestrictEnrollmentsToSectionDates" AND "c26"."EndAt" <= @Now))) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    LEFT JOIN (
        SELECT "c9"."Id", "c9"."HasSubAssignments", "c9"."IsQuizLtiAssignment", "c9"."PostManually", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND (("c9"."Published" IS NOT NULL AND "c9"."Published") OR ("c9"."Published" IS NULL AND "c9"."WorkflowState" IS NOT NULL AND "c9"."WorkflowState" = 'published')) AND ("c9"."WorkflowState" IS NULL OR "c9"."WorkflowState" <> 'deleted') AND "c9"."CourseId" = @CourseId
    ) AS "c10" ON "c6"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."EndAt", "c11"."RestrictEnrollmentsToCourseDates", "c11"."TermId", "c11"."WorkflowState"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."WorkflowState" IN ('available', 'completed')
    ) AS "c12" ON "c6"."CourseId" = "c12"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."CourseId" = @CourseId AND ("c6"."UserId" IN (
        SELECT "c7"."UserId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."Type" = 'ObserverEnrollment' AND "c8"."UserId" = @UserId AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."AssociatedUserId" = "c7"."UserId") AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = @CourseId
    ) OR ("c6"."Attempt" IS NULL AND CAST("c6"."Attempt" AS INTEGER) > @CourseId)) AND COALESCE("c10"."Id", 0) <> 0 AND "c6"."UserId" IN (
        SELECT "c13"."UserId"
        FROM "CanvasEnrollment" AS "c13"
        INNER JOIN (
            SELECT "c15"."Id"
            FROM "CanvasCourse" AS "c15"
            WHERE "c15"."MissingSince" IS NULL AND "c15"."WorkflowState" IN ('available', 'completed')
        ) AS "c16" ON "c13"."CourseId" = "c16"."Id"
        LEFT JOIN "CanvasUser" AS "c19" ON "c13"."UserId" = "c19"."Id"
        WHERE "c13"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c14"
            WHERE "c14"."MissingSince" IS NULL AND "c14"."EnrollmentState" IN ('active', 'completed') AND "c14"."Type" = 'ObserverEnrollment' AND "c14"."UserId" = @UserId AND "c14"."CourseId" = "c13"."CourseId" AND "c14"."AssociatedUserId" = "c13"."UserId") AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c13"."CourseId" = @CourseId AND NOT EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c17"
            WHERE "c17"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c18"
                WHERE "c18"."MissingSince" IS NULL AND "c18"."EnrollmentState" IN ('active', 'completed') AND "c18"."Type" = 'ObserverEnrollment' AND "c18"."UserId" = @UserId AND "c18"."CourseId" = "c17"."CourseId" AND "c18"."AssociatedUserId" = "c17"."UserId") AND "c17"."Type" = 'StudentEnrollment' AND "c17"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c17"."CourseId" = @CourseId AND "c17"."CourseId" = "c13"."CourseId" AND "c17"."UserId" = "c13"."UserId" AND (("c17"."EnrollmentState" = 'active' AND ("c13"."EnrollmentState" <> 'active' OR "c13"."EnrollmentState" IS NULL)) OR ("c17"."Id" < "c13"."Id" AND ("c17"."EnrollmentState" = 'active' OR "c13"."EnrollmentState" <> 'active' OR "c13"."EnrollmentState" IS NULL))))
        ORDER BY CASE
            WHEN "c19"."SortableName" IS NULL THEN 1
            ELSE 0
        END, lower("c19"."SortableName" COLLATE BINARY), "c19"."SortableName" COLLATE BINARY, "c13"."UserId"
        LIMIT @First
    )
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s0" ON "s"."CourseId" = "s0"."CourseId" AND "s"."UserId" = "s0"."StudentId"
LEFT JOIN "CanvasSection" AS "c27" ON "s"."SectionId" = "c27"."Id"
ORDER BY CASE
    WHEN "s"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("s"."SortableName" COLLATE BINARY), "s"."SortableName" COLLATE BINARY, "s"."UserId"
LIMIT @First
