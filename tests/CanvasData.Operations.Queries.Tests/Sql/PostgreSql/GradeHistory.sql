-- ForEverything
SELECT u."CourseId", u."StudentId", u."EnrollmentId", u."At", u."Change", u."CurrentScore", u."FinalScore", u."CurrentGrade", u."UnpostedCurrentScore", u."OverrideScore", u."Sequence"
FROM (
    SELECT c."CourseId", c."UserId" AS "StudentId", c."Id" AS "EnrollmentId", c3."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousCurrentScore"
        ELSE c3."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousFinalScore"
        ELSE c3."FinalScore"
    END AS "FinalScore", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousCurrentGrade"
        ELSE c3."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousUnpostedCurrentScore"
        ELSE c3."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN c4."Id" IS NOT NULL THEN c4."PreviousOverrideScore"
        ELSE c3."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c
    INNER JOIN (
        SELECT c1."Id", c1."HideFinalGrades"
        FROM "CanvasCourse" AS c1
        WHERE c1."MissingSince" IS NULL
    ) AS c2 ON c."CourseId" = c2."Id"
    INNER JOIN "CanvasEnrollment" AS c3 ON c."Id" = c3."Id"
    LEFT JOIN "CanvasGradeHistory" AS c4 ON COALESCE((
        SELECT c5."Id"
        FROM "CanvasGradeHistory" AS c5
        WHERE c5."EnrollmentId" = c3."Id"
        ORDER BY c5."RecordedAt", c5."Id"
        LIMIT 1), 0) = c4."Id"
    WHERE c."MissingSince" IS NULL AND (c."Type" <> 'StudentViewEnrollment' OR c."Type" IS NULL) AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND c."Id" = (
        SELECT c0."Id"
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND (c0."Type" <> 'StudentViewEnrollment' OR c0."Type" IS NULL) AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId"
        ORDER BY CASE
            WHEN c0."EnrollmentState" = 'active' THEN 0
            ELSE 1
        END, c0."Id"
        LIMIT 1) AND (c4."Id" IS NULL OR c4."CourseId" = c3."CourseId")
    UNION ALL
    SELECT c6."CourseId", c6."UserId" AS "StudentId", c6."Id" AS "EnrollmentId", c10."RecordedAt" AS "At", c10."Change", c10."CurrentScore", c10."FinalScore", c10."CurrentGrade", c10."UnpostedCurrentScore", c10."OverrideScore", c10."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c6
    INNER JOIN (
        SELECT c8."Id", c8."HideFinalGrades"
        FROM "CanvasCourse" AS c8
        WHERE c8."MissingSince" IS NULL
    ) AS c9 ON c6."CourseId" = c9."Id"
    INNER JOIN "CanvasGradeHistory" AS c10 ON c6."Id" = c10."EnrollmentId" AND c6."CourseId" = c10."CourseId"
    WHERE c6."MissingSince" IS NULL AND (c6."Type" <> 'StudentViewEnrollment' OR c6."Type" IS NULL) AND c6."Type" = 'StudentEnrollment' AND c6."EnrollmentState" IN ('active', 'invited', 'completed') AND c6."Id" = (
        SELECT c7."Id"
        FROM "CanvasEnrollment" AS c7
        WHERE c7."MissingSince" IS NULL AND (c7."Type" <> 'StudentViewEnrollment' OR c7."Type" IS NULL) AND c7."Type" = 'StudentEnrollment' AND c7."EnrollmentState" IN ('active', 'invited', 'completed') AND c7."CourseId" = c6."CourseId" AND c7."UserId" = c6."UserId"
        ORDER BY CASE
            WHEN c7."EnrollmentState" = 'active' THEN 0
            ELSE 1
        END, c7."Id"
        LIMIT 1)
) AS u
ORDER BY u."CourseId", u."StudentId", u."At", u."EnrollmentId", u."Sequence"

