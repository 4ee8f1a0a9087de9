-- ForEverything
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c0"."Name" AS "CourseName", "c"."UserId", "c2"."Name" AS "UserName", "c"."Type", "c"."EnrollmentState", "c"."CreatedAt" AS "EnrolledAt", CASE
    WHEN "c1"."EnrollmentId" IS NULL THEN "c"."MissingSince" IS NULL
    ELSE "c1"."Active" = 1 AND "c1"."Active" IS NOT NULL
END AS "IsActive", "c1"."EnrollmentId" IS NOT NULL AND "c1"."PendingDeletion" = 1 AND "c1"."PendingDeletion" IS NOT NULL AS "PendingDeletion", "c1"."RemovedAt"
FROM "CanvasEnrollment" AS "c"
INNER JOIN "CanvasCourse" AS "c0" ON "c"."CourseId" = "c0"."Id"
LEFT JOIN "CanvasEnrollmentStatus" AS "c1" ON "c"."Id" = "c1"."EnrollmentId"
LEFT JOIN "CanvasUser" AS "c2" ON "c"."UserId" = "c2"."Id"
WHERE ("c"."Type" IS NULL OR "c"."Type" <> 'StudentViewEnrollment') AND CASE
    WHEN "c1"."EnrollmentId" IS NOT NULL AND "c1"."PendingDeletion" THEN 1
    ELSE 1
END
ORDER BY "c"."CourseId", "c"."UserId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c3"."Name" AS "CourseName", "c"."UserId", "c5"."Name" AS "UserName", "c"."Type", "c"."EnrollmentState", "c"."CreatedAt" AS "EnrolledAt", CASE
    WHEN "c4"."EnrollmentId" IS NULL THEN "c"."MissingSince" IS NULL
    ELSE "c4"."Active" = 1 AND "c4"."Active" IS NOT NULL
END AS "IsActive", "c4"."EnrollmentId" IS NOT NULL AND "c4"."PendingDeletion" = 1 AND "c4"."PendingDeletion" IS NOT NULL AS "PendingDeletion", "c4"."RemovedAt"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."Id" IN (
        SELECT "c2"."CourseId"
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."UserId" = @UserId
    )
) AS "c3" ON "c"."CourseId" = "c3"."Id"
LEFT JOIN "CanvasEnrollmentStatus" AS "c4" ON "c"."Id" = "c4"."EnrollmentId"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND ("c"."Type" IS NULL OR "c"."Type" <> 'StudentViewEnrollment') AND CASE
    WHEN "c4"."EnrollmentId" IS NOT NULL AND "c4"."PendingDeletion" THEN 1
    ELSE 1
END
ORDER BY "c"."CourseId", "c"."UserId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."UserId", "c6"."Name" AS "UserName", "c"."Type", "c"."EnrollmentState", "c"."CreatedAt" AS "EnrolledAt", CASE
    WHEN "c5"."EnrollmentId" IS NULL THEN "c"."MissingSince" IS NULL
    ELSE "c5"."Active" = 1 AND "c5"."Active" IS NOT NULL
END AS "IsActive", "c5"."EnrollmentId" IS NOT NULL AND "c5"."PendingDeletion" = 1 AND "c5"."PendingDeletion" IS NOT NULL AS "PendingDeletion", "c5"."RemovedAt"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."Id" IN (
        SELECT "c2"."CourseId"
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c3"
            WHERE "c3"."MissingSince" IS NULL AND "c3"."EnrollmentState" IN ('active', 'completed') AND "c3"."Type" = 'ObserverEnrollment' AND "c3"."UserId" = @UserId AND "c3"."CourseId" = "c2"."CourseId" AND "c3"."AssociatedUserId" = "c2"."UserId") AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed')
    ) AND "c1"."WorkflowState" IN ('available', 'completed')
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN "CanvasEnrollmentStatus" AS "c5" ON "c"."Id" = "c5"."EnrollmentId"
LEFT JOIN "CanvasUser" AS "c6" ON "c"."UserId" = "c6"."Id"
WHERE EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND ("c"."Type" IS NULL OR "c"."Type" <> 'StudentViewEnrollment') AND CASE
    WHEN "c5"."EnrollmentId" IS NOT NULL AND "c5"."PendingDeletion" THEN 1
    ELSE 1
END
ORDER BY "c"."CourseId", "c"."UserId", "c"."Id"
