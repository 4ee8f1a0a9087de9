-- ForEverything
SELECT u0."Kind"::int AS "Kind", u0."ItemId", u0."At", u0."StudentId", c15."Name" AS "StudentName", u0."CourseId", c16."Name" AS "CourseName", u0."Title", CASE
    WHEN u0."Kind" = 1 THEN u0."Score"
END AS "Score", CASE
    WHEN u0."Kind" = 1 THEN u0."PointsPossible"
END AS "PointsPossible", u0."Text"
FROM (
    SELECT s."Kind", s."ItemId", s."At", s."StudentId", s."CourseId", s."Title", s."Score", s."PointsPossible", s."Text"
    FROM (
        SELECT 1 AS "Kind", c."Id" AS "ItemId", c."GradedAt" AS "At", c."UserId" AS "StudentId", c."CourseId", c2."Name" AS "Title", c."Score", c2."PointsPossible", NULL AS "Text"
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
        WHERE c."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c0
            WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId") AND c."GradedAt" >= @From AND ((c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c2."HasSubAssignments" IS NULL OR NOT (c2."HasSubAssignments") OR NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c5
            WHERE c5."MissingSince" IS NULL AND c5."SubmissionId" = c."Id" AND c5."Score" IS NULL AND (c5."Excused" IS NULL OR NOT (c5."Excused"))))) OR (c."Excused" IS NOT NULL AND c."Excused"))
        ORDER BY c."GradedAt" DESC, c."Id"
        LIMIT @First
    ) AS s
    UNION ALL
    SELECT s0."Kind", s0."ItemId", s0."At", s0."StudentId", s0."CourseId", s0."Title", s0."Score", s0."PointsPossible", s0."Text"
    FROM (
        SELECT 2 AS "Kind", c6."Id" AS "ItemId", c6."SubmittedAt" AS "At", c6."UserId" AS "StudentId", c6."CourseId", c9."Name" AS "Title", c6."Score", c9."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS c6
        INNER JOIN (
            SELECT c8."Id", c8."Name", c8."PointsPossible"
            FROM "CanvasAssignment" AS c8
            WHERE c8."MissingSince" IS NULL
        ) AS c9 ON c6."AssignmentId" = c9."Id"
        INNER JOIN (
            SELECT c10."Id"
            FROM "CanvasCourse" AS c10
            WHERE c10."MissingSince" IS NULL
        ) AS c11 ON c6."CourseId" = c11."Id"
        WHERE c6."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c7
            WHERE c7."MissingSince" IS NULL AND c7."Type" = 'StudentEnrollment' AND c7."EnrollmentState" IN ('active', 'invited', 'completed') AND c7."CourseId" = c6."CourseId" AND c7."UserId" = c6."UserId") AND c6."SubmittedAt" >= @From
        ORDER BY c6."SubmittedAt" DESC, c6."Id"
        LIMIT @First
    ) AS s0
    UNION ALL
    SELECT c14."Kind", c14."ItemId", c14."At", c14."StudentId", c14."CourseId", c14."Title", c14."Score", c14."Score" AS "PointsPossible", c14."Text"
    FROM (
        SELECT 4 AS "Kind", c12."Id" AS "ItemId", c12."CreatedAt" AS "At", c12."TargetId" AS "StudentId", c12."CourseId", c12."Category" AS "Title", CASE
            WHEN c12."TargetType" = '' THEN c12."Id"::double precision
        END AS "Score", c12."Text"
        FROM "CanvasNote" AS c12
        WHERE c12."TargetType" = 'student' AND c12."Visibility" <> 'author' AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c13
            WHERE c13."MissingSince" IS NULL AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."UserId" = c12."TargetId" AND (c12."CourseId" IS NULL OR c13."CourseId" = c12."CourseId")) AND c12."CreatedAt" >= @From
        ORDER BY c12."CreatedAt" DESC, c12."Id"
        LIMIT @First
    ) AS c14
) AS u0
LEFT JOIN "CanvasUser" AS c15 ON u0."StudentId" = c15."Id"
LEFT JOIN "CanvasCourse" AS c16 ON u0."CourseId" = c16."Id"
ORDER BY u0."At" DESC, u0."Kind"::int::int, u0."ItemId"
LIMIT @First

