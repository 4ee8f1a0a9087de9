-- ForEverything
SELECT c."Id" AS "SubmissionId", c."CourseId", c4."Name" AS "CourseName", c."AssignmentId", c2."Name" AS "AssignmentName", c2."PointsPossible", c."UserId" AS "StudentId", c5."Name" AS "StudentName", c5."SortableName", CASE
    WHEN c."Excused" THEN 'excused'
    WHEN c."Score" IS NOT NULL THEN 'graded'
    WHEN c."Missing" OR (c."SubmittedAt" IS NULL AND c."CachedDueDate" < @Now AND c."WorkflowState" = 'unsubmitted' AND c."LatePolicyStatus" IS NULL AND (c."Excused" <> TRUE OR c."Excused" IS NULL) AND c."CustomGradeStatusId" IS NULL AND c2."SubmissionTypes" IS NOT NULL AND c2."SubmissionTypes" <> '' AND c2."SubmissionTypes" <> 'none' AND c2."SubmissionTypes" <> 'not_graded' AND c2."SubmissionTypes" <> 'on_paper' AND (c2."SubmissionTypes" <> 'external_tool' OR c2."IsQuizLtiAssignment")) THEN 'missing'
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", c."Score", CASE
    WHEN c2."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c2."PointsPossible"
END AS "Percentage", c."SubmittedAt", c."GradedAt", c."CachedDueDate" AS "DueAt", c."Attempt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", CASE
    WHEN c."Late" THEN c."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT c6."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c6
    WHERE (c6."Score" <> c6."PreviousScore" OR c6."Score" IS NULL OR c6."PreviousScore" IS NULL) AND (c6."Score" IS NOT NULL OR c6."PreviousScore" IS NOT NULL) AND c6."SubmissionId" = c."Id"
    ORDER BY c6."RecordedAt" DESC, c6."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c7."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c7
    WHERE (c7."Score" <> c7."PreviousScore" OR c7."Score" IS NULL OR c7."PreviousScore" IS NULL) AND (c7."Score" IS NOT NULL OR c7."PreviousScore" IS NOT NULL) AND c7."SubmissionId" = c."Id"
    ORDER BY c7."RecordedAt" DESC, c7."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c1."Id", c1."IsQuizLtiAssignment", c1."Name", c1."PointsPossible", c1."SubmissionTypes"
    FROM "CanvasAssignment" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."AssignmentId" = c2."Id"
INNER JOIN (
    SELECT c3."Id", c3."Name"
    FROM "CanvasCourse" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."CourseId" = c4."Id"
LEFT JOIN "CanvasUser" AS c5 ON c."UserId" = c5."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId")
ORDER BY CASE
    WHEN c."Score" IS NULL THEN 1
    ELSE 0
END, c."Score" DESC, CASE
    WHEN c5."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c5."SortableName" COLLATE "C"), c5."SortableName" COLLATE "C", c."Id"

-- ForTeacher
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."PointsPossible", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c7."SortableName", CASE
    WHEN c."Excused" THEN 'excused'
    WHEN c."Score" IS NOT NULL THEN 'graded'
    WHEN c."Missing" OR (c."SubmittedAt" IS NULL AND c."CachedDueDate" < @Now AND c."WorkflowState" = 'unsubmitted' AND c."LatePolicyStatus" IS NULL AND (c."Excused" <> TRUE OR c."Excused" IS NULL) AND c."CustomGradeStatusId" IS NULL AND c4."SubmissionTypes" IS NOT NULL AND c4."SubmissionTypes" <> '' AND c4."SubmissionTypes" <> 'none' AND c4."SubmissionTypes" <> 'not_graded' AND c4."SubmissionTypes" <> 'on_paper' AND (c4."SubmissionTypes" <> 'external_tool' OR c4."IsQuizLtiAssignment")) THEN 'missing'
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", c."Score", CASE
    WHEN c4."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c4."PointsPossible"
