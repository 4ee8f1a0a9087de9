-- ForEverything
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."CourseId", c."Name", CASE
    WHEN c2."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c2."Active" = TRUE AND c2."Active" IS NOT NULL
END AS "IsActive", c2."Id" IS NOT NULL AND c2."PendingDeletion" = TRUE AND c2."PendingDeletion" IS NOT NULL AS "PendingDeletion", c2."RemovedAt", c2."LastSeenAt"
FROM "CanvasAssignment" AS c
LEFT JOIN (
    SELECT c1."Id", c1."Active", c1."LastSeenAt", c1."ObjectId", c1."PendingDeletion", c1."RemovedAt"
    FROM "CanvasObjectStatus" AS c1
    WHERE c1."ObjectType" = @Name
) AS c2 ON c."Id" = c2."ObjectId"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS c0
    WHERE c0."Id" = c."CourseId") AND CASE
    WHEN c2."Id" IS NOT NULL AND c2."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"

-- ForTeacher
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."CourseId", c."Name", CASE
    WHEN c3."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c3."Active" = TRUE AND c3."Active" IS NOT NULL
END AS "IsActive", c3."Id" IS NOT NULL AND c3."PendingDeletion" = TRUE AND c3."PendingDeletion" IS NOT NULL AS "PendingDeletion", c3."RemovedAt", c3."LastSeenAt"
FROM "CanvasAssignment" AS c
LEFT JOIN (
    SELECT c2."Id", c2."Active", c2."LastSeenAt", c2."ObjectId", c2."PendingDeletion", c2."RemovedAt"
    FROM "CanvasObjectStatus" AS c2
    WHERE c2."ObjectType" = @Name
) AS c3 ON c."Id" = c3."ObjectId"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS c0
    WHERE c0."Id" IN (
        SELECT c1."CourseId"
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."EnrollmentState" IN ('active', 'completed') AND c1."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c1."UserId" = @UserId
    ) AND c0."Id" = c."CourseId") AND CASE
    WHEN c3."Id" IS NOT NULL AND c3."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"

-- ForObserver
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."CourseId", c."Name", CASE
    WHEN c8."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c8."Active" = TRUE AND c8."Active" IS NOT NULL
END AS "IsActive", c8."Id" IS NOT NULL AND c8."PendingDeletion" = TRUE AND c8."PendingDeletion" IS NOT NULL AS "PendingDeletion", c8."RemovedAt", c8."LastSeenAt"
FROM "CanvasAssignment" AS c
LEFT JOIN (
    SELECT c7."Id", c7."Active", c7."LastSeenAt", c7."ObjectId", c7."PendingDeletion", c7."RemovedAt"
    FROM "CanvasObjectStatus" AS c7
    WHERE c7."ObjectType" = @Name
) AS c8 ON c."Id" = c8."ObjectId"
WHERE ((c."Published" IS NOT NULL AND c."Published") OR (c."Published" IS NULL AND c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'published')) AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'deleted') AND ((CASE
    WHEN c."VisibleToEveryone" IS NULL THEN c."OnlyVisibleToOverrides" IS NULL OR NOT (c."OnlyVisibleToOverrides")
    ELSE c."VisibleToEveryone"
END AND NOT EXISTS (
    SELECT 1
    FROM "CanvasAssignmentOverride" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."AssignmentId" = c."Id" AND c0."UnassignItem" IS NOT NULL AND c0."UnassignItem")) OR EXISTS (
    SELECT 1
    FROM "CanvasSubmission" AS c1
    WHERE c1."AssignmentId" = c."Id" AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c3
            WHERE c3."MissingSince" IS NULL AND c3."EnrollmentState" IN ('active', 'completed') AND c3."Type" = 'ObserverEnrollment' AND c3."UserId" = @UserId AND c3."CourseId" = c2."CourseId" AND c3."AssociatedUserId" = c2."UserId") AND c2."Type" = 'StudentEnrollment' AND c2."EnrollmentState" IN ('active', 'invited', 'completed') AND c2."CourseId" = c1."CourseId" AND c2."UserId" = c1."UserId"))) AND EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS c4
    WHERE c4."Id" IN (
        SELECT c5."CourseId"
        FROM "CanvasEnrollment" AS c5
        WHERE c5."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c6
            WHERE c6."MissingSince" IS NULL AND c6."EnrollmentState" IN ('active', 'completed') AND c6."Type" = 'ObserverEnrollment' AND c6."UserId" = @UserId AND c6."CourseId" = c5."CourseId" AND c6."AssociatedUserId" = c5."UserId") AND c5."Type" = 'StudentEnrollment' AND c5."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND c4."WorkflowState" IN ('available', 'completed') AND c4."Id" = c."CourseId") AND CASE
    WHEN c8."Id" IS NOT NULL AND c8."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"
