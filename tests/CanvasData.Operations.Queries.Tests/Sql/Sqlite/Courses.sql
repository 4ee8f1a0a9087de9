-- ForEverything
SELECT "c"."Id" AS "CourseId", "c"."Name" AS "CourseName", "c"."CourseCode", "c"."SisCourseId", "c"."WorkflowState", "c"."AccountId", "c"."TermId", "c0"."Name" AS "TermName", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."StartAt", "c0"."StartAt")
    ELSE COALESCE("c0"."StartAt", "c"."StartAt")
END AS "StartAt", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."EndAt", "c0"."EndAt")
    ELSE COALESCE("c0"."EndAt", "c"."EndAt")
END AS "EndAt", CAST(0 + 0 + 0 + 0 AS INTEGER) AS "Roles", (
    SELECT COUNT(*)
    FROM (
        SELECT DISTINCT "c5"."UserId"
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."Type" = 'StudentEnrollment' AND "c5"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c5"."CourseId" = "c"."Id" AND "c5"."EnrollmentState" = 'active'
    ) AS "c6") AS "ActiveStudentCount", (
    SELECT COUNT(*)
    FROM "CanvasSection" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."CourseId" = "c"."Id") AS "SectionCount", (
    SELECT COUNT(*)
    FROM "CanvasAssignment" AS "c8"
    WHERE "c8"."MissingSince" IS NULL AND "c8"."CourseId" = "c"."Id" AND (("c8"."Published" IS NOT NULL AND "c8"."Published") OR ("c8"."Published" IS NULL AND "c8"."WorkflowState" IS NOT NULL AND "c8"."WorkflowState" = 'published')) AND ("c8"."WorkflowState" IS NULL OR "c8"."WorkflowState" <> 'deleted')) AS "AssignmentCount", "c"."MissingSince"
FROM "CanvasCourse" AS "c"
LEFT JOIN "CanvasTerm" AS "c0" ON "c"."TermId" = "c0"."Id"
WHERE "c"."MissingSince" IS NULL
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "CourseId", "c"."Name" AS "CourseName", "c"."CourseCode", "c"."SisCourseId", "c"."WorkflowState", "c"."AccountId", "c"."TermId", "c1"."Name" AS "TermName", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."StartAt", "c1"."StartAt")
    ELSE COALESCE("c1"."StartAt", "c"."StartAt")
END AS "StartAt", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."EndAt", "c1"."EndAt")
    ELSE COALESCE("c1"."EndAt", "c"."EndAt")
END AS "EndAt", CAST(CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c"."Id" AND "c2"."Type" = 'StudentEnrollment') THEN 1
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND "c3"."EnrollmentState" IN ('active', 'completed') AND "c3"."UserId" = @UserId AND "c3"."CourseId" = "c"."Id" AND "c3"."Type" = 'TeacherEnrollment') THEN 2
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c"."Id" AND "c4"."Type" = 'TaEnrollment') THEN 4
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."EnrollmentState" IN ('active', 'completed') AND "c5"."UserId" = @UserId AND "c5"."CourseId" = "c"."Id" AND "c5"."Type" = 'ObserverEnrollment') THEN 8
    ELSE 0
END AS INTEGER) AS "Roles", (
    SELECT COUNT(*)
    FROM (
        SELECT DISTINCT "c6"."UserId"
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c7"
            WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c7"."UserId" = @UserId AND "c7"."CourseId" = "c6"."CourseId" AND ("c7"."LimitPrivilegesToCourseSection" <> 1 OR "c7"."LimitPrivilegesToCourseSection" IS NULL OR ("c7"."SectionId" IS NOT NULL AND "c7"."SectionId" = "c6"."SectionId"))) AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c6"."CourseId" = "c"."Id" AND "c6"."EnrollmentState" = 'active'
    ) AS "c8") AS "ActiveStudentCount", (
    SELECT COUNT(*)
    FROM "CanvasSection" AS "c9"
    WHERE "c9"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c10"."UserId" = @UserId AND "c10"."CourseId" = "c9"."CourseId" AND ("c10"."LimitPrivilegesToCourseSection" <> 1 OR "c10"."LimitPrivilegesToCourseSection" IS NULL OR "c10"."SectionId" = "c9"."Id")) AND "c9"."CourseId" = "c"."Id") AS "SectionCount", (
    SELECT COUNT(*)
    FROM "CanvasAssignment" AS "c11"
    WHERE "c11"."MissingSince" IS NULL AND "c11"."CourseId" = "c"."Id" AND (("c11"."Published" IS NOT NULL AND "c11"."Published") OR ("c11"."Published" IS NULL AND "c11"."WorkflowState" IS NOT NULL AND "c11"."WorkflowState" = 'published')) AND ("c11"."WorkflowState" IS NULL OR "c11"."WorkflowState" <> 'deleted')) AS "AssignmentCount", "c"."MissingSince"
