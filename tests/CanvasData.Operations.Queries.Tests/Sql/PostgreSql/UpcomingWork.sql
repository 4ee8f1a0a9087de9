-- ForEverything
SELECT c."Id" AS "SubmissionId", c."CourseId", c4."Name" AS "CourseName", c."UserId" AS "StudentId", c9."Name" AS "StudentName", c."AssignmentId", c2."Name" AS "AssignmentName", c2."PointsPossible", c."CachedDueDate" AS "DueAt"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c1."Id", c1."Name", c1."PointsPossible"
    FROM "CanvasAssignment" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."AssignmentId" = c2."Id"
INNER JOIN (
    SELECT c3."Id", c3."EndAt", c3."Name", c3."RestrictEnrollmentsToCourseDates", c3."TermId", c3."WorkflowState"
    FROM "CanvasCourse" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."CourseId" = c4."Id"
LEFT JOIN "CanvasUser" AS c9 ON c."UserId" = c9."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId") AND c."SubmittedAt" IS NULL AND c."CachedDueDate" >= @Now AND c."CachedDueDate" <= @To AND c."Score" IS NULL AND (c."Excused" IS NULL OR NOT (c."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c5
    WHERE c5."MissingSince" IS NULL AND c5."UserId" = c."UserId" AND c5."CourseId" = c."CourseId" AND c5."Type" = 'StudentEnrollment' AND c5."EnrollmentState" IN ('active', 'invited', 'completed') AND (c5."EnrollmentState" <> 'completed' OR c5."EnrollmentState" IS NULL OR c4."WorkflowState" = 'completed' OR CASE
        WHEN c4."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c4."RestrictEnrollmentsToCourseDates" THEN COALESCE(c4."EndAt", (
            SELECT c6."EndAt"
            FROM "CanvasTerm" AS c6
            WHERE c6."Id" = c4."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT c7."EndAt"
            FROM "CanvasTerm" AS c7
            WHERE c7."Id" = c4."TermId"
            LIMIT 1), c4."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS c8
        WHERE c8."Id" = c5."SectionId" AND c8."RestrictEnrollmentsToSectionDates" AND c8."EndAt" <= @Now)))
ORDER BY CASE
    WHEN c."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, c."CachedDueDate", c."CourseId", c."UserId", c."AssignmentId", c."Id"

-- ForTeacher
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."UserId" AS "StudentId", c11."Name" AS "StudentName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."PointsPossible", c."CachedDueDate" AS "DueAt"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."Name", c3."PointsPossible"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."EndAt", c5."Name", c5."RestrictEnrollmentsToCourseDates", c5."TermId", c5."WorkflowState"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c11 ON c."UserId" = c11."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" IN (
    SELECT c0."CourseId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."UserId" = @PersonId
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."UserId" = @PersonId AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND c."SubmittedAt" IS NULL AND c."CachedDueDate" >= @Now AND c."CachedDueDate" <= @To AND c."Score" IS NULL AND (c."Excused" IS NULL OR NOT (c."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c7
    WHERE c7."MissingSince" IS NULL AND c7."UserId" = c."UserId" AND c7."CourseId" = c."CourseId" AND c7."Type" = 'StudentEnrollment' AND c7."EnrollmentState" IN ('active', 'invited', 'completed') AND (c7."EnrollmentState" <> 'completed' OR c7."EnrollmentState" IS NULL OR c6."WorkflowState" = 'completed' OR CASE
        WHEN c6."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c6."RestrictEnrollmentsToCourseDates" THEN COALESCE(c6."EndAt", (
            SELECT c8."EndAt"
            FROM "CanvasTerm" AS c8
            WHERE c8."Id" = c6."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT c9."EndAt"
            FROM "CanvasTerm" AS c9
            WHERE c9."Id" = c6."TermId"
            LIMIT 1), c6."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS c10
        WHERE c10."Id" = c7."SectionId" AND c10."RestrictEnrollmentsToSectionDates" AND c10."EndAt" <= @Now)))
ORDER BY CASE
    WHEN c."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, c."CachedDueDate", c."CourseId", c."UserId", c."AssignmentId", c."Id"

-- ForObserver
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."UserId" AS "StudentId", c11."Name" AS "StudentName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."PointsPossible", c."CachedDueDate" AS "DueAt"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."Name", c3."PointsPossible"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL AND c3."Published"
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."EndAt", c5."Name", c5."RestrictEnrollmentsToCourseDates", c5."TermId", c5."WorkflowState"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL AND c5."WorkflowState" IN ('available', 'completed')
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c11 ON c."UserId" = c11."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" = 'ObserverEnrollment' AND (c0."AssociatedUserId" = c."UserId" OR (c0."AssociatedUserId" IS NULL AND c."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @PersonId AND c2."Type" = 'ObserverEnrollment' AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND c."SubmittedAt" IS NULL AND c."CachedDueDate" >= @Now AND c."CachedDueDate" <= @To AND (c."PostedAt" IS NULL OR (c."Score" IS NULL AND (c."Excused" IS NULL OR NOT (c."Excused")))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c7
    WHERE c7."MissingSince" IS NULL AND c7."UserId" = c."UserId" AND c7."CourseId" = c."CourseId" AND c7."Type" = 'StudentEnrollment' AND c7."EnrollmentState" IN ('active', 'invited', 'completed') AND (c7."EnrollmentState" <> 'completed' OR c7."EnrollmentState" IS NULL OR c6."WorkflowState" = 'completed' OR CASE
        WHEN c6."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c6."RestrictEnrollmentsToCourseDates" THEN COALESCE(c6."EndAt", (
            SELECT c8."EndAt"
            FROM "CanvasTerm" AS c8
            WHERE c8."Id" = c6."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT c9."EndAt"
            FROM "CanvasTerm" AS c9
            WHERE c9."Id" = c6."TermId"
            LIMIT 1), c6."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS c10
        WHERE c10."Id" = c7."SectionId" AND c10."RestrictEnrollmentsToSectionDates" AND c10."EndAt" <= @Now)))
ORDER BY CASE
    WHEN c."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, c."CachedDueDate", c."CourseId", c."UserId", c."AssignmentId", c."Id"
