-- ForEverything
SELECT u1."CourseId", u1."StudentId", u1."AssignmentId", u1."SubmissionId", u1."At", u1."Change", u1."Score", u1."Grade", u1."Percentage", u1."Sequence"
FROM (
    SELECT c."CourseId", CASE
        WHEN c6."Id" IS NOT NULL THEN COALESCE(c6."UserId", c."UserId")
        ELSE c."UserId"
    END AS "StudentId", c."AssignmentId", c."Id" AS "SubmissionId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousScore"
        ELSE c."Score"
    END AS "Score", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousGrade"
        ELSE c."Grade"
    END AS "Grade", CASE
        WHEN CASE
            WHEN c6."Id" IS NOT NULL THEN c6."PreviousPointsPossible"
            ELSE c2."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN c6."Id" IS NOT NULL THEN c6."PreviousWorkflowState"
            ELSE c."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN c6."Id" IS NOT NULL THEN c6."PreviousScore"
            ELSE c."Score"
        END) / CASE
            WHEN c6."Id" IS NOT NULL THEN c6."PreviousPointsPossible"
            ELSE c2."PointsPossible"
        END
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
    LEFT JOIN "CanvasAssignmentScoreHistory" AS c6 ON COALESCE((
        SELECT c7."Id"
        FROM "CanvasAssignmentScoreHistory" AS c7
        WHERE c7."SubmissionId" = c."Id"
        ORDER BY c7."RecordedAt", c7."Id"
        LIMIT 1), 0) = c6."Id"
    WHERE c."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId") AND NOT EXISTS (
        SELECT 1
        FROM "CanvasArchivedScoreHistory" AS c5
        WHERE c5."SubmissionId" = c."Id") AND (c6."Id" IS NOT NULL OR COALESCE((
        SELECT c8."Id"
        FROM "CanvasAssignmentScoreHistory" AS c8
        WHERE c8."SubmissionId" = c."Id"
        ORDER BY c8."RecordedAt", c8."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT c9."CourseId", CASE
        WHEN c15."Id" IS NOT NULL THEN COALESCE(c15."UserId", c9."UserId")
        ELSE c9."UserId"
    END AS "StudentId", c9."AssignmentId", c9."Id" AS "SubmissionId", c9."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousScore"
        ELSE c9."Score"
    END AS "Score", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousGrade"
        ELSE c9."Grade"
    END AS "Grade", CASE
        WHEN CASE
            WHEN c15."Id" IS NOT NULL THEN c15."PreviousPointsPossible"
            ELSE c12."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN c15."Id" IS NOT NULL THEN c15."PreviousWorkflowState"
            ELSE c9."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN c15."Id" IS NOT NULL THEN c15."PreviousScore"
            ELSE c9."Score"
        END) / CASE
            WHEN c15."Id" IS NOT NULL THEN c15."PreviousPointsPossible"
            ELSE c12."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c9
    INNER JOIN (
        SELECT c11."Id", c11."PointsPossible"
        FROM "CanvasAssignment" AS c11
        WHERE c11."MissingSince" IS NULL
    ) AS c12 ON c9."AssignmentId" = c12."Id"
    INNER JOIN (
        SELECT c13."Id"
        FROM "CanvasCourse" AS c13
        WHERE c13."MissingSince" IS NULL
    ) AS c14 ON c9."CourseId" = c14."Id"
    LEFT JOIN "CanvasArchivedScoreHistory" AS c15 ON COALESCE((
        SELECT c16."Id"
        FROM "CanvasArchivedScoreHistory" AS c16
        WHERE c16."SubmissionId" = c9."Id"
        ORDER BY c16."RecordedAt", c16."Id"
        LIMIT 1), 0) = c15."Id"
    WHERE c9."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."Type" = 'StudentEnrollment' AND c10."EnrollmentState" IN ('active', 'invited', 'completed') AND c10."CourseId" = c9."CourseId" AND c10."UserId" = c9."UserId") AND c15."Id" IS NOT NULL
    UNION ALL
    SELECT c17."CourseId", COALESCE(c23."UserId", c17."UserId") AS "StudentId", c17."AssignmentId", c17."Id" AS "SubmissionId", c23."RecordedAt" AS "At", c23."Change", c23."Score", c23."Grade", CASE
        WHEN c23."PointsPossible" > 0.0 AND (c23."WorkflowState" IS NULL OR c23."WorkflowState" <> 'pending_review') THEN (100.0 * c23."Score") / c23."PointsPossible"
    END AS "Percentage", c23."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c17
    INNER JOIN (
        SELECT c19."Id"
        FROM "CanvasAssignment" AS c19
        WHERE c19."MissingSince" IS NULL
    ) AS c20 ON c17."AssignmentId" = c20."Id"
    INNER JOIN (
        SELECT c21."Id"
        FROM "CanvasCourse" AS c21
        WHERE c21."MissingSince" IS NULL
    ) AS c22 ON c17."CourseId" = c22."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS c23 ON c17."Id" = c23."SubmissionId"
    WHERE c17."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c18
        WHERE c18."MissingSince" IS NULL AND c18."Type" = 'StudentEnrollment' AND c18."EnrollmentState" IN ('active', 'invited', 'completed') AND c18."CourseId" = c17."CourseId" AND c18."UserId" = c17."UserId")
    UNION ALL
    SELECT c24."CourseId", COALESCE(c30."UserId", c24."UserId") AS "StudentId", c24."AssignmentId", c24."Id" AS "SubmissionId", c30."RecordedAt" AS "At", c30."Change", c30."Score", c30."Grade", CASE
        WHEN c30."PointsPossible" > 0.0 AND (c30."WorkflowState" IS NULL OR c30."WorkflowState" <> 'pending_review') THEN (100.0 * c30."Score") / c30."PointsPossible"
    END AS "Percentage", c30."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c24
    INNER JOIN (
        SELECT c26."Id"
        FROM "CanvasAssignment" AS c26
        WHERE c26."MissingSince" IS NULL
    ) AS c27 ON c24."AssignmentId" = c27."Id"
    INNER JOIN (
        SELECT c28."Id"
        FROM "CanvasCourse" AS c28
        WHERE c28."MissingSince" IS NULL
    ) AS c29 ON c24."CourseId" = c29."Id"
    INNER JOIN "CanvasArchivedScoreHistory" AS c30 ON c24."Id" = c30."SubmissionId"
    WHERE c24."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c25
        WHERE c25."MissingSince" IS NULL AND c25."Type" = 'StudentEnrollment' AND c25."EnrollmentState" IN ('active', 'invited', 'completed') AND c25."CourseId" = c24."CourseId" AND c25."UserId" = c24."UserId")
) AS u1
ORDER BY u1."CourseId", u1."StudentId", u1."AssignmentId", u1."At", u1."SubmissionId", u1."Sequence"

