-- ForEverything
SELECT "u"."CourseId", "u"."StudentId", "u"."AssignmentId", "u"."SubmissionId", "u"."At", "u"."Change", "u"."Score", "u"."Grade", "u"."Percentage", "u"."Sequence"
FROM (
    SELECT "c"."CourseId", "c"."UserId" AS "StudentId", "c"."AssignmentId", "c"."Id" AS "SubmissionId", "c"."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousScore"
        ELSE "c"."Score"
    END AS "Score", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousGrade"
        ELSE "c"."Grade"
    END AS "Grade", CASE
        WHEN CASE
            WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousPointsPossible"
            ELSE "c2"."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousWorkflowState"
            ELSE "c"."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousScore"
            ELSE "c"."Score"
        END) / CASE
            WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousPointsPossible"
            ELSE "c2"."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c1"."Id", "c1"."PointsPossible"
        FROM "CanvasAssignment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL
    ) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
    INNER JOIN (
        SELECT "c3"."Id"
        FROM "CanvasCourse" AS "c3"
        WHERE "c3"."MissingSince" IS NULL
    ) AS "c4" ON "c"."CourseId" = "c4"."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS "c5" ON COALESCE((
        SELECT "c6"."Id"
        FROM "CanvasAssignmentScoreHistory" AS "c6"
        WHERE "c6"."SubmissionId" = "c"."Id"
        ORDER BY "c6"."RecordedAt", "c6"."Id"
        LIMIT 1), 0) = "c5"."Id"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId") AND ("c5"."Id" IS NOT NULL OR COALESCE((
        SELECT "c7"."Id"
        FROM "CanvasAssignmentScoreHistory" AS "c7"
        WHERE "c7"."SubmissionId" = "c"."Id"
        ORDER BY "c7"."RecordedAt", "c7"."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT "c8"."CourseId", "c8"."UserId" AS "StudentId", "c8"."AssignmentId", "c8"."Id" AS "SubmissionId", "c14"."RecordedAt" AS "At", "c14"."Change", "c14"."Score", "c14"."Grade", CASE
        WHEN "c14"."PointsPossible" > 0.0 AND ("c14"."WorkflowState" IS NULL OR "c14"."WorkflowState" <> 'pending_review') THEN (100.0 * "c14"."Score") / "c14"."PointsPossible"
    END AS "Percentage", "c14"."Id" AS "Sequence"
    FROM "CanvasSubmission" AS "c8"
    INNER JOIN (
        SELECT "c10"."Id"
        FROM "CanvasAssignment" AS "c10"
        WHERE "c10"."MissingSince" IS NULL
    ) AS "c11" ON "c8"."AssignmentId" = "c11"."Id"
    INNER JOIN (
        SELECT "c12"."Id"
        FROM "CanvasCourse" AS "c12"
        WHERE "c12"."MissingSince" IS NULL
    ) AS "c13" ON "c8"."CourseId" = "c13"."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS "c14" ON "c8"."Id" = "c14"."SubmissionId"
    WHERE "c8"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c8"."CourseId" AND "c9"."UserId" = "c8"."UserId")
) AS "u"
ORDER BY "u"."CourseId", "u"."StudentId", "u"."AssignmentId", "u"."At", "u"."SubmissionId", "u"."Sequence"

