-- ForEverything
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c1"."Name" AS "CourseName", "c1"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c9"."Name" AS "StudentName", "c9"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c0"."Id", "c0"."CourseCode", "c0"."Name"
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL
) AS "c1" ON "c"."CourseId" = "c1"."Id"
LEFT JOIN (
    SELECT "c3"."CourseId", "c3"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c3"."Score" IS NOT NULL AND ("c3"."Excused" <> 1 OR "c3"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c3"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c3"."Missing" OR ("c3"."CachedDueDate" < @Now AND "c3"."SubmittedAt" IS NULL AND "c3"."WorkflowState" = 'unsubmitted' AND "c3"."LatePolicyStatus" IS NULL AND ("c3"."Excused" <> 1 OR "c3"."Excused" IS NULL) AND "c3"."CustomGradeStatusId" IS NULL AND "c6"."SubmissionTypes" IS NOT NULL AND "c6"."SubmissionTypes" <> '' AND "c6"."SubmissionTypes" <> 'none' AND "c6"."SubmissionTypes" <> 'not_graded' AND "c6"."SubmissionTypes" <> 'on_paper' AND ("c6"."SubmissionTypes" <> 'external_tool' OR "c6"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c3"
    INNER JOIN (
        SELECT "c5"."Id", "c5"."IsQuizLtiAssignment", "c5"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL
    ) AS "c6" ON "c3"."AssignmentId" = "c6"."Id"
    INNER JOIN (
        SELECT "c7"."Id"
        FROM "CanvasCourse" AS "c7"
        WHERE "c7"."MissingSince" IS NULL
    ) AS "c8" ON "c3"."CourseId" = "c8"."Id"
    WHERE "c3"."MissingSince" IS NULL AND "c3"."UserId" = @StudentId AND "c3"."CourseId" IN (
        SELECT "c4"."CourseId"
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."Type" = 'StudentEnrollment' AND "c4"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c4"."UserId" = @StudentId
    )
    GROUP BY "c3"."CourseId", "c3"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c9" ON "c"."UserId" = "c9"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."UserId" = @StudentId AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c1"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c1"."Name" COLLATE BINARY), "c1"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", "c"."CachedDueDate" AS "DueAt", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR (CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR ("c2"."IsQuizLtiAssignment" = 1 AND "c2"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."PointsPossible", "c1"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @StudentId AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = @StudentId
) AND ("c"."Missing" OR ("c"."CachedDueDate" < @Now AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR "c2"."IsQuizLtiAssignment")) OR ("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."SubmittedAt" IS NULL AND "c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."AssignmentId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c12"."Name" AS "StudentName", "c12"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN (
    SELECT "c5"."CourseId", "c5"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c5"."Score" IS NOT NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c5"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c5"."Missing" OR ("c5"."CachedDueDate" < @Now AND "c5"."SubmittedAt" IS NULL AND "c5"."WorkflowState" = 'unsubmitted' AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL AND "c9"."SubmissionTypes" IS NOT NULL AND "c9"."SubmissionTypes" <> '' AND "c9"."SubmissionTypes" <> 'none' AND "c9"."SubmissionTypes" <> 'not_graded' AND "c9"."SubmissionTypes" <> 'on_paper' AND ("c9"."SubmissionTypes" <> 'external_tool' OR "c9"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c8"."Id", "c8"."IsQuizLtiAssignment", "c8"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL
    ) AS "c9" ON "c5"."AssignmentId" = "c9"."Id"
    INNER JOIN (
        SELECT "c10"."Id"
        FROM "CanvasCourse" AS "c10"
        WHERE "c10"."MissingSince" IS NULL
    ) AS "c11" ON "c5"."CourseId" = "c11"."Id"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."UserId" = @StudentId AND "c5"."CourseId" IN (
        SELECT "c6"."CourseId"
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c7"
            WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."UserId" = @PersonId AND "c7"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c7"."CourseId" = "c6"."CourseId" AND ("c7"."LimitPrivilegesToCourseSection" <> 1 OR "c7"."LimitPrivilegesToCourseSection" IS NULL OR ("c7"."SectionId" IS NOT NULL AND "c7"."SectionId" = "c6"."SectionId"))) AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c6"."UserId" = @StudentId
    )
    GROUP BY "c5"."CourseId", "c5"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c12" ON "c"."UserId" = "c12"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @PersonId AND "c4"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c4"."CourseId" = "c3"."CourseId" AND ("c4"."LimitPrivilegesToCourseSection" <> 1 OR "c4"."LimitPrivilegesToCourseSection" IS NULL OR ("c4"."SectionId" IS NOT NULL AND "c4"."SectionId" = "c3"."SectionId"))) AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."UserId" = @StudentId AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", "c"."CachedDueDate" AS "DueAt", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR (CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR ("c3"."IsQuizLtiAssignment" = 1 AND "c3"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c2"."Id", "c2"."IsQuizLtiAssignment", "c2"."Name", "c2"."PointsPossible", "c2"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL
) AS "c3" ON "c"."AssignmentId" = "c3"."Id"
INNER JOIN (
    SELECT "c4"."Id"
    FROM "CanvasCourse" AS "c4"
    WHERE "c4"."MissingSince" IS NULL
) AS "c5" ON "c"."CourseId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @StudentId AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."UserId" = @PersonId AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."CourseId" = "c0"."CourseId" AND ("c1"."LimitPrivilegesToCourseSection" <> 1 OR "c1"."LimitPrivilegesToCourseSection" IS NULL OR ("c1"."SectionId" IS NOT NULL AND "c1"."SectionId" = "c0"."SectionId"))) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = @StudentId
) AND ("c"."Missing" OR ("c"."CachedDueDate" < @Now AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR "c3"."IsQuizLtiAssignment")) OR ("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."SubmittedAt" IS NULL AND "c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c12"."Name" AS "StudentName", "c12"."SortableName", "c"."EnrollmentState", CASE
    WHEN "c2"."HideFinalGrades" <> 1 OR "c2"."HideFinalGrades" IS NULL THEN "c"."CurrentScore"
END AS "CurrentScore", CASE
    WHEN "c2"."HideFinalGrades" <> 1 OR "c2"."HideFinalGrades" IS NULL THEN "c"."FinalScore"
END AS "FinalScore", CASE
    WHEN "c2"."HideFinalGrades" <> 1 OR "c2"."HideFinalGrades" IS NULL THEN "c"."CurrentGrade"
END AS "CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."HideFinalGrades", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND "c1"."WorkflowState" IN ('available', 'completed')
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN (
    SELECT "c5"."CourseId", "c5"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN CASE
            WHEN "c5"."PostedAt" IS NOT NULL THEN "c5"."Score"
        END IS NOT NULL AND ("c5"."PostedAt" IS NULL OR "c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c5"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c5"."Missing" OR ("c5"."CachedDueDate" < @Now AND "c5"."SubmittedAt" IS NULL AND ("c5"."PostedAt" IS NULL OR ("c5"."WorkflowState" = 'unsubmitted' AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL)) AND "c9"."SubmissionTypes" IS NOT NULL AND "c9"."SubmissionTypes" <> '' AND "c9"."SubmissionTypes" <> 'none' AND "c9"."SubmissionTypes" <> 'not_graded' AND "c9"."SubmissionTypes" <> 'on_paper' AND ("c9"."SubmissionTypes" <> 'external_tool' OR "c9"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c8"."Id", "c8"."IsQuizLtiAssignment", "c8"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."Published"
    ) AS "c9" ON "c5"."AssignmentId" = "c9"."Id"
    INNER JOIN (
        SELECT "c10"."Id"
        FROM "CanvasCourse" AS "c10"
        WHERE "c10"."MissingSince" IS NULL AND "c10"."WorkflowState" IN ('available', 'completed')
    ) AS "c11" ON "c5"."CourseId" = "c11"."Id"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."UserId" = @StudentId AND "c5"."CourseId" IN (
        SELECT "c6"."CourseId"
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c7"
            WHERE "c7"."MissingSince" IS NULL AND "c7"."EnrollmentState" IN ('active', 'completed') AND "c7"."UserId" = @PersonId AND "c7"."Type" = 'ObserverEnrollment' AND "c7"."CourseId" = "c6"."CourseId" AND "c7"."AssociatedUserId" = "c6"."UserId") AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c6"."UserId" = @StudentId
    )
    GROUP BY "c5"."CourseId", "c5"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c12" ON "c"."UserId" = "c12"."Id"
WHERE "c"."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @PersonId AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND "c4"."EnrollmentState" IN ('active', 'completed') AND "c4"."UserId" = @PersonId AND "c4"."Type" = 'ObserverEnrollment' AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."AssociatedUserId" = "c3"."UserId") AND "c3"."Type" = 'StudentEnrollment' AND "c3"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c3"."UserId" = @StudentId AND "c3"."CourseId" = "c"."CourseId" AND "c3"."UserId" = "c"."UserId" AND (("c3"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c3"."Id" < "c"."Id" AND ("c3"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", "c"."CachedDueDate" AS "DueAt", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR (CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."SubmittedAt" IS NULL AND ("c"."PostedAt" IS NULL OR ("c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL)) AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR ("c3"."IsQuizLtiAssignment" = 1 AND "c3"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing"
FROM "CanvasSubmission" AS "c"
INNER JOIN (
    SELECT "c2"."Id", "c2"."IsQuizLtiAssignment", "c2"."Name", "c2"."PointsPossible", "c2"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."Published"
) AS "c3" ON "c"."AssignmentId" = "c3"."Id"
INNER JOIN (
    SELECT "c4"."Id"
    FROM "CanvasCourse" AS "c4"
    WHERE "c4"."MissingSince" IS NULL AND "c4"."WorkflowState" IN ('available', 'completed')
) AS "c5" ON "c"."CourseId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @StudentId AND "c"."CourseId" IN (
    SELECT "c0"."CourseId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."UserId" = @PersonId AND "c1"."Type" = 'ObserverEnrollment' AND "c1"."CourseId" = "c0"."CourseId" AND "c1"."AssociatedUserId" = "c0"."UserId") AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."UserId" = @StudentId
) AND ("c"."Missing" OR ("c"."CachedDueDate" < @Now AND "c"."SubmittedAt" IS NULL AND ("c"."PostedAt" IS NULL OR ("c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL)) AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR "c3"."IsQuizLtiAssignment")) OR ("c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."SubmittedAt" IS NULL AND ("c"."PostedAt" IS NULL OR ("c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."AssignmentId", "c"."Id"
