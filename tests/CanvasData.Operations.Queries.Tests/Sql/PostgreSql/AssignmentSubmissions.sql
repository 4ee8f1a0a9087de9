-- ForEverything
SELECT c."Id" AS "SubmissionId", c."CourseId", c4."Name" AS "CourseName", c."AssignmentId", c2."Name" AS "AssignmentName", c2."PointsPossible", c."UserId" AS "StudentId", c5."Name" AS "StudentName", c5."SortableName", CASE
    WHEN c."Excused" IS NOT NULL AND c."Excused" THEN 'excused'
    WHEN c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') THEN 'graded'
    WHEN (c."Excused" IS NULL OR NOT (c."Excused")) AND c."CustomGradeStatusId" IS NULL AND ((c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."GraderId" IS NULL AND c."Score" IS NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" = 'unsubmitted') AND c."LatePolicyStatus" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c2."IsQuizLtiAssignment" IS NOT NULL AND c2."IsQuizLtiAssignment") OR (c2."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c2."SubmissionTypes" IS NOT NULL)))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c6
        WHERE c6."MissingSince" IS NULL AND c6."UserId" = c."UserId" AND c6."CourseId" = c."CourseId" AND c6."Type" = 'StudentEnrollment' AND c6."EnrollmentState" IN ('active', 'invited', 'completed') AND (c6."EnrollmentState" <> 'completed' OR c6."EnrollmentState" IS NULL OR c4."WorkflowState" = 'completed' OR CASE
            WHEN c4."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c4."RestrictEnrollmentsToCourseDates" THEN COALESCE(c4."EndAt", (
                SELECT c7."EndAt"
                FROM "CanvasTerm" AS c7
                WHERE c7."Id" = c4."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT c8."EndAt"
                FROM "CanvasTerm" AS c8
                WHERE c8."Id" = c4."TermId"
                LIMIT 1), c4."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS c9
            WHERE c9."Id" = c6."SectionId" AND c9."RestrictEnrollmentsToSectionDates" AND c9."EndAt" <= @Now))) THEN 'missing'
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", c."Score", CASE
    WHEN c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND c2."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c2."PointsPossible"
END AS "Percentage", c."SubmittedAt", c."GradedAt", c."CachedDueDate" AS "DueAt", c."Attempt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", CASE
    WHEN c."Late" THEN c."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT c10."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c10
    WHERE (c10."Score" <> c10."PreviousScore" OR c10."Score" IS NULL OR c10."PreviousScore" IS NULL) AND (c10."Score" IS NOT NULL OR c10."PreviousScore" IS NOT NULL) AND c10."SubmissionId" = c."Id"
    ORDER BY c10."RecordedAt" DESC, c10."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c11."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c11
    WHERE (c11."Score" <> c11."PreviousScore" OR c11."Score" IS NULL OR c11."PreviousScore" IS NULL) AND (c11."Score" IS NOT NULL OR c11."PreviousScore" IS NOT NULL) AND c11."SubmissionId" = c."Id"
    ORDER BY c11."RecordedAt" DESC, c11."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c1."Id", c1."IsQuizLtiAssignment", c1."Name", c1."PointsPossible", c1."SubmissionTypes"
    FROM "CanvasAssignment" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."AssignmentId" = c2."Id"
INNER JOIN (
    SELECT c3."Id", c3."EndAt", c3."Name", c3."RestrictEnrollmentsToCourseDates", c3."TermId", c3."WorkflowState"
    FROM "CanvasCourse" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."CourseId" = c4."Id"
LEFT JOIN "CanvasUser" AS c5 ON c."UserId" = c5."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId")
ORDER BY CASE
    WHEN c2."Name" IS NULL THEN 1
    ELSE 0
END, lower(c2."Name" COLLATE "C"), c2."Name" COLLATE "C", c."AssignmentId", CASE
    WHEN c5."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c5."SortableName" COLLATE "C"), c5."SortableName" COLLATE "C", c."UserId", c."Id"

