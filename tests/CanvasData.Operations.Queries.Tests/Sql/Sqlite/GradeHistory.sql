-- ForEverything
SELECT "u"."CourseId", "u"."StudentId", "u"."EnrollmentId", "u"."At", "u"."Change", "u"."CurrentScore", "u"."FinalScore", "u"."CurrentGrade", "u"."UnpostedCurrentScore", "u"."OverrideScore", "u"."Sequence"
FROM (
    SELECT "c"."CourseId", "c"."UserId" AS "StudentId", "c"."Id" AS "EnrollmentId", "c"."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN "c3"."Id" IS NOT NULL THEN "c3"."PreviousCurrentScore"
        ELSE "c"."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN "c3"."Id" IS NOT NULL THEN "c3"."PreviousFinalScore"
        ELSE "c"."FinalScore"
    END AS "FinalScore", CASE
        WHEN "c3"."Id" IS NOT NULL THEN "c3"."PreviousCurrentGrade"
        ELSE "c"."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN "c3"."Id" IS NOT NULL THEN "c3"."PreviousUnpostedCurrentScore"
        ELSE "c"."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN "c3"."Id" IS NOT NULL THEN "c3"."PreviousOverrideScore"
        ELSE "c"."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c0"."Id"
        FROM "CanvasCourse" AS "c0"
        WHERE "c0"."MissingSince" IS NULL
    ) AS "c1" ON "c"."CourseId" = "c1"."Id"
    LEFT JOIN "CanvasGradeHistory" AS "c3" ON COALESCE((
        SELECT "c4"."Id"
        FROM "CanvasGradeHistory" AS "c4"
        WHERE "c4"."EnrollmentId" = "c"."Id"
        ORDER BY "c4"."RecordedAt", "c4"."Id"
        LIMIT 1), 0) = "c3"."Id" AND "c"."CourseId" = "c3"."CourseId"
    WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)))) AND ("c3"."Id" IS NOT NULL OR COALESCE((
        SELECT "c5"."Id"
        FROM "CanvasGradeHistory" AS "c5"
        WHERE "c5"."EnrollmentId" = "c"."Id"
        ORDER BY "c5"."RecordedAt", "c5"."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", "c6"."Id" AS "EnrollmentId", "c10"."RecordedAt" AS "At", "c10"."Change", "c10"."CurrentScore", "c10"."FinalScore", "c10"."CurrentGrade", "c10"."UnpostedCurrentScore", "c10"."OverrideScore", "c10"."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS "c6"
    INNER JOIN (
        SELECT "c7"."Id"
        FROM "CanvasCourse" AS "c7"
        WHERE "c7"."MissingSince" IS NULL
    ) AS "c8" ON "c6"."CourseId" = "c8"."Id"
    INNER JOIN "CanvasGradeHistory" AS "c10" ON "c6"."Id" = "c10"."EnrollmentId" AND "c6"."CourseId" = "c10"."CourseId"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c6"."CourseId" AND "c9"."UserId" = "c6"."UserId" AND (("c9"."EnrollmentState" = 'active' AND ("c6"."EnrollmentState" <> 'active' OR "c6"."EnrollmentState" IS NULL)) OR ("c9"."Id" < "c6"."Id" AND ("c9"."EnrollmentState" = 'active' OR "c6"."EnrollmentState" <> 'active' OR "c6"."EnrollmentState" IS NULL))))
) AS "u"
ORDER BY "u"."CourseId", "u"."StudentId", "u"."At", "u"."EnrollmentId", "u"."Sequence"

-- ForTeacher
SELECT "u"."CourseId", "u"."StudentId", "u"."EnrollmentId", "u"."At", "u"."Change", "u"."CurrentScore", "u"."FinalScore", "u"."CurrentGrade", "u"."UnpostedCurrentScore", "u"."OverrideScore", "u"."Sequence"
FROM (
    SELECT "c"."CourseId", "c"."UserId" AS "StudentId", "c"."Id" AS "EnrollmentId", "c"."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousCurrentScore"
        ELSE "c"."CurrentScore"
    END AS "CurrentScore", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousFinalScore"
        ELSE "c"."FinalScore"
    END AS "FinalScore", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousCurrentGrade"
        ELSE "c"."CurrentGrade"
    END AS "CurrentGrade", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousUnpostedCurrentScore"
        ELSE "c"."UnpostedCurrentScore"
    END AS "UnpostedCurrentScore", CASE
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousOverrideScore"
        ELSE "c"."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c1"."Id"
        FROM "CanvasCourse" AS "c1"
        WHERE "c1"."MissingSince" IS NULL
    ) AS "c2" ON "c"."CourseId" = "c2"."Id"
    LEFT JOIN "CanvasGradeHistory" AS "c5" ON COALESCE((
        SELECT "c6"."Id"
        FROM "CanvasGradeHistory" AS "c6"
        WHERE "c6"."EnrollmentId" = "c"."Id"
        ORDER BY "c6"."RecordedAt", "c6"."Id"
        LIMIT 1), 0) = "c5"."Id" AND "c"."CourseId" = "c5"."CourseId"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND ("c4"."LimitPrivilegesToCourseSection" <> 1 OR "c4"."LimitPrivilegesToCourseSection" IS NULL OR ("c4"."SectionId" IS NOT NULL AND "c4"."SectionId" = "c3"."SectionId"))) AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)))) AND ("c5"."Id" IS NOT NULL OR COALESCE((
        SELECT "c7"."Id"
        FROM "CanvasGradeHistory" AS "c7"
        WHERE "c7"."EnrollmentId" = "c"."Id"
        ORDER BY "c7"."RecordedAt", "c7"."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT "c8"."CourseId", "c8"."UserId" AS "StudentId", "c8"."Id" AS "EnrollmentId", "c14"."RecordedAt" AS "At", "c14"."Change", "c14"."CurrentScore", "c14"."FinalScore", "c14"."CurrentGrade", "c14"."UnpostedCurrentScore", "c14"."OverrideScore", "c14"."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS "c8"
    INNER JOIN (
        SELECT "c10"."Id"
        FROM "CanvasCourse" AS "c10"
        WHERE "c10"."MissingSince" IS NULL
    ) AS "c11" ON "c8"."CourseId" = "c11"."Id"
    INNER JOIN "CanvasGradeHistory" AS "c14" ON "c8"."Id" = "c14"."EnrollmentId" AND "c8"."CourseId" = "c14"."CourseId"
    WHERE "c8"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."EnrollmentState" IN ('active', 'completed') AND "c9"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c9"."UserId" = @UserId AND "c9"."CourseId" = "c8"."CourseId" AND ("c9"."LimitPrivilegesToCourseSection" <> 1 OR "c9"."LimitPrivilegesToCourseSection" IS NULL OR ("c9"."SectionId" IS NOT NULL AND "c9"."SectionId" = "c8"."SectionId"))) AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."EnrollmentState" IN ('active', 'completed') AND "c13"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c13"."UserId" = @UserId AND "c13"."CourseId" = "c12"."CourseId" AND ("c13"."LimitPrivilegesToCourseSection" <> 1 OR "c13"."LimitPrivilegesToCourseSection" IS NULL OR ("c13"."SectionId" IS NOT NULL AND "c13"."SectionId" = "c12"."SectionId"))) AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c12"."CourseId" = "c8"."CourseId" AND "c12"."UserId" = "c8"."UserId" AND (("c12"."EnrollmentState" = 'active' AND ("c8"."EnrollmentState" <> 'active' OR "c8"."EnrollmentState" IS NULL)) OR ("c12"."Id" < "c8"."Id" AND ("c12"."EnrollmentState" = 'active' OR "c8"."EnrollmentState" <> 'active' OR "c8"."EnrollmentState" IS NULL))))
) AS "u"
ORDER BY "u"."CourseId", "u"."StudentId", "u"."At", "u"."EnrollmentId", "u"."Sequence"

-- ForObserver
SELECT "u"."CourseId", "u"."StudentId", "u"."EnrollmentId", "u"."At", "u"."Change", "u"."CurrentScore", "u"."FinalScore", "u"."CurrentGrade", "u"."UnpostedCurrentScore", "u"."OverrideScore", "u"."Sequence"
FROM (
    SELECT "c"."CourseId", "c"."UserId" AS "StudentId", "c"."Id" AS "EnrollmentId", "c"."FirstSyncedAt" AS "At", 'observed' AS "Change", CASE
        WHEN ("c2"."HideFinalGrades" IS NOT NULL AND "c2"."HideFinalGrades") OR ("c2"."RestrictQuantitativeData" IS NOT NULL AND "c2"."RestrictQuantitativeData") THEN NULL
        WHEN "c5"."Id" IS NOT NULL THEN COALESCE("c5"."PreviousOverrideScore", "c5"."PreviousCurrentScore")
        WHEN ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c2"."RestrictQuantitativeData" IS NULL OR NOT ("c2"."RestrictQuantitativeData")) THEN COALESCE("c"."OverrideScore", "c"."CurrentScore")
    END AS "CurrentScore", CASE
        WHEN ("c2"."HideFinalGrades" IS NOT NULL AND "c2"."HideFinalGrades") OR ("c2"."RestrictQuantitativeData" IS NOT NULL AND "c2"."RestrictQuantitativeData") THEN NULL
        WHEN "c5"."Id" IS NOT NULL THEN COALESCE("c5"."PreviousOverrideScore", "c5"."PreviousFinalScore")
        WHEN ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c2"."RestrictQuantitativeData" IS NULL OR NOT ("c2"."RestrictQuantitativeData")) THEN COALESCE("c"."OverrideScore", "c"."FinalScore")
    END AS "FinalScore", CASE
        WHEN "c5"."Id" IS NOT NULL THEN CASE
            WHEN "c5"."PreviousOverrideScore" IS NOT NULL OR "c5"."PreviousOverrideGrade" IS NOT NULL THEN "c5"."PreviousOverrideGrade"
            ELSE "c5"."PreviousCurrentGrade"
        END
        WHEN "c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades") THEN CASE
            WHEN "c"."OverrideScore" IS NOT NULL OR "c"."OverrideGrade" IS NOT NULL THEN "c"."OverrideGrade"
            ELSE "c"."CurrentGrade"
        END
    END AS "CurrentGrade", NULL AS "UnpostedCurrentScore", CASE
        WHEN ("c2"."HideFinalGrades" IS NOT NULL AND "c2"."HideFinalGrades") OR ("c2"."RestrictQuantitativeData" IS NOT NULL AND "c2"."RestrictQuantitativeData") THEN NULL
        WHEN "c5"."Id" IS NOT NULL THEN "c5"."PreviousOverrideScore"
        WHEN ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c2"."RestrictQuantitativeData" IS NULL OR NOT ("c2"."RestrictQuantitativeData")) THEN "c"."OverrideScore"
    END AS "OverrideScore", 0 AS "Sequence"
    FROM "CanvasEnrollment" AS "c"
    INNER JOIN (
        SELECT "c1"."Id", "c1"."HideFinalGrades", "c1"."RestrictQuantitativeData"
        FROM "CanvasCourse" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."WorkflowState" IN ('available', 'completed')
    ) AS "c2" ON "c"."CourseId" = "c2"."Id"
    LEFT JOIN "CanvasGradeHistory" AS "c5" ON COALESCE((
        SELECT "c6"."Id"
        FROM "CanvasGradeHistory" AS "c6"
        WHERE "c6"."EnrollmentId" = "c"."Id"
        ORDER BY "c6"."RecordedAt", "c6"."Id"
        LIMIT 1), 0) = "c5"."Id" AND "c"."CourseId" = "c5"."CourseId"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."UserId" = @UserId AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c4"
            WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."Type" = 'ObserverEnrollment' AND "c4"."UserId" = @UserId AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."AssociatedUserId" = "c3"."UserId") AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)))) AND ("c2"."HideFinalGrades" IS NULL OR NOT ("c2"."HideFinalGrades")) AND ("c5"."Id" IS NOT NULL OR COALESCE((
        SELECT "c7"."Id"
        FROM "CanvasGradeHistory" AS "c7"
        WHERE "c7"."EnrollmentId" = "c"."Id"
        ORDER BY "c7"."RecordedAt", "c7"."Id"
        LIMIT 1), 0) = 0)
    UNION ALL
    SELECT "c8"."CourseId", "c8"."UserId" AS "StudentId", "c8"."Id" AS "EnrollmentId", "c14"."RecordedAt" AS "At", "c14"."Change", CASE
        WHEN ("c11"."HideFinalGrades" IS NOT NULL AND "c11"."HideFinalGrades") OR ("c11"."RestrictQuantitativeData" IS NOT NULL AND "c11"."RestrictQuantitativeData") THEN NULL
        ELSE COALESCE("c14"."OverrideScore", "c14"."CurrentScore")
    END AS "CurrentScore", CASE
        WHEN ("c11"."HideFinalGrades" IS NOT NULL AND "c11"."HideFinalGrades") OR ("c11"."RestrictQuantitativeData" IS NOT NULL AND "c11"."RestrictQuantitativeData") THEN NULL
        ELSE COALESCE("c14"."OverrideScore", "c14"."FinalScore")
    END AS "FinalScore", CASE
        WHEN "c14"."OverrideScore" IS NOT NULL OR "c14"."OverrideGrade" IS NOT NULL THEN "c14"."OverrideGrade"
        ELSE "c14"."CurrentGrade"
    END AS "CurrentGrade", NULL AS "UnpostedCurrentScore", CASE
        WHEN ("c11"."HideFinalGrades" IS NULL OR NOT ("c11"."HideFinalGrades")) AND ("c11"."RestrictQuantitativeData" IS NULL OR NOT ("c11"."RestrictQuantitativeData")) THEN "c14"."OverrideScore"
    END AS "OverrideScore", "c14"."Id" AS "Sequence"
    FROM "CanvasEnrollment" AS "c8"
    INNER JOIN (
        SELECT "c10"."Id", "c10"."HideFinalGrades", "c10"."RestrictQuantitativeData"
        FROM "CanvasCourse" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."WorkflowState" IN ('available', 'completed')
    ) AS "c11" ON "c8"."CourseId" = "c11"."Id"
    INNER JOIN "CanvasGradeHistory" AS "c14" ON "c8"."Id" = "c14"."EnrollmentId" AND "c8"."CourseId" = "c14"."CourseId"
    WHERE "c8"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."EnrollmentState" IN ('active', 'completed') AND "c9"."Type" = 'ObserverEnrollment' AND "c9"."UserId" = @UserId AND "c9"."CourseId" = "c8"."CourseId" AND "c9"."AssociatedUserId" = "c8"."UserId") AND "c8"."Type" = 'StudentEnrollment' AND "c8"."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c12"
        WHERE "c12"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c13"
            WHERE "c13"."MissingSince" IS NULL AND "c13"."EnrollmentState" IN ('active', 'completed') AND "c13"."Type" = 'ObserverEnrollment' AND "c13"."UserId" = @UserId AND "c13"."CourseId" = "c12"."CourseId" AND "c13"."AssociatedUserId" = "c12"."UserId") AND "c12"."Type" = 'StudentEnrollment' AND "c12"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c12"."CourseId" = "c8"."CourseId" AND "c12"."UserId" = "c8"."UserId" AND (("c12"."EnrollmentState" = 'active' AND ("c8"."EnrollmentState" <> 'active' OR "c8"."EnrollmentState" IS NULL)) OR ("c12"."Id" < "c8"."Id" AND ("c12"."EnrollmentState" = 'active' OR "c8"."EnrollmentState" <> 'active' OR "c8"."EnrollmentState" IS NULL)))) AND ("c11"."HideFinalGrades" IS NULL OR NOT ("c11"."HideFinalGrades")) AND ("c14"."Change" <> 'changed' OR (("c11"."HideFinalGrades" IS NULL OR NOT ("c11"."HideFinalGrades")) AND ("c11"."RestrictQuantitativeData" IS NULL OR NOT ("c11"."RestrictQuantitativeData")) AND ("c14"."OverrideScore" <> "c14"."PreviousOverrideScore" OR "c14"."OverrideScore" IS NULL OR "c14"."PreviousOverrideScore" IS NULL) AND ("c14"."OverrideScore" IS NOT NULL OR "c14"."PreviousOverrideScore" IS NOT NULL)) OR (("c14"."OverrideGrade" <> "c14"."PreviousOverrideGrade" OR "c14"."OverrideGrade" IS NULL OR "c14"."PreviousOverrideGrade" IS NULL) AND ("c14"."OverrideGrade" IS NOT NULL OR "c14"."PreviousOverrideGrade" IS NOT NULL)) OR (("c11"."HideFinalGrades" IS NULL OR NOT ("c11"."HideFinalGrades")) AND ("c11"."RestrictQuantitativeData" IS NULL OR NOT ("c11"."RestrictQuantitativeData")) AND "c14"."OverrideScore" IS NULL AND ((("c14"."CurrentScore" <> "c14"."PreviousCurrentScore" OR "c14"."CurrentScore" IS NULL OR "c14"."PreviousCurrentScore" IS NULL) AND ("c14"."CurrentScore" IS NOT NULL OR "c14"."PreviousCurrentScore" IS NOT NULL)) OR (("c14"."FinalScore" <> "c14"."PreviousFinalScore" OR "c14"."FinalScore" IS NULL OR "c14"."PreviousFinalScore" IS NULL) AND ("c14"."FinalScore" IS NOT NULL OR "c14"."PreviousFinalScore" IS NOT NULL)))) OR ("c14"."OverrideScore" IS NULL AND "c14"."OverrideGrade" IS NULL AND ("c14"."CurrentGrade" <> "c14"."PreviousCurrentGrade" OR "c14"."CurrentGrade" IS NULL OR "c14"."PreviousCurrentGrade" IS NULL) AND ("c14"."CurrentGrade" IS NOT NULL OR "c14"."PreviousCurrentGrade" IS NOT NULL)))
) AS "u"
ORDER BY "u"."CourseId", "u"."StudentId", "u"."At", "u"."EnrollmentId", "u"."Sequence"