-- ForTeacher
SELECT u."CourseId", u."StudentId", u."EnrollmentId", u."At", u."Change", u."CurrentScore", u."FinalScore", u."CurrentGrade", u."UnpostedCurrentScore", u."OverrideScore", u."Sequence"
FROM (
    SELECT c."CourseId", c."UserId" AS "StudentId", c."Id" AS "EnrollmentId", c5."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousCurrentScore"
        ELSE c5."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousFinalScore"
        ELSE c5."FinalScore"
    END AS "FinalScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousCurrentGrade"
        ELSE c5."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousUnpostedCurrentScore"
        ELSE c5."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousOverrideScore"
        ELSE c5."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c
    INNER JOIN (
        SELECT c3."Id", c3."HideFinalGrades"
        FROM "CanvasCourse" AS c3
        WHERE c3."MissingSince" IS NULL
    ) AS c4 ON c."CourseId" = c4."Id"
    INNER JOIN "CanvasEnrollment" AS c5 ON c."Id" = c5."Id"
    LEFT JOIN "CanvasGradeHistory" AS c6 ON COALESCE((
        SELECT c7."Id"
        FROM "CanvasGradeHistory" AS c7
        WHERE c7."EnrollmentId" = c5."Id"
        ORDER BY c7."RecordedAt", c7."Id"
        LIMIT 1), 0) = c6."Id"
    WHERE c."MissingSince" IS NULL AND (c."Type" <> 'StudentViewEnrollment' OR c."Type" IS NULL) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @user AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."CourseId" = c."CourseId" AND (c0."LimitPrivilegesToCourseSection" <> TRUE OR c0."LimitPrivilegesToCourseSection" IS NULL OR (c0."SectionId" IS NOT NULL AND c0."SectionId" = c."SectionId"))) AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND c."Id" = (
        SELECT c1."Id"
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND (c1."Type" <> 'StudentViewEnrollment' OR c1."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c2
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @user AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId"
        ORDER BY CASE
            WHEN c1."EnrollmentState" = 'active' THEN 0
            ELSE 1
        END, c1."Id"
        LIMIT 1) AND (c6."Id" IS NULL OR c6."CourseId" = c5."CourseId")
    UNION ALL
    SELECT c8."CourseId", c8."UserId" AS "StudentId", c8."Id" AS "EnrollmentId", c14."RecordedAt" AS "At", c14."Change", c14."CurrentScore", c14."FinalScore", c14."CurrentGrade", c14."UnpostedCurrentScore", c14."OverrideScore", c14."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c8
    INNER JOIN (
        SELECT c12."Id", c12."HideFinalGrades"
        FROM "CanvasCourse" AS c12
        WHERE c12."MissingSince" IS NULL
    ) AS c13 ON c8."CourseId" = c13."Id"
    INNER JOIN "CanvasGradeHistory" AS c14 ON c8."Id" = c14."EnrollmentId" AND c8."CourseId" = c14."CourseId"
    WHERE c8."MissingSince" IS NULL AND (c8."Type" <> 'StudentViewEnrollment' OR c8."Type" IS NULL) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c9
        WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."UserId" = @user AND c9."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c9."CourseId" = c8."CourseId" AND (c9."LimitPrivilegesToCourseSection" <> TRUE OR c9."LimitPrivilegesToCourseSection" IS NULL OR (c9."SectionId" IS NOT NULL AND c9."SectionId" = c8."SectionId"))) AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."Id" = (
        SELECT c10."Id"
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND (c10."Type" <> 'StudentViewEnrollment' OR c10."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c11
            WHERE c11."MissingSince" IS NULL AND c11."EnrollmentState" IN ('active', 'completed') AND c11."UserId" = @user AND c11."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c11."CourseId" = c10."CourseId" AND (c11."LimitPrivilegesToCourseSection" <> TRUE OR c11."LimitPrivilegesToCourseSection" IS NULL OR (c11."SectionId" IS NOT NULL AND c11."SectionId" = c10."SectionId"))) AND c10."Type" = 'StudentEnrollment' AND c10."EnrollmentState" IN ('active', 'invited', 'completed') AND c10."CourseId" = c8."CourseId" AND c10."UserId" = c8."UserId"
        ORDER BY CASE
            WHEN c10."EnrollmentState" = 'active' THEN 0
            ELSE 1
        END, c10."Id"
        LIMIT 1)
) AS u
ORDER BY u."CourseId", u."StudentId", u."At", u."EnrollmentId", u."Sequence"