-- ForTeacher
SELECT "u"."CourseId", "u"."StudentId", "u"."AssignmentId", "u"."SubmissionId", "u"."At", "u"."Change", "u"."Score", "u"."Grade", "u"."Percentage", "u"."Sequence"
FROM (
    SELECT "c"."CourseId", "c"."UserId" AS "StudentId", "c"."AssignmentId", "c"."Id" AS "SubmissionId", "c"."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousScore"
        ELSE "c"."Score"
    END AS "Score", CASE
        WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousGrade"
        ELSE "c"."Grade"
    END AS "Grade", CASE
        WHEN CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousPointsPossible"
            ELSE "c4"."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousWorkflowState"
            ELSE "c"."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousScore"
            ELSE "c"."Score"
        END) / CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousPointsPossible"
            ELSE "c4"."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."PointsPossible"
        FROM "CanvasAssignment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL
    ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
    INNER JOIN (
        SELECT "c5"."Id"
        FROM "CanvasCourse" AS "c5"
        WHERE "c5"."MissingSince" IS NULL
    ) AS "c6" ON "c"."CourseId" = "c6"."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS "c7" ON COALESCE((
        SELECT "c8"."Id"
        FROM "CanvasAssignmentScoreHistory" AS "c8"
        WHERE "c8"."SubmissionId" = "c"."Id"
        ORDER BY "c8"."RecordedAt", "c8"."Id"
        LIMIT 1), 0) = "c7"."Id"
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
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND ("c7"."Id" IS NOT NULL OR COALESCE((
        SELECT "c9"."Id"
        FROM "CanvasAssignmentScoreHistory" AS "c9"
        WHERE "c9"."SubmissionId" = "c"."Id"
        ORDER BY "c9"."RecordedAt", "c9"."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT "c10"."CourseId", "c10"."UserId" AS "StudentId", "c10"."AssignmentId", "c10"."Id" AS "SubmissionId", "c18"."RecordedAt" AS "At", "c18"."Change", "c18"."Score", "c18"."Grade", CASE
        WHEN "c18"."PointsPossible" > 0.0 AND ("c18"."WorkflowState" IS NULL OR "c18"."WorkflowState" <> 'pending_review') THEN (100.0 * "c18"."Score") / "c18"."PointsPossible"
    END AS "Percentage", "c18"."Id" AS "Sequence"
    FROM "CanvasSubmission" AS "c10"
    INNER JOIN (
        SELECT "c14"."Id"
        FROM "CanvasAssignment" AS "c14"
        WHERE "c14"."MissingSince" IS NULL
    ) AS "c15" ON "c10"."AssignmentId" = "c15"."Id"
    INNER JOIN (
        SELECT "c16"."Id"
        FROM "CanvasCourse" AS "c16"
        WHERE "c16"."MissingSince" IS NULL
    ) AS "c17" ON "c10"."CourseId" = "c17"."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS "c18" ON "c10"."Id" = "c18"."SubmissionId"
    WHERE "c10"."MissingSince" IS NULL AND "c10"."CourseId" IN (
        SELECT "c11"."CourseId"
        FROM "CanvasEnrollment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."EnrollmentState" IN ('active', 'completed') AND "c11"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c11"."UserId" = @UserId
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."EnrollmentState" IN ('active', 'completed') AND "c13"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c13"."UserId" = @UserId AND "c13"."CourseId" = "c12"."CourseId" AND ("c13"."LimitPrivilegesToCourseSection" <> 1 OR "c13"."LimitPrivilegesToCourseSection" IS NULL OR ("c13"."SectionId" IS NOT NULL AND "c13"."SectionId" = "c12"."SectionId"))) AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c12"."CourseId" = "c10"."CourseId" AND "c12"."UserId" = "c10"."UserId")
) AS "u"
ORDER BY "u"."CourseId", "u"."StudentId", "u"."AssignmentId", "u"."At", "u"."SubmissionId", "u"."Sequence"

-- ForObserver
SELECT "u"."CourseId", "u"."StudentId", "u"."AssignmentId", "u"."SubmissionId", "u"."At", "u"."Change", "u"."Score", "u"."Grade", "u"."Percentage", "u"."Sequence"
FROM (
    SELECT "c"."CourseId", "c"."UserId" AS "StudentId", "c"."AssignmentId", "c"."Id" AS "SubmissionId", "c"."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN "c"."PostedAt" IS NOT NULL AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) THEN CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousScore"
            WHEN "c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData") THEN "c"."Score"
        END
    END AS "Score", CASE
        WHEN ("c"."PostedAt" IS NOT NULL AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData"))) OR ("c"."PostedAt" IS NOT NULL AND "c4"."GradingType" IS NOT NULL AND "c4"."GradingType" IN ('letter_grade', 'pass_fail')) THEN CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousGrade"
            WHEN "c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData") OR ("c4"."GradingType" IS NOT NULL AND "c4"."GradingType" IN ('letter_grade', 'pass_fail')) THEN "c"."Grade"
        END
    END AS "Grade", CASE
        WHEN "c"."PostedAt" IS NOT NULL AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) AND CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousPointsPossible"
            ELSE "c4"."PointsPossible"
        END > 0.0 AND COALESCE(CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousWorkflowState"
            ELSE "c"."WorkflowState"
        END, '') <> 'pending_review' THEN (100.0 * CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousScore"
            WHEN "c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData") THEN "c"."Score"
        END) / CASE
            WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousPointsPossible"
            ELSE "c4"."PointsPossible"
        END
    END AS "Percentage", 0 AS "Sequence"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."GradingType", "c3"."PointsPossible"
        FROM "CanvasAssignment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted')
    ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
    INNER JOIN (
        SELECT "c5"."Id", "c5"."RestrictQuantitativeData"
        FROM "CanvasCourse" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
    ) AS "c6" ON "c"."CourseId" = "c6"."Id"
    LEFT JOIN "CanvasAssignmentScoreHistory" AS "c7" ON COALESCE((
        SELECT "c8"."Id"
        FROM "CanvasAssignmentScoreHistory" AS "c8"
        WHERE "c8"."SubmissionId" = "c"."Id"
        ORDER BY "c8"."RecordedAt", "c8"."Id"
        LIMIT 1), 0) = "c7"."Id"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c2"
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."PostedAt" IS NOT NULL AND ("c7"."Id" IS NOT NULL OR COALESCE((
        SELECT "c9"."Id"
        FROM "CanvasAssignmentScoreHistory" AS "c9"
        WHERE "c9"."SubmissionId" = "c"."Id"
        ORDER BY "c9"."RecordedAt", "c9"."Id"
        LIMIT 1), 0) = 0) AND CASE
        WHEN "c7"."Id" IS NOT NULL THEN "c7"."PreviousPostedAt"
        ELSE "c"."PostedAt"
    END IS NOT NULL
    UNION ALL
    SELECT "c10"."CourseId", "c10"."UserId" AS "StudentId", "c10"."AssignmentId", "c10"."Id" AS "SubmissionId", "c18"."RecordedAt" AS "At", "c18"."Change", CASE
        WHEN "c10"."PostedAt" IS NOT NULL AND ("c17"."RestrictQuantitativeData" IS NULL OR NOT ("c17"."RestrictQuantitativeData")) THEN "c18"."Score"
    END AS "Score", CASE
        WHEN ("c10"."PostedAt" IS NOT NULL AND ("c17"."RestrictQuantitativeData" IS NULL OR NOT ("c17"."RestrictQuantitativeData"))) OR ("c10"."PostedAt" IS NOT NULL AND "c15"."GradingType" IS NOT NULL AND "c15"."GradingType" IN ('letter_grade', 'pass_fail')) THEN "c18"."Grade"
    END AS "Grade", CASE
        WHEN "c10"."PostedAt" IS NOT NULL AND ("c17"."RestrictQuantitativeData" IS NULL OR NOT ("c17"."RestrictQuantitativeData")) AND "c18"."PointsPossible" > 0.0 AND ("c18"."WorkflowState" IS NULL OR "c18"."WorkflowState" <> 'pending_review') THEN (100.0 * "c18"."Score") / "c18"."PointsPossible"
    END AS "Percentage", "c18"."Id" AS "Sequence"
    FROM "CanvasSubmission" AS "c10"
    INNER JOIN (
        SELECT "c14"."Id", "c14"."GradingType"
        FROM "CanvasAssignment" AS "c14"
        WHERE "c14"."MissingSince" IS NULL AND (("c14"."Published" IS NOT NULL AND "c14"."Published") OR ("c14"."Published" IS NULL AND "c14"."WorkflowState" IS NOT NULL AND "c14"."WorkflowState" = 'published')) AND ("c14"."WorkflowState" IS NULL OR "c14"."WorkflowState" <> 'deleted')
    ) AS "c15" ON "c10"."AssignmentId" = "c15"."Id"
    INNER JOIN (
        SELECT "c16"."Id", "c16"."RestrictQuantitativeData"
        FROM "CanvasCourse" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND "c16"."WorkflowState" IN ('available', 'completed')
    ) AS "c17" ON "c10"."CourseId" = "c17"."Id"
    INNER JOIN "CanvasAssignmentScoreHistory" AS "c18" ON "c10"."Id" = "c18"."SubmissionId"
    WHERE "c10"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."EnrollmentState" IN ('active', 'completed') AND "c11"."Type" = 'ObserverEnrollment' AND "c11"."UserId" = @UserId AND ("c11"."AssociatedUserId" = "c10"."UserId" OR ("c11"."AssociatedUserId" IS NULL AND "c10"."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."EnrollmentState" IN ('active', 'completed') AND "c13"."Type" = 'ObserverEnrollment' AND "c13"."UserId" = @UserId AND "c13"."CourseId" = "c12"."CourseId" AND "c13"."AssociatedUserId" = "c12"."UserId") AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c12"."CourseId" = "c10"."CourseId" AND "c12"."UserId" = "c10"."UserId") AND "c10"."PostedAt" IS NOT NULL AND "c18"."PostedAt" IS NOT NULL AND ("c17"."RestrictQuantitativeData" IS NULL OR NOT ("c17"."RestrictQuantitativeData") OR "c18"."Change" <> 'changed' OR (("c17"."RestrictQuantitativeData" IS NULL OR NOT ("c17"."RestrictQuantitativeData") OR ("c15"."GradingType" IS NOT NULL AND "c15"."GradingType" IN ('letter_grade', 'pass_fail'))) AND ("c18"."Grade" <> "c18"."PreviousGrade" OR "c18"."Grade" IS NULL OR "c18"."PreviousGrade" IS NULL) AND ("c18"."Grade" IS NOT NULL OR "c18"."PreviousGrade" IS NOT NULL)))
) AS "u"
ORDER BY "u"."CourseId", "u"."StudentId", "u"."AssignmentId", "u"."At", "u"."SubmissionId", "u"."Sequence"
