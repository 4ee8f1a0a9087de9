-- ForEverything
SELECT c."Id" AS "SubmissionId", c."CourseId", c4."Name" AS "CourseName", c."UserId" AS "StudentId", c6."Name" AS "StudentName", c6."SortableName", c."AssignmentId", c2."Name" AS "AssignmentName", c2."AssignmentGroupId", c5."Name" AS "GroupName", CASE
    WHEN c4."ApplyAssignmentGroupWeights" THEN c5."GroupWeight"
END AS "GroupWeight", c2."PointsPossible", c."Score", c."Grade", CASE
    WHEN c2."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c2."PointsPossible"
END AS "Percentage", c."WorkflowState", c."SubmittedAt", c."GradedAt", c."PostedAt", c."CachedDueDate" AS "DueAt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", (c."Missing" = TRUE AND c."Missing" IS NOT NULL) OR (c."SubmittedAt" IS NULL AND CASE
    WHEN c."CachedDueDate" < @Now THEN TRUE
    ELSE FALSE
END AND c."WorkflowState" = 'unsubmitted' AND c."WorkflowState" IS NOT NULL AND c."LatePolicyStatus" IS NULL AND (c."Excused" <> TRUE OR c."Excused" IS NULL) AND c."CustomGradeStatusId" IS NULL AND c2."SubmissionTypes" IS NOT NULL AND c2."SubmissionTypes" <> '' AND c2."SubmissionTypes" <> 'none' AND c2."SubmissionTypes" <> 'not_graded' AND c2."SubmissionTypes" <> 'on_paper' AND (c2."SubmissionTypes" <> 'external_tool' OR (c2."IsQuizLtiAssignment" = TRUE AND c2."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", c."Excused" = TRUE AND c."Excused" IS NOT NULL AS "IsExcused", c2."OmitFromFinalGrade" = TRUE AND c2."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", c."MissingSince", (
    SELECT c7."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c7
    WHERE (c7."Score" <> c7."PreviousScore" OR c7."Score" IS NULL OR c7."PreviousScore" IS NULL) AND (c7."Score" IS NOT NULL OR c7."PreviousScore" IS NOT NULL) AND c7."SubmissionId" = c."Id"
    ORDER BY c7."RecordedAt" DESC, c7."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c8."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c8
    WHERE (c8."Score" <> c8."PreviousScore" OR c8."Score" IS NULL OR c8."PreviousScore" IS NULL) AND (c8."Score" IS NOT NULL OR c8."PreviousScore" IS NOT NULL) AND c8."SubmissionId" = c."Id"
    ORDER BY c8."RecordedAt" DESC, c8."Id" DESC
    LIMIT 1) AS "PreviousScore", (
    SELECT c9."Score" - c9."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c9
    WHERE (c9."Score" <> c9."PreviousScore" OR c9."Score" IS NULL OR c9."PreviousScore" IS NULL) AND (c9."Score" IS NOT NULL OR c9."PreviousScore" IS NOT NULL) AND c9."SubmissionId" = c."Id"
    ORDER BY c9."RecordedAt" DESC, c9."Id" DESC
    LIMIT 1) AS "ScoreChange", (
    SELECT count(*)::int
    FROM "CanvasNote" AS c10
    WHERE c10."TargetType" = 'student' AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c11
        WHERE c11."MissingSince" IS NULL AND c11."Type" = 'StudentEnrollment' AND c11."EnrollmentState" IN ('active', 'invited', 'completed') AND c11."UserId" = c10."TargetId" AND (c10."CourseId" IS NULL OR c11."CourseId" = c10."CourseId")) AND c10."TargetId" = c."UserId" AND (c10."CourseId" IS NULL OR c10."CourseId" = c."CourseId")) AS "NoteCount", (
    SELECT c12."DifficultyRating"
    FROM "CanvasAssignmentMetadata" AS c12
    WHERE c12."AssignmentId" = c."AssignmentId"
    LIMIT 1) AS "Difficulty", (
    SELECT count(*)::int
    FROM "CanvasTagLink" AS c13
    WHERE c13."TargetType" = 'student' AND c13."TargetId" = c."UserId") AS "TagCount"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c1."Id", c1."AssignmentGroupId", c1."IsQuizLtiAssignment", c1."Name", c1."OmitFromFinalGrade", c1."PointsPossible", c1."SubmissionTypes"
    FROM "CanvasAssignment" AS c1
    WHERE c1."MissingSince" IS NULL
) AS c2 ON c."AssignmentId" = c2."Id"
INNER JOIN (
    SELECT c3."Id", c3."ApplyAssignmentGroupWeights", c3."Name"
    FROM "CanvasCourse" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."CourseId" = c4."Id"
LEFT JOIN "CanvasAssignmentGroup" AS c5 ON c2."AssignmentGroupId" = c5."Id"
LEFT JOIN "CanvasUser" AS c6 ON c."UserId" = c6."Id"
WHERE c."MissingSince" IS NULL AND EXISTS (
    SELECT 1
    FROM "CanvasEnrollment" AS c0
    WHERE c0."MissingSince" IS NULL AND c0."Type" = 'StudentEnrollment' AND c0."EnrollmentState" IN ('active', 'invited', 'completed') AND c0."CourseId" = c."CourseId" AND c0."UserId" = c."UserId")
ORDER BY c."CourseId", c."UserId", c."AssignmentId", c."Id"

-- ForTeacher
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."UserId" AS "StudentId", c8."Name" AS "StudentName", c8."SortableName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."AssignmentGroupId", c7."Name" AS "GroupName", CASE
    WHEN c6."ApplyAssignmentGroupWeights" THEN c7."GroupWeight"
END AS "GroupWeight", c4."PointsPossible", c."Score", c."Grade", CASE
    WHEN c4."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c4."PointsPossible"
END AS "Percentage", c."WorkflowState", c."SubmittedAt", c."GradedAt", c."PostedAt", c."CachedDueDate" AS "DueAt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", (c."Missing" = TRUE AND c."Missing" IS NOT NULL) OR (c."SubmittedAt" IS NULL AND CASE
    WHEN c."CachedDueDate" < @Now THEN TRUE
    ELSE FALSE
END AND c."WorkflowState" = 'unsubmitted' AND c."WorkflowState" IS NOT NULL AND c."LatePolicyStatus" IS NULL AND (c."Excused" <> TRUE OR c."Excused" IS NULL) AND c."CustomGradeStatusId" IS NULL AND c4."SubmissionTypes" IS NOT NULL AND c4."SubmissionTypes" <> '' AND c4."SubmissionTypes" <> 'none' AND c4."SubmissionTypes" <> 'not_graded' AND c4."SubmissionTypes" <> 'on_paper' AND (c4."SubmissionTypes" <> 'external_tool' OR (c4."IsQuizLtiAssignment" = TRUE AND c4."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", c."Excused" = TRUE AND c."Excused" IS NOT NULL AS "IsExcused", c4."OmitFromFinalGrade" = TRUE AND c4."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", c."MissingSince", (
    SELECT c9."RecordedAt"
    FROM "CanvasAssignmentScoreHistory" AS c9
    WHERE (c9."Score" <> c9."PreviousScore" OR c9."Score" IS NULL OR c9."PreviousScore" IS NULL) AND (c9."Score" IS NOT NULL OR c9."PreviousScore" IS NOT NULL) AND c9."SubmissionId" = c."Id"
    ORDER BY c9."RecordedAt" DESC, c9."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT c10."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c10
    WHERE (c10."Score" <> c10."PreviousScore" OR c10."Score" IS NULL OR c10."PreviousScore" IS NULL) AND (c10."Score" IS NOT NULL OR c10."PreviousScore" IS NOT NULL) AND c10."SubmissionId" = c."Id"
    ORDER BY c10."RecordedAt" DESC, c10."Id" DESC
    LIMIT 1) AS "PreviousScore", (
    SELECT c11."Score" - c11."PreviousScore"
    FROM "CanvasAssignmentScoreHistory" AS c11
    WHERE (c11."Score" <> c11."PreviousScore" OR c11."Score" IS NULL OR c11."PreviousScore" IS NULL) AND (c11."Score" IS NOT NULL OR c11."PreviousScore" IS NOT NULL) AND c11."SubmissionId" = c."Id"
    ORDER BY c11."RecordedAt" DESC, c11."Id" DESC
    LIMIT 1) AS "ScoreChange", (
    SELECT count(*)::int
    FROM "CanvasNote" AS c12
    WHERE c12."TargetType" = 'student' AND (c12."CourseId" IS NOT NULL OR c12."AuthorUserId" = @PersonId) AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c13
        WHERE c13."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."EnrollmentState" IN ('active', 'completed') AND c14."UserId" = @PersonId AND c14."Type" IN ('TeacherEnrollment', 'TaEnrollment') AND c14."CourseId" = c13."CourseId" AND (c14."LimitPrivilegesToCourseSection" <> TRUE OR c14."LimitPrivilegesToCourseSection" IS NULL OR (c14."SectionId" IS NOT NULL AND c14."SectionId" = c13."SectionId"))) AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."UserId" = c12."TargetId" AND (c12."CourseId" IS NULL OR c13."CourseId" = c12."CourseId")) AND c12."TargetId" = c."UserId" AND (c12."CourseId" IS NULL OR c12."CourseId" = c."CourseId")) AS "NoteCount", (
    SELECT c15."DifficultyRating"
    FROM "CanvasAssignmentMetadata" AS c15
    WHERE c15."AssignmentId" = c."AssignmentId"
    LIMIT 1) AS "Difficulty", (
    SELECT count(*)::int
    FROM "CanvasTagLink" AS c16
    WHERE c16."TargetType" = 'student' AND c16."TargetId" = c."UserId") AS "TagCount"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."AssignmentGroupId", c3."IsQuizLtiAssignment", c3."Name", c3."OmitFromFinalGrade", c3."PointsPossible", c3."SubmissionTypes"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."ApplyAssignmentGroupWeights", c5."Name"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasAssignmentGroup" AS c7 ON c4."AssignmentGroupId" = c7."Id"
LEFT JOIN "CanvasUser" AS c8 ON c."UserId" = c8."Id"
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
ORDER BY c."CourseId", c."UserId", c."AssignmentId", c."Id"

-- ForObserver
SELECT c."Id" AS "SubmissionId", c."CourseId", c6."Name" AS "CourseName", c."UserId" AS "StudentId", c8."Name" AS "StudentName", c8."SortableName", c."AssignmentId", c4."Name" AS "AssignmentName", c4."AssignmentGroupId", c7."Name" AS "GroupName", CASE
    WHEN c6."ApplyAssignmentGroupWeights" THEN c7."GroupWeight"
END AS "GroupWeight", c4."PointsPossible", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."Score"
END AS "Score", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."Grade"
END AS "Grade", CASE
    WHEN c."PostedAt" IS NOT NULL AND c4."PointsPossible" > 0.0 THEN (100.0 * c."Score") / c4."PointsPossible"
END AS "Percentage", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."WorkflowState"
    WHEN c."SubmittedAt" IS NOT NULL THEN 'submitted'
    ELSE 'unsubmitted'
END AS "WorkflowState", c."SubmittedAt", CASE
    WHEN c."PostedAt" IS NOT NULL THEN c."GradedAt"
END AS "GradedAt", c."PostedAt", c."CachedDueDate" AS "DueAt", c."Late" = TRUE AND c."Late" IS NOT NULL AS "IsLate", (c."Missing" = TRUE AND c."Missing" IS NOT NULL) OR (c."SubmittedAt" IS NULL AND CASE
    WHEN c."CachedDueDate" < @Now THEN TRUE
    ELSE FALSE
END AND (c."PostedAt" IS NULL OR (c."WorkflowState" = 'unsubmitted' AND c."WorkflowState" IS NOT NULL AND c."LatePolicyStatus" IS NULL AND (c."Excused" <> TRUE OR c."Excused" IS NULL) AND c."CustomGradeStatusId" IS NULL)) AND c4."SubmissionTypes" IS NOT NULL AND c4."SubmissionTypes" <> '' AND c4."SubmissionTypes" <> 'none' AND c4."SubmissionTypes" <> 'not_graded' AND c4."SubmissionTypes" <> 'on_paper' AND (c4."SubmissionTypes" <> 'external_tool' OR (c4."IsQuizLtiAssignment" = TRUE AND c4."IsQuizLtiAssignment" IS NOT NULL))) AS "IsMissing", c."PostedAt" IS NOT NULL AND c."Excused" = TRUE AND c."Excused" IS NOT NULL AS "IsExcused", c4."OmitFromFinalGrade" = TRUE AND c4."OmitFromFinalGrade" IS NOT NULL AS "OmitFromFinalGrade", c."MissingSince", (
    SELECT CASE
        WHEN c."PostedAt" IS NOT NULL AND c9."PostedAt" IS NOT NULL AND c9."PreviousPostedAt" IS NOT NULL THEN c9."RecordedAt"
    END
    FROM "CanvasAssignmentScoreHistory" AS c9
    WHERE (c9."Score" <> c9."PreviousScore" OR c9."Score" IS NULL OR c9."PreviousScore" IS NULL) AND (c9."Score" IS NOT NULL OR c9."PreviousScore" IS NOT NULL) AND c9."SubmissionId" = c."Id"
    ORDER BY c9."RecordedAt" DESC, c9."Id" DESC
    LIMIT 1) AS "ChangedAt", (
    SELECT CASE
        WHEN c."PostedAt" IS NOT NULL AND c10."PostedAt" IS NOT NULL AND c10."PreviousPostedAt" IS NOT NULL THEN c10."PreviousScore"
    END
    FROM "CanvasAssignmentScoreHistory" AS c10
    WHERE (c10."Score" <> c10."PreviousScore" OR c10."Score" IS NULL OR c10."PreviousScore" IS NULL) AND (c10."Score" IS NOT NULL OR c10."PreviousScore" IS NOT NULL) AND c10."SubmissionId" = c."Id"
    ORDER BY c10."RecordedAt" DESC, c10."Id" DESC
    LIMIT 1) AS "PreviousScore", (
    SELECT CASE
        WHEN c."PostedAt" IS NOT NULL AND c11."PostedAt" IS NOT NULL AND c11."PreviousPostedAt" IS NOT NULL THEN c11."Score" - c11."PreviousScore"
    END
    FROM "CanvasAssignmentScoreHistory" AS c11
    WHERE (c11."Score" <> c11."PreviousScore" OR c11."Score" IS NULL OR c11."PreviousScore" IS NULL) AND (c11."Score" IS NOT NULL OR c11."PreviousScore" IS NOT NULL) AND c11."SubmissionId" = c."Id"
    ORDER BY c11."RecordedAt" DESC, c11."Id" DESC
    LIMIT 1) AS "ScoreChange", (
    SELECT count(*)::int
    FROM "CanvasNote" AS c12
    WHERE c12."TargetType" = 'student' AND c12."AuthorUserId" = @PersonId AND EXISTS (
        SELECT 1
        FROM "CanvasEnrollment" AS c13
        WHERE c13."MissingSince" IS NULL AND EXISTS (
            SELECT 1
            FROM "CanvasEnrollment" AS c14
            WHERE c14."MissingSince" IS NULL AND c14."EnrollmentState" IN ('active', 'completed') AND c14."UserId" = @PersonId AND c14."Type" = 'ObserverEnrollment' AND c14."CourseId" = c13."CourseId" AND c14."AssociatedUserId" = c13."UserId") AND c13."Type" = 'StudentEnrollment' AND c13."EnrollmentState" IN ('active', 'invited', 'completed') AND c13."UserId" = c12."TargetId" AND (c12."CourseId" IS NULL OR c13."CourseId" = c12."CourseId")) AND c12."TargetId" = c."UserId" AND (c12."CourseId" IS NULL OR c12."CourseId" = c."CourseId")) AS "NoteCount", NULL AS "Difficulty"
FROM "CanvasSubmission" AS c
INNER JOIN (
    SELECT c3."Id", c3."AssignmentGroupId", c3."IsQuizLtiAssignment", c3."Name", c3."OmitFromFinalGrade", c3."PointsPossible", c3."SubmissionTypes"
    FROM "CanvasAssignment" AS c3
    WHERE c3."MissingSince" IS NULL AND c3."Published"
) AS c4 ON c."AssignmentId" = c4."Id"
INNER JOIN (
    SELECT c5."Id", c5."ApplyAssignmentGroupWeights", c5."Name"
    FROM "CanvasCourse" AS c5
    WHERE c5."MissingSince" IS NULL AND c5."WorkflowState" IN ('available', 'completed')
) AS c6 ON c."CourseId" = c6."Id"
LEFT JOIN "CanvasAssignmentGroup" AS c7 ON c4."AssignmentGroupId" = c7."Id"
LEFT JOIN "CanvasUser" AS c8 ON c."UserId" = c8."Id"
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
ORDER BY c."CourseId", c."UserId", c."AssignmentId", c."Id"
