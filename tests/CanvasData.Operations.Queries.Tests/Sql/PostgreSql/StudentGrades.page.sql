-- ForEverything
SELECT c."Id" AS "SubmissionId", c."CourseId", c4."Name" AS "CourseName", c."UserId" AS "StudentId", c6."Name" AS "StudentName", c6."SortableName", c."AssignmentId", c2."Name" AS "AssignmentName", c2."AssignmentGroupId", c5."Name" AS "GroupName", CASE
    WHEN c4."ApplyAssignmentGroupWeights" THEN c5."GroupWeight"
END AS "GroupWeight", c2."PointsPossible", c."Score", c."Grade", CASE
    WHEN c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c2."HasSubAssignments" IS NULL OR NOT (c2."HasSubAssignments") OR (((c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c7
        WHERE c7."MissingSince" IS NULL AND c7."SubmissionId" = c."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c8
        WHERE c8."MissingSince" IS NULL AND c8."SubmissionId" = c."Id" AND c8."Score" IS NULL AND (c8."Excused" IS NULL OR NOT (c8."Excused"))))) AND c2."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c2."PointsPossible"
END AS "Percentage", c."WorkflowState", c."SubmittedAt", c."GradedAt", COALESCE(c."PostedAt", CASE
    WHEN c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c2."PostManually" IS NULL OR NOT (c2."PostManually")) THEN c."GradedAt"
END) AS "PostedAt", CASE
    WHEN c2."HasSubAssignments" IS NOT NULL AND c2."HasSubAssignments" THEN COALESCE(c."CachedDueDate", (
        SELECT min(c9."DueAt")
        FROM "CanvasCheckpointSubmission" AS c9
        WHERE c9."MissingSince" IS NULL AND c9."SubmissionId" = c."Id"))
    ELSE c."CachedDueDate"
END AS "DueAt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", (((c."Excused" IS NULL OR NOT (c."Excused")) AND c."CustomGradeStatusId" IS NULL AND ((c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."LatePolicyStatus" IS NULL AND c."GraderId" IS NULL AND c."Score" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c2."IsQuizLtiAssignment" IS NOT NULL AND c2."IsQuizLtiAssignment") OR (c2."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c2."SubmissionTypes" IS NOT NULL))))) OR (c2."HasSubAssignments" IS NOT NULL AND c2."HasSubAssignments" AND (c."Excused" IS NULL OR NOT (c."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c10
    WHERE c10."MissingSince" IS NULL AND c10."SubmissionId" = c."Id" AND (c10."Excused" IS NULL OR NOT (c10."Excused")) AND c10."CustomGradeStatusId" IS NULL AND ((c10."LatePolicyStatus" IS NOT NULL AND c10."LatePolicyStatus" = 'missing') OR (c10."LatePolicyStatus" IS NULL AND ((c10."Missing" IS NOT NULL AND c10."Missing") OR (c10."Score" IS NULL AND c."SubmittedAt" IS NULL AND c10."DueAt" IS NOT NULL AND c10."DueAt" < @Now))))))) AND ((c2."Published" IS NOT NULL AND c2."Published") OR (c2."Published" IS NULL AND c2."WorkflowState" IS NOT NULL AND c2."WorkflowState" = 'published')) AND (c2."WorkflowState" IS NULL OR c2."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c11
    WHERE c11."MissingSince" IS NULL AND c11."UserId" = c."UserId" AND c11."CourseId" = c."CourseId" AND c11."Type" = 'StudentEnrollment' AND c11."EnrollmentState" IN ('active', 'invited', 'completed') AND (c11."EnrollmentState" <> 'completed' OR c11."EnrollmentState" IS NULL OR c4."WorkflowState" = 'completed' OR CASE
        WHEN c4."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c4."RestrictEnrollmentsToCourseDates" THEN COALESCE(c4."EndAt", (
            SELECT c12."EndAt"
            FROM "CanvasTerm" AS c12
            WHERE c12."Id" = c4."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT c13."EndAt"
            FROM "CanvasTerm" AS c13
            WHERE c13."Id" = c4."TermId"
            LIMIT 1), c4."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS c14
        WHERE c14."Id" = c11."SectionId" AND c14."RestrictEnrollmentsToSectionDates" AND c14."EndAt" <= @Now))) AS "IsMissing", c."Excused" IS NOT NULL AND c."Excused" AS "IsExcused", c2."OmitFromFinalGrade" IS NOT NULL AND c2."OmitFromFinalGrade" AS "OmitFromFinalGrade", c."MissingSince", NULL AS "ChangedAt", NULL AS "PreviousScore", NULL AS "NoteCount"
