-- ForEverything
SELECT "c"."UserId" AS "StudentId", "c5"."SortableName", "c"."AssignmentId", "c2"."Name" AS "AssignmentName", "c2"."PointsPossible", "c"."Score", "c"."Grade", "c"."WorkflowState", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR ("c"."SubmittedAt" IS NULL AND CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c2"."SubmissionTypes" IS NOT NULL AND "c2"."SubmissionTypes" <> '' AND "c2"."SubmissionTypes" <> 'none' AND "c2"."SubmissionTypes" <> 'not_graded' AND "c2"."SubmissionTypes" <> 'on_paper' AND ("c2"."SubmissionTypes" <> 'external_tool' OR ("c2"."IsQuizLtiAssignment" = 1 AND "c2"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c"."Excused" = 1 AND "c"."Excused" IS NOT NULL AS "IsExcused"
FROM "CanvasSubmission" AS "c"
LEFT JOIN (
    SELECT "c1"."Id", "c1"."IsQuizLtiAssignment", "c1"."Name", "c1"."PointsPossible", "c1"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c1"
    WHERE "c1"."MissingSince" IS NULL AND "c1"."CourseId" = @CourseId
) AS "c2" ON "c"."AssignmentId" = "c2"."Id"
INNER JOIN (
    SELECT "c3"."Id"
    FROM "CanvasCourse" AS "c3"
    WHERE "c3"."MissingSince" IS NULL
) AS "c4" ON "c"."CourseId" = "c4"."Id"
LEFT JOIN "CanvasUser" AS "c5" ON "c"."UserId" = "c5"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" = @CourseId AND ("c"."UserId" IN (
    SELECT "c0"."UserId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = @CourseId
) OR ("c"."Attempt" IS NULL AND CAST("c"."Attempt" AS INTEGER) > @CourseId)) AND COALESCE("c2"."Id", 0) <> 0
ORDER BY "c"."UserId", "c"."AssignmentId"

-- ForTeacher
SELECT "c"."UserId" AS "StudentId", "c6"."SortableName", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", "c"."Score", "c"."Grade", "c"."WorkflowState", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR ("c"."SubmittedAt" IS NULL AND CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND "c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR ("c3"."IsQuizLtiAssignment" = 1 AND "c3"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c"."Excused" = 1 AND "c"."Excused" IS NOT NULL AS "IsExcused"
FROM "CanvasSubmission" AS "c"
LEFT JOIN (
    SELECT "c2"."Id", "c2"."IsQuizLtiAssignment", "c2"."Name", "c2"."PointsPossible", "c2"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."CourseId" = @CourseId
) AS "c3" ON "c"."AssignmentId" = "c3"."Id"
INNER JOIN (
    SELECT "c4"."Id"
    FROM "CanvasCourse" AS "c4"
    WHERE "c4"."MissingSince" IS NULL
) AS "c5" ON "c"."CourseId" = "c5"."Id"
LEFT JOIN "CanvasUser" AS "c6" ON "c"."UserId" = "c6"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" = @CourseId AND ("c"."UserId" IN (
    SELECT "c0"."UserId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."UserId" = @PersonId AND "c1"."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND "c1"."CourseId" = "c0"."CourseId" AND ("c1"."LimitPrivilegesToCourseSection" <> 1 OR "c1"."LimitPrivilegesToCourseSection" IS NULL OR ("c1"."SectionId" IS NOT NULL AND "c1"."SectionId" = "c0"."SectionId"))) AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = @CourseId
) OR ("c"."Attempt" IS NULL AND CAST("c"."Attempt" AS INTEGER) > @CourseId)) AND COALESCE("c3"."Id", 0) <> 0
ORDER BY "c"."UserId", "c"."AssignmentId"

-- ForObserver
SELECT "c"."UserId" AS "StudentId", "c6"."SortableName", "c"."AssignmentId", "c3"."Name" AS "AssignmentName", "c3"."PointsPossible", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Score"
END AS "Score", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."Grade"
END AS "Grade", CASE
    WHEN "c"."PostedAt" IS NOT NULL THEN "c"."WorkflowState"
    WHEN "c"."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "WorkflowState", "c"."Late" = 1 AND "c"."Late" IS NOT NULL AS "IsLate", ("c"."Missing" = 1 AND "c"."Missing" IS NOT NULL) OR ("c"."SubmittedAt" IS NULL AND CASE
    WHEN "c"."CachedDueDate" < @Now THEN 1
    ELSE 0
END AND ("c"."PostedAt" IS NULL OR ("c"."WorkflowState" = 'unsubmitted' AND "c"."WorkflowState" IS NOT NULL AND "c"."LatePolicyStatus" IS NULL AND ("c"."Excused" <> 1 OR "c"."Excused" IS NULL) AND "c"."CustomGradeStatusId" IS NULL)) AND "c3"."SubmissionTypes" IS NOT NULL AND "c3"."SubmissionTypes" <> '' AND "c3"."SubmissionTypes" <> 'none' AND "c3"."SubmissionTypes" <> 'not_graded' AND "c3"."SubmissionTypes" <> 'on_paper' AND ("c3"."SubmissionTypes" <> 'external_tool' OR ("c3"."IsQuizLtiAssignment" = 1 AND "c3"."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", "c"."PostedAt" IS NOT NULL AND "c"."Excused" = 1 AND "c"."Excused" IS NOT NULL AS "IsExcused"
FROM "CanvasSubmission" AS "c"
LEFT JOIN (
    SELECT "c2"."Id", "c2"."IsQuizLtiAssignment", "c2"."Name", "c2"."PointsPossible", "c2"."SubmissionTypes"
    FROM "CanvasAssignment" AS "c2"
    WHERE "c2"."MissingSince" IS NULL AND "c2"."Published" AND "c2"."CourseId" = @CourseId
) AS "c3" ON "c"."AssignmentId" = "c3"."Id"
INNER JOIN (
    SELECT "c4"."Id"
    FROM "CanvasCourse" AS "c4"
    WHERE "c4"."MissingSince" IS NULL AND "c4"."WorkflowState" IN ('available', 'completed')
) AS "c5" ON "c"."CourseId" = "c5"."Id"
LEFT JOIN "CanvasUser" AS "c6" ON "c"."UserId" = "c6"."Id"
WHERE "c"."MissingSince" IS NULL AND "c"."CourseId" = @CourseId AND ("c"."UserId" IN (
    SELECT "c0"."UserId"
    FROM "CanvasEnrollment" AS "c0"
    WHERE "c0"."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS "c1"
        WHERE "c1"."MissingSince" IS NULL AND "c1"."EnrollmentState" IN ('active', 'completed') AND "c1"."UserId" = @PersonId AND "c1"."Type" = 'ObserverEnrollment' AND "c1"."CourseId" = "c0"."CourseId" AND "c1"."AssociatedUserId" = "c0"."UserId") AND "c0"."Type" = 'StudentEnrollment' AND "c0"."EnrollmentState" IN ('active', 'invited', 'completed') AND "c0"."CourseId" = @CourseId
) OR ("c"."Attempt" IS NULL AND CAST("c"."Attempt" AS INTEGER) > @CourseId)) AND COALESCE("c3"."Id", 0) <> 0
ORDER BY "c"."UserId", "c"."AssignmentId"
