-- ForEverything
SELECT CAST("u0"."Kind" AS INTEGER) AS "Kind", "u0"."ItemId", "u0"."At", "u0"."StudentId", "c16"."Name" AS "StudentName", "u0"."CourseId", "c17"."Name" AS "CourseName", "u0"."Title", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."Score"
END AS "Score", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."PointsPossible"
END AS "PointsPossible", "u0"."Text"
FROM (
    SELECT "s"."Kind", "s"."ItemId", "s"."At", "s"."StudentId", "s"."CourseId", "s"."Title", "s"."Score", "s"."PointsPossible", "s"."Text"
    FROM (
        SELECT 1 AS "Kind", "c"."Id" AS "ItemId", "c"."GradedAt" AS "At", "c"."UserId" AS "StudentId", "c"."CourseId", "c2"."Name" AS "Title", "c"."Score", "c2"."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS "c"
        INNER JOIN (
            SELECT "c1"."Id", "c1"."HasSubAssignments", "c1"."Name", "c1"."PointsPossible"
            FROM "CanvasAssignment" AS "c1"
            WHERE "c1"."MissingSince" IS NULL
        ) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
        INNER JOIN (
            SELECT "c3"."Id"
            FROM "CanvasCourse" AS "c3"
            WHERE "c3"."MissingSince" IS NULL
        ) AS "c4" ON "c"."CourseId" = "c4"."Id"
        WHERE "c"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c0"
            WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId") AND "c"."GradedAt" >= @From AND (("c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c2"."HasSubAssignments" IS NULL OR NOT ("c2"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c5"
            WHERE "c5"."MissingSince" IS NULL AND "c5"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c6"
            WHERE "c6"."MissingSince" IS NULL AND "c6"."SubmissionId" = "c"."Id" AND "c6"."Score" IS NULL AND ("c6"."Excused" IS NULL OR NOT ("c6"."Excused")))))) OR ("c"."Excused" IS NOT NULL AND "c"."Excused"))
        ORDER BY "c"."GradedAt" DESC, "c"."Id"
        LIMIT @First
    ) AS "s"
    UNION ALL
    SELECT "s0"."Kind", "s0"."ItemId", "s0"."At", "s0"."StudentId", "s0"."CourseId", "s0"."Title", "s0"."Score", "s0"."PointsPossible", "s0"."Text"
    FROM (
        SELECT 2 AS "Kind", "c7"."Id" AS "ItemId", "c7"."SubmittedAt" AS "At", "c7"."UserId" AS "StudentId", "c7"."CourseId", "c10"."Name" AS "Title", "c7"."Score", "c10"."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS "c7"
        INNER JOIN (
            SELECT "c9"."Id", "c9"."Name", "c9"."PointsPossible"
            FROM "CanvasAssignment" AS "c9"
            WHERE "c9"."MissingSince" IS NULL
        ) AS "c10" ON "c7"."AssignmentId" = "c10"."Id"
        INNER JOIN (
            SELECT "c11"."Id"
            FROM "CanvasCourse" AS "c11"
            WHERE "c11"."MissingSince" IS NULL
        ) AS "c12" ON "c7"."CourseId" = "c12"."Id"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."UserId" = "c7"."UserId") AND "c7"."SubmittedAt" >= @From
        ORDER BY "c7"."SubmittedAt" DESC, "c7"."Id"
        LIMIT @First
    ) AS "s0"
    UNION ALL
    SELECT "c15"."Kind", "c15"."ItemId", "c15"."At", "c15"."StudentId", "c15"."CourseId", "c15"."Title", "c15"."Score", "c15"."Score" AS "PointsPossible", "c15"."Text"
    FROM (
        SELECT 4 AS "Kind", "c13"."Id" AS "ItemId", "c13"."CreatedAt" AS "At", "c13"."TargetId" AS "StudentId", "c13"."CourseId", "c13"."Category" AS "Title", CASE
            WHEN "c13"."TargetType" = '' THEN CAST("c13"."Id" AS REAL)
        END AS "Score", "c13"."Text"
        FROM "CanvasNote" AS "c13"
        WHERE "c13"."TargetType" = 'student' AND "c13"."Visibility" <> 'author' AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c14"
            WHERE "c14"."MissingSince" IS NULL AND "c14"."Type" = 'StudentEnrollment' AND "c14"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c14"."UserId" = "c13"."TargetId" AND ("c13"."CourseId" IS NULL OR "c14"."CourseId" = "c13"."CourseId")) AND "c13"."CreatedAt" >= @From
        ORDER BY "c13"."CreatedAt" DESC, "c13"."Id"
        LIMIT @First
    ) AS "c15"
) AS "u0"
LEFT JOIN "CanvasUser" AS "c16" ON "u0"."StudentId" = "c16"."Id"
LEFT JOIN "CanvasCourse" AS "c17" ON "u0"."CourseId" = "c17"."Id"
ORDER BY "u0"."At" DESC, CAST(CAST("u0"."Kind" AS INTEGER) AS INTEGER), "u0"."ItemId"
LIMIT @First