FROM "CanvasSubmission" AS c
LEFT JOIN (
    SELECT c1."Id", c1."AssignmentGroupId", c1."HasSubAssignments", c1."IsQuizLtiAssignment", c1."Name", c1."OmitFromFinalGrade", c1."PointsPossible", c1."PostManually", c1."Published", c1."SubmissionTypes", c1."WorkflowState"
    FROM "CanvasAssignment" AS c1
    WHERE c1."MissingSince" IS NULL AND c1."CourseId" = @CourseId
) AS c2 ON c."AssignmentId" = c2."Id"
INNER JOIN (
    SELECT c3."Id", c3."ApplyAssignmentGroupWeights", c3."EndAt", c3."Name", c3."RestrictEnrollmentsToCourseDates", c3."TermId", c3."WorkflowState"
    FROM "CanvasCourse" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."CourseId" = c4."Id"
LEFT JOIN "CanvasAssignmentGroup" AS c5 ON c2."AssignmentGroupId" = c5."Id"
LEFT JOIN "CanvasUser" AS c6 ON c."UserId" = c6."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" = @CourseId AND (c."UserId" IN (
    SELECT c0."UserId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = @CourseId
) OR (c."Attempt" IS NULL AND c."Attempt"::bigint > @CourseId)) AND COALESCE(c2."Id", 0) <> 0
ORDER BY c."UserId", c."AssignmentId", c."Id"
LIMIT @First

-- ForTeacher
SELECT c."Id" AS "SubmissionId", c."CourseId", c5."Name" AS "CourseName", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c7."SortableName", c."AssignmentId", c3."Name" AS "AssignmentName", c3."AssignmentGroupId", c6."Name" AS "GroupName", CASE
    WHEN c5."ApplyAssignmentGroupWeights" THEN c6."GroupWeight"
END AS "GroupWeight", c3."PointsPossible", c."Score", c."Grade", CASE
    WHEN c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c3."HasSubAssignments" IS NULL OR NOT (c3."HasSubAssignments") OR (((c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c8
        WHERE c8."MissingSince" IS NULL AND c8."SubmissionId" = c."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c9
        WHERE c9."MissingSince" IS NULL AND c9."SubmissionId" = c."Id" AND c9."Score" IS NULL AND (c9."Excused" IS NULL OR NOT (c9."Excused"))))) AND c3."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c3."PointsPossible"
END AS "Percentage", c."WorkflowState", c."SubmittedAt", c."GradedAt", COALESCE(c."PostedAt", CASE
    WHEN c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) THEN c."GradedAt"
END) AS "PostedAt", CASE
    WHEN c3."HasSubAssignments" IS NOT NULL AND c3."HasSubAssignments" THEN COALESCE(c."CachedDueDate", (
        SELECT min(c10."DueAt")
        FROM "CanvasCheckpointSubmission" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."SubmissionId" = c."Id"))
    ELSE c."CachedDueDate"
