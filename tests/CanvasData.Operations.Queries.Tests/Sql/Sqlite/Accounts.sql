-- ForEverything
SELECT "c"."Id" AS "AccountId", "c"."Name" AS "AccountName", "c"."ParentAccountId", "c"."RootAccountId", "c"."SisAccountId", "c"."WorkflowState", "c"."DefaultTimeZone", (
    SELECT COUNT(*)
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."AccountId" = "c"."Id") AS "CourseCount", "c"."MissingSince"
FROM "CanvasAccount" AS "c"
WHERE "c"."MissingSince" IS NULL
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "AccountId", "c"."Name" AS "AccountName", "c"."ParentAccountId", "c"."RootAccountId", "c"."SisAccountId", "c"."WorkflowState", "c"."DefaultTimeZone", (
    SELECT COUNT(*)
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."Id" IN (
        SELECT "c6"."CourseId"
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c6"."UserId" = @UserId
    ) AND "c5"."AccountId" = "c"."Id") AS "CourseCount", "c"."MissingSince"
FROM "CanvasAccount" AS "c"
WHERE "c"."MissingSince" IS NULL AND (EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Id" IN (
        SELECT "c1"."CourseId"
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."UserId" = @UserId
    ) AND "c0"."AccountId" = "c"."Id") OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS "c2"
    WHERE "c2"."Path" IS NOT NULL AND "c"."Path" IS NOT NULL AND (substr("c2"."Path", 1, length("c"."Path")) = "c"."Path" OR "c"."Path" = '') AND EXISTS (
        SELECT 1
        FROM "CanvasCourse" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND "c3"."Id" IN (
            SELECT "c4"."CourseId"
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."UserId" = @UserId
        ) AND "c3"."AccountId" = "c2"."Id")))
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "AccountId", "c"."Name" AS "AccountName", "c"."ParentAccountId", "c"."RootAccountId", NULL AS "SisAccountId", "c"."WorkflowState", "c"."DefaultTimeZone", (
    SELECT COUNT(*)
    FROM "CanvasCourse" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."Id" IN (
        SELECT "c8"."CourseId"
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c9"
            WHERE "c9"."MissingSince" IS NULL AND "c9"."EnrollmentState" IN ('active', 'completed') AND "c9"."Type" = 'ObserverEnrollment' AND "c9"."UserId" = @UserId AND "c9"."CourseId" = "c8"."CourseId" AND "c9"."AssociatedUserId" = "c8"."UserId") AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND "c7"."WorkflowState" IN ('available', 'completed') AND "c7"."AccountId" = "c"."Id") AS "CourseCount", "c"."MissingSince"
FROM "CanvasAccount" AS "c"
WHERE "c"."MissingSince" IS NULL AND (EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Id" IN (
        SELECT "c1"."CourseId"
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c2"
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND "c0"."WorkflowState" IN ('available', 'completed') AND "c0"."AccountId" = "c"."Id") OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS "c3"
    WHERE "c3"."Path" IS NOT NULL AND "c"."Path" IS NOT NULL AND (substr("c3"."Path", 1, length("c"."Path")) = "c"."Path" OR "c"."Path" = '') AND EXISTS (
        SELECT 1
        FROM "CanvasCourse" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."Id" IN (
            SELECT "c5"."CourseId"
            FROM "CanvasEnrollment" AS "c5"
            WHERE "c5"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c6"
                WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."Type" = 'ObserverEnrollment' AND "c6"."UserId" = @UserId AND "c6"."CourseId" = "c5"."CourseId" AND "c6"."AssociatedUserId" = "c5"."UserId") AND "c5"."Type" = 'StudentEnrollment' AND "c5"."EnrollmentState" IN ('active', 'invited', 'completed')
        ) AND "c4"."WorkflowState" IN ('available', 'completed') AND "c4"."AccountId" = "c3"."Id")))
ORDER BY CASE
    WHEN "c"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c"."Name" COLLATE BINARY), "c"."Name" COLLATE BINARY, "c"."Id"
