-- ForEverything
SELECT c."Id" AS "AccountId", c."Name" AS "AccountName", c."ParentAccountId", c."RootAccountId", c."SisAccountId", c."WorkflowState", c."DefaultTimeZone", (
    SELECT count(*)::int
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL AND c1."AccountId" = c."Id") AS "CourseCount", c."MissingSince"
FROM "CanvasAccount" AS c
WHERE c."MissingSince" IS NULL AND (c."Id" = @AfterAssignmentId OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS c0
    WHERE c0."Id" = @AfterAssignmentId AND c."Path" IS NOT NULL AND c0."Path" IS NOT NULL AND left(c."Path", length(c0."Path")) = c0."Path"))
ORDER BY CASE
    WHEN c."Name" IS NULL THEN 1
    ELSE 0
END, lower(c."Name" COLLATE "C"), c."Name" COLLATE "C", c."Id"

-- ForTeacher
SELECT c."Id" AS "AccountId", c."Name" AS "AccountName", c."ParentAccountId", c."RootAccountId", c."SisAccountId", c."WorkflowState", c."DefaultTimeZone", (
    SELECT count(*)::int
    FROM "CanvasCourse" AS c6
    WHERE c6."MissingSince" IS NULL AND c6."Id" IN (
        SELECT c7."CourseId"
        FROM "CanvasEnrollment" AS c7
        WHERE c7."MissingSince" IS NULL AND c7."EnrollmentState" IN ('active', 'completed') AND c7."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c7."UserId" = @UserId
    ) AND c6."AccountId" = c."Id") AS "CourseCount", c."MissingSince"
FROM "CanvasAccount" AS c
WHERE c."MissingSince" IS NULL AND (c."Id" = @AfterAssignmentId OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS c0
    WHERE c0."Id" = @AfterAssignmentId AND c."Path" IS NOT NULL AND c0."Path" IS NOT NULL AND left(c."Path", length(c0."Path")) = c0."Path")) AND (EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL AND c1."Id" IN (
        SELECT c2."CourseId"
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."UserId" = @UserId
    ) AND c1."AccountId" = c."Id") OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS c3
    WHERE c3."Path" IS NOT NULL AND c."Path" IS NOT NULL AND left(c3."Path", length(c."Path")) = c."Path" AND EXISTS (
        SELECT 1
        FROM "CanvasCourse" AS c4
        WHERE c4."MissingSince" IS NULL AND c4."Id" IN (
            SELECT c5."CourseId"
            FROM "CanvasEnrollment" AS c5
            WHERE c5."MissingSince" IS NULL AND c5."EnrollmentState" IN ('active', 'completed') AND c5."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c5."UserId" = @UserId
        ) AND c4."AccountId" = c3."Id")))
ORDER BY CASE
    WHEN c."Name" IS NULL THEN 1
    ELSE 0
END, lower(c."Name" COLLATE "C"), c."Name" COLLATE "C", c."Id"

-- ForObserver
SELECT c."Id" AS "AccountId", c."Name" AS "AccountName", c."ParentAccountId", c."RootAccountId", NULL AS "SisAccountId", c."WorkflowState", c."DefaultTimeZone", (
    SELECT count(*)::int
    FROM "CanvasCourse" AS c8
    WHERE c8."MissingSince" IS NULL AND c8."Id" IN (
        SELECT c9."CourseId"
        FROM "CanvasEnrollment" AS c9
        WHERE c9."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c10
            WHERE c10."MissingSince" IS NULL AND c10."EnrollmentState" IN ('active', 'completed') AND c10."Type" = 'ObserverEnrollment' AND c10."UserId" = @UserId AND c10."CourseId" = c9."CourseId" AND c10."AssociatedUserId" = c9."UserId") AND c9."Type" = 'StudentEnrollment' AND c9."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND c8."WorkflowState" IN ('available', 'completed') AND c8."AccountId" = c."Id") AS "CourseCount", c."MissingSince"
FROM "CanvasAccount" AS c
WHERE c."MissingSince" IS NULL AND (c."Id" = @AfterAssignmentId OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS c0
    WHERE c0."Id" = @AfterAssignmentId AND c."Path" IS NOT NULL AND c0."Path" IS NOT NULL AND left(c."Path", length(c0."Path")) = c0."Path")) AND (EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL AND c1."Id" IN (
        SELECT c2."CourseId"
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c3
            WHERE c3."MissingSince" IS NULL AND c3."EnrollmentState" IN ('active', 'completed') AND c3."Type" = 'ObserverEnrollment' AND c3."UserId" = @UserId AND c3."CourseId" = c2."CourseId" AND c3."AssociatedUserId" = c2."UserId") AND c2."Type" = 'StudentEnrollment' AND c2."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND c1."WorkflowState" IN ('available', 'completed') AND c1."AccountId" = c."Id") OR EXISTS (
    SELECT 1
    FROM "CanvasAccount" AS c4
    WHERE c4."Path" IS NOT NULL AND c."Path" IS NOT NULL AND left(c4."Path", length(c."Path")) = c."Path" AND EXISTS (
        SELECT 1
        FROM "CanvasCourse" AS c5
        WHERE c5."MissingSince" IS NULL AND c5."Id" IN (
            SELECT c6."CourseId"
            FROM "CanvasEnrollment" AS c6
            WHERE c6."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS c7
                WHERE c7."MissingSince" IS NULL AND c7."EnrollmentState" IN ('active', 'completed') AND c7."Type" = 'ObserverEnrollment' AND c7."UserId" = @UserId AND c7."CourseId" = c6."CourseId" AND c7."AssociatedUserId" = c6."UserId") AND c6."Type" = 'StudentEnrollment' AND c6."EnrollmentState" IN ('active', 'invited', 'completed')
        ) AND c5."WorkflowState" IN ('available', 'completed') AND c5."AccountId" = c4."Id")))
ORDER BY CASE
    WHEN c."Name" IS NULL THEN 1
    ELSE 0
END, lower(c."Name" COLLATE "C"), c."Name" COLLATE "C", c."Id"
