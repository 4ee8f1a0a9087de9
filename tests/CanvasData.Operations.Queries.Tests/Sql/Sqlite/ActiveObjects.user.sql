-- ForEverything
SELECT @Name AS "ObjectType", "c"."Id" AS "ObjectId", NULL AS "CourseId", "c"."Name", CASE
    WHEN "c3"."Id" IS NULL THEN "c"."MissingSince" IS NULL
    ELSE "c3"."Active" = 1 AND "c3"."Active" IS NOT NULL
END AS "IsActive", "c3"."Id" IS NOT NULL AND "c3"."PendingDeletion" = 1 AND "c3"."PendingDeletion" IS NOT NULL AS "PendingDeletion", "c3"."RemovedAt", "c3"."LastSeenAt"
FROM "CanvasUser" AS "c"
LEFT JOIN (
    SELECT "c2"."Id", "c2"."Active", "c2"."LastSeenAt", "c2"."ObjectId", "c2"."PendingDeletion", "c2"."RemovedAt"
    FROM "CanvasObjectStatus" AS "c2"
    WHERE "c2"."ObjectType" = @Name
) AS "c3" ON "c"."Id" = "c3"."ObjectId"
WHERE (NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."Type" IS NOT NULL AND "c0"."Type" = 'StudentViewEnrollment' AND "c0"."UserId" = "c"."Id") OR EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."UserId" = "c"."Id")) AND CASE
    WHEN "c3"."Id" IS NOT NULL AND "c3"."PendingDeletion" THEN 1
    ELSE 1
END
ORDER BY lower(@Name COLLATE BINARY), @Name COLLATE BINARY, "c"."Id"

-- ForTeacher
SELECT @Name AS "ObjectType", "c"."Id" AS "ObjectId", NULL AS "CourseId", "c"."Name", CASE
    WHEN "c3"."Id" IS NULL THEN "c"."MissingSince" IS NULL
    ELSE "c3"."Active" = 1 AND "c3"."Active" IS NOT NULL
END AS "IsActive", "c3"."Id" IS NOT NULL AND "c3"."PendingDeletion" = 1 AND "c3"."PendingDeletion" IS NOT NULL AS "PendingDeletion", "c3"."RemovedAt", "c3"."LastSeenAt"
FROM "CanvasUser" AS "c"
LEFT JOIN (
    SELECT "c2"."Id", "c2"."Active", "c2"."LastSeenAt", "c2"."ObjectId", "c2"."PendingDeletion", "c2"."RemovedAt"
    FROM "CanvasObjectStatus" AS "c2"
    WHERE "c2"."ObjectType" = @Name
) AS "c3" ON "c"."Id" = "c3"."ObjectId"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND ("c1"."LimitPrivilegesToCourseSection" <> 1 OR "c1"."LimitPrivilegesToCourseSection" IS NULL OR ("c1"."SectionId" IS NOT NULL AND "c1"."SectionId" = "c0"."SectionId"))) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = "c"."Id") AND CASE
    WHEN "c3"."Id" IS NOT NULL AND "c3"."PendingDeletion" THEN 1
    ELSE 1
END
ORDER BY lower(@Name COLLATE BINARY), @Name COLLATE BINARY, "c"."Id"

-- ForObserver
SELECT @Name AS "ObjectType", "c"."Id" AS "ObjectId", NULL AS "CourseId", "c"."Name", CASE
    WHEN "c3"."Id" IS NULL THEN "c"."MissingSince" IS NULL
    ELSE "c3"."Active" = 1 AND "c3"."Active" IS NOT NULL
END AS "IsActive", "c3"."Id" IS NOT NULL AND "c3"."PendingDeletion" = 1 AND "c3"."PendingDeletion" IS NOT NULL AS "PendingDeletion", "c3"."RemovedAt", "c3"."LastSeenAt"
FROM "CanvasUser" AS "c"
LEFT JOIN (
    SELECT "c2"."Id", "c2"."Active", "c2"."LastSeenAt", "c2"."ObjectId", "c2"."PendingDeletion", "c2"."RemovedAt"
    FROM "CanvasObjectStatus" AS "c2"
    WHERE "c2"."ObjectType" = @Name
) AS "c3" ON "c"."Id" = "c3"."ObjectId"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" = 'ObserverEnrollment' AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND "c1"."AssociatedUserId" = "c0"."UserId") AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = "c"."Id") AND CASE
    WHEN "c3"."Id" IS NOT NULL AND "c3"."PendingDeletion" THEN 1
    ELSE 1
END
ORDER BY lower(@Name COLLATE BINARY), @Name COLLATE BINARY, "c"."Id"
