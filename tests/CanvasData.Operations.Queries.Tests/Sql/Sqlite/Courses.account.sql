-- ForEverything
SELECT "c"."Id" AS "CourseId", "c"."Name" AS "CourseName", "c"."CourseCode", "c"."SisCourseId", "c"."WorkflowState", "c"."AccountId", "c"."TermId", "c2"."Name" AS "TermName", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."StartAt", "c2"."StartAt")
    ELSE COALESCE("c2"."StartAt", "c"."StartAt")
END AS "StartAt", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."EndAt", "c2"."EndAt")
    ELSE COALESCE("c2"."EndAt", "c"."EndAt")
END AS "EndAt", CAST(0 + 0 + 0 + 0 AS INTEGER) AS "Roles", (
    SELECT COUNT(*)
    FROM (
        SELECT DISTINCT "c7"."UserId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = "c"."Id" AND "c7"."EnrollmentState" = 'active'
    ) AS "c8") AS "ActiveStudentCount", (
    SELECT COUNT(*)
    FROM "CanvasSection" AS "c9"
    WHERE "c9"."MissingSince" IS NULL AND "c9"."CourseId" = "c"."Id") AS "SectionCount", (
    SELECT COUNT(*)
    FROM "CanvasAssignment" AS "c10"
    WHERE "c10"."MissingSince" IS NULL AND "c10"."CourseId" = "c"."Id" AND (("c10"."Published" IS NOT NULL AND "c10"."Published") OR ("c10"."Published" IS NULL AND "c10"."WorkflowState" IS NOT NULL AND "c10"."WorkflowState" = 'published')) AND ("c10"."WorkflowState" IS NULL OR "c10"."WorkflowState" <> 'deleted')) AS "AssignmentCount", "c"."MissingSince"
FROM "CanvasCourse" AS "c"
LEFT JOIN "CanvasTerm" AS "c2" ON "c"."TermId" = "c2"."Id"
WHERE "c"."MissingSince" IS NULL AND ("c"."AccountId" = @AfterAssignmentId OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS "c0"
    WHERE ("c0"."Id" = @AfterAssignmentId OR EXISTS (
        SELECT 1
        FROM "CanvasAccount" AS "c1"
        WHERE "c1"."Id" = @AfterAssignmentId AND "c0"."Path" IS NOT NULL AND "c1"."Path" IS NOT NULL AND (substr("c0"."Path", 1, length("c1"."Path")) = "c1"."Path" OR "c1"."Path" = ''))) AND "c0"."Id" = "c"."AccountId"))
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "CourseId", "c"."Name" AS "CourseName", "c"."CourseCode", "c"."SisCourseId", "c"."WorkflowState", "c"."AccountId", "c"."TermId", "c3"."Name" AS "TermName", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."StartAt", "c3"."StartAt")
    ELSE COALESCE("c3"."StartAt", "c"."StartAt")
END AS "StartAt", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."EndAt", "c3"."EndAt")
    ELSE COALESCE("c3"."EndAt", "c"."EndAt")
END AS "EndAt", CAST(CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c"."Id" AND "c4"."Type" = 'StudentEnrollment') THEN 1
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."EnrollmentState" IN ('active', 'completed') AND "c5"."UserId" = @UserId AND "c5"."CourseId" = "c"."Id" AND "c5"."Type" = 'TeacherEnrollment') THEN 2
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @UserId AND "c6"."CourseId" = "c"."Id" AND "c6"."Type" = 'TaEnrollment') THEN 4
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."UserId" = @UserId AND "c7"."CourseId" = "c"."Id" AND "c7"."Type" = 'ObserverEnrollment') THEN 8
    ELSE 0
