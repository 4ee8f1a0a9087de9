-- ForEverything
SELECT u."CourseId", u."StudentId", u."AssignmentId", u."SubmissionId", u."At", u."Change", u."Score", u."Grade", u."Percentage", u."Sequence"
FROM (
    SELECT c."CourseId", c."UserId" AS "StudentId", c."AssignmentId", c."Id" AS "SubmissionId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c5."Id" IS NOT NULL THEN c5."PreviousScore"
        ELSE c."Score"
    END AS "Score", CASE
        WHEN c5."Id" IS NOT NULL THEN c5."PreviousGrade"
        ELSE c."Grade"
    END AS "Grade", CASE
        WHEN c2."PointsPossible" > 0.0 THEN (100.0 * CASE
            WHEN c5."Id" IS NOT NULL THEN c5."PreviousScore"
            ELSE c."Score"
        END) / c2."PointsPossible"
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c
    INNER JOIN (
        SELECT c1."Id", c1."PointsPossible"
        FROM "CanvasAssignment" AS c1
        WHERE c1."MissingSince" IS NULL
    ) AS c2 ON c."AssignmentId" = c2."Id"
    INNER JOIN (
        SELECT c3."Id"
        FROM "CanvasCourse" AS c3
        WHERE c3."MissingSince" IS NULL
    ) AS c4 ON c."CourseId" = c4."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS c5 ON COALESCE((
        SELECT c6."Id"
        FROM "CanvasAssignmentScoreHistory" AS c6
        WHERE c6."SubmissionId" = c."Id"
        ORDER BY c6."RecordedAt", c6."Id"
        LIMIT 1), 0) = c5."Id"
    WHERE c."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId")
    UNION ALL
    SELECT c7."CourseId", c7."UserId" AS "StudentId", c7."AssignmentId", c7."Id" AS "SubmissionId", c13."RecordedAt" AS "At", c13."Change", c13."Score", c13."Grade", CASE
        WHEN c10."PointsPossible" > 0.0 THEN (100.0 * c13."Score") / c10."PointsPossible"
    END AS "Percentage", c13."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c7
    INNER JOIN (
        SELECT c9."Id", c9."PointsPossible"
        FROM "CanvasAssignment" AS c9
        WHERE c9."MissingSince" IS NULL
    ) AS c10 ON c7."AssignmentId" = c10."Id"
    INNER JOIN (
        SELECT c11."Id"
        FROM "CanvasCourse" AS c11
        WHERE c11."MissingSince" IS NULL
    ) AS c12 ON c7."CourseId" = c12."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS c13 ON c7."Id" = c13."SubmissionId"
    WHERE c7."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."CourseId" = c7."CourseId" AND c8."UserId" = c7."UserId")
) AS u
ORDER BY u."CourseId", u."StudentId", u."AssignmentId", u."At", u."SubmissionId", u."Sequence"

