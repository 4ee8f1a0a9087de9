-- ForEverything
SELECT u1."CourseId", u1."StudentId", u1."EnrollmentId", u1."At", u1."Change", u1."CurrentScore", u1."FinalScore", u1."CurrentGrade", u1."UnpostedCurrentScore", u1."OverrideScore", u1."Sequence"
FROM (
    SELECT c."CourseId", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."UserId"
        ELSE c."UserId"
    END AS "StudentId", c."Id" AS "EnrollmentId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousCurrentScore"
        ELSE c."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousFinalScore"
        ELSE c."FinalScore"
    END AS "FinalScore", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousCurrentGrade"
        ELSE c."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousUnpostedCurrentScore"
        ELSE c."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousOverrideScore"
        ELSE c."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c
    INNER JOIN (
        SELECT c0."Id"
        FROM "CanvasCourse" AS c0
        WHERE c0."MissingSince" IS NULL
    ) AS c1 ON c."CourseId" = c1."Id"
    LEFT JOIN "CanvasGradeHistory" AS c4 ON COALESCE((
        SELECT c5."Id"
        FROM "CanvasGradeHistory" AS c5
        WHERE c5."EnrollmentId" = c."Id"
        ORDER BY c5."RecordedAt", c5."Id"
        LIMIT 1), 0) = c4."Id" AND c."CourseId" = c4."CourseId"
    WHERE c."MissingSince" IS NULL AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."Type" = 'StudentEnrollment' AND c2."EnrollmentState" IN ('active', 'invited', 'completed') AND c2."CourseId" = c."CourseId" AND c2."UserId" = c."UserId" AND ((c2."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c2."Id" < c."Id" AND (c2."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)))) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasArchivedGradeHistory" AS c3
        WHERE c3."EnrollmentId" = c."Id") AND (c4."Id" IS NOT NULL OR COALESCE((
        SELECT c6."Id"
        FROM "CanvasGradeHistory" AS c6
        WHERE c6."EnrollmentId" = c."Id"
        ORDER BY c6."RecordedAt", c6."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT c7."CourseId", CASE
        WHEN c11."Id" IS NOT NULL THEN c11."UserId"
        ELSE c7."UserId"
    END AS "StudentId", c7."Id" AS "EnrollmentId", c7."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c11."Id" IS NOT NULL THEN c11."PreviousCurrentScore"
        ELSE c7."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c11."Id" IS NOT NULL THEN c11."PreviousFinalScore"
        ELSE c7."FinalScore"
    END AS "FinalScore", CASE
        WHEN c11."Id" IS NOT NULL THEN c11."PreviousCurrentGrade"
        ELSE c7."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN c11."Id" IS NOT NULL THEN c11."PreviousUnpostedCurrentScore"
        ELSE c7."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN c11."Id" IS NOT NULL THEN c11."PreviousOverrideScore"
        ELSE c7."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c7
    INNER JOIN (
        SELECT c8."Id"
        FROM "CanvasCourse" AS c8
        WHERE c8."MissingSince" IS NULL
    ) AS c9 ON c7."CourseId" = c9."Id"
    LEFT JOIN "CanvasArchivedGradeHistory" AS c11 ON COALESCE((
        SELECT c12."Id"
        FROM "CanvasArchivedGradeHistory" AS c12
        WHERE c12."EnrollmentId" = c7."Id"
        ORDER BY c12."RecordedAt", c12."Id"
        LIMIT 1), 0) = c11."Id" AND c7."CourseId" = c11."CourseId"
    WHERE c7."MissingSince" IS NULL AND c7."Type" = 'StudentEnrollment' AND c7."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."Type" = 'StudentEnrollment' AND c10."EnrollmentState" IN ('active', 'invited', 'completed') AND c10."CourseId" = c7."CourseId" AND c10."UserId" = c7."UserId" AND ((c10."EnrollmentState" = 'active' AND (c7."EnrollmentState" <> 'active' OR c7."EnrollmentState" IS NULL)) OR (c10."Id" < c7."Id" AND (c10."EnrollmentState" = 'active' OR c7."EnrollmentState" <> 'active' OR c7."EnrollmentState" IS NULL)))) AND c11."Id" IS NOT NULL
    UNION ALL
    SELECT c13."CourseId", c17."UserId" AS "StudentId", c13."Id" AS "EnrollmentId", c17."RecordedAt" AS "At", c17."Change", c17."CurrentScore", c17."FinalScore", c17."CurrentGrade", c17."UnpostedCurrentScore", c17."OverrideScore", c17."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c13
    INNER JOIN (
        SELECT c14."Id"
        FROM "CanvasCourse" AS c14
        WHERE c14."MissingSince" IS NULL
    ) AS c15 ON c13."CourseId" = c15."Id"
    INNER JOIN "CanvasGradeHistory" AS c17 ON c13."Id" = c17."EnrollmentId" AND c13."CourseId" = c17."CourseId"
    WHERE c13."MissingSince" IS NULL AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c16
        WHERE c16."MissingSince" IS NULL AND c16."Type" = 'StudentEnrollment' AND c16."EnrollmentState" IN ('active', 'invited', 'completed') AND c16."CourseId" = c13."CourseId" AND c16."UserId" = c13."UserId" AND ((c16."EnrollmentState" = 'active' AND (c13."EnrollmentState" <> 'active' OR c13."EnrollmentState" IS NULL)) OR (c16."Id" < c13."Id" AND (c16."EnrollmentState" = 'active' OR c13."EnrollmentState" <> 'active' OR c13."EnrollmentState" IS NULL))))
    UNION ALL
    SELECT c18."CourseId", c22."UserId" AS "StudentId", c18."Id" AS "EnrollmentId", c22."RecordedAt" AS "At", c22."Change", c22."CurrentScore", c22."FinalScore", c22."CurrentGrade", c22."UnpostedCurrentScore", c22."OverrideScore", c22."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c18
    INNER JOIN (
        SELECT c19."Id"
        FROM "CanvasCourse" AS c19
        WHERE c19."MissingSince" IS NULL
    ) AS c20 ON c18."CourseId" = c20."Id"
    INNER JOIN "CanvasArchivedGradeHistory" AS c22 ON c18."Id" = c22."EnrollmentId" AND c18."CourseId" = c22."CourseId"
    WHERE c18."MissingSince" IS NULL AND c18."Type" = 'StudentEnrollment' AND c18."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c21
        WHERE c21."MissingSince" IS NULL AND c21."Type" = 'StudentEnrollment' AND c21."EnrollmentState" IN ('active', 'invited', 'completed') AND c21."CourseId" = c18."CourseId" AND c21."UserId" = c18."UserId" AND ((c21."EnrollmentState" = 'active' AND (c18."EnrollmentState" <> 'active' OR c18."EnrollmentState" IS NULL)) OR (c21."Id" < c18."Id" AND (c21."EnrollmentState" = 'active' OR c18."EnrollmentState" <> 'active' OR c18."EnrollmentState" IS NULL))))
) AS u1
ORDER BY u1."CourseId", u1."StudentId", u1."At", u1."EnrollmentId", u1."Sequence"