END AS "DueAt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", (((c."Excused" IS NULL OR NOT (c."Excused")) AND c."CustomGradeStatusId" IS NULL AND ((c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."LatePolicyStatus" IS NULL AND c."GraderId" IS NULL AND c."Score" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c3."IsQuizLtiAssignment" IS NOT NULL AND c3."IsQuizLtiAssignment") OR (c3."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c3."SubmissionTypes" IS NOT NULL))))) OR (c3."HasSubAssignments" IS NOT NULL AND c3."HasSubAssignments" AND (c."Excused" IS NULL OR NOT (c."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c11
    WHERE c11."MissingSince" IS NULL AND c11."SubmissionId" = c."Id" AND (c11."Excused" IS NULL OR NOT (c11."Excused")) AND c11."CustomGradeStatusId" IS NULL AND ((c11."LatePolicyStatus" IS NOT NULL AND c11."LatePolicyStatus" = 'missing') OR (c11."LatePolicyStatus" IS NULL AND ((c11."Missing" IS NOT NULL AND c11."Missing") OR (c11."Score" IS NULL AND c."SubmittedAt" IS NULL AND c11."DueAt" IS NOT NULL AND c11."DueAt" < @Now))))))) AND ((c3."Published" IS NOT NULL AND c3."Published") OR (c3."Published" IS NULL AND c3."WorkflowState" IS NOT NULL AND c3."WorkflowState" = 'published')) AND (c3."WorkflowState" IS NULL OR c3."WorkflowState" <> 'deleted') AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c12
    WHERE c12."MissingSince" IS NULL AND c12."UserId" = c."UserId" AND c12."CourseId" = c."CourseId" AND c12."Type" = 'StudentEnrollment' AND c12."EnrollmentState" IN ('active', 'invited', 'completed') AND (c12."EnrollmentState" <> 'completed' OR c12."EnrollmentState" IS NULL OR c5."WorkflowState" = 'completed' OR CASE
        WHEN c5."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c5."RestrictEnrollmentsToCourseDates" THEN COALESCE(c5."EndAt", (
            SELECT c13."EndAt"
            FROM "CanvasTerm" AS c13
            WHERE c13."Id" = c5."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT c14."EndAt"
            FROM "CanvasTerm" AS c14
            WHERE c14."Id" = c5."TermId"
            LIMIT 1), c5."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS c15
        WHERE c15."Id" = c12."SectionId" AND c15."RestrictEnrollmentsToSectionDates" AND c15."EndAt" <= @Now))) AS "IsMissing", c."Excused" IS NOT NULL AND c."Excused" AS "IsExcused", c3."OmitFromFinalGrade" IS NOT NULL AND c3."OmitFromFinalGrade" AS "OmitFromFinalGrade", c."MissingSince", NULL AS "ChangedAt", NULL AS "PreviousScore", NULL AS "NoteCount"
FROM "CanvasSubmission" AS c
LEFT JOIN (
    SELECT c2."Id", c2."AssignmentGroupId", c2."HasSubAssignments", c2."IsQuizLtiAssignment", c2."Name", c2."OmitFromFinalGrade", c2."PointsPossible", c2."PostManually", c2."Published", c2."SubmissionTypes", c2."WorkflowState"
    FROM "CanvasAssignment" AS c2
    WHERE c2."MissingSince" IS NULL AND c2."CourseId" = @CourseId
) AS c3 ON c."AssignmentId" = c3."Id"
INNER JOIN (
    SELECT c4."Id", c4."ApplyAssignmentGroupWeights", c4."EndAt", c4."Name", c4."RestrictEnrollmentsToCourseDates", c4."TermId", c4."WorkflowState"
    FROM "CanvasCourse" AS c4
    WHERE c4."MissingSince" IS NULL
) AS c5 ON c."CourseId" = c5."Id"
LEFT JOIN "CanvasAssignmentGroup" AS c6 ON c3."AssignmentGroupId" = c6."Id"
LEFT JOIN "CanvasUser" AS c7 ON c."UserId" = c7."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" = @CourseId AND (c."UserId" IN (
    SELECT c0."UserId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."EnrollmentState" IN ('active', 'completed') AND c1."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c1."UserId" = @UserId AND c1."CourseId" = c0."CourseId" AND (c1."LimitPrivilegesToCourseSection" <> TRUE OR c1."LimitPrivilegesToCourseSection" IS NULL OR (c1."SectionId" IS NOT NULL AND c1."SectionId" = c0."SectionId"))) AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = @CourseId
) OR (c."Attempt" IS NULL AND c."Attempt"::bigint > @CourseId)) AND COALESCE(c3."Id", 0) <> 0
ORDER BY c."UserId", c."AssignmentId", c."Id"
LIMIT @First

-- ForObserver
SELECT c."Id" AS "SubmissionId", c."CourseId", c5."Name" AS "CourseName", c."UserId" AS "StudentId", c7."Name" AS "StudentName", c7."SortableName", c."AssignmentId", c3."Name" AS "AssignmentName", c3."AssignmentGroupId", c6."Name" AS "GroupName", CASE
    WHEN c5."ApplyAssignmentGroupWeights" THEN c6."GroupWeight"
END AS "GroupWeight", c3."PointsPossible", CASE
    WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c5."RestrictQuantitativeData" IS NULL OR NOT (c5."RestrictQuantitativeData")) THEN c."Score"