-- ForTeacher
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."PointsPossible", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c7."SortableName", CASE
    WHEN c."Excused" IS NOT NULL AND c."Excused" THEN 'excused'
    WHEN c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') THEN 'graded'
    WHEN (c."Excused" IS NULL OR NOT (c."Excused")) AND c."CustomGradeStatusId" IS NULL AND ((c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."GraderId" IS NULL AND c."Score" IS NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" = 'unsubmitted') AND c."LatePolicyStatus" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c4."IsQuizLtiAssignment" IS NOT NULL AND c4."IsQuizLtiAssignment") OR (c4."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c4."SubmissionTypes" IS NOT NULL)))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND c8."UserId" = c."UserId" AND c8."CourseId" = c."CourseId" AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND (c8."EnrollmentState" <> 'completed' OR c8."EnrollmentState" IS NULL OR c6."WorkflowState" = 'completed' OR CASE
            WHEN c6."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c6."RestrictEnrollmentsToCourseDates" THEN COALESCE(c6."EndAt", (
                SELECT c9."EndAt"
                FROM "CanvasTerm" AS c9
                WHERE c9."Id" = c6."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT c10."EndAt"
                FROM "CanvasTerm" AS c10
                WHERE c10."Id" = c6."TermId"
                LIMIT 1), c6."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS c11
            WHERE c11."Id" = c8."SectionId" AND c11."RestrictEnrollmentsToSectionDates" AND c11."EndAt" <= @Now))) THEN 'missing'
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", c."Score", CASE
    WHEN c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND c4."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c4."PointsPossible"
END AS "Percentage", c."SubmittedAt", c."GradedAt", c."CachedDueDate" AS "DueAt", c."Attempt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", CASE
    WHEN c."Late" THEN c."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT c12."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c12
    WHERE (c12."Score" <> c12."PreviousScore" OR c12."Score" IS NULL OR c12."PreviousScore" IS NULL) AND (c12."Score" IS NOT NULL OR c12."PreviousScore" IS NOT NULL) AND c12."SubmissionId" = c."Id"
    ORDER BY c12."RecordedAt" DESC, c12."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c13."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c13
    WHERE (c13."Score" <> c13."PreviousScore" OR c13."Score" IS NULL OR c13."PreviousScore" IS NULL) AND (c13."Score" IS NOT NULL OR c13."PreviousScore" IS NOT NULL) AND c13."SubmissionId" = c."Id"
    ORDER BY c13."RecordedAt" DESC, c13."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."IsQuizLtiAssignment", c3."Name", c3."PointsPossible", c3."SubmissionTypes"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."EndAt", c5."Name", c5."RestrictEnrollmentsToCourseDates", c5."TermId", c5."WorkflowState"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasUser" AS c7 ON c."UserId" = c7."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" IN (
    SELECT c0."CourseId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."UserId" = @PersonId
) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c1
    WHERE c1."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c2
        WHERE c2."MissingSince" IS NULL AND c2."EnrollmentState" IN ('active', 'completed') AND c2."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c2."UserId" = @PersonId AND c2."CourseId" = c1."CourseId" AND (c2."LimitPrivilegesToCourseSection" <> TRUE OR c2."LimitPrivilegesToCourseSection" IS NULL OR (c2."SectionId" IS NOT NULL AND c2."SectionId" = c1."SectionId"))) AND c1."Type" = 'StudentEnrollment' AND c1."EnrollmentState" IN ('active', 'invited', 'completed') AND c1."CourseId" = c."CourseId" AND c1."UserId" = c."UserId")
ORDER BY CASE
    WHEN c4."Name" IS NULL THEN 1
    ELSE 0
END, lower(c4."Name" COLLATE "C"), c4."Name" COLLATE "C", c."AssignmentId", CASE
    WHEN c7."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c7."SortableName" COLLATE "C"), c7."SortableName" COLLATE "C", c."UserId", c."Id"

