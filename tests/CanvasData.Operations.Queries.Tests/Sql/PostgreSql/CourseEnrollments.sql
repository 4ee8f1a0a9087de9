-- ForEverything
SELECT c."Id" AS "EnrollmentId", c."CourseId", c1."Name" AS "CourseName", c1."CourseCode", c."SectionId", c."UserId" AS "StudentId", c3."Name" AS "StudentName", c3."SortableName", c."EnrollmentState", c."CurrentScore", c."FinalScore", c."CurrentGrade", c."CreatedAt" AS "EnrolledAt", c."LastActivityAt", COALESCE(s."Assignments", 0) AS "AssignmentCount", COALESCE(s."Graded", 0) AS "GradedCount", COALESCE(s."Missing", 0) AS "MissingCount", COALESCE(s."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS c
INNER JOIN (
    SELECT c0."Id", c0."CourseCode", c0."Name"
    FROM "CanvasCourse" AS c0
    WHERE c0."MissingSince" IS NULL
) AS c1 ON c."CourseId" = c1."Id"
LEFT JOIN "CanvasUser" AS c3 ON c."UserId" = c3."Id"
LEFT JOIN (
    SELECT c4."CourseId", c4."UserId" AS "StudentId", count(*)::int AS "Assignments", count(*) FILTER (WHERE c4."Score" IS NOT NULL AND (c4."Excused" <> TRUE OR c4."Excused" IS NULL))::int AS "Graded", count(*) FILTER (WHERE c4."Late")::int AS "Late", count(*) FILTER (WHERE c4."Missing" OR (c4."SubmittedAt" IS NULL AND c4."CachedDueDate" < @Now AND c4."WorkflowState" = 'unsubmitted' AND c4."LatePolicyStatus" IS NULL AND (c4."Excused" <> TRUE OR c4."Excused" IS NULL) AND c4."CustomGradeStatusId" IS NULL AND c7."SubmissionTypes" IS NOT NULL AND c7."SubmissionTypes" <> '' AND c7."SubmissionTypes" <> 'none' AND c7."SubmissionTypes" <> 'not_graded' AND c7."SubmissionTypes" <> 'on_paper' AND (c7."SubmissionTypes" <> 'external_tool' OR c7."IsQuizLtiAssignment")))::int AS "Missing"
    FROM "CanvasSubmission" AS c4
    INNER JOIN (
        SELECT c6."Id", c6."IsQuizLtiAssignment", c6."SubmissionTypes"
        FROM "CanvasAssignment" AS c6
        WHERE c6."MissingSince" IS NULL
    ) AS c7 ON c4."AssignmentId" = c7."Id"
    INNER JOIN (
        SELECT c8."Id"
        FROM "CanvasCourse" AS c8
        WHERE c8."MissingSince" IS NULL
    ) AS c9 ON c4."CourseId" = c9."Id"
    WHERE c4."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c5
        WHERE c5."MissingSince" IS NULL AND c5."Type" = 'StudentEnrollment' AND c5."EnrollmentState" IN ('active', 'invited', 'completed') AND c5."CourseId" = c4."CourseId" AND c5."UserId" = c4."UserId")
    GROUP BY c4."CourseId", c4."UserId"
) AS s ON c."CourseId" = s."CourseId" AND c."UserId" = s."StudentId"
WHERE c."MissingSince" IS NULL AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c2
    WHERE c2."MissingSince" IS NULL AND c2."Type" = 'StudentEnrollment' AND c2."EnrollmentState" IN ('active', 'invited', 'completed') AND c2."CourseId" = c."CourseId" AND c2."UserId" = c."UserId" AND ((c2."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c2."Id" < c."Id" AND (c2."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN c1."Name" IS NULL THEN 1
    ELSE 0
END, lower(c1."Name" COLLATE "C"), c1."Name" COLLATE "C", c."CourseId", CASE
    WHEN c3."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c3."SortableName" COLLATE "C"), c3."SortableName" COLLATE "C", c."UserId"

-- ForTeacher
SELECT c."Id" AS "EnrollmentId", c."CourseId", c2."Name" AS "CourseName", c2."CourseCode", c."SectionId", c."UserId" AS "StudentId", c5."Name" AS "StudentName", c5."SortableName", c."EnrollmentState", c."CurrentScore", c."FinalScore", c."CurrentGrade", c."CreatedAt" AS "EnrolledAt", c."LastActivityAt", COALESCE(s."Assignments", 0) AS "AssignmentCount", COALESCE(s."Graded", 0) AS "GradedCount", COALESCE(s."Missing", 0) AS "MissingCount", COALESCE(s."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS c
INNER JOIN (
    SELECT c1."Id", c1."CourseCode", c1."Name"
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."CourseId" = c2."Id"
LEFT JOIN "CanvasUser" AS c5 ON c."UserId" = c5."Id"
LEFT JOIN (
    SELECT c6."CourseId", c6."UserId" AS "StudentId", count(*)::int AS "Assignments", count(*) FILTER (WHERE c6."Score" IS NOT NULL AND (c6."Excused" <> TRUE OR c6."Excused" IS NULL))::int AS "Graded", count(*) FILTER (WHERE c6."Late")::int AS "Late", count(*) FILTER (WHERE c6."Missing" OR (c6."SubmittedAt" IS NULL AND c6."CachedDueDate" < @Now AND c6."WorkflowState" = 'unsubmitted' AND c6."LatePolicyStatus" IS NULL AND (c6."Excused" <> TRUE OR c6."Excused" IS NULL) AND c6."CustomGradeStatusId" IS NULL AND c11."SubmissionTypes" IS NOT NULL AND c11."SubmissionTypes" <> '' AND c11."SubmissionTypes" <> 'none' AND c11."SubmissionTypes" <> 'not_graded' AND c11."SubmissionTypes" <> 'on_paper' AND (c11."SubmissionTypes" <> 'external_tool' OR c11."IsQuizLtiAssignment")))::int AS "Missing"
    FROM "CanvasSubmission" AS c6
    INNER JOIN (
        SELECT c10."Id", c10."IsQuizLtiAssignment", c10."SubmissionTypes"
        FROM "CanvasAssignment" AS c10
        WHERE c10."MissingSince" IS NULL
    ) AS c11 ON c6."AssignmentId" = c11."Id"
    INNER JOIN (
        SELECT c12."Id"
        FROM "CanvasCourse" AS c12
        WHERE c12."MissingSince" IS NULL
    ) AS c13 ON c6."CourseId" = c13."Id"
    WHERE c6."MissingSince" IS NULL AND c6."CourseId" IN (
        SELECT c7."CourseId"
        FROM "CanvasEnrollment" AS c7
        WHERE c7."MissingSince" IS NULL AND c7."EnrollmentState" IN ('active', 'completed') AND c7."UserId" = @PersonId AND c7."Type" IN ('TeacherEnrollment', 'TaEnrollment')
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c9
            WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."UserId" = @PersonId AND c9."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c9."CourseId" = c8."CourseId" AND (c9."LimitPrivilegesToCourseSection" <> TRUE OR c9."LimitPrivilegesToCourseSection" IS NULL OR (c9."SectionId" IS NOT NULL AND c9."SectionId" = c8."SectionId"))) AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."CourseId" = c6."CourseId" AND c8."UserId" = c6."UserId")
    GROUP BY c6."CourseId", c6."UserId"
) AS s ON c."CourseId" = s."CourseId" AND c."UserId" = s."StudentId"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."CourseId" = c."CourseId" AND (c0."LimitPrivilegesToCourseSection" <> TRUE OR c0."LimitPrivilegesToCourseSection" IS NULL OR (c0."SectionId" IS NOT NULL AND c0."SectionId" = c."SectionId"))) AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c3
    WHERE c3."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c4
        WHERE c4."MissingSince" IS NULL AND c4."EnrollmentState" IN ('active', 'completed') AND c4."UserId" = @PersonId AND c4."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c4."CourseId" = c3."CourseId" AND (c4."LimitPrivilegesToCourseSection" <> TRUE OR c4."LimitPrivilegesToCourseSection" IS NULL OR (c4."SectionId" IS NOT NULL AND c4."SectionId" = c3."SectionId"))) AND c3."Type" = 'StudentEnrollment' AND c3."EnrollmentState" IN ('active', 'invited', 'completed') AND c3."CourseId" = c."CourseId" AND c3."UserId" = c."UserId" AND ((c3."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c3."Id" < c."Id" AND (c3."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN c2."Name" IS NULL THEN 1
    ELSE 0
END, lower(c2."Name" COLLATE "C"), c2."Name" COLLATE "C", c."CourseId", CASE
    WHEN c5."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c5."SortableName" COLLATE "C"), c5."SortableName" COLLATE "C", c."UserId"

-- ForObserver
SELECT c."Id" AS "EnrollmentId", c."CourseId", c2."Name" AS "CourseName", c2."CourseCode", c."SectionId", c."UserId" AS "StudentId", c5."Name" AS "StudentName", c5."SortableName", c."EnrollmentState", CASE
    WHEN c2."HideFinalGrades" <> TRUE OR c2."HideFinalGrades" IS NULL THEN c."CurrentScore"
END AS "CurrentScore", CASE
    WHEN c2."HideFinalGrades" <> TRUE OR c2."HideFinalGrades" IS NULL THEN c."FinalScore"
END AS "FinalScore", CASE
    WHEN c2."HideFinalGrades" <> TRUE OR c2."HideFinalGrades" IS NULL THEN c."CurrentGrade"
END AS "CurrentGrade", c."CreatedAt" AS "EnrolledAt", c."LastActivityAt", COALESCE(s."Assignments", 0) AS "AssignmentCount", COALESCE(s."Graded", 0) AS "GradedCount", COALESCE(s."Missing", 0) AS "MissingCount", COALESCE(s."Late", 0) AS "LateCount"
FROM "CanvasEnrollment" AS c
INNER JOIN (
    SELECT c1."Id", c1."CourseCode", c1."HideFinalGrades", c1."Name"
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL AND c1."WorkflowState" IN ('available', 'completed')
) AS c2 ON c."CourseId" = c2."Id"
LEFT JOIN "CanvasUser" AS c5 ON c."UserId" = c5."Id"
LEFT JOIN (
    SELECT c6."CourseId", c6."UserId" AS "StudentId", count(*)::int AS "Assignments", count(*) FILTER (WHERE CASE
        WHEN c6."PostedAt" IS NOT NULL THEN c6."Score"
    END IS NOT NULL AND (c6."PostedAt" IS NULL OR c6."Excused" <> TRUE OR c6."Excused" IS NULL))::int AS "Graded", count(*) FILTER (WHERE c6."Late")::int AS "Late", count(*) FILTER (WHERE c6."Missing" OR (c6."SubmittedAt" IS NULL AND c6."CachedDueDate" < @Now AND (c6."PostedAt" IS NULL OR (c6."WorkflowState" = 'unsubmitted' AND c6."LatePolicyStatus" IS NULL AND (c6."Excused" <> TRUE OR c6."Excused" IS NULL) AND c6."CustomGradeStatusId" IS NULL)) AND c11."SubmissionTypes" IS NOT NULL AND c11."SubmissionTypes" <> '' AND c11."SubmissionTypes" <> 'none' AND c11."SubmissionTypes" <> 'not_graded' AND c11."SubmissionTypes" <> 'on_paper' AND (c11."SubmissionTypes" <> 'external_tool' OR c11."IsQuizLtiAssignment")))::int AS "Missing"
    FROM "CanvasSubmission" AS c6
    INNER JOIN (
        SELECT c10."Id", c10."IsQuizLtiAssignment", c10."SubmissionTypes"
        FROM "CanvasAssignment" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."Published"
    ) AS c11 ON c6."AssignmentId" = c11."Id"
    INNER JOIN (
        SELECT c12."Id"
        FROM "CanvasCourse" AS c12
        WHERE c12."MissingSince" IS NULL AND c12."WorkflowState" IN ('available', 'completed')
    ) AS c13 ON c6."CourseId" = c13."Id"
    WHERE c6."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c7
        WHERE c7."MissingSince" IS NULL AND c7."EnrollmentState" IN ('active', 'completed') AND c7."UserId" = @PersonId AND c7."Type" = 'ObserverEnrollment' AND (c7."AssociatedUserId" = c6."UserId" OR (c7."AssociatedUserId" IS NULL AND c6."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c9
            WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."UserId" = @PersonId AND c9."Type" = 'ObserverEnrollment' AND c9."CourseId" = c8."CourseId" AND c9."AssociatedUserId" = c8."UserId") AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."CourseId" = c6."CourseId" AND c8."UserId" = c6."UserId")
    GROUP BY c6."CourseId", c6."UserId"
) AS s ON c."CourseId" = s."CourseId" AND c."UserId" = s."StudentId"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" = 'ObserverEnrollment' AND c0."CourseId" = c."CourseId" AND c0."AssociatedUserId" = c."UserId") AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c3
    WHERE c3."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c4
        WHERE c4."MissingSince" IS NULL AND c4."EnrollmentState" IN ('active', 'completed') AND c4."UserId" = @PersonId AND c4."Type" = 'ObserverEnrollment' AND c4."CourseId" = c3."CourseId" AND c4."AssociatedUserId" = c3."UserId") AND c3."Type" = 'StudentEnrollment' AND c3."EnrollmentState" IN ('active', 'invited', 'completed') AND c3."CourseId" = c."CourseId" AND c3."UserId" = c."UserId" AND ((c3."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c3."Id" < c."Id" AND (c3."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN c2."Name" IS NULL THEN 1
    ELSE 0
END, lower(c2."Name" COLLATE "C"), c2."Name" COLLATE "C", c."CourseId", CASE
    WHEN c5."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c5."SortableName" COLLATE "C"), c5."SortableName" COLLATE "C", c."UserId"
