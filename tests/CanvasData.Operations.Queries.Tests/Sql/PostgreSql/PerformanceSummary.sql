-- ForEverything
SELECT c."CourseId", c1."Name" AS "CourseName", c."UserId" AS "StudentId", c3."Name" AS "StudentName", c."CurrentScore", c."FinalScore", COALESCE(c."OverrideScore", c."CurrentScore") AS "EffectiveScore", CASE
    WHEN c."OverrideScore" IS NOT NULL OR c."OverrideGrade" IS NOT NULL THEN c."OverrideGrade"
    ELSE c."CurrentGrade"
END AS "EffectiveGrade", COALESCE(s."Assignments", 0) AS "AssignmentCount", COALESCE(s."Completed", 0) AS "CompletedCount", COALESCE(s."Graded", 0) AS "GradedCount", COALESCE(s."Late", 0) AS "LateCount", COALESCE(s."Missing", 0) AS "MissingCount", s."Average" AS "AveragePercentage", s."Lowest" AS "LowestPercentage", s."Highest" AS "HighestPercentage"
FROM "CanvasEnrollment" AS c
INNER JOIN (
    SELECT c0."Id", c0."Name"
    FROM "CanvasCourse" AS c0
    WHERE c0."MissingSince" IS NULL
) AS c1 ON c."CourseId" = c1."Id"
LEFT JOIN "CanvasUser" AS c3 ON c."UserId" = c3."Id"
LEFT JOIN (
    SELECT c4."CourseId", c4."UserId" AS "StudentId", count(*)::int AS "Assignments", count(*) FILTER (WHERE c4."SubmittedAt" IS NOT NULL OR (c4."Score" IS NOT NULL AND (c4."WorkflowState" IS NULL OR c4."WorkflowState" <> 'pending_review') AND (c7."HasSubAssignments" IS NULL OR NOT (c7."HasSubAssignments") OR (((c4."WorkflowState" IS NOT NULL AND c4."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c10
        WHERE c10."MissingSince" IS NULL AND c10."SubmissionId" = c4."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c11
        WHERE c11."MissingSince" IS NULL AND c11."SubmissionId" = c4."Id" AND c11."Score" IS NULL AND (c11."Excused" IS NULL OR NOT (c11."Excused"))))) AND (c4."Excused" IS NULL OR NOT (c4."Excused"))))::int AS "Completed", count(*) FILTER (WHERE c4."Score" IS NOT NULL AND (c4."WorkflowState" IS NULL OR c4."WorkflowState" <> 'pending_review') AND (c7."HasSubAssignments" IS NULL OR NOT (c7."HasSubAssignments") OR (((c4."WorkflowState" IS NOT NULL AND c4."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c12
        WHERE c12."MissingSince" IS NULL AND c12."SubmissionId" = c4."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c13
        WHERE c13."MissingSince" IS NULL AND c13."SubmissionId" = c4."Id" AND c13."Score" IS NULL AND (c13."Excused" IS NULL OR NOT (c13."Excused"))))) AND (c4."Excused" IS NULL OR NOT (c4."Excused")))::int AS "Graded", count(*) FILTER (WHERE c4."Late")::int AS "Late", count(*) FILTER (WHERE (((c4."Excused" IS NULL OR NOT (c4."Excused")) AND c4."CustomGradeStatusId" IS NULL AND ((c4."LatePolicyStatus" IS NOT NULL AND c4."LatePolicyStatus" = 'missing') OR (c4."LatePolicyStatus" IS NULL AND c4."Missing" IS NOT NULL AND c4."Missing") OR (c4."LatePolicyStatus" IS NULL AND c4."GraderId" IS NULL AND c4."Score" IS NULL AND c4."SubmittedAt" IS NULL AND c4."CachedDueDate" IS NOT NULL AND c4."CachedDueDate" < @Now AND ((c7."IsQuizLtiAssignment" IS NOT NULL AND c7."IsQuizLtiAssignment") OR (c7."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c7."SubmissionTypes" IS NOT NULL))))) OR (c7."HasSubAssignments" IS NOT NULL AND c7."HasSubAssignments" AND (c4."Excused" IS NULL OR NOT (c4."Excused")) AND EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c14
        WHERE c14."MissingSince" IS NULL AND c14."SubmissionId" = c4."Id" AND (c14."Excused" IS NULL OR NOT (c14."Excused")) AND c14."CustomGradeStatusId" IS NULL AND ((c14."LatePolicyStatus" IS NOT NULL AND c14."LatePolicyStatus" = 'missing') OR (c14."LatePolicyStatus" IS NULL AND ((c14."Missing" IS NOT NULL AND c14."Missing") OR (c14."Score" IS NULL AND c4."SubmittedAt" IS NULL AND c14."DueAt" IS NOT NULL AND c14."DueAt" < @Now))))))) AND ((c7."Published" IS NOT NULL AND c7."Published") OR (c7."Published" IS NULL AND c7."WorkflowState" IS NOT NULL AND c7."WorkflowState" = 'published')) AND (c7."WorkflowState" IS NULL OR c7."WorkflowState" <> 'deleted') AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c15
        WHERE c15."MissingSince" IS NULL AND c15."UserId" = c4."UserId" AND c15."CourseId" = c4."CourseId" AND c15."Type" = 'StudentEnrollment' AND (c15."EnrollmentState" = 'active' OR c15."EnrollmentState" = 'invited' OR c15."EnrollmentState" = 'completed') AND (c15."EnrollmentState" <> 'completed' OR c15."EnrollmentState" IS NULL OR c9."WorkflowState" = 'completed' OR CASE
            WHEN c9."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c9."RestrictEnrollmentsToCourseDates" THEN COALESCE(c9."EndAt", (
                SELECT c16."EndAt"
                FROM "CanvasTerm" AS c16
                WHERE c16."Id" = c9."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT c17."EndAt"
                FROM "CanvasTerm" AS c17
                WHERE c17."Id" = c9."TermId"
                LIMIT 1), c9."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS c18
            WHERE c18."Id" = c15."SectionId" AND c18."RestrictEnrollmentsToSectionDates" AND c18."EndAt" <= @Now))))::int AS "Missing", avg(CASE
        WHEN c4."Score" IS NOT NULL AND (c4."WorkflowState" IS NULL OR c4."WorkflowState" <> 'pending_review') AND (c7."HasSubAssignments" IS NULL OR NOT (c7."HasSubAssignments") OR (((c4."WorkflowState" IS NOT NULL AND c4."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c19
            WHERE c19."MissingSince" IS NULL AND c19."SubmissionId" = c4."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c20
            WHERE c20."MissingSince" IS NULL AND c20."SubmissionId" = c4."Id" AND c20."Score" IS NULL AND (c20."Excused" IS NULL OR NOT (c20."Excused"))))) AND c7."PointsPossible" > 0.0 THEN (100.0 * c4."Score") / c7."PointsPossible"
    END) AS "Average", min(CASE
        WHEN c4."Score" IS NOT NULL AND (c4."WorkflowState" IS NULL OR c4."WorkflowState" <> 'pending_review') AND (c7."HasSubAssignments" IS NULL OR NOT (c7."HasSubAssignments") OR (((c4."WorkflowState" IS NOT NULL AND c4."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c21
            WHERE c21."MissingSince" IS NULL AND c21."SubmissionId" = c4."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c22
            WHERE c22."MissingSince" IS NULL AND c22."SubmissionId" = c4."Id" AND c22."Score" IS NULL AND (c22."Excused" IS NULL OR NOT (c22."Excused"))))) AND c7."PointsPossible" > 0.0 THEN (100.0 * c4."Score") / c7."PointsPossible"
    END) AS "Lowest", max(CASE
        WHEN c4."Score" IS NOT NULL AND (c4."WorkflowState" IS NULL OR c4."WorkflowState" <> 'pending_review') AND (c7."HasSubAssignments" IS NULL OR NOT (c7."HasSubAssignments") OR (((c4."WorkflowState" IS NOT NULL AND c4."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c23
            WHERE c23."MissingSince" IS NULL AND c23."SubmissionId" = c4."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c24
            WHERE c24."MissingSince" IS NULL AND c24."SubmissionId" = c4."Id" AND c24."Score" IS NULL AND (c24."Excused" IS NULL OR NOT (c24."Excused"))))) AND c7."PointsPossible" > 0.0 THEN (100.0 * c4."Score") / c7."PointsPossible"
    END) AS "Highest"
    FROM "CanvasSubmission" AS c4
    INNER JOIN (
        SELECT c6."Id", c6."HasSubAssignments", c6."IsQuizLtiAssignment", c6."PointsPossible", c6."Published", c6."SubmissionTypes", c6."WorkflowState"
        FROM "CanvasAssignment" AS c6
        WHERE c6."MissingSince" IS NULL
    ) AS c7 ON c4."AssignmentId" = c7."Id"
    INNER JOIN (
        SELECT c8."Id", c8."EndAt", c8."RestrictEnrollmentsToCourseDates", c8."TermId", c8."WorkflowState"
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
    WHEN s."Average" IS NULL THEN 1
    ELSE 0
END, s."Average" DESC, c."UserId"

-- ForTeacher
SELECT c."CourseId", c2."Name" AS "CourseName", c."UserId" AS "StudentId", c5."Name" AS "StudentName", c."CurrentScore", c."FinalScore", COALESCE(c."OverrideScore", c."CurrentScore") AS "EffectiveScore", CASE
    WHEN c."OverrideScore" IS NOT NULL OR c."OverrideGrade" IS NOT NULL THEN c."OverrideGrade"
    ELSE c."CurrentGrade"
END AS "EffectiveGrade", COALESCE(s."Assignments", 0) AS "AssignmentCount", COALESCE(s."Completed", 0) AS "CompletedCount", COALESCE(s."Graded", 0) AS "GradedCount", COALESCE(s."Late", 0) AS "LateCount", COALESCE(s."Missing", 0) AS "MissingCount", s."Average" AS "AveragePercentage", s."Lowest" AS "LowestPercentage", s."Highest" AS "HighestPercentage"
FROM "CanvasEnrollment" AS c
INNER JOIN (
    SELECT c1."Id", c1."Name"
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."CourseId" = c2."Id"
LEFT JOIN "CanvasUser" AS c5 ON c."UserId" = c5."Id"
LEFT JOIN (
    SELECT c6."CourseId", c6."UserId" AS "StudentId", count(*)::int AS "Assignments", count(*) FILTER (WHERE c6."SubmittedAt" IS NOT NULL OR (c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c14
        WHERE c14."MissingSince" IS NULL AND c14."SubmissionId" = c6."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c15
        WHERE c15."MissingSince" IS NULL AND c15."SubmissionId" = c6."Id" AND c15."Score" IS NULL AND (c15."Excused" IS NULL OR NOT (c15."Excused"))))) AND (c6."Excused" IS NULL OR NOT (c6."Excused"))))::int AS "Completed", count(*) FILTER (WHERE c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c16
        WHERE c16."MissingSince" IS NULL AND c16."SubmissionId" = c6."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c17
        WHERE c17."MissingSince" IS NULL AND c17."SubmissionId" = c6."Id" AND c17."Score" IS NULL AND (c17."Excused" IS NULL OR NOT (c17."Excused"))))) AND (c6."Excused" IS NULL OR NOT (c6."Excused")))::int AS "Graded", count(*) FILTER (WHERE c6."Late")::int AS "Late", count(*) FILTER (WHERE (((c6."Excused" IS NULL OR NOT (c6."Excused")) AND c6."CustomGradeStatusId" IS NULL AND ((c6."LatePolicyStatus" IS NOT NULL AND c6."LatePolicyStatus" = 'missing') OR (c6."LatePolicyStatus" IS NULL AND c6."Missing" IS NOT NULL AND c6."Missing") OR (c6."LatePolicyStatus" IS NULL AND c6."GraderId" IS NULL AND c6."Score" IS NULL AND c6."SubmittedAt" IS NULL AND c6."CachedDueDate" IS NOT NULL AND c6."CachedDueDate" < @Now AND ((c11."IsQuizLtiAssignment" IS NOT NULL AND c11."IsQuizLtiAssignment") OR (c11."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c11."SubmissionTypes" IS NOT NULL))))) OR (c11."HasSubAssignments" IS NOT NULL AND c11."HasSubAssignments" AND (c6."Excused" IS NULL OR NOT (c6."Excused")) AND EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c18
        WHERE c18."MissingSince" IS NULL AND c18."SubmissionId" = c6."Id" AND (c18."Excused" IS NULL OR NOT (c18."Excused")) AND c18."CustomGradeStatusId" IS NULL AND ((c18."LatePolicyStatus" IS NOT NULL AND c18."LatePolicyStatus" = 'missing') OR (c18."LatePolicyStatus" IS NULL AND ((c18."Missing" IS NOT NULL AND c18."Missing") OR (c18."Score" IS NULL AND c6."SubmittedAt" IS NULL AND c18."DueAt" IS NOT NULL AND c18."DueAt" < @Now))))))) AND ((c11."Published" IS NOT NULL AND c11."Published") OR (c11."Published" IS NULL AND c11."WorkflowState" IS NOT NULL AND c11."WorkflowState" = 'published')) AND (c11."WorkflowState" IS NULL OR c11."WorkflowState" <> 'deleted') AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c19
        WHERE c19."MissingSince" IS NULL AND c19."UserId" = c6."UserId" AND c19."CourseId" = c6."CourseId" AND c19."Type" = 'StudentEnrollment' AND (c19."EnrollmentState" = 'active' OR c19."EnrollmentState" = 'invited' OR c19."EnrollmentState" = 'completed') AND (c19."EnrollmentState" <> 'completed' OR c19."EnrollmentState" IS NULL OR c13."WorkflowState" = 'completed' OR CASE
            WHEN c13."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c13."RestrictEnrollmentsToCourseDates" THEN COALESCE(c13."EndAt", (
                SELECT c20."EndAt"
                FROM "CanvasTerm" AS c20
                WHERE c20."Id" = c13."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT c21."EndAt"
                FROM "CanvasTerm" AS c21
                WHERE c21."Id" = c13."TermId"
                LIMIT 1), c13."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS c22
            WHERE c22."Id" = c19."SectionId" AND c22."RestrictEnrollmentsToSectionDates" AND c22."EndAt" <= @Now))))::int AS "Missing", avg(CASE
        WHEN c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c23
            WHERE c23."MissingSince" IS NULL AND c23."SubmissionId" = c6."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c24
            WHERE c24."MissingSince" IS NULL AND c24."SubmissionId" = c6."Id" AND c24."Score" IS NULL AND (c24."Excused" IS NULL OR NOT (c24."Excused"))))) AND c11."PointsPossible" > 0.0 THEN (100.0 * c6."Score") / c11."PointsPossible"
    END) AS "Average", min(CASE
        WHEN c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c25
            WHERE c25."MissingSince" IS NULL AND c25."SubmissionId" = c6."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c26
            WHERE c26."MissingSince" IS NULL AND c26."SubmissionId" = c6."Id" AND c26."Score" IS NULL AND (c26."Excused" IS NULL OR NOT (c26."Excused"))))) AND c11."PointsPossible" > 0.0 THEN (100.0 * c6."Score") / c11."PointsPossible"
    END) AS "Lowest", max(CASE
        WHEN c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c27
            WHERE c27."MissingSince" IS NULL AND c27."SubmissionId" = c6."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c28
            WHERE c28."MissingSince" IS NULL AND c28."SubmissionId" = c6."Id" AND c28."Score" IS NULL AND (c28."Excused" IS NULL OR NOT (c28."Excused"))))) AND c11."PointsPossible" > 0.0 THEN (100.0 * c6."Score") / c11."PointsPossible"
    END) AS "Highest"
    FROM "CanvasSubmission" AS c6
    INNER JOIN (
        SELECT c10."Id", c10."HasSubAssignments", c10."IsQuizLtiAssignment", c10."PointsPossible", c10."Published", c10."SubmissionTypes", c10."WorkflowState"
        FROM "CanvasAssignment" AS c10
        WHERE c10."MissingSince" IS NULL
    ) AS c11 ON c6."AssignmentId" = c11."Id"
    INNER JOIN (
        SELECT c12."Id", c12."EndAt", c12."RestrictEnrollmentsToCourseDates", c12."TermId", c12."WorkflowState"
        FROM "CanvasCourse" AS c12
        WHERE c12."MissingSince" IS NULL
    ) AS c13 ON c6."CourseId" = c13."Id"
    WHERE c6."MissingSince" IS NULL AND c6."CourseId" IN (
        SELECT c7."CourseId"
        FROM "CanvasEnrollment" AS c7
        WHERE c7."MissingSince" IS NULL AND c7."EnrollmentState" IN ('active', 'completed') AND c7."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c7."UserId" = @UserId
    ) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c9
            WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c9."UserId" = @UserId AND c9."CourseId" = c8."CourseId" AND (c9."LimitPrivilegesToCourseSection" <> TRUE OR c9."LimitPrivilegesToCourseSection" IS NULL OR (c9."SectionId" IS NOT NULL AND c9."SectionId" = c8."SectionId"))) AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."CourseId" = c6."CourseId" AND c8."UserId" = c6."UserId")
    GROUP BY c6."CourseId", c6."UserId"
) AS s ON c."CourseId" = s."CourseId" AND c."UserId" = s."StudentId"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c0."UserId" = @UserId AND c0."CourseId" = c."CourseId" AND (c0."LimitPrivilegesToCourseSection" <> TRUE OR c0."LimitPrivilegesToCourseSection" IS NULL OR (c0."SectionId" IS NOT NULL AND c0."SectionId" = c."SectionId"))) AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c3
    WHERE c3."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c4
        WHERE c4."MissingSince" IS NULL AND c4."EnrollmentState" IN ('active', 'completed') AND c4."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c4."UserId" = @UserId AND c4."CourseId" = c3."CourseId" AND (c4."LimitPrivilegesToCourseSection" <> TRUE OR c4."LimitPrivilegesToCourseSection" IS NULL OR (c4."SectionId" IS NOT NULL AND c4."SectionId" = c3."SectionId"))) AND c3."Type" = 'StudentEnrollment' AND c3."EnrollmentState" IN ('active', 'invited', 'completed') AND c3."CourseId" = c."CourseId" AND c3."UserId" = c."UserId" AND ((c3."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c3."Id" < c."Id" AND (c3."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN c2."Name" IS NULL THEN 1
    ELSE 0
END, lower(c2."Name" COLLATE "C"), c2."Name" COLLATE "C", c."CourseId", CASE
    WHEN s."Average" IS NULL THEN 1
    ELSE 0
END, s."Average" DESC, c."UserId"

-- ForObserver
SELECT c."CourseId", c2."Name" AS "CourseName", c."UserId" AS "StudentId", c5."Name" AS "StudentName", CASE
    WHEN (c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades")) AND (c2."RestrictQuantitativeData" IS NULL OR NOT (c2."RestrictQuantitativeData")) THEN COALESCE(c."OverrideScore", c."CurrentScore")
END AS "CurrentScore", CASE
    WHEN (c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades")) AND (c2."RestrictQuantitativeData" IS NULL OR NOT (c2."RestrictQuantitativeData")) THEN COALESCE(c."OverrideScore", c."FinalScore")
END AS "FinalScore", CASE
    WHEN c2."HideFinalGrades" IS NULL OR NOT (c2."HideFinalGrades") THEN CASE
        WHEN c."OverrideScore" IS NOT NULL OR c."OverrideGrade" IS NOT NULL THEN c."OverrideGrade"
        ELSE c."CurrentGrade"
    END
END AS "EffectiveGrade", COALESCE(s."Assignments", 0) AS "AssignmentCount", COALESCE(s."Completed", 0) AS "CompletedCount", COALESCE(s."Graded", 0) AS "GradedCount", COALESCE(s."Late", 0) AS "LateCount", COALESCE(s."Missing", 0) AS "MissingCount", s."Average" AS "AveragePercentage", s."Lowest" AS "LowestPercentage", s."Highest" AS "HighestPercentage"
FROM "CanvasEnrollment" AS c
INNER JOIN (
    SELECT c1."Id", c1."HideFinalGrades", c1."Name", c1."RestrictQuantitativeData"
    FROM "CanvasCourse" AS c1
    WHERE c1."MissingSince" IS NULL AND c1."WorkflowState" IN ('available', 'completed')
) AS c2 ON c."CourseId" = c2."Id"
LEFT JOIN "CanvasUser" AS c5 ON c."UserId" = c5."Id"
LEFT JOIN (
    SELECT c6."CourseId", c6."UserId" AS "StudentId", count(*)::int AS "Assignments", count(*) FILTER (WHERE c6."SubmittedAt" IS NOT NULL OR ((c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c14
        WHERE c14."MissingSince" IS NULL AND c14."SubmissionId" = c6."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c15
        WHERE c15."MissingSince" IS NULL AND c15."SubmissionId" = c6."Id" AND c15."Score" IS NULL AND (c15."Excused" IS NULL OR NOT (c15."Excused"))))) AND ((c6."PostedAt" IS NULL AND (c6."PostedAtUnspecified" IS NULL OR NOT (c6."PostedAtUnspecified") OR (c11."PostManually" IS NOT NULL AND c11."PostManually") OR c6."GradedAt" IS NULL)) OR c6."Excused" IS NULL OR NOT (c6."Excused"))))::int AS "Completed", count(*) FILTER (WHERE (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c16
        WHERE c16."MissingSince" IS NULL AND c16."SubmissionId" = c6."Id")) AND NOT EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c17
        WHERE c17."MissingSince" IS NULL AND c17."SubmissionId" = c6."Id" AND c17."Score" IS NULL AND (c17."Excused" IS NULL OR NOT (c17."Excused"))))) AND ((c6."PostedAt" IS NULL AND (c6."PostedAtUnspecified" IS NULL OR NOT (c6."PostedAtUnspecified") OR (c11."PostManually" IS NOT NULL AND c11."PostManually") OR c6."GradedAt" IS NULL)) OR c6."Excused" IS NULL OR NOT (c6."Excused")))::int AS "Graded", count(*) FILTER (WHERE c6."Late")::int AS "Late", count(*) FILTER (WHERE (CASE
        WHEN c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL) THEN (c6."Excused" IS NULL OR NOT (c6."Excused")) AND c6."CustomGradeStatusId" IS NULL AND ((c6."LatePolicyStatus" IS NOT NULL AND c6."LatePolicyStatus" = 'missing') OR (c6."LatePolicyStatus" IS NULL AND c6."Missing" IS NOT NULL AND c6."Missing") OR (c6."LatePolicyStatus" IS NULL AND c6."GraderId" IS NULL AND c6."Score" IS NULL AND c6."SubmittedAt" IS NULL AND c6."CachedDueDate" IS NOT NULL AND c6."CachedDueDate" < @Now AND ((c11."IsQuizLtiAssignment" IS NOT NULL AND c11."IsQuizLtiAssignment") OR (c11."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c11."SubmissionTypes" IS NOT NULL))))
        ELSE (c6."LatePolicyStatus" IS NOT NULL AND c6."LatePolicyStatus" = 'missing') OR (c6."Missing" IS NOT NULL AND c6."Missing") OR ((c6."LatePolicyStatus" IS NULL OR c6."Missing" IS NULL OR c6."Missing") AND c6."SubmittedAt" IS NULL AND c6."CachedDueDate" IS NOT NULL AND c6."CachedDueDate" < @Now AND ((c11."IsQuizLtiAssignment" IS NOT NULL AND c11."IsQuizLtiAssignment") OR (c11."SubmissionTypes" NOT IN ('', 'none', 'not_graded', 'on_paper', 'external_tool', 'wiki_page') AND c11."SubmissionTypes" IS NOT NULL)))
    END OR (c11."HasSubAssignments" IS NOT NULL AND c11."HasSubAssignments" AND ((c6."PostedAt" IS NULL AND (c6."PostedAtUnspecified" IS NULL OR NOT (c6."PostedAtUnspecified") OR (c11."PostManually" IS NOT NULL AND c11."PostManually") OR c6."GradedAt" IS NULL)) OR c6."Excused" IS NULL OR NOT (c6."Excused")) AND EXISTS (
        SELECT 1
        FROM "CanvasCheckpointSubmission" AS c18
        WHERE c18."MissingSince" IS NULL AND c18."SubmissionId" = c6."Id" AND CASE
            WHEN c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL) OR c11."PostManually" IS NULL OR NOT (c11."PostManually") THEN (c18."Excused" IS NULL OR NOT (c18."Excused")) AND c18."CustomGradeStatusId" IS NULL AND ((c18."LatePolicyStatus" IS NOT NULL AND c18."LatePolicyStatus" = 'missing') OR (c18."LatePolicyStatus" IS NULL AND ((c18."Missing" IS NOT NULL AND c18."Missing") OR (c18."Score" IS NULL AND c6."SubmittedAt" IS NULL AND c18."DueAt" IS NOT NULL AND c18."DueAt" < @Now))))
            ELSE (c18."LatePolicyStatus" IS NOT NULL AND c18."LatePolicyStatus" = 'missing') OR (c18."Missing" IS NOT NULL AND c18."Missing") OR ((c18."LatePolicyStatus" IS NULL OR c18."Missing" IS NULL) AND (c18."Late" IS NULL OR NOT (c18."Late")) AND (c18."Score" IS NULL OR c18."Score" <= 0.0) AND c6."SubmittedAt" IS NULL AND c18."DueAt" IS NOT NULL AND c18."DueAt" < @Now)
        END))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c19
        WHERE c19."MissingSince" IS NULL AND c19."UserId" = c6."UserId" AND c19."CourseId" = c6."CourseId" AND c19."Type" = 'StudentEnrollment' AND (c19."EnrollmentState" = 'active' OR c19."EnrollmentState" = 'invited' OR c19."EnrollmentState" = 'completed') AND (c19."EnrollmentState" <> 'completed' OR c19."EnrollmentState" IS NULL OR c13."WorkflowState" = 'completed' OR CASE
            WHEN c13."RestrictEnrollmentsToCourseDates" IS NOT NULL AND c13."RestrictEnrollmentsToCourseDates" THEN COALESCE(c13."EndAt", (
                SELECT c20."EndAt"
                FROM "CanvasTerm" AS c20
                WHERE c20."Id" = c13."TermId"
                LIMIT 1))
            ELSE COALESCE((
                SELECT c21."EndAt"
                FROM "CanvasTerm" AS c21
                WHERE c21."Id" = c13."TermId"
                LIMIT 1), c13."EndAt")
        END <= @Now OR EXISTS (
            SELECT 1
            FROM "CanvasSection" AS c22
            WHERE c22."Id" = c19."SectionId" AND c22."RestrictEnrollmentsToSectionDates" AND c22."EndAt" <= @Now))))::int AS "Missing", avg(CASE
        WHEN (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c23
            WHERE c23."MissingSince" IS NULL AND c23."SubmissionId" = c6."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c24
            WHERE c24."MissingSince" IS NULL AND c24."SubmissionId" = c6."Id" AND c24."Score" IS NULL AND (c24."Excused" IS NULL OR NOT (c24."Excused"))))) AND (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND (c13."RestrictQuantitativeData" IS NULL OR NOT (c13."RestrictQuantitativeData")) AND c11."PointsPossible" > 0.0 THEN (100.0 * c6."Score") / c11."PointsPossible"
    END) AS "Average", min(CASE
        WHEN (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c25
            WHERE c25."MissingSince" IS NULL AND c25."SubmissionId" = c6."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c26
            WHERE c26."MissingSince" IS NULL AND c26."SubmissionId" = c6."Id" AND c26."Score" IS NULL AND (c26."Excused" IS NULL OR NOT (c26."Excused"))))) AND (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND (c13."RestrictQuantitativeData" IS NULL OR NOT (c13."RestrictQuantitativeData")) AND c11."PointsPossible" > 0.0 THEN (100.0 * c6."Score") / c11."PointsPossible"
    END) AS "Lowest", max(CASE
        WHEN (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND c6."Score" IS NOT NULL AND (c6."WorkflowState" IS NULL OR c6."WorkflowState" <> 'pending_review') AND (c11."HasSubAssignments" IS NULL OR NOT (c11."HasSubAssignments") OR (((c6."WorkflowState" IS NOT NULL AND c6."WorkflowState" = 'graded') OR EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c27
            WHERE c27."MissingSince" IS NULL AND c27."SubmissionId" = c6."Id")) AND NOT EXISTS (
            SELECT 1
            FROM "CanvasCheckpointSubmission" AS c28
            WHERE c28."MissingSince" IS NULL AND c28."SubmissionId" = c6."Id" AND c28."Score" IS NULL AND (c28."Excused" IS NULL OR NOT (c28."Excused"))))) AND (c6."PostedAt" IS NOT NULL OR (c6."PostedAtUnspecified" IS NOT NULL AND c6."PostedAtUnspecified" AND (c11."PostManually" IS NULL OR NOT (c11."PostManually")) AND c6."GradedAt" IS NOT NULL)) AND (c13."RestrictQuantitativeData" IS NULL OR NOT (c13."RestrictQuantitativeData")) AND c11."PointsPossible" > 0.0 THEN (100.0 * c6."Score") / c11."PointsPossible"
    END) AS "Highest"
    FROM "CanvasSubmission" AS c6
    INNER JOIN (
        SELECT c10."Id", c10."HasSubAssignments", c10."IsQuizLtiAssignment", c10."PointsPossible", c10."PostManually", c10."SubmissionTypes"
        FROM "CanvasAssignment" AS c10
        WHERE c10."MissingSince" IS NULL AND ((c10."Published" IS NOT NULL AND c10."Published") OR (c10."Published" IS NULL AND c10."WorkflowState" IS NOT NULL AND c10."WorkflowState" = 'published')) AND (c10."WorkflowState" IS NULL OR c10."WorkflowState" <> 'deleted')
    ) AS c11 ON c6."AssignmentId" = c11."Id"
    INNER JOIN (
        SELECT c12."Id", c12."EndAt", c12."RestrictEnrollmentsToCourseDates", c12."RestrictQuantitativeData", c12."TermId", c12."WorkflowState"
        FROM "CanvasCourse" AS c12
        WHERE c12."MissingSince" IS NULL AND c12."WorkflowState" IN ('available', 'completed')
    ) AS c13 ON c6."CourseId" = c13."Id"
    WHERE c6."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c7
        WHERE c7."MissingSince" IS NULL AND c7."EnrollmentState" IN ('active', 'completed') AND c7."Type" = 'ObserverEnrollment' AND c7."UserId" = @UserId AND (c7."AssociatedUserId" = c6."UserId" OR (c7."AssociatedUserId" IS NULL AND c6."UserId" IS NULL))) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c8
        WHERE c8."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c9
            WHERE c9."MissingSince" IS NULL AND c9."EnrollmentState" IN ('active', 'completed') AND c9."Type" = 'ObserverEnrollment' AND c9."UserId" = @UserId AND c9."CourseId" = c8."CourseId" AND c9."AssociatedUserId" = c8."UserId") AND c8."Type" = 'StudentEnrollment' AND c8."EnrollmentState" IN ('active', 'invited', 'completed') AND c8."CourseId" = c6."CourseId" AND c8."UserId" = c6."UserId")
    GROUP BY c6."CourseId", c6."UserId"
) AS s ON c."CourseId" = s."CourseId" AND c."UserId" = s."StudentId"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."EnrollmentState" IN ('active', 'completed') AND c0."Type" = 'ObserverEnrollment' AND c0."UserId" = @UserId AND c0."CourseId" = c."CourseId" AND c0."AssociatedUserId" = c."UserId") AND c."Type" = 'StudentEnrollment' AND c."EnrollmentState" IN ('active', 'invited', 'completed') AND NOT EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c3
    WHERE c3."MissingSince" IS NULL AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c4
        WHERE c4."MissingSince" IS NULL AND c4."EnrollmentState" IN ('active', 'completed') AND c4."Type" = 'ObserverEnrollment' AND c4."UserId" = @UserId AND c4."CourseId" = c3."CourseId" AND c4."AssociatedUserId" = c3."UserId") AND c3."Type" = 'StudentEnrollment' AND c3."EnrollmentState" IN ('active', 'invited', 'completed') AND c3."CourseId" = c."CourseId" AND c3."UserId" = c."UserId" AND ((c3."EnrollmentState" = 'active' AND (c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL)) OR (c3."Id" < c."Id" AND (c3."EnrollmentState" = 'active' OR c."EnrollmentState" <> 'active' OR c."EnrollmentState" IS NULL))))
ORDER BY CASE
    WHEN c2."Name" IS NULL THEN 1
    ELSE 0
END, lower(c2."Name" COLLATE "C"), c2."Name" COLLATE "C", c."CourseId", CASE
    WHEN s."Average" IS NULL THEN 1
    ELSE 0
END, s."Average" DESC, c."UserId"