-- ForTeacher
SELECT u1."CourseId", u1."StudentId", u1."EnrollmentId", u1."At", u1."Change", u1."CurrentScore", u1."FinalScore", u1."CurrentGrade", u1."UnpostedCurrentScore", u1."OverrideScore", u1."Sequence"
FROM (
    SELECT c."CourseId", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."UserId"
        ELSE c."UserId"
    END AS "StudentId", c."Id" AS "EnrollmentId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousCurrentScore"
        ELSE c."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousFinalScore"
        ELSE c."FinalScore"
    END AS "FinalScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousCurrentGrade"
        ELSE c."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousUnpostedCurrentScore"
        ELSE c."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousOverrideScore"
        ELSE c."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c
    INNER JOIN (
        SELECT c1."Id"
        FROM "CanvasCourse" AS c1
        WHERE c1."MissingSince" IS NULL
    ) AS c2 ON c."CourseId" = c2."Id"
    LEFT JOIN "CanvasGradeHistory" AS c6 ON COALESCE((
        SELECT c7."Id"
        FROM "CanvasGradeHistory" AS c7
        WHERE c7."EnrollmentId" = c."Id"
        ORDER BY c7."RecordedAt", c7."Id"
        LIMIT 1), 0) = c6."Id" AND c."CourseId" = c6."CourseId"
    WHERE c."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."UserId" = @UserId AND c0."CourseId" = c."CourseId" AND (c0."LimitPrivilegesToCourseSection" <> TRUE OR c0."LimitPrivilegesToCourseSection" IS NULL OR (c0."SectionId" IS NOT NULL AND c0."SectionId" = c."SectionId"))) AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c3
        WHERE c3."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c4
            WHERE c4."MissingSince" IS NULL AND c4."EnrollmentState" IN ('active', 'completed') AND c4."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c4."UserId" = @UserId AND c4."CourseId" = c3."CourseId" AND (c4."LimitPrivilegesToCourseSection" <> TRUE OR c4."LimitPrivilegesToCourseSection" IS NULL OR (c4."SectionId" IS NOT NULL AND c4."SectionId" = c3."SectionId"))) AND c3."Type" = 'StudentEnrollment' AND c3."EnrollmentState" IN ('active', 'invited', 'completed') AND c3."CourseId" = c."CourseId" AND c3."UserId" = c."UserId" AND ((c3."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c3."Id" < c."Id" AND (c3."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)))) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasArchivedGradeHistory" AS c5
        WHERE c5."EnrollmentId" = c."Id") AND (c6."Id" IS NOT NULL OR COALESCE((
        SELECT c8."Id"
        FROM "CanvasGradeHistory" AS c8
        WHERE c8."EnrollmentId" = c."Id"
        ORDER BY c8."RecordedAt", c8."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT c9."CourseId", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."UserId"
        ELSE c9."UserId"
    END AS "StudentId", c9."Id" AS "EnrollmentId", c9."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousCurrentScore"
        ELSE c9."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousFinalScore"
        ELSE c9."FinalScore"
    END AS "FinalScore", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousCurrentGrade"
        ELSE c9."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousUnpostedCurrentScore"
        ELSE c9."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousOverrideScore"
        ELSE c9."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c9
    INNER JOIN (
        SELECT c11."Id"
        FROM "CanvasCourse" AS c11
        WHERE c11."MissingSince" IS NULL
    ) AS c12 ON c9."CourseId" = c12."Id"
    LEFT JOIN "CanvasArchivedGradeHistory" AS c15 ON COALESCE((
        SELECT c16."Id"
        FROM "CanvasArchivedGradeHistory" AS c16
        WHERE c16."EnrollmentId" = c9."Id"
        ORDER BY c16."RecordedAt", c16."Id"
        LIMIT 1), 0) = c15."Id" AND c9."CourseId" = c15."CourseId"
    WHERE c9."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."EnrollmentState" IN ('active', 'completed') AND c10."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c10."UserId" = @UserId AND c10."CourseId" = c9."CourseId" AND (c10."LimitPrivilegesToCourseSection" <> TRUE OR c10."LimitPrivilegesToCourseSection" IS NULL OR (c10."SectionId" IS NOT NULL AND c10."SectionId" = c9."SectionId"))) AND c9."Type" = 'StudentEnrollment' AND c9."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c13
        WHERE c13."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."EnrollmentState" IN ('active', 'completed') AND c14."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c14."UserId" = @UserId AND c14."CourseId" = c13."CourseId" AND (c14."LimitPrivilegesToCourseSection" <> TRUE OR c14."LimitPrivilegesToCourseSection" IS NULL OR (c14."SectionId" IS NOT NULL AND c14."SectionId" = c13."SectionId"))) AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."CourseId" = c9."CourseId" AND c13."UserId" = c9."UserId" AND ((c13."EnrollmentState" = 'active' AND (c9."EnrollmentState" <> 'active' OR c9."EnrollmentState" IS NULL)) OR (c13."Id" < c9."Id" AND (c13."EnrollmentState" = 'active' OR c9."EnrollmentState" <> 'active' OR c9."EnrollmentState" IS NULL)))) AND c15."Id" IS NOT NULL
    UNION ALL
    SELECT c17."CourseId", c23."UserId" AS "StudentId", c17."Id" AS "EnrollmentId", c23."RecordedAt" AS "At", c23."Change", c23."CurrentScore", c23."FinalScore", c23."CurrentGrade", c23."UnpostedCurrentScore", c23."OverrideScore", c23."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c17
    INNER JOIN (
        SELECT c19."Id"
        FROM "CanvasCourse" AS c19
        WHERE c19."MissingSince" IS NULL
    ) AS c20 ON c17."CourseId" = c20."Id"
    INNER JOIN "CanvasGradeHistory" AS c23 ON c17."Id" = c23."EnrollmentId" AND c17."CourseId" = c23."CourseId"
    WHERE c17."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c18
        WHERE c18."MissingSince" IS NULL AND c18."EnrollmentState" IN ('active', 'completed') AND c18."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c18."UserId" = @UserId AND c18."CourseId" = c17."CourseId" AND (c18."LimitPrivilegesToCourseSection" <> TRUE OR c18."LimitPrivilegesToCourseSection" IS NULL OR (c18."SectionId" IS NOT NULL AND c18."SectionId" = c17."SectionId"))) AND c17."Type" = 'StudentEnrollment' AND c17."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c21
        WHERE c21."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c22
            WHERE c22."MissingSince" IS NULL AND c22."EnrollmentState" IN ('active', 'completed') AND c22."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c22."UserId" = @UserId AND c22."CourseId" = c21."CourseId" AND (c22."LimitPrivilegesToCourseSection" <> TRUE OR c22."LimitPrivilegesToCourseSection" IS NULL OR (c22."SectionId" IS NOT NULL AND c22."SectionId" = c21."SectionId"))) AND c21."Type" = 'StudentEnrollment' AND c21."EnrollmentState" IN ('active', 'invited', 'completed') AND c21."CourseId" = c17."CourseId" AND c21."UserId" = c17."UserId" AND ((c21."EnrollmentState" = 'active' AND (c17."EnrollmentState" <> 'active' OR c17."EnrollmentState" IS NULL)) OR (c21."Id" < c17."Id" AND (c21."EnrollmentState" = 'active' OR c17."EnrollmentState" <> 'active' OR c17."EnrollmentState" IS NULL))))
    UNION ALL
    SELECT c24."CourseId", c30."UserId" AS "StudentId", c24."Id" AS "EnrollmentId", c30."RecordedAt" AS "At", c30."Change", c30."CurrentScore", c30."FinalScore", c30."CurrentGrade", c30."UnpostedCurrentScore", c30."OverrideScore", c30."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c24
    INNER JOIN (
        SELECT c26."Id"
        FROM "CanvasCourse" AS c26
        WHERE c26."MissingSince" IS NULL
    ) AS c27 ON c24."CourseId" = c27."Id"
    INNER JOIN "CanvasArchivedGradeHistory" AS c30 ON c24."Id" = c30."EnrollmentId" AND c24."CourseId" = c30."CourseId"
    WHERE c24."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c25
        WHERE c25."MissingSince" IS NULL AND c25."EnrollmentState" IN ('active', 'completed') AND c25."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c25."UserId" = @UserId AND c25."CourseId" = c24."CourseId" AND (c25."LimitPrivilegesToCourseSection" <> TRUE OR c25."LimitPrivilegesToCourseSection" IS NULL OR (c25."SectionId" IS NOT NULL AND c25."SectionId" = c24."SectionId"))) AND c24."Type" = 'StudentEnrollment' AND c24."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c28
        WHERE c28."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c29
            WHERE c29."MissingSince" IS NULL AND c29."EnrollmentState" IN ('active', 'completed') AND c29."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c29."UserId" = @UserId AND c29."CourseId" = c28."CourseId" AND (c29."LimitPrivilegesToCourseSection" <> TRUE OR c29."LimitPrivilegesToCourseSection" IS NULL OR (c29."SectionId" IS NOT NULL AND c29."SectionId" = c28."SectionId"))) AND c28."Type" = 'StudentEnrollment' AND c28."EnrollmentState" IN ('active', 'invited', 'completed') AND c28."CourseId" = c24."CourseId" AND c28."UserId" = c24."UserId" AND ((c28."EnrollmentState" = 'active' AND (c24."EnrollmentState" <> 'active' OR c24."EnrollmentState" IS NULL)) OR (c28."Id" < c24."Id" AND (c28."EnrollmentState" = 'active' OR c24."EnrollmentState" <> 'active' OR c24."EnrollmentState" IS NULL))))
) AS u1
ORDER BY u1."CourseId", u1."StudentId", u1."At", u1."EnrollmentId", u1."Sequence"

