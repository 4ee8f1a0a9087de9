-- ForEverything
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c10"."Name" AS "StudentName", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", CASE
    WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c13"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c13"
        WHERE "c13"."MissingSince" IS NULL AND "c13"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."HasSubAssignments", "c1"."Name", "c1"."PointsPossible", "c1"."Published", "c1"."SubmissionTypes", "c1"."WorkflowState"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id", "c3"."EndAt", "c3"."Name", "c3"."RestrictEnrollmentsToCourseDates", "c3"."TermId", "c3"."WorkflowState"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN "CanvasUser" AS "c10" ON "c"."UserId" = "c10"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId") AND "c"."SubmittedAt" IS NULL AND ("c2"."SubmissionTypes" IS NULL OR "c2"."SubmissionTypes" <> 'wiki_page') AND (("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To) OR ("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."SubmissionId" = "c"."Id" AND "c5"."DueAt" >= @Now AND "c5"."DueAt" <= @To AND "c5"."Score" IS NULL AND ("c5"."Excused" IS NULL OR NOT ("c5"."Excused"))))) AND (("c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments") OR ("c"."Score" IS NULL AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")))) AND (("c2"."Published" IS NOT NULL AND "c2"."Published") OR ("c2"."Published" IS NULL AND "c2"."WorkflowState" IS NOT NULL AND "c2"."WorkflowState" = 'published')) AND ("c2"."WorkflowState" IS NULL OR "c2"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c6"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."UserId" = "c"."UserId" AND "c6"."CourseId" = "c"."CourseId" AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c6"."EnrollmentState" <> 'completed' OR "c6"."EnrollmentState" IS NULL OR "c4"."WorkflowState" = 'completed' OR CASE
        WHEN "c4"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c4"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c4"."EndAt", (
            SELECT "c7"."EndAt"
            FROM "CanvasTerm" AS "c7"
            WHERE "c7"."Id" = "c4"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c8"."EndAt"
            FROM "CanvasTerm" AS "c8"
            WHERE "c8"."Id" = "c4"."TermId"
            LIMIT 1), "c4"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c9"
        WHERE "c9"."Id" = "c6"."SectionId" AND "c9"."RestrictEnrollmentsToSectionDates" AND "c9"."EndAt" <= @Now)))
ORDER BY CASE
    WHEN CASE
        WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
            SELECT MIN("c11"."DueAt")
            FROM "CanvasCheckpointSubmission" AS "c11"
            WHERE "c11"."MissingSince" IS NULL AND "c11"."SubmissionId" = "c"."Id"))
        ELSE "c"."CachedDueDate"
    END IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN "c2"."HasSubAssignments" IS NOT NULL AND "c2"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c12"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND "c12"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END, "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c12"."Name" AS "StudentName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."PointsPossible", CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c15"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."HasSubAssignments", "c3"."Name", "c3"."PointsPossible", "c3"."Published", "c3"."SubmissionTypes", "c3"."WorkflowState"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasUser" AS "c12" ON "c"."UserId" = "c12"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."SubmittedAt" IS NULL AND ("c4"."SubmissionTypes" IS NULL OR "c4"."SubmissionTypes" <> 'wiki_page') AND (("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To) OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."SubmissionId" = "c"."Id" AND "c7"."DueAt" >= @Now AND "c7"."DueAt" <= @To AND "c7"."Score" IS NULL AND ("c7"."Excused" IS NULL OR NOT ("c7"."Excused"))))) AND (("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments") OR ("c"."Score" IS NULL AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")))) AND (("c4"."Published" IS NOT NULL AND "c4"."Published") OR ("c4"."Published" IS NULL AND "c4"."WorkflowState" IS NOT NULL AND "c4"."WorkflowState" = 'published')) AND ("c4"."WorkflowState" IS NULL OR "c4"."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c8"
    WHERE "c8"."MissingSince" IS NULL AND "c8"."UserId" = "c"."UserId" AND "c8"."CourseId" = "c"."CourseId" AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c8"."EnrollmentState" <> 'completed' OR "c8"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
        WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
            SELECT "c9"."EndAt"
            FROM "CanvasTerm" AS "c9"
            WHERE "c9"."Id" = "c6"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c10"."EndAt"
            FROM "CanvasTerm" AS "c10"
            WHERE "c10"."Id" = "c6"."TermId"
            LIMIT 1), "c6"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c11"
        WHERE "c11"."Id" = "c8"."SectionId" AND "c11"."RestrictEnrollmentsToSectionDates" AND "c11"."EndAt" <= @Now)))
