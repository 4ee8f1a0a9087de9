-- ForEverything
SELECT CAST("u0"."Kind" AS INTEGER) AS "Kind", "u0"."ItemId", "u0"."At", "u0"."StudentId", "c13"."Name" AS "StudentName", "u0"."CourseId", "c14"."Name" AS "CourseName", "u0"."Title", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."Score"
END AS "Score", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."PointsPossible"
END AS "PointsPossible", "u0"."Text"
FROM (
    SELECT 1 AS "Kind", "c"."Id" AS "ItemId", "c"."GradedAt" AS "At", "c"."UserId" AS "StudentId", "c"."CourseId", "c2"."Name" AS "Title", "c"."Score", "c2"."PointsPossible", NULL AS "Text"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c1"."Id", "c1"."Name", "c1"."PointsPossible"
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
        WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId") AND "c"."GradedAt" >= @From AND ("c"."Score" IS NOT NULL OR "c"."Excused")
    UNION ALL
    SELECT 2 AS "Kind", "c5"."Id" AS "ItemId", "c5"."SubmittedAt" AS "At", "c5"."UserId" AS "StudentId", "c5"."CourseId", "c8"."Name" AS "Title", "c5"."Score", "c8"."PointsPossible", NULL AS "Text"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c7"."Id", "c7"."Name", "c7"."PointsPossible"
        FROM "CanvasAssignment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL
    ) AS "c8" ON "c5"."AssignmentId" = "c8"."Id"
    INNER JOIN (
        SELECT "c9"."Id"
        FROM "CanvasCourse" AS "c9"
        WHERE "c9"."MissingSince" IS NULL
    ) AS "c10" ON "c5"."CourseId" = "c10"."Id"
    WHERE "c5"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c6"."CourseId" = "c5"."CourseId" AND "c6"."UserId" = "c5"."UserId") AND "c5"."SubmittedAt" >= @From
    UNION ALL
    SELECT 4 AS "Kind", "c11"."Id" AS "ItemId", "c11"."CreatedAt" AS "At", "c11"."TargetId" AS "StudentId", "c11"."CourseId", "c11"."Category" AS "Title", CASE
        WHEN "c11"."TargetType" = '' THEN CAST("c11"."Id" AS REAL)
    END AS "Score", CASE
        WHEN "c11"."TargetType" = '' THEN CAST("c11"."Id" AS REAL)
    END AS "PointsPossible", "c11"."Text"
    FROM "CanvasNote" AS "c11"
    WHERE "c11"."TargetType" = 'student' AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c12"."UserId" = "c11"."TargetId" AND ("c11"."CourseId" IS NULL OR "c12"."CourseId" = "c11"."CourseId")) AND "c11"."CreatedAt" >= @From
) AS "u0"
LEFT JOIN "CanvasUser" AS "c13" ON "u0"."StudentId" = "c13"."Id"
LEFT JOIN "CanvasCourse" AS "c14" ON "u0"."CourseId" = "c14"."Id"
ORDER BY "u0"."At" DESC, CAST(CAST("u0"."Kind" AS INTEGER) AS INTEGER), "u0"."ItemId"

