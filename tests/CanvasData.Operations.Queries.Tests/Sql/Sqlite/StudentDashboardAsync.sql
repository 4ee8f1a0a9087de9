-- ForEverything
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c2"."Name" AS "CourseName", "c2"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c9"."Name" AS "StudentName", "c9"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c1"."Id", "c1"."CourseCode", "c1"."HideFinalGrades", "c1"."Name"
    FROM "CanvasCourse" AS "c1"
    WHERE "c1"."MissingSince" IS NULL
) AS "c2" ON "c"."CourseId" = "c2"."Id"
LEFT JOIN (
    SELECT "c3"."CourseId", "c3"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c3"."Score" IS NOT NULL AND ("c3"."Excused" <> 1 OR "c3"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c3"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c3"."Missing" OR ("c3"."CachedDueDate" < @at AND "c3"."SubmittedAt" IS NULL AND "c3"."WorkflowState" = 'unsubmitted' AND "c3"."LatePolicyStatus" IS NULL AND ("c3"."Excused" <> 1 OR "c3"."Excused" IS NULL) AND "c3"."CustomGradeStatusId" IS NULL AND "c6"."SubmissionTypes" IS NOT NULL AND "c6"."SubmissionTypes" <> '' AND "c6"."SubmissionTypes" <> 'none' AND "c6"."SubmissionTypes" <> 'not_graded' AND "c6"."SubmissionTypes" <> 'on_paper' AND ("c6"."SubmissionTypes" <> 'external_tool' OR "c6"."IsQuizLtiAssignment")) THEN 1
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
    WHERE "c3"."MissingSince" IS NULL AND "c3"."UserId" = @student2 AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c4"
        WHERE "c4"."MissingSince" IS NULL AND ("c4"."Type" <> 'StudentViewEnrollment' OR "c4"."Type" IS NULL) AND "c4"."Type" = 'StudentEnrollment' AND "c4"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c4"."CourseId" = "c3"."CourseId" AND "c4"."UserId" = "c3"."UserId")
    GROUP BY "c3"."CourseId", "c3"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c9" ON "c"."UserId" = "c9"."Id"
WHERE "c"."MissingSince" IS NULL AND ("c"."Type" <> 'StudentViewEnrollment' OR "c"."Type" IS NULL) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."Id" = (
    SELECT "c0"."Id"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND ("c0"."Type" <> 'StudentViewEnrollment' OR "c0"."Type" IS NULL) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId"
    ORDER BY CASE
        WHEN "c0"."EnrollmentState" = 'active' THEN 0
        ELSE 1
    END, "c0"."Id"
    LIMIT 1) AND "c"."UserId" = @student
ORDER BY CASE
    WHEN "c2"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c2"."Name" COLLATE BINARY), "c2"."Name" COLLATE BINARY, "c"."CourseId", CASE
    WHEN "c9"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c9"."SortableName" COLLATE BINARY), "c9"."SortableName" COLLATE BINARY, "c"."UserId"

SELECT "u"."SubmissionId", "u"."CourseId", "u"."AssignmentId", "u"."AssignmentName", "u"."PointsPossible", "u"."DueAt", "u"."IsMissing"
FROM (
    SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c4"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."AssignmentGroupId", "c4"."ApplyAssignmentGroupWeights" = 1 AND "c4"."ApplyAssignmentGroupWeights" IS NOT NULL AS "WeightsGroups", "c2"."PointsPossible", "c2"."OmitFromFinalGrade" = 1 AND "c2"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", 1 AS "Shown", "c"."Score", "c"."Grade", CASE
        WHEN "c2"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c2"."PointsPossible"
    END AS "Percentage", "c"."WorkflowState", "c"."SubmittedAt", "c"."GradedAt", "c"."PostedAt", "c"."CachedDueDate" AS "DueAt", "c"."Attempt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
        WHEN "c"."Late" THEN "c"."SecondsLate" / 3600.0
    END AS "HoursLate", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR (CASE
        WHEN "c"."CachedDueDate" < @at THEN 1
        ELSE 0
    END AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR ("c2"."IsQuizLtiAssignment" = 1 AND "c2"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c"."Excused" = 1 AND "c"."Excused" IS NOT NULL AS "IsExcused", "c"."MissingSince"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c1"."Id", "c1"."AssignmentGroupId", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."OmitFromFinalGrade", "c1"."PointsPossible", "c1"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL
    ) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."ApplyAssignmentGroupWeights", "c3"."Name"
        FROM "CanvasCourse" AS "c3"
        WHERE "c3"."MissingSince" IS NULL
    ) AS "c4" ON "c"."CourseId" = "c4"."Id"
    WHERE "c"."MissingSince" IS NULL AND "c"."UserId" = @student AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND ("c0"."Type" <> 'StudentViewEnrollment' OR "c0"."Type" IS NULL) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = "c"."CourseId" AND "c0"."UserId" = "c"."UserId") AND ("c"."Missing" OR ("c"."CachedDueDate" < @at AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR "c2"."IsQuizLtiAssignment")))
    UNION
    SELECT "c5"."Id" AS "SubmissionId", "c5"."CourseId", "c10"."Name" AS "CourseName", "c5"."UserId" AS "StudentId", "c5"."AssignmentId", "c8"."Name" AS "AssignmentName", "c8"."AssignmentGroupId", "c10"."ApplyAssignmentGroupWeights" = 1 AND "c10"."ApplyAssignmentGroupWeights" IS NOT NULL AS "WeightsGroups", "c8"."PointsPossible", "c8"."OmitFromFinalGrade" = 1 AND "c8"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", 1 AS "Shown", "c5"."Score", "c5"."Grade", CASE
        WHEN "c8"."PointsPossible" > 0.0 THEN (100.0 * "c5"."Score") / "c8"."PointsPossible"
    END AS "Percentage", "c5"."WorkflowState", "c5"."SubmittedAt", "c5"."GradedAt", "c5"."PostedAt", "c5"."CachedDueDate" AS "DueAt", "c5"."Attempt", "c5"."Late" = 1 AND "c5"."Late" IS NOT NULL AS "IsLate", CASE
        WHEN "c5"."Late" THEN "c5"."SecondsLate" / 3600.0
    END AS "HoursLate", ("c5"."Missing" = 1 AND "c5"."Missing" IS NOT NULL) OR (CASE
        WHEN "c5"."CachedDueDate" < @at THEN 1
        ELSE 0
    END AND "c5"."SubmittedAt" IS NULL AND "c5"."WorkflowState" = 'unsubmitted' AND "c5"."WorkflowState" IS NOT NULL AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL AND "c8"."SubmissionTypes" IS NOT NULL AND "c8"."SubmissionTypes" <> '' AND "c8"."SubmissionTypes" <> 'none' AND "c8"."SubmissionTypes" <> 'not_graded' AND "c8"."SubmissionTypes" <> 'on_paper' AND ("c8"."SubmissionTypes" <> 'external_tool' OR ("c8"."IsQuizLtiAssignment" = 1 AND "c8"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c5"."Excused" = 1 AND "c5"."Excused" IS NOT NULL AS "IsExcused", "c5"."MissingSince"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c7"."Id", "c7"."AssignmentGroupId", "c7"."IsQuizLtiAssignment", "c7"."Name", "c7"."OmitFromFinalGrade", "c7"."PointsPossible", "c7"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL
    ) AS "c8" ON "c5"."AssignmentId" = "c8"."Id"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."ApplyAssignmentGroupWeights", "c9"."Name"
        FROM "CanvasCourse" AS "c9"
        WHERE "c9"."MissingSince" IS NULL
    ) AS "c10" ON "c5"."CourseId" = "c10"."Id"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."UserId" = @student AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND ("c6"."Type" <> 'StudentViewEnrollment' OR "c6"."Type" IS NULL) AND "c6"."Type" = 'StudentEnrollment' AND "c6"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c6"."CourseId" = "c5"."CourseId" AND "c6"."UserId" = "c5"."UserId") AND "c5"."CachedDueDate" >= @now AND "c5"."CachedDueDate" <= @until AND "c5"."SubmittedAt" IS NULL AND "c5"."Score" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL)
) AS "u"
ORDER BY CASE
    WHEN "u"."DueAt" IS NULL THEN 1
    ELSE 0