ORDER BY CASE
    WHEN CASE
        WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
            SELECT MIN("c13"."DueAt")
            FROM "CanvasCheckpointSubmission" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."SubmissionId" = "c"."Id"))
        ELSE "c"."CachedDueDate"
    END IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c14"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c14"
        WHERE "c14"."MissingSince" IS NULL AND "c14"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END, "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c12"."Name" AS "StudentName", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."PointsPossible", CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c15"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c15"
        WHERE "c15"."MissingSince" IS NULL AND "c15"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END AS "DueAt"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."HasSubAssignments", "c3"."Name", "c3"."PointsPossible", "c3"."PostManually", "c3"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted')
) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
INNER JOIN (
    SELECT "c5"."Id", "c5"."EndAt", "c5"."Name", "c5"."RestrictEnrollmentsToCourseDates", "c5"."TermId", "c5"."WorkflowState"
    FROM "CanvasCourse" AS "c5"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
) AS "c6" ON "c"."CourseId" = "c6"."Id"
LEFT JOIN "CanvasUser" AS "c12" ON "c"."UserId" = "c12"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."SubmittedAt" IS NULL AND ("c4"."SubmissionTypes" IS NULL OR "c4"."SubmissionTypes" <> 'wiki_page') AND (("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To) OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS "c7"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."SubmissionId" = "c"."Id" AND "c7"."DueAt" >= @Now AND "c7"."DueAt" <= @To AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c4"."PostManually" IS NOT NULL AND "c4"."PostManually") OR "c"."GradedAt" IS NULL) AND "c4"."PostManually" IS NOT NULL AND "c4"."PostManually") OR ("c7"."Score" IS NULL AND ("c7"."Excused" IS NULL OR NOT ("c7"."Excused"))))))) AND (("c"."PostedAt" IS NULL AND ("c"."PostedAtUnspecified" IS NULL OR NOT ("c"."PostedAtUnspecified") OR ("c4"."PostManually" IS NOT NULL AND "c4"."PostManually") OR "c"."GradedAt" IS NULL)) OR ("c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments") OR ("c"."Score" IS NULL AND ("c"."Excused" IS NULL OR NOT ("c"."Excused")))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c8"
    WHERE "c8"."MissingSince" IS NULL AND "c8"."UserId" = "c"."UserId" AND "c8"."CourseId" = "c"."CourseId" AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND ("c8"."EnrollmentState" <> 'completed' OR "c8"."EnrollmentState" IS NULL OR "c6"."WorkflowState" = 'completed' OR CASE
        WHEN "c6"."RestrictEnrollmentsToCourseDates" IS NOT NULL AND "c6"."RestrictEnrollmentsToCourseDates" THEN COALESCE("c6"."EndAt", (
            SELECT "c9"."EndAt"
            FROM "CanvasTerm" AS "c9"
            WHERE "c9"."Id" = "c6"."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT "c10"."EndAt"
            FROM "CanvasTerm" AS "c10"
            WHERE "c10"."Id" = "c6"."TermId"
            LIMIT 1), "c6"."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS "c11"
        WHERE "c11"."Id" = "c8"."SectionId" AND "c11"."RestrictEnrollmentsToSectionDates" AND "c11"."EndAt" <= @Now)))
ORDER BY CASE
    WHEN CASE
        WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
            SELECT MIN("c13"."DueAt")
            FROM "CanvasCheckpointSubmission" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."SubmissionId" = "c"."Id"))
        ELSE "c"."CachedDueDate"
    END IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN "c4"."HasSubAssignments" IS NOT NULL AND "c4"."HasSubAssignments" THEN COALESCE("c"."CachedDueDate", (
        SELECT MIN("c14"."DueAt")
        FROM "CanvasCheckpointSubmission" AS "c14"
        WHERE "c14"."MissingSince" IS NULL AND "c14"."SubmissionId" = "c"."Id"))
    ELSE "c"."CachedDueDate"
END, "c"."CourseId", "c"."UserId", "c"."AssignmentId", "c"."Id"