-- ForObserver
SELECT u."CourseId", u."StudentId", u."EnrollmentId", u."At", u."Change", u."CurrentScore", u."FinalScore", u."CurrentGrade", u."UnpostedCurrentScore", u."OverrideScore", u."Sequence"
FROM (
    SELECT c."CourseId", c."UserId" AS "StudentId", c."Id" AS "EnrollmentId", c5."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousCurrentScore"
        ELSE c5."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousFinalScore"
        ELSE c5."FinalScore"
    END AS "FinalScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousCurrentGrade"
        ELSE c5."CurrentGrade"
    END AS "CurrentGrade", NULL AS "UnpostedCurrentScore", CASE
        WHEN c6."Id" IS NOT NULL THEN c6."PreviousOverrideScore"
        ELSE c5."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS c
    INNER JOIN (
        SELECT c3."Id", c3."HideFinalGrades"
        FROM "CanvasCourse" AS c3
        WHERE c3."MissingSince" IS NULL AND c3."WorkflowState" IN ('available', 'completed')
    ) AS c4 ON c."CourseId" = c4."Id"
    INNER JOIN "CanvasEnrollment" AS c5 ON c."Id" = c5."Id"
    LEFT JOIN "CanvasGradeHistory" AS c6 ON COALESCE((
        SELECT c7."Id"
        FROM "CanvasGradeHistory" AS c7
        WHERE c7."EnrollmentId" = c5."Id"
        ORDER BY c7."RecordedAt", c7."Id"
        LIMIT 1), 0) = c6."Id"
    WHERE c."MissingSince" IS NULL AND (c."Type" <> 'StudentViewEnrollment' OR c."Type" IS NULL) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c0
        WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @user AND c0."Type" = 'ObserverEnrollment' AND c0."CourseId" = c."CourseId" AND c0."AssociatedUserId" = c."UserId") AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND c."Id" = (
        SELECT c1."Id"
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND (c1."Type" <> 'StudentViewEnrollment' OR c1."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c2
            WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @user AND c2."Type" = 'ObserverEnrollment' AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId"
        ORDER BY CASE
            WHEN c1."EnrollmentState" = 'active' THEN 0
            ELSE 1
        END, c1."Id"
        LIMIT 1) AND (c4."HideFinalGrades" <> TRUE OR c4."HideFinalGrades" IS NULL) AND (c6."Id" IS NULL OR c6."CourseId" = c5."CourseId")
    UNION ALL
    SELECT c8."CourseId", c8."UserId" AS "StudentId", c8."Id" AS "EnrollmentId", c14."RecordedAt" AS "At", c14."Change", c14."CurrentScore", c14."FinalScore", c14."CurrentGrade", NULL AS "UnpostedCurrentScore", c14."OverrideScore", c14."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS c8
    INNER JOIN (
        SELECT c12."Id", c12."HideFinalGrades"
        FROM "CanvasCourse" AS c12
        WHERE c12."MissingSince" IS NULL AND c12."WorkflowState" IN ('available', 'completed')
    ) AS c13 ON c8."CourseId" = c13."Id"
    INNER JOIN "CanvasGradeHistory" AS c14 ON c8."Id" = c14."EnrollmentId" AND c8."CourseId" = c14."CourseId"
    WHERE c8."MissingSince" IS NULL AND (c8."Type" <> 'StudentViewEnrollment' OR c8."Type" IS NULL) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c9
        WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."UserId" = @user AND c9."Type" = 'ObserverEnrollment' AND c9."CourseId" = c8."CourseId" AND c9."AssociatedUserId" = c8."UserId") AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."Id" = (
        SELECT c10."Id"
        FROM "CanvasEnrollment" AS c10
        WHERE c10."MissingSince" IS NULL AND (c10."Type" <> 'StudentViewEnrollment' OR c10."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c11
            WHERE c11."MissingSince" IS NULL AND c11."EnrollmentState" IN ('active', 'completed') AND c11."UserId" = @user AND c11."Type" = 'ObserverEnrollment' AND c11."CourseId" = c10."CourseId" AND c11."AssociatedUserId" = c10."UserId") AND c10."Type" = 'StudentEnrollment' AND c10."EnrollmentState" IN ('active', 'invited', 'completed') AND c10."CourseId" = c8."CourseId" AND c10."UserId" = c8."UserId"
        ORDER BY CASE
            WHEN c10."EnrollmentState" = 'active' THEN 0
            ELSE 1
        END, c10."Id"
        LIMIT 1) AND (c13."HideFinalGrades" <> TRUE OR c13."HideFinalGrades" IS NULL)
) AS u
ORDER BY u."CourseId", u."StudentId", u."At", u."EnrollmentId", u."Sequence"