END, "u"."DueAt", "u"."AssignmentId", "u"."SubmissionId"

-- ForTeacher
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c4"."Name" AS "CourseName", "c4"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c13"."Name" AS "StudentName", "c13"."SortableName", "c"."EnrollmentState", "c"."CurrentScore", "c"."FinalScore", "c"."CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."CourseCode", "c3"."HideFinalGrades", "c3"."Name"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN (
    SELECT "c5"."CourseId", "c5"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN "c5"."Score" IS NOT NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c5"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c5"."Missing" OR ("c5"."CachedDueDate" < @at AND "c5"."SubmittedAt" IS NULL AND "c5"."WorkflowState" = 'unsubmitted' AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL AND "c10"."SubmissionTypes" IS NOT NULL AND "c10"."SubmissionTypes" <> '' AND "c10"."SubmissionTypes" <> 'none' AND "c10"."SubmissionTypes" <> 'not_graded' AND "c10"."SubmissionTypes" <> 'on_paper' AND ("c10"."SubmissionTypes" <> 'external_tool' OR "c10"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."IsQuizLtiAssignment", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL
    ) AS "c10" ON "c5"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c5"."CourseId" = "c12"."Id"
    WHERE "c5"."MissingSince" IS NULL AND "c5"."CourseId" IN (
        SELECT "c6"."CourseId"
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @user AND "c6"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND "c5"."UserId" = @student5 AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND ("c7"."Type" <> 'StudentViewEnrollment' OR "c7"."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @user AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c8"."CourseId" = "c7"."CourseId" AND ("c8"."LimitPrivilegesToCourseSection" <> 1 OR "c8"."LimitPrivilegesToCourseSection" IS NULL OR ("c8"."SectionId" IS NOT NULL AND "c8"."SectionId" = "c7"."SectionId"))) AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = "c5"."CourseId" AND "c7"."UserId" = "c5"."UserId")
    GROUP BY "c5"."CourseId", "c5"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c13" ON "c"."UserId" = "c13"."Id"
WHERE "c"."MissingSince" IS NULL AND ("c"."Type" <> 'StudentViewEnrollment' OR "c"."Type" IS NULL) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @user AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c0"."CourseId" = "c"."CourseId" AND ("c0"."LimitPrivilegesToCourseSection" <> 1 OR "c0"."LimitPrivilegesToCourseSection" IS NULL OR ("c0"."SectionId" IS NOT NULL AND "c0"."SectionId" = "c"."SectionId"))) AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."Id" = (
    SELECT "c1"."Id"
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND ("c1"."Type" <> 'StudentViewEnrollment' OR "c1"."Type" IS NULL) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @user AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId"
    ORDER BY CASE
        WHEN "c1"."EnrollmentState" = 'active' THEN 0
        ELSE 1
    END, "c1"."Id"
    LIMIT 1) AND "c"."UserId" = @student
