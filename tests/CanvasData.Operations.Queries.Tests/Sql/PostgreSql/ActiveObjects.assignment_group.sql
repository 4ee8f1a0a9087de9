-- ForEverything
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."CourseId", c."Name", CASE
    WHEN c2."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c2."Active" = TRUE AND c2."Active" IS NOT NULL
END AS "IsActive", c2."Id" IS NOT NULL AND c2."PendingDeletion" = TRUE AND c2."PendingDeletion" IS NOT NULL AS "PendingDeletion", c2."RemovedAt", c2."LastSeenAt"
FROM "CanvasAssignmentGroup" AS c
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
FROM "CanvasAssignmentGroup" AS c
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
    WHEN c4."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c4."Active" = TRUE AND c4."Active" IS NOT NULL
END AS "IsActive", c4."Id" IS NOT NULL AND c4."PendingDeletion" = TRUE AND c4."PendingDeletion" IS NOT NULL AS "PendingDeletion", c4."RemovedAt", c4."LastSeenAt"
FROM "CanvasAssignmentGroup" AS c
LEFT JOIN (
    SELECT c3."Id", c3."Active", c3."LastSeenAt", c3."ObjectId", c3."PendingDeletion", c3."RemovedAt"
    FROM "CanvasObjectStatus" AS c3
    WHERE c3."ObjectType" = @Name
) AS c4 ON c."Id" = c4."ObjectId"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasCourse" AS c0
    WHERE c0."Id" IN (
        SELECT c1."CourseId"
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c2
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" = 'ObserverEnrollment' AND c2."UserId" = @UserId AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND c0."WorkflowState" IN ('available', 'completed') AND c0."Id" = c."CourseId") AND CASE
    WHEN c4."Id" IS NOT NULL AND c4."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"