END AS "Percentage", c."SubmittedAt", c."GradedAt", c."CachedDueDate" AS "DueAt", c."Attempt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", CASE
    WHEN c."Late" THEN c."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT c8."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c8
    WHERE (c8."Score" <> c8."PreviousScore" OR c8."Score" IS NULL OR c8."PreviousScore" IS NULL) AND (c8."Score" IS NOT NULL OR c8."PreviousScore" IS NOT NULL) AND c8."SubmissionId" = c."Id"
    ORDER BY c8."RecordedAt" DESC, c8."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c9."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c9
    WHERE (c9."Score" <> c9."PreviousScore" OR c9."Score" IS NULL OR c9."PreviousScore" IS NULL) AND (c9."Score" IS NOT NULL OR c9."PreviousScore" IS NOT NULL) AND c9."SubmissionId" = c."Id"
    ORDER BY c9."RecordedAt" DESC, c9."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."IsQuizLtiAssignment", c3."Name", c3."PointsPossible", c3."SubmissionTypes"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."Name"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c7 ON c."UserId" = c7."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" IN (
    SELECT c0."CourseId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment')
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @PersonId AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId")
ORDER BY CASE
    WHEN c."Score" IS NULL THEN 1
    ELSE 0
END, c."Score" DESC, CASE
    WHEN c7."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c7."SortableName" COLLATE "C"), c7."SortableName" COLLATE "C", c."Id"

-- ForObserver
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."PointsPossible", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c7."SortableName", CASE
    WHEN c."PostedAt" IS NOT NULL AND c."Excused" THEN 'excused'
    WHEN CASE
        WHEN c."PostedAt" IS NOT NULL THEN c."Score"
    END IS NOT NULL THEN 'graded'
    WHEN c."Missing" OR (c."SubmittedAt" IS NULL AND c."CachedDueDate" < @Now AND (c."PostedAt" IS NULL OR (c."WorkflowState" = 'unsubmitted' AND c."LatePolicyStatus" IS NULL AND (c."Excused" <> TRUE OR c."Excused" IS NULL) AND c."CustomGradeStatusId" IS NULL)) AND c4."SubmissionTypes" IS NOT NULL AND c4."SubmissionTypes" <> '' AND c4."SubmissionTypes" <> 'none' AND c4."SubmissionTypes" <> 'not_graded' AND c4."SubmissionTypes" <> 'on_paper' AND (c4."SubmissionTypes" <> 'external_tool' OR c4."IsQuizLtiAssignment")) THEN 'missing'
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."Score"
END AS "Score", CASE
    WHEN c."PostedAt" IS NOT NULL AND c4."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c4."PointsPossible"
END AS "Percentage", c."SubmittedAt", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."GradedAt"
END AS "GradedAt", c."CachedDueDate" AS "DueAt", c."Attempt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", CASE
    WHEN c."Late" THEN c."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT CASE
        WHEN c."PostedAt" IS NOT NULL AND c8."PostedAt" IS NOT NULL AND c8."PreviousPostedAt" IS NOT NULL THEN c8."RecordedAt"
    END
    FROM "CanvasAssignmentScoreHistory" AS c8
    WHERE (c8."Score" <> c8."PreviousScore" OR c8."Score" IS NULL OR c8."PreviousScore" IS NULL) AND (c8."Score" IS NOT NULL OR c8."PreviousScore" IS NOT NULL) AND c8."SubmissionId" = c."Id"
    ORDER BY c8."RecordedAt" DESC, c8."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT CASE
        WHEN c."PostedAt" IS NOT NULL AND c9."PostedAt" IS NOT NULL AND c9."PreviousPostedAt" IS NOT NULL THEN c9."PreviousScore"
    END
    FROM "CanvasAssignmentScoreHistory" AS c9
    WHERE (c9."Score" <> c9."PreviousScore" OR c9."Score" IS NULL OR c9."PreviousScore" IS NULL) AND (c9."Score" IS NOT NULL OR c9."PreviousScore" IS NOT NULL) AND c9."SubmissionId" = c."Id"
    ORDER BY c9."RecordedAt" DESC, c9."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."IsQuizLtiAssignment", c3."Name", c3."PointsPossible", c3."SubmissionTypes"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL AND c3."Published"
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."Name"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL AND c5."WorkflowState" IN ('available', 'completed')
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c7 ON c."UserId" = c7."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."UserId" = @PersonId AND c0."Type" = 'ObserverEnrollment' AND (c0."AssociatedUserId" = c."UserId" OR (c0."AssociatedUserId" IS NULL AND c."UserId" IS NULL))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."UserId" = @PersonId AND c2."Type" = 'ObserverEnrollment' AND c2."CourseId" = c1."CourseId" AND c2."AssociatedUserId" = c1."UserId") AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId")
ORDER BY CASE
    WHEN c."PostedAt" IS NULL OR c."Score" IS NULL THEN 1
    ELSE 0
END, CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."Score"
END DESC, CASE
    WHEN c7."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c7."SortableName" COLLATE "C"), c7."SortableName" COLLATE "C", c."Id"