FROM "CanvasCourse" AS "c"
LEFT JOIN "CanvasTerm" AS "c1" ON "c"."TermId" = "c1"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Id" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId
)
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "CourseId", "c"."Name" AS "CourseName", "c"."CourseCode", NULL AS "SisCourseId", "c"."WorkflowState", "c"."AccountId", "c"."TermId", "c2"."Name" AS "TermName", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."StartAt", "c2"."StartAt")
    ELSE COALESCE("c2"."StartAt", "c"."StartAt")
END AS "StartAt", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."EndAt", "c2"."EndAt")
    ELSE COALESCE("c2"."EndAt", "c"."EndAt")
END AS "EndAt", CAST(CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND "c3"."EnrollmentState" IN ('active', 'completed') AND "c3"."UserId" = @UserId AND "c3"."CourseId" = "c"."Id" AND "c3"."Type" = 'StudentEnrollment') THEN 1
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c"."Id" AND "c4"."Type" = 'TeacherEnrollment') THEN 2
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."EnrollmentState" IN ('active', 'completed') AND "c5"."UserId" = @UserId AND "c5"."CourseId" = "c"."Id" AND "c5"."Type" = 'TaEnrollment') THEN 4
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @UserId AND "c6"."CourseId" = "c"."Id" AND "c6"."Type" = 'ObserverEnrollment') THEN 8
    ELSE 0
END AS INTEGER) AS "Roles", (
    SELECT COUNT(*)
    FROM (
        SELECT DISTINCT "c7"."UserId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."Type" = 'ObserverEnrollment' AND "c8"."UserId" = @UserId AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."AssociatedUserId" = "c7"."UserId") AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = "c"."Id" AND "c7"."EnrollmentState" = 'active'
    ) AS "c9") AS "ActiveStudentCount", (
    SELECT COUNT(*)
    FROM "CanvasSection" AS "c10"
    WHERE "c10"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c12"
            WHERE "c12"."MissingSince" IS NULL AND "c12"."EnrollmentState" IN ('active', 'completed') AND "c12"."Type" = 'ObserverEnrollment' AND "c12"."UserId" = @UserId AND "c12"."CourseId" = "c11"."CourseId" AND "c12"."AssociatedUserId" = "c11"."UserId") AND "c11"."Type" = 'StudentEnrollment' AND "c11"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c11"."CourseId" = "c10"."CourseId" AND "c11"."SectionId" = "c10"."Id") AND "c10"."CourseId" = "c"."Id") AS "SectionCount", (
    SELECT COUNT(*)
    FROM "CanvasAssignment" AS "c13"
    WHERE "c13"."MissingSince" IS NULL AND (("c13"."Published" IS NOT NULL AND "c13"."Published") OR ("c13"."Published" IS NULL AND "c13"."WorkflowState" IS NOT NULL AND "c13"."WorkflowState" = 'published')) AND ("c13"."WorkflowState" IS NULL OR "c13"."WorkflowState" <> 'deleted') AND ((CASE
        WHEN "c13"."VisibleToEveryone" IS NULL THEN "c13"."OnlyVisibleToOverrides" IS NULL OR NOT ("c13"."OnlyVisibleToOverrides")
        ELSE "c13"."VisibleToEveryone"
    END AND NOT EXISTS (
        SELECT 1
        FROM "CanvasAssignmentOverride" AS "c14"
        WHERE "c14"."MissingSince" IS NULL AND "c14"."AssignmentId" = "c13"."Id" AND "c14"."UnassignItem" IS NOT NULL AND "c14"."UnassignItem")) OR EXISTS (
        SELECT 1
        FROM "CanvasSubmission" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."AssignmentId" = "c13"."Id" AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c16"
            WHERE "c16"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c17"
                WHERE "c17"."MissingSince" IS NULL AND "c17"."EnrollmentState" IN ('active', 'completed') AND "c17"."Type" = 'ObserverEnrollment' AND "c17"."UserId" = @UserId AND "c17"."CourseId" = "c16"."CourseId" AND "c17"."AssociatedUserId" = "c16"."UserId") AND "c16"."Type" = 'StudentEnrollment' AND "c16"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c16"."CourseId" = "c15"."CourseId" AND "c16"."UserId" = "c15"."UserId"))) AND "c13"."CourseId" = "c"."Id" AND (("c13"."Published" IS NOT NULL AND "c13"."Published") OR ("c13"."Published" IS NULL AND "c13"."WorkflowState" IS NOT NULL AND "c13"."WorkflowState" = 'published')) AND ("c13"."WorkflowState" IS NULL OR "c13"."WorkflowState" <> 'deleted')) AS "AssignmentCount", "c"."MissingSince"
FROM "CanvasCourse" AS "c"
LEFT JOIN "CanvasTerm" AS "c2" ON "c"."TermId" = "c2"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Id" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" = 'ObserverEnrollment' AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND "c1"."AssociatedUserId" = "c0"."UserId") AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed')
) AND "c"."WorkflowState" IN ('available', 'completed')
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"