-- ForTeacher
SELECT CAST("u0"."Kind" AS INTEGER) AS "Kind", "u0"."ItemId", "u0"."At", "u0"."StudentId", "c18"."Name" AS "StudentName", "u0"."CourseId", "c19"."Name" AS "CourseName", "u0"."Title", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."Score"
END AS "Score", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."PointsPossible"
END AS "PointsPossible", "u0"."Text"
FROM (
    SELECT 1 AS "Kind", "c"."Id" AS "ItemId", "c"."GradedAt" AS "At", "c"."UserId" AS "StudentId", "c"."CourseId", "c4"."Name" AS "Title", "c"."Score", "c4"."PointsPossible", NULL AS "Text"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."Name", "c3"."PointsPossible"
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
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c2"
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @PersonId AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND "c"."GradedAt" >= @From AND ("c"."Score" IS NOT NULL OR "c"."Excused")
    UNION ALL
    SELECT 2 AS "Kind", "c7"."Id" AS "ItemId", "c7"."SubmittedAt" AS "At", "c7"."UserId" AS "StudentId", "c7"."CourseId", "c12"."Name" AS "Title", "c7"."Score", "c12"."PointsPossible", NULL AS "Text"
    FROM "CanvasSubmission" AS "c7"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."Name", "c11"."PointsPossible"
        FROM "CanvasAssignment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c7"."AssignmentId" = "c12"."Id"
    INNER JOIN (
        SELECT "c13"."Id"
        FROM "CanvasCourse" AS "c13"
        WHERE "c13"."MissingSince" IS NULL
    ) AS "c14" ON "c7"."CourseId" = "c14"."Id"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."CourseId" IN (
        SELECT "c8"."CourseId"
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @PersonId AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."UserId" = @PersonId AND "c10"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c10"."CourseId" = "c9"."CourseId" AND ("c10"."LimitPrivilegesToCourseSection" <> 1 OR "c10"."LimitPrivilegesToCourseSection" IS NULL OR ("c10"."SectionId" IS NOT NULL AND "c10"."SectionId" = "c9"."SectionId"))) AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c7"."CourseId" AND "c9"."UserId" = "c7"."UserId") AND "c7"."SubmittedAt" >= @From
    UNION ALL
    SELECT 4 AS "Kind", "c15"."Id" AS "ItemId", "c15"."CreatedAt" AS "At", "c15"."TargetId" AS "StudentId", "c15"."CourseId", "c15"."Category" AS "Title", CASE
        WHEN "c15"."TargetType" = '' THEN CAST("c15"."Id" AS REAL)
    END AS "Score", CASE
        WHEN "c15"."TargetType" = '' THEN CAST("c15"."Id" AS REAL)
    END AS "PointsPossible", "c15"."Text"
    FROM "CanvasNote" AS "c15"
    WHERE "c15"."TargetType" = 'student' AND ("c15"."CourseId" IS NOT NULL OR "c15"."AuthorUserId" = @PersonId) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c17"
            WHERE "c17"."MissingSince" IS NULL AND "c17"."EnrollmentState" IN ('active', 'completed') AND "c17"."UserId" = @PersonId AND "c17"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c17"."CourseId" = "c16"."CourseId" AND ("c17"."LimitPrivilegesToCourseSection" <> 1 OR "c17"."LimitPrivilegesToCourseSection" IS NULL OR ("c17"."SectionId" IS NOT NULL AND "c17"."SectionId" = "c16"."SectionId"))) AND "c16"."Type" = 'StudentEnrollment' AND "c16"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c16"."UserId" = "c15"."TargetId" AND ("c15"."CourseId" IS NULL OR "c16"."CourseId" = "c15"."CourseId")) AND "c15"."CreatedAt" >= @From
) AS "u0"
LEFT JOIN "CanvasUser" AS "c18" ON "u0"."StudentId" = "c18"."Id"
LEFT JOIN "CanvasCourse" AS "c19" ON "u0"."CourseId" = "c19"."Id"
ORDER BY "u0"."At" DESC, CAST(CAST("u0"."Kind" AS INTEGER) AS INTEGER), "u0"."ItemId"

-- ForObserver
SELECT CAST("u0"."Kind" AS INTEGER) AS "Kind", "u0"."ItemId", "u0"."At", "u0"."StudentId", "c18"."Name" AS "StudentName", "u0"."CourseId", "c19"."Name" AS "CourseName", "u0"."Title", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."Score"
END AS "Score", CASE
    WHEN "u0"."Kind" = 1 THEN "u0"."PointsPossible"