-- ForTeacher
SELECT u."CourseId", u."StudentId", u."AssignmentId", u."SubmissionId", u."At", u."Change", u."Score", u."Grade", u."Percentage", u."Sequence"
FROM (
    SELECT c."CourseId", c."UserId" AS "StudentId", c."AssignmentId", c."Id" AS "SubmissionId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c7."Id" IS NOT NULL THEN c7."PreviousScore"
        ELSE c."Score"
    END AS "Score", CASE
        WHEN c7."Id" IS NOT NULL THEN c7."PreviousGrade"
        ELSE c."Grade"
    END AS "Grade", CASE
        WHEN c4."PointsPossible" > 0.0 THEN (100.0 * CASE
            WHEN c7."Id" IS NOT NULL THEN c7."PreviousScore"
            ELSE c."Score"
        END) / c4."PointsPossible"
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c
    INNER JOIN (
        SELECT c3."Id", c3."PointsPossible"
        FROM "CanvasAssignment" AS c3
        WHERE c3."MissingSince" IS NULL
    ) AS c4 ON c."AssignmentId" = c4."Id"
    INNER JOIN (
        SELECT c5."Id"
        FROM "CanvasCourse" AS c5
        WHERE c5."MissingSince" IS NULL
    ) AS c6 ON c."CourseId" = c6."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS c7 ON COALESCE((
        SELECT c8."Id"
        FROM "CanvasAssignmentScoreHistory" AS c8
        WHERE c8."SubmissionId" = c."Id"
        ORDER BY c8."RecordedAt", c8."Id"
        LIMIT 1), 0) = c7."Id"
    WHERE c."MissingSince" IS NULL AND c."CourseId" IN (
        SELECT c0."CourseId"
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c2
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @PersonId AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId")
    UNION ALL
    SELECT c9."CourseId", c9."UserId" AS "StudentId", c9."AssignmentId", c9."Id" AS "SubmissionId", c17."RecordedAt" AS "At", c17."Change", c17."Score", c17."Grade", CASE
        WHEN c14."PointsPossible" > 0.0 THEN (100.0 * c17."Score") / c14."PointsPossible"
    END AS "Percentage", c17."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c9
    INNER JOIN (
        SELECT c13."Id", c13."PointsPossible"
        FROM "CanvasAssignment" AS c13
        WHERE c13."MissingSince" IS NULL
    ) AS c14 ON c9."AssignmentId" = c14."Id"
    INNER JOIN (
        SELECT c15."Id"
        FROM "CanvasCourse" AS c15
        WHERE c15."MissingSince" IS NULL
    ) AS c16 ON c9."CourseId" = c16."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS c17 ON c9."Id" = c17."SubmissionId"
    WHERE c9."MissingSince" IS NULL AND c9."CourseId" IN (
        SELECT c10."CourseId"
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."EnrollmentState" IN ('active', 'completed') AND c10."UserId" = @PersonId AND c10."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c11
        WHERE c11."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c12
            WHERE c12."MissingSince" IS NULL AND c12."EnrollmentState" IN ('active', 'completed') AND c12."UserId" = @PersonId AND c12."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c12."CourseId" = c11."CourseId" AND (c12."LimitPrivilegesToCourseSection" <> TRUE OR c12."LimitPrivilegesToCourseSection" IS NULL OR (c12."SectionId" IS NOT NULL AND c12."SectionId" = c11."SectionId"))) AND c11."Type" = 'StudentEnrollment' AND c11."EnrollmentState" IN ('active', 'invited', 'completed') AND c11."CourseId" = c9."CourseId" AND c11."UserId" = c9."UserId")
) AS u
ORDER BY u."CourseId", u."StudentId", u."AssignmentId", u."At", u."SubmissionId", u."Sequence"

-- ForObserver
SELECT u."CourseId", u."StudentId", u."AssignmentId", u."SubmissionId", u."At", u."Change", u."Score", u."Grade", u."Percentage", u."Sequence"
FROM (
    SELECT c."CourseId", c."UserId" AS "StudentId", c."AssignmentId", c."Id" AS "SubmissionId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c7."Id" IS NOT NULL THEN c7."PreviousScore"
        WHEN c."PostedAt" IS NOT NULL THEN c."Score"
    END AS "Score", CASE
        WHEN c7."Id" IS NOT NULL THEN c7."PreviousGrade"
        WHEN c."PostedAt" IS NOT NULL THEN c."Grade"
    END AS "Grade", CASE
        WHEN c4."PointsPossible" > 0.0 THEN (100.0 * CASE
            WHEN c7."Id" IS NOT NULL THEN c7."PreviousScore"
            WHEN c."PostedAt" IS NOT NULL THEN c."Score"
        END) / c4."PointsPossible"
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c
    INNER JOIN (
        SELECT c3."Id", c3."PointsPossible"
        FROM "CanvasAssignment" AS c3
        WHERE c3."MissingSince" IS NULL AND c3."Published"
    ) AS c4 ON c."AssignmentId" = c4."Id"
    INNER JOIN (
        SELECT c5."Id"
        FROM "CanvasCourse" AS c5
        WHERE c5."MissingSince" IS NULL AND c5."WorkflowState" IN ('available', 'completed')
    ) AS c6 ON c."CourseId" = c6."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS c7 ON COALESCE((
        SELECT c8."Id"
        FROM "CanvasAssignmentScoreHistory" AS c8
        WHERE c8."SubmissionId" = c."Id"
        ORDER BY c8."RecordedAt", c8."Id"
        LIMIT 1), 0) = c7."Id"
    WHERE c."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" = 'ObserverEnrollment' AND (c0."AssociatedUserId" = c."UserId" OR (c0."AssociatedUserId" IS NULL AND c."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c2
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @PersonId AND c2."Type" = 'ObserverEnrollment' AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND c."PostedAt" IS NOT NULL AND CASE
        WHEN c7."Id" IS NOT NULL THEN c7."PreviousPostedAt"
        ELSE c."PostedAt"
    END IS NOT NULL
    UNION ALL
    SELECT c9."CourseId", c9."UserId" AS "StudentId", c9."AssignmentId", c9."Id" AS "SubmissionId", c17."RecordedAt" AS "At", c17."Change", c17."Score", c17."Grade", CASE
        WHEN c14."PointsPossible" > 0.0 THEN (100.0 * c17."Score") / c14."PointsPossible"
    END AS "Percentage", c17."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c9
    INNER JOIN (
        SELECT c13."Id", c13."PointsPossible"
        FROM "CanvasAssignment" AS c13
        WHERE c13."MissingSince" IS NULL AND c13."Published"
    ) AS c14 ON c9."AssignmentId" = c14."Id"
    INNER JOIN (
        SELECT c15."Id"
        FROM "CanvasCourse" AS c15
        WHERE c15."MissingSince" IS NULL AND c15."WorkflowState" IN ('available', 'completed')
    ) AS c16 ON c9."CourseId" = c16."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS c17 ON c9."Id" = c17."SubmissionId"
    WHERE c9."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."EnrollmentState" IN ('active', 'completed') AND c10."UserId" = @PersonId AND c10."Type" = 'ObserverEnrollment' AND (c10."AssociatedUserId" = c9."UserId" OR (c10."AssociatedUserId" IS NULL AND c9."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c11
        WHERE c11."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c12
            WHERE c12."MissingSince" IS NULL AND c12."EnrollmentState" IN ('active', 'completed') AND c12."UserId" = @PersonId AND c12."Type" = 'ObserverEnrollment' AND c12."CourseId" = c11."CourseId" AND c12."AssociatedUserId" = c11."UserId") AND c11."Type" = 'StudentEnrollment' AND c11."EnrollmentState" IN ('active', 'invited', 'completed') AND c11."CourseId" = c9."CourseId" AND c11."UserId" = c9."UserId") AND c9."PostedAt" IS NOT NULL AND c17."PostedAt" IS NOT NULL
) AS u
ORDER BY u."CourseId", u."StudentId", u."AssignmentId", u."At", u."SubmissionId", u."Sequence"
