-- ForEverything
SELECT "u"."ObjectType", "u"."ObjectId", "u"."CourseId", "u"."RemovedAt", "u"."RemovalReason", "u"."UserDataExists", "u"."HistoricalDataExists", "u"."LastSeenAt"
FROM (
    SELECT "c"."ObjectType", "c"."ObjectId", "c"."CourseId", "c"."RemovedAt", "c"."RemovalReason", "c"."UserDataExists", "c"."HistoricalDataExists", "c"."LastSeenAt"
    FROM "CanvasObjectStatus" AS "c"
    WHERE "c"."PendingDeletion"
    UNION ALL
    SELECT 'enrollment' AS "ObjectType", "c0"."EnrollmentId" AS "ObjectId", "c0"."CourseId", "c0"."RemovedAt", "c0"."RemovalReason", 0 AS "UserDataExists", "c0"."HistoricalDataExists", "c0"."LastSeenAt"
    FROM "CanvasEnrollmentStatus" AS "c0"
    WHERE "c0"."PendingDeletion" AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE ("c1"."Type" IS NULL OR "c1"."Type" <> 'StudentViewEnrollment') AND "c1"."Id" = "c0"."EnrollmentId")
) AS "u"
ORDER BY CASE
    WHEN "u"."RemovedAt" IS NULL THEN 1
    ELSE 0
END, "u"."RemovedAt" DESC, lower("u"."ObjectType" COLLATE BINARY), "u"."ObjectType" COLLATE BINARY, "u"."ObjectId"

-- ForTeacher
SELECT "u"."ObjectType", "u"."ObjectId", "u"."CourseId", "u"."RemovedAt", "u"."RemovalReason", "u"."UserDataExists", "u"."HistoricalDataExists", "u"."LastSeenAt"
FROM (
    SELECT "c"."ObjectType", "c"."ObjectId", "c"."CourseId", "c"."RemovedAt", "c"."RemovalReason", "c"."UserDataExists", "c"."HistoricalDataExists", "c"."LastSeenAt"
    FROM "CanvasObjectStatus" AS "c"
    WHERE "c"."PendingDeletion" AND CASE
        WHEN "c"."ObjectType" = 'user' THEN EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c0"
            WHERE EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c1"
                WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND ("c1"."LimitPrivilegesToCourseSection" <> 1 OR "c1"."LimitPrivilegesToCourseSection" IS NULL OR ("c1"."SectionId" IS NOT NULL AND "c1"."SectionId" = "c0"."SectionId"))) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = "c"."ObjectId")
        ELSE EXISTS (
            SELECT 1
            FROM "CanvasCourse" AS "c2"
            WHERE "c2"."Id" IN (
                SELECT "c3"."CourseId"
                FROM "CanvasEnrollment" AS "c3"
                WHERE "c3"."MissingSince" IS NULL AND "c3"."EnrollmentState" IN ('active', 'completed') AND "c3"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c3"."UserId" = @UserId
            ) AND "c2"."Id" = CASE
                WHEN "c"."ObjectType" = 'course' THEN "c"."ObjectId"
                ELSE "c"."CourseId"
            END)
    END
    UNION ALL
    SELECT 'enrollment' AS "ObjectType", "c4"."EnrollmentId" AS "ObjectId", "c4"."CourseId", "c4"."RemovedAt", "c4"."RemovalReason", 0 AS "UserDataExists", "c4"."HistoricalDataExists", "c4"."LastSeenAt"
    FROM "CanvasEnrollmentStatus" AS "c4"
    WHERE "c4"."PendingDeletion" AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c5"
        WHERE EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c6"
            WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c6"."UserId" = @UserId AND "c6"."CourseId" = "c5"."CourseId" AND ("c6"."LimitPrivilegesToCourseSection" <> 1 OR "c6"."LimitPrivilegesToCourseSection" IS NULL OR ("c6"."SectionId" IS NOT NULL AND "c6"."SectionId" = "c5"."SectionId"))) AND ("c5"."Type" IS NULL OR "c5"."Type" <> 'StudentViewEnrollment') AND "c5"."Id" = "c4"."EnrollmentId")
) AS "u"
ORDER BY CASE
    WHEN "u"."RemovedAt" IS NULL THEN 1
    ELSE 0
END, "u"."RemovedAt" DESC, lower("u"."ObjectType" COLLATE BINARY), "u"."ObjectType" COLLATE BINARY, "u"."ObjectId"

-- ForObserver
SELECT "u"."ObjectType", "u"."ObjectId", "u"."CourseId", "u"."RemovedAt", "u"."RemovalReason", "u"."UserDataExists", "u"."HistoricalDataExists", "u"."LastSeenAt"
FROM (
    SELECT "c"."ObjectType", "c"."ObjectId", "c"."CourseId", "c"."RemovedAt", "c"."RemovalReason", "c"."UserDataExists", "c"."HistoricalDataExists", "c"."LastSeenAt"
    FROM "CanvasObjectStatus" AS "c"
    WHERE 0
    UNION ALL
    SELECT 'enrollment' AS "ObjectType", "c5"."EnrollmentId" AS "ObjectId", "c5"."CourseId", "c5"."RemovedAt", "c5"."RemovalReason", 0 AS "UserDataExists", "c5"."HistoricalDataExists", "c5"."LastSeenAt"
    FROM "CanvasEnrollmentStatus" AS "c5"
    WHERE 0
) AS "u"
ORDER BY CASE
    WHEN "u"."RemovedAt" IS NULL THEN 1
    ELSE 0
END, "u"."RemovedAt" DESC, lower("u"."ObjectType" COLLATE BINARY), "u"."ObjectType" COLLATE BINARY, "u"."ObjectId"