END AS INTEGER) AS "Roles", (
    SELECT COUNT(*)
    FROM (
        SELECT DISTINCT "c8"."UserId"
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c9"
            WHERE "c9"."MissingSince" IS NULL AND "c9"."EnrollmentState" IN ('active', 'completed') AND "c9"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c9"."UserId" = @UserId AND "c9"."CourseId" = "c8"."CourseId" AND ("c9"."LimitPrivilegesToCourseSection" <> 1 OR "c9"."LimitPrivilegesToCourseSection" IS NULL OR ("c9"."SectionId" IS NOT NULL AND "c9"."SectionId" = "c8"."SectionId"))) AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c8"."CourseId" = "c"."Id" AND "c8"."EnrollmentState" = 'active'
    ) AS "c10") AS "ActiveStudentCount", (
    SELECT COUNT(*)
    FROM "CanvasSection" AS "c11"
    WHERE "c11"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND "c12"."EnrollmentState" IN ('active', 'completed') AND "c12"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c12"."UserId" = @UserId AND "c12"."CourseId" = "c11"."CourseId" AND ("c12"."LimitPrivilegesToCourseSection" <> 1 OR "c12"."LimitPrivilegesToCourseSection" IS NULL OR "c12"."SectionId" = "c11"."Id")) AND "c11"."CourseId" = "c"."Id") AS "SectionCount", (
    SELECT COUNT(*)
    FROM "CanvasAssignment" AS "c13"
    WHERE "c13"."MissingSince" IS NULL AND "c13"."CourseId" = "c"."Id" AND (("c13"."Published" IS NOT NULL AND "c13"."Published") OR ("c13"."Published" IS NULL AND "c13"."WorkflowState" IS NOT NULL AND "c13"."WorkflowState" = 'published')) AND ("c13"."WorkflowState" IS NULL OR "c13"."WorkflowState" <> 'deleted')) AS "AssignmentCount", "c"."MissingSince"
FROM "CanvasCourse" AS "c"
LEFT JOIN "CanvasTerm" AS "c3" ON "c"."TermId" = "c3"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Id" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId
) AND ("c"."AccountId" = @AfterAssignmentId OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS "c1"
    WHERE ("c1"."Id" = @AfterAssignmentId OR EXISTS (
        SELECT 1
        FROM "CanvasAccount" AS "c2"
        WHERE "c2"."Id" = @AfterAssignmentId AND "c1"."Path" IS NOT NULL AND "c2"."Path" IS NOT NULL AND (substr("c1"."Path", 1, length("c2"."Path")) = "c2"."Path" OR "c2"."Path" = ''))) AND "c1"."Id" = "c"."AccountId"))
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "CourseId", "c"."Name" AS "CourseName", "c"."CourseCode", NULL AS "SisCourseId", "c"."WorkflowState", "c"."AccountId", "c"."TermId", "c4"."Name" AS "TermName", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."StartAt", "c4"."StartAt")
    ELSE COALESCE("c4"."StartAt", "c"."StartAt")
END AS "StartAt", CASE
    WHEN "c"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c"."EndAt", "c4"."EndAt")
    ELSE COALESCE("c4"."EndAt", "c"."EndAt")
END AS "EndAt", CAST(CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."EnrollmentState" IN ('active', 'completed') AND "c5"."UserId" = @UserId AND "c5"."CourseId" = "c"."Id" AND "c5"."Type" = 'StudentEnrollment') THEN 1
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @UserId AND "c6"."CourseId" = "c"."Id" AND "c6"."Type" = 'TeacherEnrollment') THEN 2
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."UserId" = @UserId AND "c7"."CourseId" = "c"."Id" AND "c7"."Type" = 'TaEnrollment') THEN 4
    ELSE 0
END + CASE
    WHEN EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @UserId AND "c8"."CourseId" = "c"."Id" AND "c8"."Type" = 'ObserverEnrollment') THEN 8
    ELSE 0
