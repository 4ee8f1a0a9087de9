-- ForEverything
SELECT 4::int AS "Kind", c."Id" AS "ItemId", c."CreatedAt" AS "At", c."TargetId" AS "StudentId", c1."Name" AS "StudentName", c."CourseId", c2."Name" AS "CourseName", c."Category" AS "Title", CASE
    WHEN 4 = 1 AND c."TargetType" = '' THEN c."Id"::double precision
END AS "Score", c."Text"
FROM "CanvasNote" AS c
LEFT JOIN "CanvasUser" AS c1 ON c."TargetId" = c1."Id"
LEFT JOIN "CanvasCourse" AS c2 ON c."CourseId" = c2."Id"
WHERE c."TargetType" = 'student' AND c."Visibility" <> 'author' AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."UserId" = c."TargetId" AND (c."CourseId" IS NULL OR c0."CourseId" = c."CourseId")) AND c."CreatedAt" >= @From
ORDER BY c."CreatedAt" DESC, 4::int::int, c."Id"

-- ForTeacher
SELECT 4::int AS "Kind", c."Id" AS "ItemId", c."CreatedAt" AS "At", c."TargetId" AS "StudentId", c2."Name" AS "StudentName", c."CourseId", c3."Name" AS "CourseName", c."Category" AS "Title", CASE
    WHEN 4 = 1 AND c."TargetType" = '' THEN c."Id"::double precision
END AS "Score", c."Text"
FROM "CanvasNote" AS c
LEFT JOIN "CanvasUser" AS c2 ON c."TargetId" = c2."Id"
LEFT JOIN "CanvasCourse" AS c3 ON c."CourseId" = c3."Id"
WHERE c."TargetType" = 'student' AND ((c."CourseId" IS NOT NULL AND c."Visibility" <> 'author') OR c."AuthorUserId" = @UserId) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."EnrollmentState" IN ('active', 'completed') AND c1."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c1."UserId" = @UserId AND c1."CourseId" = c0."CourseId" AND (c1."LimitPrivilegesToCourseSection" <> TRUE OR c1."LimitPrivilegesToCourseSection" IS NULL OR (c1."SectionId" IS NOT NULL AND c1."SectionId" = c0."SectionId"))) AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."UserId" = c."TargetId" AND (c."CourseId" IS NULL OR c0."CourseId" = c."CourseId")) AND c."CreatedAt" >= @From
ORDER BY c."CreatedAt" DESC, 4::int::int, c."Id"

-- ForObserver
SELECT 4::int AS "Kind", c."Id" AS "ItemId", c."CreatedAt" AS "At", c."TargetId" AS "StudentId", c2."Name" AS "StudentName", c."CourseId", c3."Name" AS "CourseName", c."Category" AS "Title", CASE
    WHEN 4 = 1 AND c."TargetType" = '' THEN c."Id"::double precision
END AS "Score", c."Text"
FROM "CanvasNote" AS c
LEFT JOIN "CanvasUser" AS c2 ON c."TargetId" = c2."Id"
LEFT JOIN "CanvasCourse" AS c3 ON c."CourseId" = c3."Id"
WHERE c."TargetType" = 'student' AND c."AuthorUserId" = @UserId AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."EnrollmentState" IN ('active', 'completed') AND c1."Type" = 'ObserverEnrollment' AND c1."UserId" = @UserId AND c1."CourseId" = c0."CourseId" AND c1."AssociatedUserId" = c0."UserId") AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."UserId" = c."TargetId" AND (c."CourseId" IS NULL OR c0."CourseId" = c."CourseId")) AND c."CreatedAt" >= @From
ORDER BY c."CreatedAt" DESC, 4::int::int, c."Id"