END AS "PointsPossible", "u0"."Text"
FROM (
    SELECT 1 AS "Kind", "c"."Id" AS "ItemId", CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."GradedAt"
    END AS "At", "c"."UserId" AS "StudentId", "c"."CourseId", "c4"."Name" AS "Title", CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Score"
    END AS "Score", "c4"."PointsPossible", NULL AS "Text"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."Name", "c3"."PointsPossible"
        FROM "CanvasAssignment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND "c3"."Published"
    ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
    INNER JOIN (
        SELECT "c5"."Id"
        FROM "CanvasCourse" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
    ) AS "c6" ON "c"."CourseId" = "c6"."Id"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" = 'ObserverEnrollment' AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c2"
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @PersonId AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."GradedAt"
    END >= @From AND (CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Score"
    END IS NOT NULL OR ("c"."PostedAt" IS NOT NULL AND "c"."Excused"))
    UNION ALL
    SELECT 2 AS "Kind", "c7"."Id" AS "ItemId", "c7"."SubmittedAt" AS "At", "c7"."UserId" AS "StudentId", "c7"."CourseId", "c12"."Name" AS "Title", CASE
        WHEN "c7"."PostedAt" IS NOT NULL THEN "c7"."Score"
    END AS "Score", "c12"."PointsPossible", NULL AS "Text"
    FROM "CanvasSubmission" AS "c7"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."Name", "c11"."PointsPossible"
        FROM "CanvasAssignment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."Published"
    ) AS "c12" ON "c7"."AssignmentId" = "c12"."Id"
    INNER JOIN (
        SELECT "c13"."Id"
        FROM "CanvasCourse" AS "c13"
        WHERE "c13"."MissingSince" IS NULL AND "c13"."WorkflowState" IN ('available', 'completed')
    ) AS "c14" ON "c7"."CourseId" = "c14"."Id"
    WHERE "c7"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @PersonId AND "c8"."Type" = 'ObserverEnrollment' AND ("c8"."AssociatedUserId" = "c7"."UserId" OR ("c8"."AssociatedUserId" IS NULL AND "c7"."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."UserId" = @PersonId AND "c10"."Type" = 'ObserverEnrollment' AND "c10"."CourseId" = "c9"."CourseId" AND "c10"."AssociatedUserId" = "c9"."UserId") AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c7"."CourseId" AND "c9"."UserId" = "c7"."UserId") AND "c7"."SubmittedAt" >= @From
    UNION ALL
    SELECT 4 AS "Kind", "c15"."Id" AS "ItemId", "c15"."CreatedAt" AS "At", "c15"."TargetId" AS "StudentId", "c15"."CourseId", "c15"."Category" AS "Title", CASE
        WHEN "c15"."TargetType" = '' THEN CAST("c15"."Id" AS REAL)
    END AS "Score", CASE
        WHEN "c15"."TargetType" = '' THEN CAST("c15"."Id" AS REAL)
    END AS "PointsPossible", "c15"."Text"
    FROM "CanvasNote" AS "c15"
    WHERE "c15"."TargetType" = 'student' AND "c15"."AuthorUserId" = @PersonId AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c16"
        WHERE "c16"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c17"
            WHERE "c17"."MissingSince" IS NULL AND "c17"."EnrollmentState" IN ('active', 'completed') AND "c17"."UserId" = @PersonId AND "c17"."Type" = 'ObserverEnrollment' AND "c17"."CourseId" = "c16"."CourseId" AND "c17"."AssociatedUserId" = "c16"."UserId") AND "c16"."Type" = 'StudentEnrollment' AND "c16"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c16"."UserId" = "c15"."TargetId" AND ("c15"."CourseId" IS NULL OR "c16"."CourseId" = "c15"."CourseId")) AND "c15"."CreatedAt" >= @From
) AS "u0"
LEFT JOIN "CanvasUser" AS "c18" ON "u0"."StudentId" = "c18"."Id"
LEFT JOIN "CanvasCourse" AS "c19" ON "u0"."CourseId" = "c19"."Id"
ORDER BY "u0"."At" DESC, CAST(CAST("u0"."Kind" AS INTEGER) AS INTEGER), "u0"."ItemId"