-- ForObserver
SELECT u1."CourseId", u1."StudentId", u1."EnrollmentId", u1."At", u1."Change", u1."CurrentScore", u1."FinalScore", u1."CurrentGrade", u1."UnpostedCurrentScore", u1."OverrideScore", u1."Sequence"
FROM (
    SELECT c."CourseId", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."UserId"
        ELSE c."UserId"
    END AS "StudentId", c."Id" AS "EnrollmentId", c."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN (c2."HideFinalGrades" IS NOT NULL AND c2."HideFinalGrades") OR (c2."RestrictQuantitativeData" IS NOT NULL AND c2."RestrictQuantitativeData") THEN NULL
        WHEN c6."Id" IS NOT NULL THEN COALESCE(c6."PreviousOverrideScore", c6."PreviousCurrentScore")
        WHEN (c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades")) AND (c2."RestrictQuantitativeData" IS NULL OR NOT (c2."RestrictQuantitativeData")) THEN COALESCE(c."OverrideScore", c."CurrentScore")
    END AS "CurrentScore", CASE
        WHEN (c2."HideFinalGrades" IS NOT NULL AND c2."HideFinalGrades") OR (c2."RestrictQuantitativeData" IS NOT NULL AND c2."RestrictQuantitativeData") THEN NULL
        WHEN c6."Id" IS NOT NULL THEN COALESCE(c6."PreviousOverrideScore", c6."PreviousFinalScore")
        WHEN (c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades")) AND (c2."RestrictQuantitativeData" IS NULL OR NOT (c2."RestrictQuantitativeData")) THEN COALESCE(c."OverrideScore", c."FinalScore")
    END AS "FinalScore", CASE
        WHEN c6."Id" IS NOT NULL THEN CASE
            WHEN c6."PreviousOverrideScore" IS NOT NULL OR c6."PreviousOverrideGrade" IS NOT NULL THEN c6."PreviousOverrideGrade"
            ELSE c6."PreviousCurrentGrade"
        END
        WHEN c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades") THEN CASE
            WHEN c."OverrideScore" IS NOT NULL OR c."OverrideGrade" IS NOT NULL THEN c."OverrideGrade"
            ELSE c."CurrentGrade"
        END
    END AS "CurrentGrade", NULL::double precision AS "UnpostedCurrentScore", CASE
        WHEN (c2."HideFinalGrades" IS NOT NULL AND c2."HideFinalGrades") OR (c2."RestrictQuantitativeData" IS NOT NULL AND c2."RestrictQuantitativeData") THEN NULL
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousOverrideScore"
        WHEN (c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades")) AND (c2."RestrictQuantitativeData" IS NULL OR NOT (c2."RestrictQuantitativeData")) THEN c."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c
    INNER JOIN (
        SELECT c1."Id", c1."HideFinalGrades", c1."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."WorkflowState" IN ('available', 'completed')
    ) AS c2 ON c."CourseId" = c2."Id"
    LEFT JOIN "CanvasGradeHistory" AS c6 ON COALESCE((
        SELECT c7."Id"
        FROM "CanvasGradeHistory" AS c7
        WHERE c7."EnrollmentId" = c."Id"
        ORDER BY c7."RecordedAt", c7."Id"
        LIMIT 1), 0) = c6."Id" AND c."CourseId" = c6."CourseId"
    WHERE c."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" = 'ObserverEnrollment' AND c0."UserId" = @UserId AND c0."CourseId" = c."CourseId" AND c0."AssociatedUserId" = c."UserId") AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c3
        WHERE c3."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c4
            WHERE c4."MissingSince" IS NULL AND c4."EnrollmentState" IN ('active', 'completed') AND c4."Type" = 'ObserverEnrollment' AND c4."UserId" = @UserId AND c4."CourseId" = c3."CourseId" AND c4."AssociatedUserId" = c3."UserId") AND c3."Type" = 'StudentEnrollment' AND c3."EnrollmentState" IN ('active', 'invited', 'completed') AND c3."CourseId" = c."CourseId" AND c3."UserId" = c."UserId" AND ((c3."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c3."Id" < c."Id" AND (c3."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)))) AND (c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasArchivedGradeHistory" AS c5
        WHERE c5."EnrollmentId" = c."Id") AND ((c6."Id" IS NOT NULL AND c6."UserId" = c."UserId") OR COALESCE((
        SELECT c8."Id"
        FROM "CanvasGradeHistory" AS c8
        WHERE c8."EnrollmentId" = c."Id"
        ORDER BY c8."RecordedAt", c8."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT c9."CourseId", CASE
        WHEN c15."Id" IS NOT NULL THEN c15."UserId"
        ELSE c9."UserId"
    END AS "StudentId", c9."Id" AS "EnrollmentId", c9."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN (c12."HideFinalGrades" IS NOT NULL AND c12."HideFinalGrades") OR (c12."RestrictQuantitativeData" IS NOT NULL AND c12."RestrictQuantitativeData") THEN NULL
        WHEN c15."Id" IS NOT NULL THEN COALESCE(c15."PreviousOverrideScore", c15."PreviousCurrentScore")
        WHEN (c12."HideFinalGrades" IS NULL OR NOT (c12."HideFinalGrades")) AND (c12."RestrictQuantitativeData" IS NULL OR NOT (c12."RestrictQuantitativeData")) THEN COALESCE(c9."OverrideScore", c9."CurrentScore")
    END AS "CurrentScore", CASE
        WHEN (c12."HideFinalGrades" IS NOT NULL AND c12."HideFinalGrades") OR (c12."RestrictQuantitativeData" IS NOT NULL AND c12."RestrictQuantitativeData") THEN NULL
        WHEN c15."Id" IS NOT NULL THEN COALESCE(c15."PreviousOverrideScore", c15."PreviousFinalScore")
        WHEN (c12."HideFinalGrades" IS NULL OR NOT (c12."HideFinalGrades")) AND (c12."RestrictQuantitativeData" IS NULL OR NOT (c12."RestrictQuantitativeData")) THEN COALESCE(c9."OverrideScore", c9."FinalScore")
    END AS "FinalScore", CASE
        WHEN c15."Id" IS NOT NULL THEN CASE
            WHEN c15."PreviousOverrideScore" IS NOT NULL OR c15."PreviousOverrideGrade" IS NOT NULL THEN c15."PreviousOverrideGrade"
            ELSE c15."PreviousCurrentGrade"
        END
        WHEN c12."HideFinalGrades" IS NULL OR NOT (c12."HideFinalGrades") THEN CASE
            WHEN c9."OverrideScore" IS NOT NULL OR c9."OverrideGrade" IS NOT NULL THEN c9."OverrideGrade"
            ELSE c9."CurrentGrade"
        END
    END AS "CurrentGrade", NULL AS "UnpostedCurrentScore", CASE
        WHEN (c12."HideFinalGrades" IS NOT NULL AND c12."HideFinalGrades") OR (c12."RestrictQuantitativeData" IS NOT NULL AND c12."RestrictQuantitativeData") THEN NULL
        WHEN c15."Id" IS NOT NULL THEN c15."PreviousOverrideScore"
        WHEN (c12."HideFinalGrades" IS NULL OR NOT (c12."HideFinalGrades")) AND (c12."RestrictQuantitativeData" IS NULL OR NOT (c12."RestrictQuantitativeData")) THEN c9."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c9
    INNER JOIN (
        SELECT c11."Id", c11."HideFinalGrades", c11."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c11
        WHERE c11."MissingSince" IS NULL AND c11."WorkflowState" IN ('available', 'completed')
    ) AS c12 ON c9."CourseId" = c12."Id"
    LEFT JOIN "CanvasArchivedGradeHistory" AS c15 ON COALESCE((
        SELECT c16."Id"
        FROM "CanvasArchivedGradeHistory" AS c16
        WHERE c16."EnrollmentId" = c9."Id"
        ORDER BY c16."RecordedAt", c16."Id"
        LIMIT 1), 0) = c15."Id" AND c9."CourseId" = c15."CourseId"
    WHERE c9."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."EnrollmentState" IN ('active', 'completed') AND c10."Type" = 'ObserverEnrollment' AND c10."UserId" = @UserId AND c10."CourseId" = c9."CourseId" AND c10."AssociatedUserId" = c9."UserId") AND c9."Type" = 'StudentEnrollment' AND c9."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c13
        WHERE c13."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."EnrollmentState" IN ('active', 'completed') AND c14."Type" = 'ObserverEnrollment' AND c14."UserId" = @UserId AND c14."CourseId" = c13."CourseId" AND c14."AssociatedUserId" = c13."UserId") AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."CourseId" = c9."CourseId" AND c13."UserId" = c9."UserId" AND ((c13."EnrollmentState" = 'active' AND (c9."EnrollmentState" <> 'active' OR c9."EnrollmentState" IS NULL)) OR (c13."Id" < c9."Id" AND (c13."EnrollmentState" = 'active' OR c9."EnrollmentState" <> 'active' OR c9."EnrollmentState" IS NULL)))) AND (c12."HideFinalGrades" IS NULL OR NOT (c12."HideFinalGrades")) AND c15."Id" IS NOT NULL AND c15."UserId" = c9."UserId"
    UNION ALL
    SELECT c17."CourseId", c23."UserId" AS "StudentId", c17."Id" AS "EnrollmentId", c23."RecordedAt" AS "At", c23."Change", CASE
        WHEN (c20."HideFinalGrades" IS NOT NULL AND c20."HideFinalGrades") OR (c20."RestrictQuantitativeData" IS NOT NULL AND c20."RestrictQuantitativeData") THEN NULL
        ELSE COALESCE(c23."OverrideScore", c23."CurrentScore")
    END AS "CurrentScore", CASE
        WHEN (c20."HideFinalGrades" IS NOT NULL AND c20."HideFinalGrades") OR (c20."RestrictQuantitativeData" IS NOT NULL AND c20."RestrictQuantitativeData") THEN NULL
        ELSE COALESCE(c23."OverrideScore", c23."FinalScore")
    END AS "FinalScore", CASE
        WHEN c23."OverrideScore" IS NOT NULL OR c23."OverrideGrade" IS NOT NULL THEN c23."OverrideGrade"
        ELSE c23."CurrentGrade"
    END AS "CurrentGrade", NULL AS "UnpostedCurrentScore", CASE
        WHEN (c20."HideFinalGrades" IS NULL OR NOT (c20."HideFinalGrades")) AND (c20."RestrictQuantitativeData" IS NULL OR NOT (c20."RestrictQuantitativeData")) THEN c23."OverrideScore"
    END AS "OverrideScore", c23."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c17
    INNER JOIN (
        SELECT c19."Id", c19."HideFinalGrades", c19."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c19
        WHERE c19."MissingSince" IS NULL AND c19."WorkflowState" IN ('available', 'completed')
    ) AS c20 ON c17."CourseId" = c20."Id"
    INNER JOIN "CanvasGradeHistory" AS c23 ON c17."Id" = c23."EnrollmentId" AND c17."CourseId" = c23."CourseId"
    WHERE c17."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c18
        WHERE c18."MissingSince" IS NULL AND c18."EnrollmentState" IN ('active', 'completed') AND c18."Type" = 'ObserverEnrollment' AND c18."UserId" = @UserId AND c18."CourseId" = c17."CourseId" AND c18."AssociatedUserId" = c17."UserId") AND c17."Type" = 'StudentEnrollment' AND c17."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c21
        WHERE c21."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c22
            WHERE c22."MissingSince" IS NULL AND c22."EnrollmentState" IN ('active', 'completed') AND c22."Type" = 'ObserverEnrollment' AND c22."UserId" = @UserId AND c22."CourseId" = c21."CourseId" AND c22."AssociatedUserId" = c21."UserId") AND c21."Type" = 'StudentEnrollment' AND c21."EnrollmentState" IN ('active', 'invited', 'completed') AND c21."CourseId" = c17."CourseId" AND c21."UserId" = c17."UserId" AND ((c21."EnrollmentState" = 'active' AND (c17."EnrollmentState" <> 'active' OR c17."EnrollmentState" IS NULL)) OR (c21."Id" < c17."Id" AND (c21."EnrollmentState" = 'active' OR c17."EnrollmentState" <> 'active' OR c17."EnrollmentState" IS NULL)))) AND (c20."HideFinalGrades" IS NULL OR NOT (c20."HideFinalGrades")) AND c23."UserId" = c17."UserId" AND (c23."Change" <> 'changed' OR ((c20."HideFinalGrades" IS NULL OR NOT (c20."HideFinalGrades")) AND (c20."RestrictQuantitativeData" IS NULL OR NOT (c20."RestrictQuantitativeData")) AND (c23."OverrideScore" <> c23."PreviousOverrideScore" OR c23."OverrideScore" IS NULL OR c23."PreviousOverrideScore" IS NULL) AND (c23."OverrideScore" IS NOT NULL OR c23."PreviousOverrideScore" IS NOT NULL)) OR ((c23."OverrideGrade" <> c23."PreviousOverrideGrade" OR c23."OverrideGrade" IS NULL OR c23."PreviousOverrideGrade" IS NULL) AND (c23."OverrideGrade" IS NOT NULL OR c23."PreviousOverrideGrade" IS NOT NULL)) OR ((c20."HideFinalGrades" IS NULL OR NOT (c20."HideFinalGrades")) AND (c20."RestrictQuantitativeData" IS NULL OR NOT (c20."RestrictQuantitativeData")) AND c23."OverrideScore" IS NULL AND (((c23."CurrentScore" <> c23."PreviousCurrentScore" OR c23."CurrentScore" IS NULL OR c23."PreviousCurrentScore" IS NULL) AND (c23."CurrentScore" IS NOT NULL OR c23."PreviousCurrentScore" IS NOT NULL)) OR ((c23."FinalScore" <> c23."PreviousFinalScore" OR c23."FinalScore" IS NULL OR c23."PreviousFinalScore" IS NULL) AND (c23."FinalScore" IS NOT NULL OR c23."PreviousFinalScore" IS NOT NULL)))) OR (c23."OverrideScore" IS NULL AND c23."OverrideGrade" IS NULL AND (c23."CurrentGrade" <> c23."PreviousCurrentGrade" OR c23."CurrentGrade" IS NULL OR c23."PreviousCurrentGrade" IS NULL) AND (c23."CurrentGrade" IS NOT NULL OR c23."PreviousCurrentGrade" IS NOT NULL)))
    UNION ALL
    SELECT c24."CourseId", c30."UserId" AS "StudentId", c24."Id" AS "EnrollmentId", c30."RecordedAt" AS "At", c30."Change", CASE
        WHEN (c27."HideFinalGrades" IS NOT NULL AND c27."HideFinalGrades") OR (c27."RestrictQuantitativeData" IS NOT NULL AND c27."RestrictQuantitativeData") THEN NULL
        ELSE COALESCE(c30."OverrideScore", c30."CurrentScore")
    END AS "CurrentScore", CASE
        WHEN (c27."HideFinalGrades" IS NOT NULL AND c27."HideFinalGrades") OR (c27."RestrictQuantitativeData" IS NOT NULL AND c27."RestrictQuantitativeData") THEN NULL
        ELSE COALESCE(c30."OverrideScore", c30."FinalScore")
    END AS "FinalScore", CASE
        WHEN c30."OverrideScore" IS NOT NULL OR c30."OverrideGrade" IS NOT NULL THEN c30."OverrideGrade"
        ELSE c30."CurrentGrade"
    END AS "CurrentGrade", NULL AS "UnpostedCurrentScore", CASE
        WHEN (c27."HideFinalGrades" IS NULL OR NOT (c27."HideFinalGrades")) AND (c27."RestrictQuantitativeData" IS NULL OR NOT (c27."RestrictQuantitativeData")) THEN c30."OverrideScore"
    END AS "OverrideScore", c30."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c24
    INNER JOIN (
        SELECT c26."Id", c26."HideFinalGrades", c26."RestrictQuantitativeData"
        FROM "CanvasCourse" AS c26
        WHERE c26."MissingSince" IS NULL AND c26."WorkflowState" IN ('available', 'completed')
    ) AS c27 ON c24."CourseId" = c27."Id"
    INNER JOIN "CanvasArchivedGradeHistory" AS c30 ON c24."Id" = c30."EnrollmentId" AND c24."CourseId" = c30."CourseId"
    WHERE c24."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c25
        WHERE c25."MissingSince" IS NULL AND c25."EnrollmentState" IN ('active', 'completed') AND c25."Type" = 'ObserverEnrollment' AND c25."UserId" = @UserId AND c25."CourseId" = c24."CourseId" AND c25."AssociatedUserId" = c24."UserId") AND c24."Type" = 'StudentEnrollment' AND c24."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c28
        WHERE c28."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c29
            WHERE c29."MissingSince" IS NULL AND c29."EnrollmentState" IN ('active', 'completed') AND c29."Type" = 'ObserverEnrollment' AND c29."UserId" = @UserId AND c29."CourseId" = c28."CourseId" AND c29."AssociatedUserId" = c28."UserId") AND c28."Type" = 'StudentEnrollment' AND c28."EnrollmentState" IN ('active', 'invited', 'completed') AND c28."CourseId" = c24."CourseId" AND c28."UserId" = c24."UserId" AND ((c28."EnrollmentState" = 'active' AND (c24."EnrollmentState" <> 'active' OR c24."EnrollmentState" IS NULL)) OR (c28."Id" < c24."Id" AND (c28."EnrollmentState" = 'active' OR c24."EnrollmentState" <> 'active' OR c24."EnrollmentState" IS NULL)))) AND (c27."HideFinalGrades" IS NULL OR NOT (c27."HideFinalGrades")) AND c30."UserId" = c24."UserId" AND (c30."Change" <> 'changed' OR ((c27."HideFinalGrades" IS NULL OR NOT (c27."HideFinalGrades")) AND (c27."RestrictQuantitativeData" IS NULL OR NOT (c27."RestrictQuantitativeData")) AND (c30."OverrideScore" <> c30."PreviousOverrideScore" OR c30."OverrideScore" IS NULL OR c30."PreviousOverrideScore" IS NULL) AND (c30."OverrideScore" IS NOT NULL OR c30."PreviousOverrideScore" IS NOT NULL)) OR ((c30."OverrideGrade" <> c30."PreviousOverrideGrade" OR c30."OverrideGrade" IS NULL OR c30."PreviousOverrideGrade" IS NULL) AND (c30."OverrideGrade" IS NOT NULL OR c30."PreviousOverrideGrade" IS NOT NULL)) OR ((c27."HideFinalGrades" IS NULL OR NOT (c27."HideFinalGrades")) AND (c27."RestrictQuantitativeData" IS NULL OR NOT (c27."RestrictQuantitativeData")) AND c30."OverrideScore" IS NULL AND (((c30."CurrentScore" <> c30."PreviousCurrentScore" OR c30."CurrentScore" IS NULL OR c30."PreviousCurrentScore" IS NULL) AND (c30."CurrentScore" IS NOT NULL OR c30."PreviousCurrentScore" IS NOT NULL)) OR ((c30."FinalScore" <> c30."PreviousFinalScore" OR c30."FinalScore" IS NULL OR c30."PreviousFinalScore" IS NULL) AND (c30."FinalScore" IS NOT NULL OR c30."PreviousFinalScore" IS NOT NULL)))) OR (c30."OverrideScore" IS NULL AND c30."OverrideGrade" IS NULL AND (c30."CurrentGrade" <> c30."PreviousCurrentGrade" OR c30."CurrentGrade" IS NULL OR c30."PreviousCurrentGrade" IS NULL) AND (c30."CurrentGrade" IS NOT NULL OR c30."PreviousCurrentGrade" IS NOT NULL)))
) AS u1
ORDER BY u1."CourseId", u1."StudentId", u1."At", u1."EnrollmentId", u1."Sequence"
