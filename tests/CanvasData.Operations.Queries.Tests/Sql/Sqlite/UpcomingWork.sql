-- ForEverything
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c5"."Name" AS "StudentName", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", "c"."CachedDueDate" AS "DueAt"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."Name", "c1"."PointsPossible"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id", "c3"."Name"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c7"."Name" AS "StudentName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."PointsPossible", "c"."CachedDueDate" AS "DueAt"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."Name", "c3"."PointsPossible"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."Name"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasUser" AS "c7" ON "c"."UserId" = "c7"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @PersonId AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c7"."Name" AS "StudentName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."PointsPossible", "c"."CachedDueDate" AS "DueAt"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."Name", "c3"."PointsPossible"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND "c3"."Published"
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."Name"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasUser" AS "c7" ON "c"."UserId" = "c7"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" = 'ObserverEnrollment' AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @PersonId AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND ("c"."PostedAt" IS NULL OR ("c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"