-- ForTeacher
SELECT u0."Kind"::int AS "Kind", u0."ItemId", u0."At", u0."StudentId", c20."Name" AS "StudentName", u0."CourseId", c21."Name" AS "CourseName", u0."Title", CASE
    WHEN u0."Kind" = 1 THEN u0."Score"
END AS "Score", CASE
    WHEN u0."Kind" = 1 THEN u0."PointsPossible"
END AS "PointsPossible", u0."Text"
FROM (
    SELECT s."Kind", s."ItemId", s."At", s."StudentId", s."CourseId", s."Title", s."Score", s."PointsPossible", s."Text"
    FROM (
        SELECT 1 AS "Kind", c."Id" AS "ItemId", c."GradedAt" AS "At", c."UserId" AS "StudentId", c."CourseId", c4."Name" AS "Title", c."Score", c4."PointsPossible", NULL AS "Text"
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
                WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."UserId" = @UserId AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND c."GradedAt" >= @From AND ((c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c4."HasSubAssignments" IS NULL OR NOT (c4."HasSubAssignments") OR NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c7
            WHERE c7."MissingSince" IS NULL AND c7."SubmissionId" = c."Id" AND c7."Score" IS NULL AND (c7."Excused" IS NULL OR NOT (c7."Excused"))))) OR (c."Excused" IS NOT NULL AND c."Excused"))
        ORDER BY c."GradedAt" DESC, c."Id"
        LIMIT @First
    ) AS s
    UNION ALL
    SELECT s0."Kind", s0."ItemId", s0."At", s0."StudentId", s0."CourseId", s0."Title", s0."Score", s0."PointsPossible", s0."Text"
    FROM (
        SELECT 2 AS "Kind", c8."Id" AS "ItemId", c8."SubmittedAt" AS "At", c8."UserId" AS "StudentId", c8."CourseId", c13."Name" AS "Title", c8."Score", c13."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS c8
        INNER JOIN (
            SELECT c12."Id", c12."Name", c12."PointsPossible"
            FROM "CanvasAssignment" AS c12
            WHERE c12."MissingSince" IS NULL
        ) AS c13 ON c8."AssignmentId" = c13."Id"
        INNER JOIN (
            SELECT c14."Id"
            FROM "CanvasCourse" AS c14
            WHERE c14."MissingSince" IS NULL
        ) AS c15 ON c8."CourseId" = c15."Id"
        WHERE c8."MissingSince" IS NULL AND c8."CourseId" IN (
            SELECT c9."CourseId"
            FROM "CanvasEnrollment" AS c9
            WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c9."UserId" = @UserId
        ) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c10
            WHERE c10."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS c11
                WHERE c11."MissingSince" IS NULL AND c11."EnrollmentState" IN ('active', 'completed') AND c11."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c11."UserId" = @UserId AND c11."CourseId" = c10."CourseId" AND (c11."LimitPrivilegesToCourseSection" <> TRUE OR c11."LimitPrivilegesToCourseSection" IS NULL OR (c11."SectionId" IS NOT NULL AND c11."SectionId" = c10."SectionId"))) AND c10."Type" = 'StudentEnrollment' AND c10."EnrollmentState" IN ('active', 'invited', 'completed') AND c10."CourseId" = c8."CourseId" AND c10."UserId" = c8."UserId") AND c8."SubmittedAt" >= @From
        ORDER BY c8."SubmittedAt" DESC, c8."Id"
        LIMIT @First
    ) AS s0
    UNION ALL
    SELECT c19."Kind", c19."ItemId", c19."At", c19."StudentId", c19."CourseId", c19."Title", c19."Score", c19."Score" AS "PointsPossible", c19."Text"
    FROM (
        SELECT 4 AS "Kind", c16."Id" AS "ItemId", c16."CreatedAt" AS "At", c16."TargetId" AS "StudentId", c16."CourseId", c16."Category" AS "Title", CASE
            WHEN c16."TargetType" = '' THEN c16."Id"::double precision
        END AS "Score", c16."Text"
        FROM "CanvasNote" AS c16
        WHERE c16."TargetType" = 'student' AND ((c16."CourseId" IS NOT NULL AND c16."Visibility" <> 'author') OR c16."AuthorUserId" = @UserId) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c17
            WHERE c17."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS c18
                WHERE c18."MissingSince" IS NULL AND c18."EnrollmentState" IN ('active', 'completed') AND c18."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c18."UserId" = @UserId AND c18."CourseId" = c17."CourseId" AND (c18."LimitPrivilegesToCourseSection" <> TRUE OR c18."LimitPrivilegesToCourseSection" IS NULL OR (c18."SectionId" IS NOT NULL AND c18."SectionId" = c17."SectionId"))) AND c17."Type" = 'StudentEnrollment' AND c17."EnrollmentState" IN ('active', 'invited', 'completed') AND c17."UserId" = c16."TargetId" AND (c16."CourseId" IS NULL OR c17."CourseId" = c16."CourseId")) AND c16."CreatedAt" >= @From
        ORDER BY c16."CreatedAt" DESC, c16."Id"
        LIMIT @First
    ) AS c19
) AS u0
LEFT JOIN "CanvasUser" AS c20 ON u0."StudentId" = c20."Id"
LEFT JOIN "CanvasCourse" AS c21 ON u0."CourseId" = c21."Id"
ORDER BY u0."At" DESC, u0."Kind"::int::int, u0."ItemId"
LIMIT @First