-- ForObserver
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."PointsPossible", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c7."SortableName", CASE
    WHEN c."PostedAt" IS NOT NULL AND c."Excused" IS NOT NULL AND c."Excused" THEN 'excused'
    WHEN c."PostedAt" IS NOT NULL AND c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') THEN 'graded'
    WHEN CASE
        WHEN c."PostedAt" IS NOT NULL THEN (c."Excused" IS NULL OR NOT (c."Excused")) AND c."CustomGradeStatusId" IS NULL AND ((c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."GraderId" IS NULL AND c."Score" IS NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" = 'unsubmitted') AND c."LatePolicyStatus" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c4."IsQuizLtiAssignment" IS NOT NULL AND c4."IsQuizLtiAssignment") OR (c4."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c4."SubmissionTypes" IS NOT NULL))))
        ELSE (c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."LatePolicyStatus" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c4."IsQuizLtiAssignment" IS NOT NULL AND c4."IsQuizLtiAssignment") OR (c4."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c4."SubmissionTypes" IS NOT NULL)))
    END AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND c8."UserId" = c."UserId" AND c8."CourseId" = c."CourseId" AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND (c8."EnrollmentState" <> 'completed' OR c8."EnrollmentState" IS NULL OR c6."WorkflowState" = 'completed' OR CASE
            WHEN c6."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c6."RestrictEnrollmentsToCourseDates" THEN COALESCE(c6."EndAt", (
                SELECT c9."EndAt"
                FROM "CanvasTerm" AS c9
                WHERE c9."Id" = c6."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT c10."EndAt"
                FROM "CanvasTerm" AS c10
                WHERE c10."Id" = c6."TermId"
                LIMIT 1), c6."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS c11
            WHERE c11."Id" = c8."SectionId" AND c11."RestrictEnrollmentsToSectionDates" AND c11."EndAt" <= @Now))) THEN 'missing'
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "Status", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."Score"
END AS "Score", CASE
    WHEN c."PostedAt" IS NOT NULL AND c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND c4."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c4."PointsPossible"
END AS "Percentage", c."SubmittedAt", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."GradedAt"
END AS "GradedAt", c."CachedDueDate" AS "DueAt", c."Attempt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", CASE
    WHEN c."Late" THEN c."SecondsLate" / 3600.0
END AS "HoursLate", (
    SELECT c12."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c12
    WHERE (c12."Score" <> c12."PreviousScore" OR c12."Score" IS NULL OR c12."PreviousScore" IS NULL) AND (c12."Score" IS NOT NULL OR c12."PreviousScore" IS NOT NULL) AND c12."PostedAt" IS NOT NULL AND c12."PreviousPostedAt" IS NOT NULL AND c12."SubmissionId" = c."Id" AND c."PostedAt" IS NOT NULL
    ORDER BY c12."RecordedAt" DESC, c12."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c13."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c13
    WHERE (c13."Score" <> c13."PreviousScore" OR c13."Score" IS NULL OR c13."PreviousScore" IS NULL) AND (c13."Score" IS NOT NULL OR c13."PreviousScore" IS NOT NULL) AND c13."PostedAt" IS NOT NULL AND c13."PreviousPostedAt" IS NOT NULL AND c13."SubmissionId" = c."Id" AND c."PostedAt" IS NOT NULL
    ORDER BY c13."RecordedAt" DESC, c13."Id" DESC
    LIMIT 1) AS "PreviousScore"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."IsQuizLtiAssignment", c3."Name", c3."PointsPossible", c3."SubmissionTypes"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL AND c3."Published"
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."EndAt", c5."Name", c5."RestrictEnrollmentsToCourseDates", c5."TermId", c5."WorkflowState"
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
    WHEN c4."Name" IS NULL THEN 1
    ELSE 0
END, lower(c4."Name" COLLATE "C"), c4."Name" COLLATE "C", c."AssignmentId", CASE
    WHEN c7."SortableName" IS NULL THEN 1
    ELSE 0
END, lower(c7."SortableName" COLLATE "C"), c7."SortableName" COLLATE "C", c."UserId", c."Id"
