-- ForEverything
SELECT "c"."TargetId" AS "StudentId", "c1"."Id" AS "TagId", "c1"."Name"
FROM "CanvasTagLink" AS "c"
INNER JOIN "CanvasTag" AS "c1" ON "c"."TagId" = "c1"."Id"
WHERE "c"."TargetType" = 'student' AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = "c"."TargetId")
ORDER BY "c"."TargetId", lower("c1"."Name" COLLATE BINARY), "c1"."Name" COLLATE BINARY, "c1"."Id"

-- ForTeacher
SELECT "c"."TargetId" AS "StudentId", "c2"."Id" AS "TagId", "c2"."Name"
FROM "CanvasTagLink" AS "c"
INNER JOIN "CanvasTag" AS "c2" ON "c"."TagId" = "c2"."Id"
WHERE "c"."TargetType" = 'student' AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."UserId" = @UserId AND "c1"."CourseId" = "c0"."CourseId" AND ("c1"."LimitPrivilegesToCourseSection" <> 1 OR "c1"."LimitPrivilegesToCourseSection" IS NULL OR ("c1"."SectionId" IS NOT NULL AND "c1"."SectionId" = "c0"."SectionId"))) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = "c"."TargetId")
ORDER BY "c"."TargetId", lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c2"."Id"

-- ForObserver
SELECT "c"."TargetId" AS "StudentId", "c0"."Id" AS "TagId", "c0"."Name"
FROM "CanvasTagLink" AS "c"
INNER JOIN "CanvasTag" AS "c0" ON "c"."TagId" = "c0"."Id"
WHERE 0
ORDER BY "c"."TargetId", lower("c0"."Name" COLLATE BINARY), "c0"."Name" COLLATE BINARY, "c0"."Id"