ORDER BY CASE
    WHEN "c4"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c4"."Name" COLLATE BINARY), "c4"."Name" COLLATE BINARY, "c"."CourseId", CASE
    WHEN "c13"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c13"."SortableName" COLLATE BINARY), "c13"."SortableName" COLLATE BINARY, "c"."UserId"

SELECT "u"."SubmissionId", "u"."CourseId", "u"."AssignmentId", "u"."AssignmentName", "u"."PointsPossible", "u"."DueAt", "u"."IsMissing"
FROM (
    SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."AssignmentGroupId", "c6"."ApplyAssignmentGroupWeights" = 1 AND "c6"."ApplyAssignmentGroupWeights" IS NOT NULL AS "WeightsGroups", "c4"."PointsPossible", "c4"."OmitFromFinalGrade" = 1 AND "c4"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", 1 AS "Shown", "c"."Score", "c"."Grade", CASE
        WHEN "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
    END AS "Percentage", "c"."WorkflowState", "c"."SubmittedAt", "c"."GradedAt", "c"."PostedAt", "c"."CachedDueDate" AS "DueAt", "c"."Attempt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
        WHEN "c"."Late" THEN "c"."SecondsLate" / 3600.0
    END AS "HoursLate", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR (CASE
        WHEN "c"."CachedDueDate" < @at THEN 1
        ELSE 0
    END AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c4"."SubmissionTypes" IS NOT NULL AND "c4"."SubmissionTypes" <> '' AND "c4"."SubmissionTypes" <> 'none' AND "c4"."SubmissionTypes" <> 'not_graded' AND "c4"."SubmissionTypes" <> 'on_paper' AND ("c4"."SubmissionTypes" <> 'external_tool' OR ("c4"."IsQuizLtiAssignment" = 1 AND "c4"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c"."Excused" = 1 AND "c"."Excused" IS NOT NULL AS "IsExcused", "c"."MissingSince"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."AssignmentGroupId", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."OmitFromFinalGrade", "c3"."PointsPossible", "c3"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL
    ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
    INNER JOIN (
        SELECT "c5"."Id", "c5"."ApplyAssignmentGroupWeights", "c5"."Name"
        FROM "CanvasCourse" AS "c5"
        WHERE "c5"."MissingSince" IS NULL
    ) AS "c6" ON "c"."CourseId" = "c6"."Id"
    WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" IN (
        SELECT "c0"."CourseId"
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @user AND "c0"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND "c"."UserId" = @student AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND ("c1"."Type" <> 'StudentViewEnrollment' OR "c1"."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c2"
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @user AND "c2"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c2"."CourseId" = "c1"."CourseId" AND ("c2"."LimitPrivilegesToCourseSection" <> 1 OR "c2"."LimitPrivilegesToCourseSection" IS NULL OR ("c2"."SectionId" IS NOT NULL AND "c2"."SectionId" = "c1"."SectionId"))) AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND ("c"."Missing" OR ("c"."CachedDueDate" < @at AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c4"."SubmissionTypes" IS NOT NULL AND "c4"."SubmissionTypes" <> '' AND "c4"."SubmissionTypes" <> 'none' AND "c4"."SubmissionTypes" <> 'not_graded' AND "c4"."SubmissionTypes" <> 'on_paper' AND ("c4"."SubmissionTypes" <> 'external_tool' OR "c4"."IsQuizLtiAssignment")))
    UNION
    SELECT "c7"."Id" AS "SubmissionId", "c7"."CourseId", "c14"."Name" AS "CourseName", "c7"."UserId" AS "StudentId", "c7"."AssignmentId", "c12"."Name" AS "AssignmentName", "c12"."AssignmentGroupId", "c14"."ApplyAssignmentGroupWeights" = 1 AND "c14"."ApplyAssignmentGroupWeights" IS NOT NULL AS "WeightsGroups", "c12"."PointsPossible", "c12"."OmitFromFinalGrade" = 1 AND "c12"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", 1 AS "Shown", "c7"."Score", "c7"."Grade", CASE
        WHEN "c12"."PointsPossible" > 0.0 THEN (100.0 * "c7"."Score") / "c12"."PointsPossible"
    END AS "Percentage", "c7"."WorkflowState", "c7"."SubmittedAt", "c7"."GradedAt", "c7"."PostedAt", "c7"."CachedDueDate" AS "DueAt", "c7"."Attempt", "c7"."Late" = 1 AND "c7"."Late" IS NOT NULL AS "IsLate", CASE
        WHEN "c7"."Late" THEN "c7"."SecondsLate" / 3600.0
    END AS "HoursLate", ("c7"."Missing" = 1 AND "c7"."Missing" IS NOT NULL) OR (CASE
        WHEN "c7"."CachedDueDate" < @at THEN 1
        ELSE 0
    END AND "c7"."SubmittedAt" IS NULL AND "c7"."WorkflowState" = 'unsubmitted' AND "c7"."WorkflowState" IS NOT NULL AND "c7"."LatePolicyStatus" IS NULL AND ("c7"."Excused" <> 1 OR "c7"."Excused" IS NULL) AND "c7"."CustomGradeStatusId" IS NULL AND "c12"."SubmissionTypes" IS NOT NULL AND "c12"."SubmissionTypes" <> '' AND "c12"."SubmissionTypes" <> 'none' AND "c12"."SubmissionTypes" <> 'not_graded' AND "c12"."SubmissionTypes" <> 'on_paper' AND ("c12"."SubmissionTypes" <> 'external_tool' OR ("c12"."IsQuizLtiAssignment" = 1 AND "c12"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c7"."Excused" = 1 AND "c7"."Excused" IS NOT NULL AS "IsExcused", "c7"."MissingSince"
    FROM "CanvasSubmission" AS "c7"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."AssignmentGroupId", "c11"."IsQuizLtiAssignment", "c11"."Name", "c11"."OmitFromFinalGrade", "c11"."PointsPossible", "c11"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL
    ) AS "c12" ON "c7"."AssignmentId" = "c12"."Id"
    INNER JOIN (
        SELECT "c13"."Id", "c13"."ApplyAssignmentGroupWeights", "c13"."Name"
        FROM "CanvasCourse" AS "c13"
        WHERE "c13"."MissingSince" IS NULL
    ) AS "c14" ON "c7"."CourseId" = "c14"."Id"
    WHERE "c7"."MissingSince" IS NULL AND "c7"."CourseId" IN (
        SELECT "c8"."CourseId"
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @user AND "c8"."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND "c7"."UserId" = @student AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND ("c9"."Type" <> 'StudentViewEnrollment' OR "c9"."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."UserId" = @user AND "c10"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c10"."CourseId" = "c9"."CourseId" AND ("c10"."LimitPrivilegesToCourseSection" <> 1 OR "c10"."LimitPrivilegesToCourseSection" IS NULL OR ("c10"."SectionId" IS NOT NULL AND "c10"."SectionId" = "c9"."SectionId"))) AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c7"."CourseId" AND "c9"."UserId" = "c7"."UserId") AND "c7"."CachedDueDate" >= @now AND "c7"."CachedDueDate" <= @until AND "c7"."SubmittedAt" IS NULL AND "c7"."Score" IS NULL AND ("c7"."Excused" <> 1 OR "c7"."Excused" IS NULL)
) AS "u"
ORDER BY CASE
    WHEN "u"."DueAt" IS NULL THEN 1
    ELSE 0
END, "u"."DueAt", "u"."AssignmentId", "u"."SubmissionId"

-- ForObserver
SELECT "c"."Id" AS "EnrollmentId", "c"."CourseId", "c4"."Name" AS "CourseName", "c4"."CourseCode", "c"."SectionId", "c"."UserId" AS "StudentId", "c13"."Name" AS "StudentName", "c13"."SortableName", "c"."EnrollmentState", CASE
    WHEN "c4"."HideFinalGrades" <> 1 OR "c4"."HideFinalGrades" IS NULL THEN "c"."CurrentScore"
END AS "CurrentScore", CASE
    WHEN "c4"."HideFinalGrades" <> 1 OR "c4"."HideFinalGrades" IS NULL THEN "c"."FinalScore"
END AS "FinalScore", CASE
    WHEN "c4"."HideFinalGrades" <> 1 OR "c4"."HideFinalGrades" IS NULL THEN "c"."CurrentGrade"
END AS "CurrentGrade", "c"."CreatedAt" AS "EnrolledAt", "c"."LastActivityAt", COALESCE("s"."Assignments", 0) AS "AssignmentCount", COALESCE("s"."Graded", 0) AS "GradedCount", COALESCE("s"."Missing", 0) AS "MissingCount", COALESCE("s"."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS "c"
INNER JOIN (
    SELECT "c3"."Id", "c3"."CourseCode", "c3"."HideFinalGrades", "c3"."Name"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL AND "c3"."WorkflowState" IN ('available', 'completed')
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN (
    SELECT "c5"."CourseId", "c5"."UserId" AS "StudentId", COUNT(*) AS "Assignments", COUNT(CASE
        WHEN CASE
            WHEN "c5"."PostedAt" IS NOT NULL THEN "c5"."Score"
        END IS NOT NULL AND ("c5"."PostedAt" IS NULL OR "c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) THEN 1
    END) AS "Graded", COUNT(CASE
        WHEN "c5"."Late" THEN 1
    END) AS "Late", COUNT(CASE
        WHEN "c5"."Missing" OR ("c5"."CachedDueDate" < @at AND "c5"."SubmittedAt" IS NULL AND "c5"."WorkflowState" = 'unsubmitted' AND "c5"."LatePolicyStatus" IS NULL AND ("c5"."Excused" <> 1 OR "c5"."Excused" IS NULL) AND "c5"."CustomGradeStatusId" IS NULL AND "c10"."SubmissionTypes" IS NOT NULL AND "c10"."SubmissionTypes" <> '' AND "c10"."SubmissionTypes" <> 'none' AND "c10"."SubmissionTypes" <> 'not_graded' AND "c10"."SubmissionTypes" <> 'on_paper' AND ("c10"."SubmissionTypes" <> 'external_tool' OR "c10"."IsQuizLtiAssignment")) THEN 1
    END) AS "Missing"
    FROM "CanvasSubmission" AS "c5"
    INNER JOIN (
        SELECT "c9"."Id", "c9"."IsQuizLtiAssignment", "c9"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND "c9"."Published"
    ) AS "c10" ON "c5"."AssignmentId" = "c10"."Id"
    INNER JOIN (
        SELECT "c11"."Id"
        FROM "CanvasCourse" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."WorkflowState" IN ('available', 'completed')
    ) AS "c12" ON "c5"."CourseId" = "c12"."Id"
    WHERE "c5"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c6"
        WHERE "c6"."MissingSince" IS NULL AND "c6"."EnrollmentState" IN ('active', 'completed') AND "c6"."UserId" = @user AND "c6"."Type" = 'ObserverEnrollment' AND ("c6"."AssociatedUserId" = "c5"."UserId" OR ("c6"."AssociatedUserId" IS NULL AND "c5"."UserId" IS NULL))) AND "c5"."UserId" = @student5 AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c7"
        WHERE "c7"."MissingSince" IS NULL AND ("c7"."Type" <> 'StudentViewEnrollment' OR "c7"."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c8"
            WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @user AND "c8"."Type" = 'ObserverEnrollment' AND "c8"."CourseId" = "c7"."CourseId" AND "c8"."AssociatedUserId" = "c7"."UserId") AND "c7"."Type" = 'StudentEnrollment' AND "c7"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c7"."CourseId" = "c5"."CourseId" AND "c7"."UserId" = "c5"."UserId")
    GROUP BY "c5"."CourseId", "c5"."UserId"
) AS "s" ON "c"."CourseId" = "s"."CourseId" AND "c"."UserId" = "s"."StudentId"
LEFT JOIN "CanvasUser" AS "c13" ON "c"."UserId" = "c13"."Id"
WHERE "c"."MissingSince" IS NULL AND ("c"."Type" <> 'StudentViewEnrollment' OR "c"."Type" IS NULL) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @user AND "c0"."Type" = 'ObserverEnrollment' AND "c0"."CourseId" = "c"."CourseId" AND "c0"."AssociatedUserId" = "c"."UserId") AND "c"."Type" = 'StudentEnrollment' AND "c"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c"."Id" = (
    SELECT "c1"."Id"
    FROM "CanvasEnrollment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND ("c1"."Type" <> 'StudentViewEnrollment' OR "c1"."Type" IS NULL) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c2"
        WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @user AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId"
    ORDER BY CASE
        WHEN "c1"."EnrollmentState" = 'active' THEN 0
        ELSE 1
    END, "c1"."Id"
    LIMIT 1) AND "c"."UserId" = @student
ORDER BY CASE
    WHEN "c4"."Name" IS NULL THEN 1
    ELSE 0
END, lower("c4"."Name" COLLATE BINARY), "c4"."Name" COLLATE BINARY, "c"."CourseId", CASE
    WHEN "c13"."SortableName" IS NULL THEN 1
    ELSE 0
END, lower("c13"."SortableName" COLLATE BINARY), "c13"."SortableName" COLLATE BINARY, "c"."UserId"

SELECT "u"."SubmissionId", "u"."CourseId", "u"."AssignmentId", "u"."AssignmentName", "u"."PointsPossible", "u"."DueAt", "u"."IsMissing"
FROM (
    SELECT "c"."Id" AS "SubmissionId", "c"."CourseId", "c6"."Name" AS "CourseName", "c"."UserId" AS "StudentId", "c"."AssignmentId", "c4"."Name" AS "AssignmentName", "c4"."AssignmentGroupId", "c6"."ApplyAssignmentGroupWeights" = 1 AND "c6"."ApplyAssignmentGroupWeights" IS NOT NULL AS "WeightsGroups", "c4"."PointsPossible", "c4"."OmitFromFinalGrade" = 1 AND "c4"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", "c"."PostedAt" IS NOT NULL AS "Shown", CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Score"
    END AS "Score", CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Grade"
    END AS "Grade", CASE
        WHEN "c"."PostedAt" IS NOT NULL AND "c4"."PointsPossible" > 0.0 THEN (100.0 * "c"."Score") / "c4"."PointsPossible"
    END AS "Percentage", CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."WorkflowState"
        WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
        ELSE 'unsubmitted'
    END AS "WorkflowState", "c"."SubmittedAt", CASE
        WHEN "c"."PostedAt" IS NOT NULL THEN "c"."GradedAt"
    END AS "GradedAt", "c"."PostedAt", "c"."CachedDueDate" AS "DueAt", "c"."Attempt", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", CASE
        WHEN "c"."Late" THEN "c"."SecondsLate" / 3600.0
    END AS "HoursLate", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR (CASE
        WHEN "c"."CachedDueDate" < @at THEN 1
        ELSE 0
    END AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c4"."SubmissionTypes" IS NOT NULL AND "c4"."SubmissionTypes" <> '' AND "c4"."SubmissionTypes" <> 'none' AND "c4"."SubmissionTypes" <> 'not_graded' AND "c4"."SubmissionTypes" <> 'on_paper' AND ("c4"."SubmissionTypes" <> 'external_tool' OR ("c4"."IsQuizLtiAssignment" = 1 AND "c4"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c"."PostedAt" IS NOT NULL AND "c"."Excused" = 1 AND "c"."Excused" IS NOT NULL AS "IsExcused", "c"."MissingSince"
    FROM "CanvasSubmission" AS "c"
    INNER JOIN (
        SELECT "c3"."Id", "c3"."AssignmentGroupId", "c3"."IsQuizLtiAssignment", "c3"."Name", "c3"."OmitFromFinalGrade", "c3"."PointsPossible", "c3"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c3"
        WHERE "c3"."MissingSince" IS NULL AND "c3"."Published"
    ) AS "c4" ON "c"."AssignmentId" = "c4"."Id"
    INNER JOIN (
        SELECT "c5"."Id", "c5"."ApplyAssignmentGroupWeights", "c5"."Name"
        FROM "CanvasCourse" AS "c5"
        WHERE "c5"."MissingSince" IS NULL AND "c5"."WorkflowState" IN ('available', 'completed')
    ) AS "c6" ON "c"."CourseId" = "c6"."Id"
    WHERE "c"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c0"
        WHERE "c0"."MissingSince" IS NULL AND "c0"."EnrollmentState" IN ('active', 'completed') AND "c0"."UserId" = @user AND "c0"."Type" = 'ObserverEnrollment' AND ("c0"."AssociatedUserId" = "c"."UserId" OR ("c0"."AssociatedUserId" IS NULL AND "c"."UserId" IS NULL))) AND "c"."UserId" = @student AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND ("c1"."Type" <> 'StudentViewEnrollment' OR "c1"."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c2"
            WHERE "c2"."MissingSince" IS NULL AND "c2"."EnrollmentState" IN ('active', 'completed') AND "c2"."UserId" = @user AND "c2"."Type" = 'ObserverEnrollment' AND "c2"."CourseId" = "c1"."CourseId" AND "c2"."AssociatedUserId" = "c1"."UserId") AND "c1"."Type" = 'StudentEnrollment' AND "c1"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c1"."CourseId" = "c"."CourseId" AND "c1"."UserId" = "c"."UserId") AND ("c"."Missing" OR ("c"."CachedDueDate" < @at AND "c"."SubmittedAt" IS NULL AND "c"."WorkflowState" = 'unsubmitted' AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c4"."SubmissionTypes" IS NOT NULL AND "c4"."SubmissionTypes" <> '' AND "c4"."SubmissionTypes" <> 'none' AND "c4"."SubmissionTypes" <> 'not_graded' AND "c4"."SubmissionTypes" <> 'on_paper' AND ("c4"."SubmissionTypes" <> 'external_tool' OR "c4"."IsQuizLtiAssignment")))
    UNION
    SELECT "c7"."Id" AS "SubmissionId", "c7"."CourseId", "c14"."Name" AS "CourseName", "c7"."UserId" AS "StudentId", "c7"."AssignmentId", "c12"."Name" AS "AssignmentName", "c12"."AssignmentGroupId", "c14"."ApplyAssignmentGroupWeights" = 1 AND "c14"."ApplyAssignmentGroupWeights" IS NOT NULL AS "WeightsGroups", "c12"."PointsPossible", "c12"."OmitFromFinalGrade" = 1 AND "c12"."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", "c7"."PostedAt" IS NOT NULL AS "Shown", CASE
        WHEN "c7"."PostedAt" IS NOT NULL THEN "c7"."Score"
    END AS "Score", CASE
        WHEN "c7"."PostedAt" IS NOT NULL THEN "c7"."Grade"
    END AS "Grade", CASE
        WHEN "c7"."PostedAt" IS NOT NULL AND "c12"."PointsPossible" > 0.0 THEN (100.0 * "c7"."Score") / "c12"."PointsPossible"
    END AS "Percentage", CASE
        WHEN "c7"."PostedAt" IS NOT NULL THEN "c7"."WorkflowState"
        WHEN "c7"."SubmittedAt" IS NOT NULL THEN 'submitted'
        ELSE 'unsubmitted'
    END AS "WorkflowState", "c7"."SubmittedAt", CASE
        WHEN "c7"."PostedAt" IS NOT NULL THEN "c7"."GradedAt"
    END AS "GradedAt", "c7"."PostedAt", "c7"."CachedDueDate" AS "DueAt", "c7"."Attempt", "c7"."Late" = 1 AND "c7"."Late" IS NOT NULL AS "IsLate", CASE
        WHEN "c7"."Late" THEN "c7"."SecondsLate" / 3600.0
    END AS "HoursLate", ("c7"."Missing" = 1 AND "c7"."Missing" IS NOT NULL) OR (CASE
        WHEN "c7"."CachedDueDate" < @at THEN 1
        ELSE 0
    END AND "c7"."SubmittedAt" IS NULL AND "c7"."WorkflowState" = 'unsubmitted' AND "c7"."WorkflowState" IS NOT NULL AND "c7"."LatePolicyStatus" IS NULL AND ("c7"."Excused" <> 1 OR "c7"."Excused" IS NULL) AND "c7"."CustomGradeStatusId" IS NULL AND "c12"."SubmissionTypes" IS NOT NULL AND "c12"."SubmissionTypes" <> '' AND "c12"."SubmissionTypes" <> 'none' AND "c12"."SubmissionTypes" <> 'not_graded' AND "c12"."SubmissionTypes" <> 'on_paper' AND ("c12"."SubmissionTypes" <> 'external_tool' OR ("c12"."IsQuizLtiAssignment" = 1 AND "c12"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c7"."PostedAt" IS NOT NULL AND "c7"."Excused" = 1 AND "c7"."Excused" IS NOT NULL AS "IsExcused", "c7"."MissingSince"
    FROM "CanvasSubmission" AS "c7"
    INNER JOIN (
        SELECT "c11"."Id", "c11"."AssignmentGroupId", "c11"."IsQuizLtiAssignment", "c11"."Name", "c11"."OmitFromFinalGrade", "c11"."PointsPossible", "c11"."SubmissionTypes"
        FROM "CanvasAssignment" AS "c11"
        WHERE "c11"."MissingSince" IS NULL AND "c11"."Published"
    ) AS "c12" ON "c7"."AssignmentId" = "c12"."Id"
    INNER JOIN (
        SELECT "c13"."Id", "c13"."ApplyAssignmentGroupWeights", "c13"."Name"
        FROM "CanvasCourse" AS "c13"
        WHERE "c13"."MissingSince" IS NULL AND "c13"."WorkflowState" IN ('available', 'completed')
    ) AS "c14" ON "c7"."CourseId" = "c14"."Id"
    WHERE "c7"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c8"
        WHERE "c8"."MissingSince" IS NULL AND "c8"."EnrollmentState" IN ('active', 'completed') AND "c8"."UserId" = @user AND "c8"."Type" = 'ObserverEnrollment' AND ("c8"."AssociatedUserId" = "c7"."UserId" OR ("c8"."AssociatedUserId" IS NULL AND "c7"."UserId" IS NULL))) AND "c7"."UserId" = @student AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c9"
        WHERE "c9"."MissingSince" IS NULL AND ("c9"."Type" <> 'StudentViewEnrollment' OR "c9"."Type" IS NULL) AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS "c10"
            WHERE "c10"."MissingSince" IS NULL AND "c10"."EnrollmentState" IN ('active', 'completed') AND "c10"."UserId" = @user AND "c10"."Type" = 'ObserverEnrollment' AND "c10"."CourseId" = "c9"."CourseId" AND "c10"."AssociatedUserId" = "c9"."UserId") AND "c9"."Type" = 'StudentEnrollment' AND "c9"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c9"."CourseId" = "c7"."CourseId" AND "c9"."UserId" = "c7"."UserId") AND "c7"."CachedDueDate" >= @now AND "c7"."CachedDueDate" <= @until AND "c7"."SubmittedAt" IS NULL AND ("c7"."PostedAt" IS NULL OR "c7"."Score" IS NULL) AND ("c7"."PostedAt" IS NULL OR "c7"."Excused" <> 1 OR "c7"."Excused" IS NULL)
) AS "u"
ORDER BY CASE
    WHEN "u"."DueAt" IS NULL THEN 1
    ELSE 0
END, "u"."DueAt", "u"."AssignmentId", "u"."SubmissionId"
