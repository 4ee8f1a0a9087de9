-- ForEverything
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."Name", CASE
    WHEN c1."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c1."Active" = TRUE AND c1."Active" IS NOT NULL
END AS "IsActive", c1."Id" IS NOT NULL AND c1."PendingDeletion" = TRUE AND c1."PendingDeletion" IS NOT NULL AS "PendingDeletion", c1."RemovedAt", c1."LastSeenAt"
FROM "CanvasCourse" AS c
LEFT JOIN (
    SELECT c0."Id", c0."Active", c0."LastSeenAt", c0."ObjectId", c0."PendingDeletion", c0."RemovedAt"
    FROM "CanvasObjectStatus" AS c0
    WHERE c0."ObjectType" = @Name
) AS c1 ON c."Id" = c1."ObjectId"
WHERE CASE
    WHEN c1."Id" IS NOT NULL AND c1."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"

-- ForTeacher
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."Name", CASE
    WHEN c2."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c2."Active" = TRUE AND c2."Active" IS NOT NULL
END AS "IsActive", c2."Id" IS NOT NULL AND c2."PendingDeletion" = TRUE AND c2."PendingDeletion" IS NOT NULL AS "PendingDeletion", c2."RemovedAt", c2."LastSeenAt"
FROM "CanvasCourse" AS c
LEFT JOIN (
    SELECT c1."Id", c1."Active", c1."LastSeenAt", c1."ObjectId", c1."PendingDeletion", c1."RemovedAt"
    FROM "CanvasObjectStatus" AS c1
    WHERE c1."ObjectType" = @Name
) AS c2 ON c."Id" = c2."ObjectId"
WHERE c."Id" IN (
    SELECT c0."CourseId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."UserId" = @UserId
) AND CASE
    WHEN c2."Id" IS NOT NULL AND c2."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"

-- ForObserver
SELECT @Name0 AS "ObjectType", c."Id" AS "ObjectId", c."Name", CASE
    WHEN c3."Id" IS NULL THEN c."MissingSince" IS NULL
    ELSE c3."Active" = TRUE AND c3."Active" IS NOT NULL
END AS "IsActive", c3."Id" IS NOT NULL AND c3."PendingDeletion" = TRUE AND c3."PendingDeletion" IS NOT NULL AS "PendingDeletion", c3."RemovedAt", c3."LastSeenAt"
FROM "CanvasCourse" AS c
LEFT JOIN (
    SELECT c2."Id", c2."Active", c2."LastSeenAt", c2."ObjectId", c2."PendingDeletion", c2."RemovedAt"
    FROM "CanvasObjectStatus" AS c2
    WHERE c2."ObjectType" = @Name
) AS c3 ON c."Id" = c3."ObjectId"
WHERE c."Id" IN (
    SELECT c0."CourseId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."EnrollmentState" IN ('active', 'completed') AND c1."Type" = 'ObserverEnrollment' AND c1."UserId" = @UserId AND c1."CourseId" = c0."CourseId" AND c1."AssociatedUserId" = c0."UserId") AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed')
) AND c."WorkflowState" IN ('available', 'completed') AND CASE
    WHEN c3."Id" IS NOT NULL AND c3."PendingDeletion" THEN TRUE
    ELSE TRUE
END
ORDER BY lower(@Name0 COLLATE "C"), @Name0 COLLATE "C", c."Id"
