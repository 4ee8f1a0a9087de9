-- ForEverything
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c1"."Name" AS "CourseName", "c1"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c9"."Name" AS "StudentName", "c9"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c0"."Id", "c0"."CourseCode", "c0"."Name"
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL
) AS "c1" ON "c"."CourseId" = "c1"."Id"
LEFT JOIN (
    SELECT "c3"."CourseId", "c3"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c3"."Score" IS NOT NULL AND ("c3"."Excused" <> 1 OR "c3"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c3"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c3"."Missing" OR ("c3"."CachedDueDate" < @Now AND "c3"."SubmittedAt" IS NULL AND "c3"."WorkflowState" = 'unsubmitted' AND "c3"."LatePolicyStatus" IS NULL AND ("c3"."Excused" <> 1 OR "c3"."Excused" IS NULL) AND "c3"."CustomGradeStatusId" IS NULL AND "c6"."SubmissionTypes" IS NOT NULL AND "c6"."SubmissionTypes" <> '' AND "c6"."SubmissionTypes" <> 'none' AND "c6"."SubmissionTypes" <> 'not_graded' AND "c6"."SubmissionTypes" <> 'on_paper' AND ("c6"."SubmissionTypes" <> 'external_tool' OR "c6"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c3"
    INNER JOIN (
        SELECT "c5"."Id", "c5"."IsQuizLtiAssignment", "c5"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL
    ) AS "c6" ON "c3"."AssignmentId" = "c6"."Id"
    INNER JOIN (
        SELECT "c7"."Id"
        FROM "CanvasCourse" AS "c7"
        WHERE "c7"."MissingSince" IS NULL
    ) AS "c8" ON "c3"."CourseId" = "c8"."Id"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."Type" = 'StudentEnrollment' AND "c4"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."UserId" = "c3"."UserId")
    GROUP BY "c3"."CourseId", "c3"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c9" ON "c"."UserId" = "c9"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c1"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c1"."Name" COLLATE BINARY), "c1"."Name" COLLATE BINARY, "c"."CourseId", CASE
    WHEN "c9"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c9"."SortableName" COLLATE BINARY), "c9"."SortableName" COLLATE BINARY, "c"."UserId"

-- ForTeacher
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c13"."Name" AS "StudentName", "c13"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN (
    SELECT "c5"."CourseId", "c5"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c5"."Score" IS NOT NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c5"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c5"."Missing" OR ("c5"."CachedDueDate" < @Now AND "c5"."SubmittedAt" IS NULL AND "c5"."WorkflowState" = 'unsubmitted' AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL AND "c10"."SubmissionTypes" IS NOT NULL AND "c10"."SubmissionTypes" <> '' AND "c10"."SubmissionTypes" <> 'none' AND "c10"."SubmissionTypes" <> 'not_graded' AND "c10"."SubmissionTypes" <> 'on_paper' AND ("c10"."SubmissionTypes" <> 'external_tool' OR "c10"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."IsQuizLtiAssignment", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL
    ) AS "c10" ON "c5"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c5"."CourseId" = "c12"."Id"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."CourseId" IN (
        SELECT "c6"."CourseId"
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @PersonId AND "c6"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @PersonId AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c8"."CourseId" = "c7"."CourseId" AND ("c8"."LimitPrivilegesToCourseSection" <> 1 OR "c8"."LimitPrivilegesToCourseSection" IS NULL OR ("c8"."SectionId" IS NOT NULL AND "c8"."SectionId" = "c7"."SectionId"))) AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = "c5"."CourseId" AND "c7"."UserId" = "c5"."UserId")
    GROUP BY "c5"."CourseId", "c5"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c13" ON "c"."UserId" = "c13"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @PersonId AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."CourseId" = "c3"."CourseId" AND ("c4"."LimitPrivilegesToCourseSection" <> 1 OR "c4"."LimitPrivilegesToCourseSection" IS NULL OR ("c4"."SectionId" IS NOT NULL AND "c4"."SectionId" = "c3"."SectionId"))) AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId", CASE
    WHEN "c13"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c13"."SortableName" COLLATE BINARY), "c13"."SortableName" COLLATE BINARY, "c"."UserId"

-- ForObserver
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c13"."Name" AS "StudentName", "c13"."SortableName", "c"."EnrollmentState", CASE
    WHEN "c2"."HideFinalGrades" <> 1 OR "c2"."HideFinalGrades" IS NULL THEN "c"."CurrentScore"
END AS "CurrentScore", CASE
    WHEN "c2"."HideFinalGrades" <> 1 OR "c2"."HideFinalGrades" IS NULL THEN "c"."FinalScore"
END AS "FinalScore", CASE
    WHEN "c2"."HideFinalGrades" <> 1 OR "c2"."HideFinalGrades" IS NULL THEN "c"."CurrentGrade"
END AS "CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."HideFinalGrades", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND "c1"."WorkflowState" IN ('available', 'completed')
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN (
    SELECT "c5"."CourseId", "c5"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN CASE
            WHEN "c5"."PostedAt" IS NOT NULL THEN "c5"."Score"
        END IS NOT NULL AND ("c5"."PostedAt" IS NULL OR "c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c5"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c5"."Missing" OR ("c5"."CachedDueDate" < @Now AND "c5"."SubmittedAt" IS NULL AND ("c5"."PostedAt" IS NULL OR ("c5"."WorkflowState" = 'unsubmitted' AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL)) AND "c10"."SubmissionTypes" IS NOT NULL AND "c10"."SubmissionTypes" <> '' AND "c10"."SubmissionTypes" <> 'none' AND "c10"."SubmissionTypes" <> 'not_graded' AND "c10"."SubmissionTypes" <> 'on_paper' AND ("c10"."SubmissionTypes" <> 'external_tool' OR "c10"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."IsQuizLtiAssignment", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."Published"
    ) AS "c10" ON "c5"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."WorkflowState" IN ('available', 'completed')
    ) AS "c12" ON "c5"."CourseId" = "c12"."Id"
    WHERE "c5"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @PersonId AND "c6"."Type" = 'ObserverEnrollment' AND ("c6"."AssociatedUserId" = "c5"."UserId" OR ("c6"."AssociatedUserId" IS NULL AND "c5"."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @PersonId AND "c8"."Type" = 'ObserverEnrollment' AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."AssociatedUserId" = "c7"."UserId") AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = "c5"."CourseId" AND "c7"."UserId" = "c5"."UserId")
    GROUP BY "c5"."CourseId", "c5"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c13" ON "c"."UserId" = "c13"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @PersonId AND "c4"."Type" = 'ObserverEnrollment' AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."AssociatedUserId" = "c3"."UserId") AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId", CASE
    WHEN "c13"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c13"."SortableName" COLLATE BINARY), "c13"."SortableName" COLLATE BINARY, "c"."UserId"