-- ForObserver
SELECT u0."Kind"::int AS "Kind", u0."ItemId", u0."At", u0."StudentId", c20."Name" AS "StudentName", u0."CourseId", c21."Name" AS "CourseName", u0."Title", CASE
    WHEN u0."Kind" = 1 THEN u0."Score"
END AS "Score", CASE
    WHEN u0."Kind" = 1 THEN u0."PointsPossible"
END AS "PointsPossible", u0."Text"
FROM (
    SELECT s."Kind", s."ItemId", s."At", s."StudentId", s."CourseId", s."Title", s."Score", s."PointsPossible", s."Text"
    FROM (
        SELECT 1 AS "Kind", c."Id" AS "ItemId", CASE
            WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."GradedAt"
        END AS "At", c."UserId" AS "StudentId", c."CourseId", c4."Name" AS "Title", CASE
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
        END >= @From AND (((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c4."HasSubAssignments" IS NULL OR NOT (c4."HasSubAssignments") OR NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c7
            WHERE c7."MissingSince" IS NULL AND c7."SubmissionId" = c."Id" AND c7."Score" IS NULL AND (c7."Excused" IS NULL OR NOT (c7."Excused"))))) OR ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c."Excused" IS NOT NULL AND c."Excused"))
        ORDER BY CASE
            WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."GradedAt"
        END DESC, c."Id"
        LIMIT @First
    ) AS s
    UNION ALL
    SELECT s0."Kind", s0."ItemId", s0."At", s0."StudentId", s0."CourseId", s0."Title", s0."Score", s0."PointsPossible", s0."Text"
    FROM (
        SELECT 2 AS "Kind", c8."Id" AS "ItemId", c8."SubmittedAt" AS "At", c8."UserId" AS "StudentId", c8."CourseId", c13."Name" AS "Title", CASE
            WHEN (c8."PostedAt" IS NOT NULL OR (c8."PostedAtUnspecified" IS NOT NULL AND c8."PostedAtUnspecified" AND (c13."PostManually" IS NULL OR NOT (c13."PostManually")) AND c8."GradedAt" IS NOT NULL)) AND (c15."RestrictQuantitativeData" IS NULL OR NOT (c15."RestrictQuantitativeData")) THEN c8."Score"
        END AS "Score", c13."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS c8
        INNER JOIN (
            SELECT c12."Id", c12."Name", c12."PointsPossible", c12."PostManually"
            FROM "CanvasAssignment" AS c12
            WHERE c12."MissingSince" IS NULL AND ((c12."Published" IS NOT NULL AND c12."Published") OR (c12."Published" IS NULL AND c12."WorkflowState" IS NOT NULL AND c12."WorkflowState" = 'published')) AND (c12."WorkflowState" IS NULL OR c12."WorkflowState" <> 'deleted')
        ) AS c13 ON c8."AssignmentId" = c13."Id"
        INNER JOIN (
            SELECT c14."Id", c14."RestrictQuantitativeData"
            FROM "CanvasCourse" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."WorkflowState" IN ('available', 'completed')
        ) AS c15 ON c8."CourseId" = c15."Id"
        WHERE c8."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c9
            WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."Type" = 'ObserverEnrollment' AND c9."UserId" = @UserId AND (c9."AssociatedUserId" = c8."UserId" OR (c9."AssociatedUserId" IS NULL AND c8."UserId" IS NULL))) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c10
            WHERE c10."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS c11
                WHERE c11."MissingSince" IS NULL AND c11."EnrollmentState" IN ('active', 'completed') AND c11."Type" = 'ObserverEnrollment' AND c11."UserId" = @UserId AND c11."CourseId" = c10."CourseId" AND c11."AssociatedUserId" = c10."UserId") AND c10."Type" = 'StudentEnrollment' AND c10."EnrollmentState" IN ('active', 'invited', 'completed') AND c10."CourseId" = c8."CourseId" AND c10."UserId" = c8."UserId") AND c8."SubmittedAt" >= @From
        ORDER BY c8."SubmittedAt" DESC, c8."Id"
        LIMIT @First
    ) AS s0
    UNION ALL
    SELECT c19."Kind", c19."ItemId", c19."At", c19."StudentId", c19."CourseId", c19."Title", c19."Score", c19."Score" AS "PointsPossible", c19."Text"
    FROM (
        SELECT 4 AS "Kind", c16."Id" AS "ItemId", c16."CreatedAt" AS "At", c16."TargetId" AS "StudentId", c16."CourseId", c16."Category" AS "Title", CASE
            WHEN c16."TargetType" = '' THEN c16."Id"::double precision
        END AS "Score", c16."Text"
        FROM "CanvasNote" AS c16
        WHERE c16."TargetType" = 'student' AND c16."AuthorUserId" = @UserId AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c17
            WHERE c17."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS c18
                WHERE c18."MissingSince" IS NULL AND c18."EnrollmentState" IN ('active', 'completed') AND c18."Type" = 'ObserverEnrollment' AND c18."UserId" = @UserId AND c18."CourseId" = c17."CourseId" AND c18."AssociatedUserId" = c17."UserId") AND c17."Type" = 'StudentEnrollment' AND c17."EnrollmentState" IN ('active', 'invited', 'completed') AND c17."UserId" = c16."TargetId" AND (c16."CourseId" IS NULL OR c17."CourseId" = c16."CourseId")) AND c16."CreatedAt" >= @From
        ORDER BY c16."CreatedAt" DESC, c16."Id"
        LIMIT @First
    ) AS c19
) AS u0
LEFT JOIN "CanvasUser" AS c20 ON u0."StudentId" = c20."Id"
LEFT JOIN "CanvasCourse" AS c21 ON u0."CourseId" = c21."Id"
ORDER BY u0."At" DESC, u0."Kind"::int::int, u0."ItemId"
LIMIT @First
