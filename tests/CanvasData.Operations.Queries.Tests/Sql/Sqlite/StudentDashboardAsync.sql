-- ForEverything
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c1"."Name" AS "CourseName", "c1"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c3"."Name" AS "StudentName", "c3"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c0"."Id", "c0"."CourseCode", "c0"."Name"
    FROM "CanvasCourse" AS "c0"
    WHERE "c0"."MissingSince" IS NULL
) AS "c1" ON "c"."CourseId" = "c1"."Id"
LEFT JOIN "CanvasUser" AS "c3" ON "c"."UserId" = "c3"."Id"
LEFT JOIN (
    SELECT "c4"."CourseId", "c4"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c4"."Score" IS NOT NULL AND ("c4"."Excused" <> 1 OR "c4"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c4"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c4"."Missing" OR ("c4"."SubmittedAt" IS NULL AND "c4"."CachedDueDate" < @Now AND "c4"."WorkflowState" = 'unsubmitted' AND "c4"."LatePolicyStatus" IS NULL AND ("c4"."Excused" <> 1 OR "c4"."Excused" IS NULL) AND "c4"."CustomGradeStatusId" IS NULL AND "c7"."SubmissionTypes" IS NOT NULL AND "c7"."SubmissionTypes" <> '' AND "c7"."SubmissionTypes" <> 'none' AND "c7"."SubmissionTypes" <> 'not_graded' AND "c7"."SubmissionTypes" <> 'on_paper' AND ("c7"."SubmissionTypes" <> 'external_tool' OR "c7"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c4"
    INNER JOIN (
        SELECT "c6"."Id", "c6"."IsQuizLtiAssignment", "c6"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL
    ) AS "c7" ON "c4"."AssignmentId" = "c7"."Id"
    INNER JOIN (
        SELECT "c8"."Id"
        FROM "CanvasCourse" AS "c8"
        WHERE "c8"."MissingSince" IS NULL
    ) AS "c9" ON "c4"."CourseId" = "c9"."Id"
    WHERE "c4"."MissingSince" IS NULL AND "c4"."UserId" = @StudentId AND "c4"."CourseId" IN (
        SELECT "c5"."CourseId"
        FROM "CanvasEnrollment" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."Type" = 'StudentEnrollment' AND "c5"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c5"."UserId" = @StudentId
    )
    GROUP BY "c4"."CourseId", "c4"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
WHERE "c"."MissingSince" IS NULL AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."UserId" = @StudentId AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."Type" = 'StudentEnrollment' AND "c2"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c2"."UserId" = @StudentId AND "c2"."CourseId" = "c"."CourseId" AND "c2"."UserId" = "c"."UserId" AND (("c2"."EnrollmentState" = 'active' AND ("c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL)) OR ("c2"."Id" < "c"."Id" AND ("c2"."EnrollmentState" = 'active' OR "c"."EnrollmentState" <> 'active' OR "c"."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN "c1"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c1"."Name" COLLATE BINARY), "c1"."Name" COLLATE BINARY, "c"."CourseId"

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", "c"."CachedDueDate" AS "DueAt", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR ("c"."SubmittedAt" IS NULL AND CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR ("c2"."IsQuizLtiAssignment" = 1 AND "c2"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing"
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
) AND ("c"."Missing" OR ("c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" < @Now AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR "c2"."IsQuizLtiAssignment")) OR ("c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."AssignmentId", "c"."Id"

-- ForTeacher
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c5"."Name" AS "StudentName", "c5"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c6"."Score" IS NOT NULL AND ("c6"."Excused" <> 1 OR "c6"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c6"."Missing" OR ("c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" < @Now AND "c6"."WorkflowState" = 'unsubmitted' AND "c6"."LatePolicyStatus" IS NULL AND ("c6"."Excused" <> 1 OR "c6"."Excused" IS NULL) AND "c6"."CustomGradeStatusId" IS NULL AND "c10"."SubmissionTypes" IS NOT NULL AND "c10"."SubmissionTypes" <> '' AND "c10"."SubmissionTypes" <> 'none' AND "c10"."SubmissionTypes" <> 'not_graded' AND "c10"."SubmissionTypes" <> 'on_paper' AND ("c10"."SubmissionTypes" <> 'external_tool' OR "c10"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."IsQuizLtiAssignment", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL
    ) AS "c10" ON "c6"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c6"."CourseId" = "c12"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."UserId" = @StudentId AND "c6"."CourseId" IN (
        SELECT "c7"."CourseId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @PersonId AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c8"."CourseId" = "c7"."CourseId" AND ("c8"."LimitPrivilegesToCourseSection" <> 1 OR "c8"."LimitPrivilegesToCourseSection" IS NULL OR ("c8"."SectionId" IS NOT NULL AND "c8"."SectionId" = "c7"."SectionId"))) AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."UserId" = @StudentId
    )
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
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

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", "c"."CachedDueDate" AS "DueAt", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR ("c"."SubmittedAt" IS NULL AND CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR ("c3"."IsQuizLtiAssignment" = 1 AND "c3"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing"
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
) AND ("c"."Missing" OR ("c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" < @Now AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR "c3"."IsQuizLtiAssignment")) OR ("c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND "c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."AssignmentId", "c"."Id"

-- ForObserver
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c5"."Name" AS "StudentName", "c5"."SortableName", "c"."EnrollmentState", CASE
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
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
LEFT JOIN (
    SELECT "c6"."CourseId", "c6"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN CASE
            WHEN "c6"."PostedAt" IS NOT NULL THEN "c6"."Score"
        END IS NOT NULL AND ("c6"."PostedAt" IS NULL OR "c6"."Excused" <> 1 OR "c6"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c6"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c6"."Missing" OR ("c6"."SubmittedAt" IS NULL AND "c6"."CachedDueDate" < @Now AND ("c6"."PostedAt" IS NULL OR ("c6"."WorkflowState" = 'unsubmitted' AND "c6"."LatePolicyStatus" IS NULL AND ("c6"."Excused" <> 1 OR "c6"."Excused" IS NULL) AND "c6"."CustomGradeStatusId" IS NULL)) AND "c10"."SubmissionTypes" IS NOT NULL AND "c10"."SubmissionTypes" <> '' AND "c10"."SubmissionTypes" <> 'none' AND "c10"."SubmissionTypes" <> 'not_graded' AND "c10"."SubmissionTypes" <> 'on_paper' AND ("c10"."SubmissionTypes" <> 'external_tool' OR "c10"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c6"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."IsQuizLtiAssignment", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."Published"
    ) AS "c10" ON "c6"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."WorkflowState" IN ('available', 'completed')
    ) AS "c12" ON "c6"."CourseId" = "c12"."Id"
    WHERE "c6"."MissingSince" IS NULL AND "c6"."UserId" = @StudentId AND "c6"."CourseId" IN (
        SELECT "c7"."CourseId"
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @PersonId AND "c8"."Type" = 'ObserverEnrollment' AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."AssociatedUserId" = "c7"."UserId") AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."UserId" = @StudentId
    )
    GROUP BY "c6"."CourseId", "c6"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
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

SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", "c"."CachedDueDate" AS "DueAt", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR ("c"."SubmittedAt" IS NULL AND CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND ("c"."PostedAt" IS NULL OR ("c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL)) AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR ("c3"."IsQuizLtiAssignment" = 1 AND "c3"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing"
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
) AND ("c"."Missing" OR ("c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" < @Now AND ("c"."PostedAt" IS NULL OR ("c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL)) AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR "c3"."IsQuizLtiAssignment")) OR ("c"."SubmittedAt" IS NULL AND "c"."CachedDueDate" >= @Now AND "c"."CachedDueDate" <= @To AND ("c"."PostedAt" IS NULL OR ("c"."Score" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL)))))
ORDER BY CASE
    WHEN "c"."CachedDueDate" IS NULL THEN 1
    ELSE 0
END, "c"."CachedDueDate", "c"."AssignmentId", "c"."Id"
