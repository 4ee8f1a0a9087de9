-- ForEverything
SELECT 1::int AS "Kind", c."Id" AS "ItemId", c."GradedAt" AS "At", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c."CourseId", c8."Name" AS "CourseName", c2."Name" AS "Title", c."Score", c2."PointsPossible", NULL AS "Text"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c1."Id", c1."HasSubAssignments", c1."Name", c1."PointsPossible"
    FROM "CanvasAssignment" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."AssignmentId" = c2."Id"
INNER JOIN (
    SELECT c3."Id"
    FROM "CanvasCourse" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."CourseId" = c4."Id"
LEFT JOIN "CanvasUser" AS c7 ON c."UserId" = c7."Id"
LEFT JOIN "CanvasCourse" AS c8 ON c."CourseId" = c8."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId") AND c."GradedAt" >= @From AND ((c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c2."HasSubAssignments" IS NULL OR NOT (c2."HasSubAssignments") OR (((c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'graded') OR EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c5
    WHERE c5."MissingSince" IS NULL AND c5."SubmissionId" = c."Id")) AND NOT EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c6
    WHERE c6."MissingSince" IS NULL AND c6."SubmissionId" = c."Id" AND c6."Score" IS NULL AND (c6."Excused" IS NULL OR NOT (c6."Excused")))))) OR (c."Excused" IS NOT NULL AND c."Excused"))
ORDER BY c."GradedAt" DESC, 1::int::int, c."Id"

-- ForTeacher
SELECT 1::int AS "Kind", c."Id" AS "ItemId", c."GradedAt" AS "At", c."UserId" AS "StudentId", c9."Name" AS "StudentName", c."CourseId", c10."Name" AS "CourseName", c4."Name" AS "Title", c."Score", c4."PointsPossible", NULL AS "Text"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."HasSubAssignments", c3."Name", c3."PointsPossible"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c9 ON c."UserId" = c9."Id"
LEFT JOIN "CanvasCourse" AS c10 ON c."CourseId" = c10."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" IN (
    SELECT c0."CourseId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."UserId" = @UserId
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."UserId" = @UserId AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND c."GradedAt" >= @From AND ((c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c4."HasSubAssignments" IS NULL OR NOT (c4."HasSubAssignments") OR (((c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'graded') OR EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c7
    WHERE c7."MissingSince" IS NULL AND c7."SubmissionId" = c."Id")) AND NOT EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c8
    WHERE c8."MissingSince" IS NULL AND c8."SubmissionId" = c."Id" AND c8."Score" IS NULL AND (c8."Excused" IS NULL OR NOT (c8."Excused")))))) OR (c."Excused" IS NOT NULL AND c."Excused"))
ORDER BY c."GradedAt" DESC, 1::int::int, c."Id"

-- ForObserver
SELECT 1::int AS "Kind", c."Id" AS "ItemId", CASE
    WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."GradedAt"
END AS "At", c."UserId" AS "StudentId", c9."Name" AS "StudentName", c."CourseId", c10."Name" AS "CourseName", c4."Name" AS "Title", CASE
    WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData")) THEN c."Score"
END AS "Score", c4."PointsPossible", NULL AS "Text"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."HasSubAssignments", c3."Name", c3."PointsPossible", c3."PostManually"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL AND ((c3."Published" IS NOT NULL AND c3."Published") OR (c3."Published" IS NULL AND c3."WorkflowState" IS NOT NULL AND c3."WorkflowState" = 'published')) AND (c3."WorkflowState" IS NULL OR c3."WorkflowState" <> 'deleted')
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."RestrictQuantitativeData"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL AND c5."WorkflowState" IN ('available', 'completed')
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c9 ON c."UserId" = c9."Id"
LEFT JOIN "CanvasCourse" AS c10 ON c."CourseId" = c10."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" = 'ObserverEnrollment' AND c0."UserId" = @UserId AND (c0."AssociatedUserId" = c."UserId" OR (c0."AssociatedUserId" IS NULL AND c."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" = 'ObserverEnrollment' AND c2."UserId" = @UserId AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND CASE
    WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."GradedAt"
END >= @From AND (((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c4."HasSubAssignments" IS NULL OR NOT (c4."HasSubAssignments") OR (((c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'graded') OR EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c7
    WHERE c7."MissingSince" IS NULL AND c7."SubmissionId" = c."Id")) AND NOT EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c8
    WHERE c8."MissingSince" IS NULL AND c8."SubmissionId" = c."Id" AND c8."Score" IS NULL AND (c8."Excused" IS NULL OR NOT (c8."Excused")))))) OR ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c."Excused" IS NOT NULL AND c."Excused"))
ORDER BY CASE
    WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."GradedAt"
END DESC, 1::int::int, c."Id"