-- ForTeacher
SELECT CAST("u0"."Kind" AS INTEGER) AS "Kind", "u0"."ItemId", "u0"."At", "u0"."StudentId", "c21"."Name" AS "StudentName", "u0"."CourseId", "c22"."Name" AS "CourseName", "u0"."Title", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."Score"
END AS "Score", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."PointsPossible"
END AS "PointsPossible", "u0"."Text"
FROM (
    SELECT "s"."Kind", "s"."ItemId", "s"."At", "s"."StudentId", "s"."CourseId", "s"."Title", "s"."Score", "s"."PointsPossible", "s"."Text"
    FROM (
        SELECT 1 AS "Kind", "c"."Id" AS "ItemId", "c"."GradedAt" AS "At", "c"."UserId" AS "StudentId", "c"."CourseId", "c4"."Name" AS "Title", "c"."Score", "c4"."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS "c"
        INNER JOIN (
            SELECT "c3"."Id", "c3"."HasSubAssignments", "c3"."Name", "c3"."PointsPossible"
            FROM "CanvasAssignment" AS "c3"
            WHERE "c3"."MissingSince" IS NULL
        ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
        INNER JOIN (
            SELECT "c5"."Id"
            FROM "CanvasCourse" AS "c5"
            WHERE "c5"."MissingSince" IS NULL
        ) AS "c6" ON "c"."CourseId" = "c6"."Id"
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
                WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."GradedAt" >= @From AND (("c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c7"
            WHERE "c7"."MissingSince" IS NULL AND "c7"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."SubmissionId" = "c"."Id" AND "c8"."Score" IS NULL AND ("c8"."Excused" IS NULL OR NOT ("c8"."Excused")))))) OR ("c"."Excused" IS NOT NULL AND "c"."Excused"))
        ORDER BY "c"."GradedAt" DESC, "c"."Id"
        LIMIT @First
    ) AS "s"
    UNION ALL
    SELECT "s0"."Kind", "s0"."ItemId", "s0"."At", "s0"."StudentId", "s0"."CourseId", "s0"."Title", "s0"."Score", "s0"."PointsPossible", "s0"."Text"
    FROM (
        SELECT 2 AS "Kind", "c9"."Id" AS "ItemId", "c9"."SubmittedAt" AS "At", "c9"."UserId" AS "StudentId", "c9"."CourseId", "c14"."Name" AS "Title", "c9"."Score", "c14"."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS "c9"
        INNER JOIN (
            SELECT "c13"."Id", "c13"."Name", "c13"."PointsPossible"
            FROM "CanvasAssignment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL
        ) AS "c14" ON "c9"."AssignmentId" = "c14"."Id"
        INNER JOIN (
            SELECT "c15"."Id"
            FROM "CanvasCourse" AS "c15"
            WHERE "c15"."MissingSince" IS NULL
        ) AS "c16" ON "c9"."CourseId" = "c16"."Id"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."CourseId" IN (
            SELECT "c10"."CourseId"
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c10"."UserId" = @UserId
        ) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c11"
            WHERE "c11"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c12"
                WHERE "c12"."MissingSince" IS NULL AND "c12"."EnrollmentState" IN ('active', 'completed') AND "c12"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c12"."UserId" = @UserId AND "c12"."CourseId" = "c11"."CourseId" AND ("c12"."LimitPrivilegesToCourseSection" <> 1 OR "c12"."LimitPrivilegesToCourseSection" IS NULL OR ("c12"."SectionId" IS NOT NULL AND "c12"."SectionId" = "c11"."SectionId"))) AND "c11"."Type" = 'StudentEnrollment' AND "c11"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c11"."CourseId" = "c9"."CourseId" AND "c11"."UserId" = "c9"."UserId") AND "c9"."SubmittedAt" >= @From
        ORDER BY "c9"."SubmittedAt" DESC, "c9"."Id"
        LIMIT @First
    ) AS "s0"
    UNION ALL
    SELECT "c20"."Kind", "c20"."ItemId", "c20"."At", "c20"."StudentId", "c20"."CourseId", "c20"."Title", "c20"."Score", "c20"."Score" AS "PointsPossible", "c20"."Text"
    FROM (
        SELECT 4 AS "Kind", "c17"."Id" AS "ItemId", "c17"."CreatedAt" AS "At", "c17"."TargetId" AS "StudentId", "c17"."CourseId", "c17"."Category" AS "Title", CASE
            WHEN "c17"."TargetType" = '' THEN CAST("c17"."Id" AS REAL)
        END AS "Score", "c17"."Text"
        FROM "CanvasNote" AS "c17"
        WHERE "c17"."TargetType" = 'student' AND (("c17"."CourseId" IS NOT NULL AND "c17"."Visibility" <> 'author') OR "c17"."AuthorUserId" = @UserId) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c18"
            WHERE "c18"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c19"
                WHERE "c19"."MissingSince" IS NULL AND "c19"."EnrollmentState" IN ('active', 'completed') AND "c19"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c19"."UserId" = @UserId AND "c19"."CourseId" = "c18"."CourseId" AND ("c19"."LimitPrivilegesToCourseSection" <> 1 OR "c19"."LimitPrivilegesToCourseSection" IS NULL OR ("c19"."SectionId" IS NOT NULL AND "c19"."SectionId" = "c18"."SectionId"))) AND "c18"."Type" = 'StudentEnrollment' AND "c18"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c18"."UserId" = "c17"."TargetId" AND ("c17"."CourseId" IS NULL OR "c18"."CourseId" = "c17"."CourseId")) AND "c17"."CreatedAt" >= @From
        ORDER BY "c17"."CreatedAt" DESC, "c17"."Id"
        LIMIT @First
    ) AS "c20"
) AS "u0"
LEFT JOIN "CanvasUser" AS "c21" ON "u0"."StudentId" = "c21"."Id"
LEFT JOIN "CanvasCourse" AS "c22" ON "u0"."CourseId" = "c22"."Id"
ORDER BY "u0"."At" DESC, CAST(CAST("u0"."Kind" AS INTEGER) AS INTEGER), "u0"."ItemId"
LIMIT @First