END AS INTEGER) AS "Roles", (
    SELECT COUNT(*)
    FROM (
        SELECT DISTINCT "c9"."UserId"
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."Type" = 'ObserverEnrollment' AND "c10"."UserId" = @UserId AND "c10"."CourseId" = "c9"."CourseId" AND "c10"."AssociatedUserId" = "c9"."UserId") AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c"."Id" AND "c9"."EnrollmentState" = 'active'
    ) AS "c11") AS "ActiveStudentCount", (
    SELECT COUNT(*)
    FROM "CanvasSection" AS "c12"
    WHERE "c12"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c13"
        WHERE "c13"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c14"
            WHERE "c14"."MissingSince" IS NULL AND "c14"."EnrollmentState" IN ('active', 'completed') AND "c14"."Type" = 'ObserverEnrollment' AND "c14"."UserId" = @UserId AND "c14"."CourseId" = "c13"."CourseId" AND "c14"."AssociatedUserId" = "c13"."UserId") AND "c13"."Type" = 'StudentEnrollment' AND "c13"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c13"."CourseId" = "c12"."CourseId" AND "c13"."SectionId" = "c12"."Id") AND "c12"."CourseId" = "c"."Id") AS "SectionCount", (
    SELECT COUNT(*)
    FROM "CanvasAssignment" AS "c15"
    WHERE "c15"."MissingSince" IS NULL AND (("c15"."Published" IS NOT NULL AND "c15"."Published") OR ("c15"."Published" IS NULL AND "c15"."WorkflowState" IS NOT NULL AND "c15"."WorkflowState" = 'published')) AND ("c15"."WorkflowState" IS NULL OR "c15"."WorkflowState" <> 'deleted') AND ((CASE
        WHEN "c15"."VisibleToEveryone" IS NULL THEN "c15"."OnlyVisibleToOverrides" IS NULL OR NOT ("c15"."OnlyVisibleToOverrides")
        ELSE "c15"."VisibleToEveryone"
    END AND NOT EXISTS (
        SELECT 1
        FROM "CanvasAssignmentOverride" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND "c16"."AssignmentId" = "c15"."Id" AND "c16"."UnassignItem" IS NOT NULL AND "c16"."UnassignItem")) OR EXISTS (
        SELECT 1
        FROM "CanvasSubmission" AS "c17"
        WHERE "c17"."MissingSince" IS NULL AND "c17"."AssignmentId" = "c15"."Id" AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c18"
            WHERE "c18"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c19"
                WHERE "c19"."MissingSince" IS NULL AND "c19"."EnrollmentState" IN ('active', 'completed') AND "c19"."Type" = 'ObserverEnrollment' AND "c19"."UserId" = @UserId AND "c19"."CourseId" = "c18"."CourseId" AND "c19"."AssociatedUserId" = "c18"."UserId") AND "c18"."Type" = 'StudentEnrollment' AND "c18"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c18"."CourseId" = "c17"."CourseId" AND "c18"."UserId" = "c17"."UserId"))) AND "c15"."CourseId" = "c"."Id" AND (("c15"."Published" IS NOT NULL AND "c15"."Published") OR ("c15"."Published" IS NULL AND "c15"."WorkflowState" IS NOT NULL AND "c15"."WorkflowState" = 'published')) AND ("c15"."WorkflowState" IS NULL OR "c15"."WorkflowState" <> 'deleted')) AS "AssignmentCount", "c"."MissingSince"
FROM "CanvasCourse" AS "c"
LEFT JOIN "CanvasTerm" AS "c4" ON "c"."TermId" = "c4"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Id" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" = 'ObserverEnrollment' AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND "c1"."AssociatedUserId" = "c0"."UserId") AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed')
) AND "c"."WorkflowState" IN ('available', 'completed') AND ("c"."AccountId" = @AfterAssignmentId OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS "c2"
    WHERE ("c2"."Id" = @AfterAssignmentId OR EXISTS (
        SELECT 1
        FROM "CanvasAccount" AS "c3"
        WHERE "c3"."Id" = @AfterAssignmentId AND "c2"."Path" IS NOT NULL AND "c3"."Path" IS NOT NULL AND (substr("c2"."Path", 1, length("c3"."Path")) = "c3"."Path" OR "c3"."Path" = ''))) AND "c2"."Id" = "c"."AccountId"))
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"