-- ForTeacher
SELECT u1."CourseId", u1."StudentId", u1."AssignmentId", u1."SubmissionId", u1."At", u1."Change", u1."Score", u1."Grade", u1."Percentage", u1."Sequence"
FROM (
    SELECT c."CourseId", CASE
        WHEN c8."Id" IS NOT NULL THEN COALESCE(c8."UserId", c."UserId")
        ELSE c."UserId"
    END AS "StudentId", c."AssignmentId", c."Id" AS "SubmissionId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c8."Id" IS NOT NULL THEN c8."PreviousScore"
        ELSE c."Score"
    END AS "Score", CASE
        WHEN c8."Id" IS NOT NULL THEN c8."PreviousGrade"
        ELSE c."Grade"
    END AS "Grade", CASE
        WHEN CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousPointsPossible"
            ELSE c4."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousWorkflowState"
            ELSE c."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousScore"
            ELSE c."Score"
        END) / CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousPointsPossible"
            ELSE c4."PointsPossible"
        END
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
    LEFT JOIN "CanvasAssignmentScoreHistory" AS c8 ON COALESCE((
        SELECT c9."Id"
        FROM "CanvasAssignmentScoreHistory" AS c9
        WHERE c9."SubmissionId" = c."Id"
        ORDER BY c9."RecordedAt", c9."Id"
        LIMIT 1), 0) = c8."Id"
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
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."UserId" = @UserId AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND NOT EXISTS (
        SELECT 1
        FROM "CanvasArchivedScoreHistory" AS c7
        WHERE c7."SubmissionId" = c."Id") AND (c8."Id" IS NOT NULL OR COALESCE((
        SELECT c10."Id"
        FROM "CanvasAssignmentScoreHistory" AS c10
        WHERE c10."SubmissionId" = c."Id"
        ORDER BY c10."RecordedAt", c10."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT c11."CourseId", CASE
        WHEN c19."Id" IS NOT NULL THEN COALESCE(c19."UserId", c11."UserId")
        ELSE c11."UserId"
    END AS "StudentId", c11."AssignmentId", c11."Id" AS "SubmissionId", c11."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c19."Id" IS NOT NULL THEN c19."PreviousScore"
        ELSE c11."Score"
    END AS "Score", CASE
        WHEN c19."Id" IS NOT NULL THEN c19."PreviousGrade"
        ELSE c11."Grade"
    END AS "Grade", CASE
        WHEN CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousPointsPossible"
            ELSE c16."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousWorkflowState"
            ELSE c11."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousScore"
            ELSE c11."Score"
        END) / CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousPointsPossible"
            ELSE c16."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c11
    INNER JOIN (
        SELECT c15."Id", c15."PointsPossible"
        FROM "CanvasAssignment" AS c15
        WHERE c15."MissingSince" IS NULL
    ) AS c16 ON c11."AssignmentId" = c16."Id"
    INNER JOIN (
        SELECT c17."Id"
        FROM "CanvasCourse" AS c17
        WHERE c17."MissingSince" IS NULL
    ) AS c18 ON c11."CourseId" = c18."Id"
    LEFT JOIN "CanvasArchivedScoreHistory" AS c19 ON COALESCE((
        SELECT c20."Id"
        FROM "CanvasArchivedScoreHistory" AS c20
        WHERE c20."SubmissionId" = c11."Id"
        ORDER BY c20."RecordedAt", c20."Id"
        LIMIT 1), 0) = c19."Id"
    WHERE c11."MissingSince" IS NULL AND c11."CourseId" IN (
        SELECT c12."CourseId"
        FROM "CanvasEnrollment" AS c12
        WHERE c12."MissingSince" IS NULL AND c12."EnrollmentState" IN ('active', 'completed') AND c12."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c12."UserId" = @UserId
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c13
        WHERE c13."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."EnrollmentState" IN ('active', 'completed') AND c14."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c14."UserId" = @UserId AND c14."CourseId" = c13."CourseId" AND (c14."LimitPrivilegesToCourseSection" <> TRUE OR c14."LimitPrivilegesToCourseSection" IS NULL OR (c14."SectionId" IS NOT NULL AND c14."SectionId" = c13."SectionId"))) AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."CourseId" = c11."CourseId" AND c13."UserId" = c11."UserId") AND c19."Id" IS NOT NULL
    UNION ALL
    SELECT c21."CourseId", COALESCE(c29."UserId", c21."UserId") AS "StudentId", c21."AssignmentId", c21."Id" AS "SubmissionId", c29."RecordedAt" AS "At", c29."Change", c29."Score", c29."Grade", CASE
        WHEN c29."PointsPossible" > 0.0 AND (c29."WorkflowState" IS NULL OR c29."WorkflowState" <> 'pending_review') THEN (100.0 * c29."Score") / c29."PointsPossible"
    END AS "Percentage", c29."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c21
    INNER JOIN (
        SELECT c25."Id"
        FROM "CanvasAssignment" AS c25
        WHERE c25."MissingSince" IS NULL
    ) AS c26 ON c21."AssignmentId" = c26."Id"
    INNER JOIN (
        SELECT c27."Id"
        FROM "CanvasCourse" AS c27
        WHERE c27."MissingSince" IS NULL
    ) AS c28 ON c21."CourseId" = c28."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS c29 ON c21."Id" = c29."SubmissionId"
    WHERE c21."MissingSince" IS NULL AND c21."CourseId" IN (
        SELECT c22."CourseId"
        FROM "CanvasEnrollment" AS c22
        WHERE c22."MissingSince" IS NULL AND c22."EnrollmentState" IN ('active', 'completed') AND c22."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c22."UserId" = @UserId
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c23
        WHERE c23."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c24
            WHERE c24."MissingSince" IS NULL AND c24."EnrollmentState" IN ('active', 'completed') AND c24."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c24."UserId" = @UserId AND c24."CourseId" = c23."CourseId" AND (c24."LimitPrivilegesToCourseSection" <> TRUE OR c24."LimitPrivilegesToCourseSection" IS NULL OR (c24."SectionId" IS NOT NULL AND c24."SectionId" = c23."SectionId"))) AND c23."Type" = 'StudentEnrollment' AND c23."EnrollmentState" IN ('active', 'invited', 'completed') AND c23."CourseId" = c21."CourseId" AND c23."UserId" = c21."UserId")
    UNION ALL
    SELECT c30."CourseId", COALESCE(c38."UserId", c30."UserId") AS "StudentId", c30."AssignmentId", c30."Id" AS "SubmissionId", c38."RecordedAt" AS "At", c38."Change", c38."Score", c38."Grade", CASE
        WHEN c38."PointsPossible" > 0.0 AND (c38."WorkflowState" IS NULL OR c38."WorkflowState" <> 'pending_review') THEN (100.0 * c38."Score") / c38."PointsPossible"
    END AS "Percentage", c38."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c30
    INNER JOIN (
        SELECT c34."Id"
        FROM "CanvasAssignment" AS c34
        WHERE c34."MissingSince" IS NULL
    ) AS c35 ON c30."AssignmentId" = c35."Id"
    INNER JOIN (
        SELECT c36."Id"
        FROM "CanvasCourse" AS c36
        WHERE c36."MissingSince" IS NULL
    ) AS c37 ON c30."CourseId" = c37."Id"
    INNER JOIN "CanvasArchivedScoreHistory" AS c38 ON c30."Id" = c38."SubmissionId"
    WHERE c30."MissingSince" IS NULL AND c30."CourseId" IN (
        SELECT c31."CourseId"
        FROM "CanvasEnrollment" AS c31
        WHERE c31."MissingSince" IS NULL AND c31."EnrollmentState" IN ('active', 'completed') AND c31."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c31."UserId" = @UserId
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c32
        WHERE c32."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c33
            WHERE c33."MissingSince" IS NULL AND c33."EnrollmentState" IN ('active', 'completed') AND c33."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c33."UserId" = @UserId AND c33."CourseId" = c32."CourseId" AND (c33."LimitPrivilegesToCourseSection" <> TRUE OR c33."LimitPrivilegesToCourseSection" IS NULL OR (c33."SectionId" IS NOT NULL AND c33."SectionId" = c32."SectionId"))) AND c32."Type" = 'StudentEnrollment' AND c32."EnrollmentState" IN ('active', 'invited', 'completed') AND c32."CourseId" = c30."CourseId" AND c32."UserId" = c30."UserId")
) AS u1
ORDER BY u1."CourseId", u1."StudentId", u1."AssignmentId", u1."At", u1."SubmissionId", u1."Sequence"

-- ForObserver
SELECT u1."CourseId", u1."StudentId", u1."AssignmentId", u1."SubmissionId", u1."At", u1."Change", u1."Score", u1."Grade", u1."Percentage", u1."Sequence"
FROM (
    SELECT c."CourseId", CASE
        WHEN c8."Id" IS NOT NULL THEN COALESCE(c8."UserId", c."UserId")
        ELSE c."UserId"
    END AS "StudentId", c."AssignmentId", c."Id" AS "SubmissionId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData")) THEN CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousScore"
            WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData")) THEN c."Score"
        END
    END AS "Score", CASE
        WHEN ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData"))) OR ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c4."GradingType" IS NOT NULL AND c4."GradingType" IN ('letter_grade', 'pass_fail')) THEN CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousGrade"
            WHEN ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData"))) OR ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c4."GradingType" IS NOT NULL AND c4."GradingType" IN ('letter_grade', 'pass_fail')) THEN c."Grade"
        END
    END AS "Grade", CASE
        WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData")) AND CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousPointsPossible"
            ELSE c4."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousWorkflowState"
            WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."WorkflowState"
            WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
            ELSE 'unsubmitted'
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousScore"
            WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c6."RestrictQuantitativeData" IS NULL OR NOT (c6."RestrictQuantitativeData")) THEN c."Score"
        END) / CASE
            WHEN c8."Id" IS NOT NULL THEN c8."PreviousPointsPossible"
            ELSE c4."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c
    INNER JOIN (
        SELECT c3."Id", c3."GradingType", c3."PointsPossible", c3."PostManually"
        FROM "CanvasAssignment" AS c3
        WHERE c3."MissingSince" IS NULL AND ((c3."Published" IS NOT NULL AND c3."Published") OR (c3."Published" IS NULL AND c3."WorkflowState" IS NOT NULL AND c3."WorkflowState" = 'published')) AND (c3."WorkflowState" IS NULL OR c3."WorkflowState" <> 'deleted')
    ) AS c4 ON c."AssignmentId" = c4."Id"
    INNER JOIN (
        SELECT c5."Id", c5."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c5
        WHERE c5."MissingSince" IS NULL AND c5."WorkflowState" IN ('available', 'completed')
    ) AS c6 ON c."CourseId" = c6."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS c8 ON COALESCE((
        SELECT c9."Id"
        FROM "CanvasAssignmentScoreHistory" AS c9
        WHERE c9."SubmissionId" = c."Id"
        ORDER BY c9."RecordedAt", c9."Id"
        LIMIT 1), 0) = c8."Id"
    WHERE c."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" = 'ObserverEnrollment' AND c0."UserId" = @UserId AND (c0."AssociatedUserId" = c."UserId" OR (c0."AssociatedUserId" IS NULL AND c."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c2
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" = 'ObserverEnrollment' AND c2."UserId" = @UserId AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId") AND (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c."GradedAt" IS NOT NULL)) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasArchivedScoreHistory" AS c7
        WHERE c7."SubmissionId" = c."Id") AND (c8."Id" IS NOT NULL OR COALESCE((
        SELECT c10."Id"
        FROM "CanvasAssignmentScoreHistory" AS c10
        WHERE c10."SubmissionId" = c."Id"
        ORDER BY c10."RecordedAt", c10."Id"
        LIMIT 1), 0) = 0) AND CASE
        WHEN c8."Id" IS NOT NULL THEN (c8."UserId" IS NULL OR c8."UserId" = c."UserId") AND (c8."PreviousPostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) AND c8."PreviousGradedAt" IS NOT NULL))
        ELSE c."PostedAt" IS NOT NULL OR CASE
            WHEN c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c4."PostManually" IS NULL OR NOT (c4."PostManually")) THEN c."GradedAt"
        END IS NOT NULL
    END
    UNION ALL
    SELECT c11."CourseId", CASE
        WHEN c19."Id" IS NOT NULL THEN COALESCE(c19."UserId", c11."UserId")
        ELSE c11."UserId"
    END AS "StudentId", c11."AssignmentId", c11."Id" AS "SubmissionId", c11."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN (c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND (c18."RestrictQuantitativeData" IS NULL OR NOT (c18."RestrictQuantitativeData")) THEN CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousScore"
            WHEN (c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND (c18."RestrictQuantitativeData" IS NULL OR NOT (c18."RestrictQuantitativeData")) THEN c11."Score"
        END
    END AS "Score", CASE
        WHEN ((c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND (c18."RestrictQuantitativeData" IS NULL OR NOT (c18."RestrictQuantitativeData"))) OR ((c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND c16."GradingType" IS NOT NULL AND c16."GradingType" IN ('letter_grade', 'pass_fail')) THEN CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousGrade"
            WHEN ((c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND (c18."RestrictQuantitativeData" IS NULL OR NOT (c18."RestrictQuantitativeData"))) OR ((c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND c16."GradingType" IS NOT NULL AND c16."GradingType" IN ('letter_grade', 'pass_fail')) THEN c11."Grade"
        END
    END AS "Grade", CASE
        WHEN (c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND (c18."RestrictQuantitativeData" IS NULL OR NOT (c18."RestrictQuantitativeData")) AND CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousPointsPossible"
            ELSE c16."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousWorkflowState"
            WHEN c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL) THEN c11."WorkflowState"
            WHEN c11."SubmittedAt" IS NOT NULL THEN 'submitted'
            ELSE 'unsubmitted'
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousScore"
            WHEN (c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND (c18."RestrictQuantitativeData" IS NULL OR NOT (c18."RestrictQuantitativeData")) THEN c11."Score"
        END) / CASE
            WHEN c19."Id" IS NOT NULL THEN c19."PreviousPointsPossible"
            ELSE c16."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS c11
    INNER JOIN (
        SELECT c15."Id", c15."GradingType", c15."PointsPossible", c15."PostManually"
        FROM "CanvasAssignment" AS c15
        WHERE c15."MissingSince" IS NULL AND ((c15."Published" IS NOT NULL AND c15."Published") OR (c15."Published" IS NULL AND c15."WorkflowState" IS NOT NULL AND c15."WorkflowState" = 'published')) AND (c15."WorkflowState" IS NULL OR c15."WorkflowState" <> 'deleted')
    ) AS c16 ON c11."AssignmentId" = c16."Id"
    INNER JOIN (
        SELECT c17."Id", c17."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c17
        WHERE c17."MissingSince" IS NULL AND c17."WorkflowState" IN ('available', 'completed')
    ) AS c18 ON c11."CourseId" = c18."Id"
    LEFT JOIN "CanvasArchivedScoreHistory" AS c19 ON COALESCE((
        SELECT c20."Id"
        FROM "CanvasArchivedScoreHistory" AS c20
        WHERE c20."SubmissionId" = c11."Id"
        ORDER BY c20."RecordedAt", c20."Id"
        LIMIT 1), 0) = c19."Id"
    WHERE c11."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c12
        WHERE c12."MissingSince" IS NULL AND c12."EnrollmentState" IN ('active', 'completed') AND c12."Type" = 'ObserverEnrollment' AND c12."UserId" = @UserId AND (c12."AssociatedUserId" = c11."UserId" OR (c12."AssociatedUserId" IS NULL AND c11."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c13
        WHERE c13."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."EnrollmentState" IN ('active', 'completed') AND c14."Type" = 'ObserverEnrollment' AND c14."UserId" = @UserId AND c14."CourseId" = c13."CourseId" AND c14."AssociatedUserId" = c13."UserId") AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."CourseId" = c11."CourseId" AND c13."UserId" = c11."UserId") AND (c11."PostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c11."GradedAt" IS NOT NULL)) AND c19."Id" IS NOT NULL AND (c19."UserId" IS NULL OR c19."UserId" = c11."UserId") AND (c19."PreviousPostedAt" IS NOT NULL OR (c11."PostedAtUnspecified" IS NOT NULL AND c11."PostedAtUnspecified" AND (c16."PostManually" IS NULL OR NOT (c16."PostManually")) AND c19."PreviousGradedAt" IS NOT NULL))
    UNION ALL
    SELECT c21."CourseId", COALESCE(c29."UserId", c21."UserId") AS "StudentId", c21."AssignmentId", c21."Id" AS "SubmissionId", c29."RecordedAt" AS "At", c29."Change", CASE
        WHEN (c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND (c28."RestrictQuantitativeData" IS NULL OR NOT (c28."RestrictQuantitativeData")) THEN c29."Score"
    END AS "Score", CASE
        WHEN ((c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND (c28."RestrictQuantitativeData" IS NULL OR NOT (c28."RestrictQuantitativeData"))) OR ((c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND c26."GradingType" IS NOT NULL AND c26."GradingType" IN ('letter_grade', 'pass_fail')) THEN c29."Grade"
    END AS "Grade", CASE
        WHEN (c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND (c28."RestrictQuantitativeData" IS NULL OR NOT (c28."RestrictQuantitativeData")) AND c29."PointsPossible" > 0.0 AND (c29."WorkflowState" IS NULL OR c29."WorkflowState" <> 'pending_review') THEN (100.0 * c29."Score") / c29."PointsPossible"
    END AS "Percentage", c29."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c21
    INNER JOIN (
        SELECT c25."Id", c25."GradingType", c25."PostManually"
        FROM "CanvasAssignment" AS c25
        WHERE c25."MissingSince" IS NULL AND ((c25."Published" IS NOT NULL AND c25."Published") OR (c25."Published" IS NULL AND c25."WorkflowState" IS NOT NULL AND c25."WorkflowState" = 'published')) AND (c25."WorkflowState" IS NULL OR c25."WorkflowState" <> 'deleted')
    ) AS c26 ON c21."AssignmentId" = c26."Id"
    INNER JOIN (
        SELECT c27."Id", c27."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c27
        WHERE c27."MissingSince" IS NULL AND c27."WorkflowState" IN ('available', 'completed')
    ) AS c28 ON c21."CourseId" = c28."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS c29 ON c21."Id" = c29."SubmissionId"
    WHERE c21."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c22
        WHERE c22."MissingSince" IS NULL AND c22."EnrollmentState" IN ('active', 'completed') AND c22."Type" = 'ObserverEnrollment' AND c22."UserId" = @UserId AND (c22."AssociatedUserId" = c21."UserId" OR (c22."AssociatedUserId" IS NULL AND c21."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c23
        WHERE c23."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c24
            WHERE c24."MissingSince" IS NULL AND c24."EnrollmentState" IN ('active', 'completed') AND c24."Type" = 'ObserverEnrollment' AND c24."UserId" = @UserId AND c24."CourseId" = c23."CourseId" AND c24."AssociatedUserId" = c23."UserId") AND c23."Type" = 'StudentEnrollment' AND c23."EnrollmentState" IN ('active', 'invited', 'completed') AND c23."CourseId" = c21."CourseId" AND c23."UserId" = c21."UserId") AND (c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND (c29."UserId" IS NULL OR c29."UserId" = c21."UserId") AND (c29."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c29."GradedAt" IS NOT NULL)) AND (((c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND (c28."RestrictQuantitativeData" IS NULL OR NOT (c28."RestrictQuantitativeData"))) OR c29."Change" <> 'changed' OR ((((c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND (c28."RestrictQuantitativeData" IS NULL OR NOT (c28."RestrictQuantitativeData"))) OR ((c21."PostedAt" IS NOT NULL OR (c21."PostedAtUnspecified" IS NOT NULL AND c21."PostedAtUnspecified" AND (c26."PostManually" IS NULL OR NOT (c26."PostManually")) AND c21."GradedAt" IS NOT NULL)) AND c26."GradingType" IS NOT NULL AND c26."GradingType" IN ('letter_grade', 'pass_fail'))) AND (c29."Grade" <> c29."PreviousGrade" OR c29."Grade" IS NULL OR c29."PreviousGrade" IS NULL) AND (c29."Grade" IS NOT NULL OR c29."PreviousGrade" IS NOT NULL)))
    UNION ALL
    SELECT c30."CourseId", COALESCE(c38."UserId", c30."UserId") AS "StudentId", c30."AssignmentId", c30."Id" AS "SubmissionId", c38."RecordedAt" AS "At", c38."Change", CASE
        WHEN (c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND (c37."RestrictQuantitativeData" IS NULL OR NOT (c37."RestrictQuantitativeData")) THEN c38."Score"
    END AS "Score", CASE
        WHEN ((c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND (c37."RestrictQuantitativeData" IS NULL OR NOT (c37."RestrictQuantitativeData"))) OR ((c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND c35."GradingType" IS NOT NULL AND c35."GradingType" IN ('letter_grade', 'pass_fail')) THEN c38."Grade"
    END AS "Grade", CASE
        WHEN (c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND (c37."RestrictQuantitativeData" IS NULL OR NOT (c37."RestrictQuantitativeData")) AND c38."PointsPossible" > 0.0 AND (c38."WorkflowState" IS NULL OR c38."WorkflowState" <> 'pending_review') THEN (100.0 * c38."Score") / c38."PointsPossible"
    END AS "Percentage", c38."Id" AS "Sequence"
    FROM "CanvasSubmission" AS c30
    INNER JOIN (
        SELECT c34."Id", c34."GradingType", c34."PostManually"
        FROM "CanvasAssignment" AS c34
        WHERE c34."MissingSince" IS NULL AND ((c34."Published" IS NOT NULL AND c34."Published") OR (c34."Published" IS NULL AND c34."WorkflowState" IS NOT NULL AND c34."WorkflowState" = 'published')) AND (c34."WorkflowState" IS NULL OR c34."WorkflowState" <> 'deleted')
    ) AS c35 ON c30."AssignmentId" = c35."Id"
    INNER JOIN (
        SELECT c36."Id", c36."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c36
        WHERE c36."MissingSince" IS NULL AND c36."WorkflowState" IN ('available', 'completed')
    ) AS c37 ON c30."CourseId" = c37."Id"
    INNER JOIN "CanvasArchivedScoreHistory" AS c38 ON c30."Id" = c38."SubmissionId"
    WHERE c30."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c31
        WHERE c31."MissingSince" IS NULL AND c31."EnrollmentState" IN ('active', 'completed') AND c31."Type" = 'ObserverEnrollment' AND c31."UserId" = @UserId AND (c31."AssociatedUserId" = c30."UserId" OR (c31."AssociatedUserId" IS NULL AND c30."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c32
        WHERE c32."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c33
            WHERE c33."MissingSince" IS NULL AND c33."EnrollmentState" IN ('active', 'completed') AND c33."Type" = 'ObserverEnrollment' AND c33."UserId" = @UserId AND c33."CourseId" = c32."CourseId" AND c33."AssociatedUserId" = c32."UserId") AND c32."Type" = 'StudentEnrollment' AND c32."EnrollmentState" IN ('active', 'invited', 'completed') AND c32."CourseId" = c30."CourseId" AND c32."UserId" = c30."UserId") AND (c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND (c38."UserId" IS NULL OR c38."UserId" = c30."UserId") AND (c38."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c38."GradedAt" IS NOT NULL)) AND (((c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND (c37."RestrictQuantitativeData" IS NULL OR NOT (c37."RestrictQuantitativeData"))) OR c38."Change" <> 'changed' OR ((((c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND (c37."RestrictQuantitativeData" IS NULL OR NOT (c37."RestrictQuantitativeData"))) OR ((c30."PostedAt" IS NOT NULL OR (c30."PostedAtUnspecified" IS NOT NULL AND c30."PostedAtUnspecified" AND (c35."PostManually" IS NULL OR NOT (c35."PostManually")) AND c30."GradedAt" IS NOT NULL)) AND c35."GradingType" IS NOT NULL AND c35."GradingType" IN ('letter_grade', 'pass_fail'))) AND (c38."Grade" <> c38."PreviousGrade" OR c38."Grade" IS NULL OR c38."PreviousGrade" IS NULL) AND (c38."Grade" IS NOT NULL OR c38."PreviousGrade" IS NOT NULL)))
) AS u1
ORDER BY u1."CourseId", u1."StudentId", u1."AssignmentId", u1."At", u1."SubmissionId", u1."Sequence"