END AS "Score", CASE
    WHEN ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c5."RestrictQuantitativeData" IS NULL OR NOT (c5."RestrictQuantitativeData"))) OR ((c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c3."GradingType" IS NOT NULL AND c3."GradingType" IN ('letter_grade', 'pass_fail')) THEN c."Grade"
END AS "Grade", CASE
    WHEN (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c."Score" IS NOT NULL AND (c."WorkflowState" IS NULL OR c."WorkflowState" <> 'pending_review') AND (c3."HasSubAssignments" IS NULL OR NOT (c3."HasSubAssignments") OR (((c."WorkflowState" IS NOT NULL AND c."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c8
        WHERE c8."MissingSince" IS NULL AND c8."SubmissionId" = c."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c9
        WHERE c9."MissingSince" IS NULL AND c9."SubmissionId" = c."Id" AND c9."Score" IS NULL AND (c9."Excused" IS NULL OR NOT (c9."Excused"))))) AND (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL)) AND (c5."RestrictQuantitativeData" IS NULL OR NOT (c5."RestrictQuantitativeData")) AND c3."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c3."PointsPossible"
END AS "Percentage", CASE
    WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."WorkflowState"
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "WorkflowState", c."SubmittedAt", CASE
    WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL) THEN c."GradedAt"
END AS "GradedAt", COALESCE(c."PostedAt", CASE
    WHEN c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) THEN c."GradedAt"
END) AS "PostedAt", CASE
    WHEN c3."HasSubAssignments" IS NOT NULL AND c3."HasSubAssignments" THEN COALESCE(c."CachedDueDate", (
        SELECT min(c10."DueAt")
        FROM "CanvasCheckpointSubmission" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."SubmissionId" = c."Id"))
    ELSE c."CachedDueDate"
END AS "DueAt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", (CASE
    WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL) THEN (c."Excused" IS NULL OR NOT (c."Excused")) AND c."CustomGradeStatusId" IS NULL AND ((c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."LatePolicyStatus" IS NULL AND c."Missing" IS NOT NULL AND c."Missing") OR (c."LatePolicyStatus" IS NULL AND c."GraderId" IS NULL AND c."Score" IS NULL AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c3."IsQuizLtiAssignment" IS NOT NULL AND c3."IsQuizLtiAssignment") OR (c3."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c3."SubmissionTypes" IS NOT NULL))))
    ELSE (c."LatePolicyStatus" IS NOT NULL AND c."LatePolicyStatus" = 'missing') OR (c."Missing" IS NOT NULL AND c."Missing") OR ((c."LatePolicyStatus" IS NULL OR c."Missing" IS NULL OR c."Missing") AND c."SubmittedAt" IS NULL AND c."CachedDueDate" IS NOT NULL AND c."CachedDueDate" < @Now AND ((c3."IsQuizLtiAssignment" IS NOT NULL AND c3."IsQuizLtiAssignment") OR (c3."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c3."SubmissionTypes" IS NOT NULL)))
END OR (c3."HasSubAssignments" IS NOT NULL AND c3."HasSubAssignments" AND ((c."PostedAt" IS NULL AND (c."PostedAtUnspecified" IS NULL OR NOT (c."PostedAtUnspecified") OR (c3."PostManually" IS NOT NULL AND c3."PostManually") OR c."GradedAt" IS NULL)) OR c."Excused" IS NULL OR NOT (c."Excused")) AND EXISTS (
    SELECT 1
    FROM "CanvasCheckpointSubmission" AS c11
    WHERE c11."MissingSince" IS NULL AND c11."SubmissionId" = c."Id" AND CASE
        WHEN c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL) OR c3."PostManually" IS NULL OR NOT (c3."PostManually") THEN (c11."Excused" IS NULL OR NOT (c11."Excused")) AND c11."CustomGradeStatusId" IS NULL AND ((c11."LatePolicyStatus" IS NOT NULL AND c11."LatePolicyStatus" = 'missing') OR (c11."LatePolicyStatus" IS NULL AND ((c11."Missing" IS NOT NULL AND c11."Missing") OR (c11."Score" IS NULL AND c."SubmittedAt" IS NULL AND c11."DueAt" IS NOT NULL AND c11."DueAt" < @Now))))
        ELSE (c11."LatePolicyStatus" IS NOT NULL AND c11."LatePolicyStatus" = 'missing') OR (c11."Missing" IS NOT NULL AND c11."Missing") OR ((c11."LatePolicyStatus" IS NULL OR c11."Missing" IS NULL) AND (c11."Late" IS NULL OR NOT (c11."Late")) AND (c11."Score" IS NULL OR c11."Score" <= 0.0) AND c."SubmittedAt" IS NULL AND c11."DueAt" IS NOT NULL AND c11."DueAt" < @Now)
    END))) AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c12
    WHERE c12."MissingSince" IS NULL AND c12."UserId" = c."UserId" AND c12."CourseId" = c."CourseId" AND c12."Type" = 'StudentEnrollment' AND c12."EnrollmentState" IN ('active', 'invited', 'completed') AND (c12."EnrollmentState" <> 'completed' OR c12."EnrollmentState" IS NULL OR c5."WorkflowState" = 'completed' OR CASE
        WHEN c5."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c5."RestrictEnrollmentsToCourseDates" THEN COALESCE(c5."EndAt", (
            SELECT c13."EndAt"
            FROM "CanvasTerm" AS c13
            WHERE c13."Id" = c5."TermId"
            LIMIT 1))
        ELSE COALESCE((
            SELECT c14."EndAt"
            FROM "CanvasTerm" AS c14
            WHERE c14."Id" = c5."TermId"
            LIMIT 1), c5."EndAt")
    END <= @Now OR EXISTS (
        SELECT 1
        FROM "CanvasSection" AS c15
        WHERE c15."Id" = c12."SectionId" AND c15."RestrictEnrollmentsToSectionDates" AND c15."EndAt" <= @Now))) AS "IsMissing", (c."PostedAt" IS NOT NULL OR (c."PostedAtUnspecified" IS NOT NULL AND c."PostedAtUnspecified" AND (c3."PostManually" IS NULL OR NOT (c3."PostManually")) AND c."GradedAt" IS NOT NULL)) AND c."Excused" IS NOT NULL AND c."Excused" AS "IsExcused", c3."OmitFromFinalGrade" IS NOT NULL AND c3."OmitFromFinalGrade" AS "OmitFromFinalGrade", c."MissingSince", NULL AS "ChangedAt", NULL AS "PreviousScore", NULL AS "NoteCount"