-- ForObserver
SELECT CAST("u0"."Kind" AS INTEGER) AS "Kind", "u0"."ItemId", "u0"."At", "u0"."StudentId", "c21"."Name" AS "StudentName", "u0"."CourseId", "c22"."Name" AS "CourseName", "u0"."Title", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."Score"
END AS "Score", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."PointsPossible"
END AS "PointsPossible", "u0"."Text"
FROM (
    SELECT "s"."Kind", "s"."ItemId", "s"."At", "s"."StudentId", "s"."CourseId", "s"."Title", "s"."Score", "s"."PointsPossible", "s"."Text"
    FROM (
        SELECT 1 AS "Kind", "c"."Id" AS "ItemId", CASE
            WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN "c"."GradedAt"
        END AS "At", "c"."UserId" AS "StudentId", "c"."CourseId", "c4"."Name" AS "Title", CASE
            WHEN ("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND ("c6"."RestrictQuantitativeData" IS NULL OR NOT ("c6"."RestrictQuantitativeData")) THEN "c"."Score"
        END AS "Score", "c4"."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS "c"
        INNER JOIN (
            SELECT "c3"."Id", "c3"."HasSubAssignments", "c3"."Name", "c3"."PointsPossible", "c3"."PostManually"
            FROM "CanvasAssignment" AS "c3"
            WHERE "c3"."MissingSince" IS NULL AND (("c3"."Published" IS NOT NULL AND "c3"."Published") OR ("c3"."Published" IS NULL AND "c3"."WorkflowState" IS NOT NULL AND "c3"."WorkflowState" = 'published')) AND ("c3"."WorkflowState" IS NULL OR "c3"."WorkflowState" <> 'deleted')
        ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
        INNER JOIN (
            SELECT "c5"."Id", "c5"."RestrictQuantitativeData"
            FROM "CanvasCourse" AS "c5"
            WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
        ) AS "c6" ON "c"."CourseId" = "c6"."Id"
        WHERE "c"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c0"
            WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c1"
            WHERE "c1"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c2"
                WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."UserId" = @UserId AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND CASE
            WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN "c"."GradedAt"
        END >= @From AND ((("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Score" IS NOT NULL AND ("c"."WorkflowState" IS NULL OR "c"."WorkflowState" <> 'pending_review') AND ("c4"."HasSubAssignments" IS NULL OR NOT ("c4"."HasSubAssignments") OR ((("c"."WorkflowState" IS NOT NULL AND "c"."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c7"
            WHERE "c7"."MissingSince" IS NULL AND "c7"."SubmissionId" = "c"."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."SubmissionId" = "c"."Id" AND "c8"."Score" IS NULL AND ("c8"."Excused" IS NULL OR NOT ("c8"."Excused")))))) OR (("c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL)) AND "c"."Excused" IS NOT NULL AND "c"."Excused"))
        ORDER BY CASE
            WHEN "c"."PostedAt" IS NOT NULL OR ("c"."PostedAtUnspecified" IS NOT NULL AND "c"."PostedAtUnspecified" AND ("c4"."PostManually" IS NULL OR NOT ("c4"."PostManually")) AND "c"."GradedAt" IS NOT NULL) THEN "c"."GradedAt"
        END DESC, "c"."Id"
        LIMIT @First
    ) AS "s"
    UNION ALL
    SELECT "s0"."Kind", "s0"."ItemId", "s0"."At", "s0"."StudentId", "s0"."CourseId", "s0"."Title", "s0"."Score", "s0"."PointsPossible", "s0"."Text"
    FROM (
        SELECT 2 AS "Kind", "c9"."Id" AS "ItemId", "c9"."SubmittedAt" AS "At", "c9"."UserId" AS "StudentId", "c9"."CourseId", "c14"."Name" AS "Title", CASE
            WHEN ("c9"."PostedAt" IS NOT NULL OR ("c9"."PostedAtUnspecified" IS NOT NULL AND "c9"."PostedAtUnspecified" AND ("c14"."PostManually" IS NULL OR NOT ("c14"."PostManually")) AND "c9"."GradedAt" IS NOT NULL)) AND ("c16"."RestrictQuantitativeData" IS NULL OR NOT ("c16"."RestrictQuantitativeData")) THEN "c9"."Score"
        END AS "Score", "c14"."PointsPossible", NULL AS "Text"
        FROM "CanvasSubmission" AS "c9"
        INNER JOIN (
            SELECT "c13"."Id", "c13"."Name", "c13"."PointsPossible", "c13"."PostManually"
            FROM "CanvasAssignment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND (("c13"."Published" IS NOT NULL AND "c13"."Published") OR ("c13"."Published" IS NULL AND "c13"."WorkflowState" IS NOT NULL AND "c13"."WorkflowState" = 'published')) AND ("c13"."WorkflowState" IS NULL OR "c13"."WorkflowState" <> 'deleted')
        ) AS "c14" ON "c9"."AssignmentId" = "c14"."Id"
        INNER JOIN (
            SELECT "c15"."Id", "c15"."RestrictQuantitativeData"
            FROM "CanvasCourse" AS "c15"
            WHERE "c15"."MissingSince" IS NULL AND "c15"."WorkflowState" IN ('available', 'completed')
        ) AS "c16" ON "c9"."CourseId" = "c16"."Id"
        WHERE "c9"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."Type" = 'ObserverEnrollment' AND "c10"."UserId" = @UserId AND ("c10"."AssociatedUserId" = "c9"."UserId" OR ("c10"."AssociatedUserId" IS NULL AND "c9"."UserId" IS NULL))) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c11"
            WHERE "c11"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c12"
                WHERE "c12"."MissingSince" IS NULL AND "c12"."EnrollmentState" IN ('active', 'completed') AND "c12"."Type" = 'ObserverEnrollment' AND "c12"."UserId" = @UserId AND "c12"."CourseId" = "c11"."CourseId" AND "c12"."AssociatedUserId" = "c11"."UserId") AND "c11"."Type" = 'StudentEnrollment' AND "c11"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c11"."CourseId" = "c9"."CourseId" AND "c11"."UserId" = "c9"."UserId") AND "c9"."SubmittedAt" >= @From
        ORDER BY "c9"."SubmittedAt" DESC, "c9"."Id"
        LIMIT @First
    ) AS "s0"
    UNION ALL
    SELECT "c20"."Kind", "c20"."ItemId", "c20"."At", "c20"."StudentId", "c20"."CourseId", "c20"."Title", "c20"."Score", "c20"."Score" AS "PointsPossible", "c20"."Text"
    FROM (
        SELECT 4 AS "Kind", "c17"."Id" AS "ItemId", "c17"."CreatedAt" AS "At", "c17"."TargetId" AS "StudentId", "c17"."CourseId", "c17"."Category" AS "Title", CASE
            WHEN "c17"."TargetType" = '' THEN CAST("c17"."Id" AS REAL)
        END AS "Score", "c17"."Text"
        FROM "CanvasNote" AS "c17"
        WHERE "c17"."TargetType" = 'student' AND "c17"."AuthorUserId" = @UserId AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c18"
            WHERE "c18"."MissingSince" IS NULL AND EXISTS (
                SELECT 1
                FROM "CanvasEnrollment" AS "c19"
                WHERE "c19"."MissingSince" IS NULL AND "c19"."EnrollmentState" IN ('active', 'completed') AND "c19"."Type" = 'ObserverEnrollment' AND "c19"."UserId" = @UserId AND "c19"."CourseId" = "c18"."CourseId" AND "c19"."AssociatedUserId" = "c18"."UserId") AND "c18"."Type" = 'StudentEnrollment' AND "c18"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c18"."UserId" = "c17"."TargetId" AND ("c17"."CourseId" IS NULL OR "c18"."CourseId" = "c17"."CourseId")) AND "c17"."CreatedAt" >= @From
        ORDER BY "c17"."CreatedAt" DESC, "c17"."Id"
        LIMIT @First
    ) AS "c20"
) AS "u0"
LEFT JOIN "CanvasUser" AS "c21" ON "u0"."StudentId" = "c21"."Id"
LEFT JOIN "CanvasCourse" AS "c22" ON "u0"."CourseId" = "c22"."Id"
ORDER BY "u0"."At" DESC, CAST(CAST("u0"."Kind" AS INTEGER) AS INTEGER), "u0"."ItemId"
LIMIT @First