FROM "CanvasSubmission" AS c
LEFT JOIN (
    SELECT c2."Id", c2."AssignmentGroupId", c2."GradingType", c2."HasSubAssignments", c2."IsQuizLtiAssignment", c2."Name", c2."OmitFromFinalGrade", c2."PointsPossible", c2."PostManually", c2."SubmissionTypes"
    FROM "CanvasAssignment" AS c2
    WHERE c2."MissingSince" IS NULL AND ((c2."Published" IS NOT NULL AND c2."Published") OR (c2."Published" IS NULL AND c2."WorkflowState" IS NOT NULL AND c2."WorkflowState" = 'published')) AND (c2."WorkflowState" IS NULL OR c2."WorkflowState" <> 'deleted') AND c2."CourseId" = @CourseId
) AS c3 ON c."AssignmentId" = c3."Id"
INNER JOIN (
    SELECT c4."Id", c4."ApplyAssignmentGroupWeights", c4."EndAt", c4."Name", c4."RestrictEnrollmentsToCourseDates", c4."RestrictQuantitativeData", c4."TermId", c4."WorkflowState"
    FROM "CanvasCourse" AS c4
    WHERE c4."MissingSince" IS NULL AND c4."WorkflowState" IN ('available', 'completed')
) AS c5 ON c."CourseId" = c5."Id"
LEFT JOIN "CanvasAssignmentGroup" AS c6 ON c3."AssignmentGroupId" = c6."Id"
LEFT JOIN "CanvasUser" AS c7 ON c."UserId" = c7."Id"
WHERE c."MissingSince" IS NULL AND c."CourseId" = @CourseId AND (c."UserId" IN (
    SELECT c0."UserId"
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c1
        WHERE c1."MissingSince" IS NULL AND c1."EnrollmentState" IN ('active', 'completed') AND c1."Type" = 'ObserverEnrollment' AND c1."UserId" = @UserId AND c1."CourseId" = c0."CourseId" AND c1."AssociatedUserId" = c0."UserId") AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = @CourseId
) OR (c."Attempt" IS NULL AND c."Attempt"::bigint > @CourseId)) AND COALESCE(c3."Id", 0) <> 0
ORDER BY c."UserId", c."AssignmentId", c."Id"
LIMIT @First
