using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.Tests.Support;

/// <summary>The rows of one course of a simulated school.</summary>
internal sealed class OracleCourse(CanvasSimulator canvas, SimulatedCourse course)
{
    private const long Account = 1;
    private const long Shard = 10_000_000_000_000;
    private const long Topics = 5_000_000_000;

    private static readonly (string Name, decimal LowerBound)[] CanvasScheme =
    [
        ("A", 0.94m), ("A-", 0.9m), ("B+", 0.87m), ("B", 0.84m), ("B-", 0.8m), ("C+", 0.77m),
        ("C", 0.74m), ("C-", 0.7m), ("D+", 0.67m), ("D", 0.64m), ("D-", 0.61m), ("F", 0m),
    ];

    private readonly SimulatedSchool _school = canvas.School;

    private string Host => canvas.BaseAddress.AbsoluteUri.TrimEnd('/');

    public void Write(Action<CanvasRow> add)
    {
        if (course.AccessRestrictedByDate)
        {
            add(new CanvasCourse { Id = course.Id, AccessRestrictedByDate = true });
            return;
        }

        List<CanvasRow> rows =
        [
            Course(), Term(), .. _school.Sections(course.Id).Select(Section), .. Persons(), .. GradingSetup(), .. Work(),
            .. _school.Submissions(course.Id).Where(row => !TestStudents.Contains(row.UserId)).Select(Submission), .. Modules(),
        ];
        rows.ForEach(add);
    }

    private HashSet<long> TestStudents => [.. _school.Enrollments(course.Id).Where(e => e.IsTestStudent).Select(e => e.UserId)];

    private List<SimulatedEnrollment> Present => [.. _school.Enrollments(course.Id).Where(e => e.State != "deleted")];

    private CanvasCourse Course() => new()
    {
        Id = course.Id,
        Name = course.Name,
        CourseCode = course.CourseCode,
        Uuid = $"course-{course.Id}",
        AccountId = course.AccountId,
        RootAccountId = Account,
        TermId = course.TermId,
        WorkflowState = course.WorkflowState,
        CreatedAt = Utc(course.CreatedAt),
        StartAt = Utc(course.StartAt),
        EndAt = Utc(course.EndAt),
        RestrictEnrollmentsToCourseDates = course.StartAt is not null,
        IsPublic = course.IsPublic,
        GradingStandardId = course.GradingStandardId,
        TimeZone = course.TimeZone,
        HideFinalGrades = course.HidesFinalGrades,
        RestrictQuantitativeData = course.RestrictsQuantitativeData,
        HasGradingPeriods = _school.GradingPeriods(course.Id).Count > 0,
        HasWeightedGradingPeriods = _school.WeighsGradingPeriods(course.Id),
        ApplyAssignmentGroupWeights = course.AppliesGroupWeights,
        DefaultView = "modules",
        Blueprint = false,
        Template = false,
        TotalStudents = Present.Where(e => e is { Type: "StudentEnrollment", State: "active" or "invited" }).Select(e => e.UserId).Distinct().Count(),
        AccessRestrictedByDate = false,
        SisCourseId = course.SisCourseId,
    };

    private CanvasTerm Term()
    {
        var term = _school.Terms.Single(t => t.Id == course.TermId);
        return new CanvasTerm
        {
            Id = term.Id,
            Name = term.Name,
            StartAt = Utc(term.StartAt),
            EndAt = Utc(term.EndAt),
            WorkflowState = "active",
            CreatedAt = Utc((term.StartAt ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).AddDays(-60)),
            GradingPeriodGroupId = term.GradingPeriodGroupId,
        };
    }

    private CanvasSection Section(SimulatedSection section) => new()
    {
        Id = section.Id,
        CourseId = course.Id,
        Name = section.Name,
        CreatedAt = Utc(section.CreatedAt),
        NonxlistCourseId = section.NonCrossListedCourseId,
        SisSectionId = section.SisSectionId,
    };

    private IEnumerable<CanvasRow> Persons()
    {
        foreach (var enrollment in Present)
        {
            var user = _school.User(enrollment.UserId);
            yield return new CanvasUser
            {
                Id = user.Id,
                Name = user.Name,
                SortableName = user.SortableName,
                ShortName = user.Name,
                LoginId = user.LoginId,
                Email = enrollment.IsTestStudent ? null : $"{user.LoginId.Split('@')[0]}@mail.example",
                SisUserId = user.SisUserId,
                CreatedAt = Utc(user.CreatedAt),
                LastLogin = enrollment.IsTestStudent ? null : Utc(user.LastLoginAt),
            };
            yield return Enrollment(enrollment);
        }
    }

    private CanvasEnrollment Enrollment(SimulatedEnrollment enrollment)
    {
        var grades = _school.Grades(enrollment.Id);
        return new CanvasEnrollment
        {
            Id = enrollment.Id,
            CourseId = course.Id,
            UserId = enrollment.UserId,
            SectionId = enrollment.SectionId,
            Type = enrollment.Type,
            Role = enrollment.Role,
            RoleId = enrollment.RoleId,
            EnrollmentState = enrollment.State,
            AssociatedUserId = enrollment.AssociatedUserId,
            LimitPrivilegesToCourseSection = false,
            CreatedAt = Utc(enrollment.CreatedAt),
            UpdatedAt = Utc(enrollment.UpdatedAt),
            LastActivityAt = Utc(enrollment.LastActivityAt),
            TotalActivityTime = enrollment.TotalActivitySeconds,
            CurrentScore = (double?)grades?.CurrentScore,
            FinalScore = (double?)grades?.FinalScore,
            CurrentGrade = Letter(grades?.CurrentScore),
            FinalGrade = Letter(grades?.FinalScore),
            UnpostedCurrentScore = (double?)grades?.UnpostedCurrentScore,
            UnpostedFinalScore = (double?)grades?.UnpostedFinalScore,
            UnpostedCurrentGrade = Letter(grades?.UnpostedCurrentScore),
            UnpostedFinalGrade = Letter(grades?.UnpostedFinalScore),
            OverrideScore = (double?)enrollment.OverrideScore,
            OverrideGrade = Letter(enrollment.OverrideScore),
        };
    }

    private IEnumerable<CanvasRow> GradingSetup()
    {
        foreach (var period in _school.GradingPeriods(course.Id))
        {
            yield return new CanvasGradingPeriod
            {
                Id = period.Id,
                GradingPeriodGroupId = period.GroupId,
                Title = period.Title,
                StartDate = Utc(period.StartDate),
                EndDate = Utc(period.EndDate),
                CloseDate = Utc(period.CloseDate),
                Weight = period.Weight,
                IsClosed = period.CloseDate < _school.Now,
            };
        }

        foreach (var standard in _school.GradingStandards(course.Id))
        {
            yield return new CanvasGradingStandard
            {
                Id = standard.Id,
                Title = standard.Title,
                ContextType = standard.CourseId is null ? "Account" : "Course",
                ContextId = standard.CourseId ?? Account,
                PointsBased = false,
                ScalingFactor = 1,
                Scheme = JsonSerializer.Serialize(standard.Rows.Select(row => new object[] { row.Name, (double)row.LowerBound })),
            };
        }

        if (course.LatePolicy is { } policy)
        {
            yield return new CanvasLatePolicy
            {
                Id = course.Id,
                CourseId = course.Id,
                MissingSubmissionDeductionEnabled = policy.MissingEnabled,
                MissingSubmissionDeduction = (double)policy.MissingDeduction,
                LateSubmissionDeductionEnabled = policy.LateEnabled,
                LateSubmissionDeduction = (double)policy.LateDeduction,
                LateSubmissionInterval = policy.LateInterval,
                LateSubmissionMinimumPercentEnabled = policy.MinimumPercent > 0,
                LateSubmissionMinimumPercent = (double)policy.MinimumPercent,
                CreatedAt = Utc(course.CreatedAt),
                UpdatedAt = Utc(course.CreatedAt),
            };
        }
    }

    private IEnumerable<CanvasRow> Work()
    {
        var assignments = _school.Assignments(course.Id);
        foreach (var group in _school.AssignmentGroups(course.Id))
        {
            yield return new CanvasAssignmentGroup
            {
                Id = group.Id,
                CourseId = course.Id,
                Name = group.Name,
                Position = group.Position,
                GroupWeight = group.Weight,
                DropLowest = group.DropLowest > 0 ? group.DropLowest : null,
                DropHighest = group.DropHighest > 0 ? group.DropHighest : null,
                NeverDrop = group.NeverDrop.Any(id => assignments.Any(a => a.Id == id)) ? string.Join(',', group.NeverDrop) : null,
            };
        }

        foreach (var assignment in assignments)
        {
            yield return Assignment(assignment);
            foreach (var row in Checkpoints(assignment))
            {
                yield return row;
            }

            foreach (var item in assignment.Overrides)
            {
                yield return new CanvasAssignmentOverride
                {
                    Id = item.Id,
                    CourseId = course.Id,
                    AssignmentId = assignment.Id,
                    Title = item.Title,
                    SectionId = item.SectionId,
                    IsForCourse = false,
                    NoopId = item.NoopId,
                    ContextModuleId = item.ContextModuleId,
                    UnassignItem = item.UnassignItem,
                    StudentIds = item.StudentIds.Count == 0 ? null : string.Join(',', item.StudentIds),
                    OverridesDueAt = item.OverridesDueAt,
                    OverridesLockAt = false,
                    OverridesUnlockAt = false,
                    DueAt = Utc(item.DueAt),
                    AllDay = item.OverridesDueAt ? false : null,
                };
            }
        }
    }

    private IEnumerable<CanvasRow> Checkpoints(SimulatedAssignment assignment)
    {
        foreach (var checkpoint in assignment.Checkpoints)
        {
            yield return new CanvasCheckpoint
            {
                Id = KeyOf(assignment.Id, checkpoint.Tag),
                CourseId = course.Id,
                AssignmentId = assignment.Id,
                Tag = checkpoint.Tag,
                Name = assignment.Name,
                PointsPossible = checkpoint.PointsPossible,
                DueAt = Utc(checkpoint.DueAt),
                OnlyVisibleToOverrides = false,
            };
        }

        var submissions = assignment.Checkpoints.Count == 0 ? [] : _school.Submissions(course.Id).Where(row => row.AssignmentId == assignment.Id && !TestStudents.Contains(row.UserId));
        foreach (var submission in submissions)
        {
            foreach (var part in _school.CheckpointWork(course.Id, assignment.Id, submission.UserId))
            {
                var grade = part.Score?.ToString(CultureInfo.InvariantCulture);
                yield return new CanvasCheckpointSubmission
                {
                    Id = KeyOf(submission.Id, part.Tag),
                    CourseId = course.Id,
                    SubmissionId = submission.Id,
                    CheckpointId = KeyOf(assignment.Id, part.Tag),
                    AssignmentId = assignment.Id,
                    UserId = submission.UserId,
                    Tag = part.Tag,
                    DueAt = Utc(assignment.Checkpoints.Single(one => one.Tag == part.Tag).DueAt),
                    Score = part.Score,
                    Grade = grade,
                    EnteredScore = part.Score,
                    EnteredGrade = grade,
                    PublishedScore = part.Score,
                    PublishedGrade = grade,
                    Late = part.Late,
                    Missing = part.Missing,
                    Excused = part.Score is null ? null : false,
                    GradeMatchesCurrentSubmission = part.Score is null ? null : true,
                };
            }
        }
    }

    private CanvasAssignment Assignment(SimulatedAssignment assignment) => new()
    {
        Id = assignment.Id,
        CourseId = course.Id,
        AssignmentGroupId = assignment.GroupId,
        Name = assignment.Name,
        DueAt = Utc(assignment.DueAt),
        UnlockAt = Utc(assignment.UnlockAt),
        LockAt = Utc(assignment.LockAt),
        PointsPossible = assignment.PointsPossible,
        GradingType = assignment.GradingType,
        SubmissionTypes = assignment.SubmissionType,
        WorkflowState = assignment.WorkflowState,
        Published = assignment.WorkflowState == "published",
        OmitFromFinalGrade = assignment.OmitFromFinalGrade,
        HideInGradebook = false,
        Position = assignment.Position,
        PostManually = assignment.PostManually,
        AnonymousGrading = false,
        ModeratedGrading = false,
        AllowedAttempts = -1,
        PeerReviews = false,
        GradeGroupStudentsIndividually = false,
        HasOverrides = assignment.Overrides.Count > 0,
        OnlyVisibleToOverrides = assignment.OnlyVisibleToOverrides,
        VisibleToEveryone = !assignment.OnlyVisibleToOverrides && !IsInALimitedModule(assignment),
        HasSubAssignments = assignment.Checkpoints.Count > 0,
        HasSubmittedSubmissions = true,
        QuizId = assignment.QuizId,
        IsQuizAssignment = assignment.QuizId is not null,
        CreatedAt = Utc(assignment.CreatedAt),
        UpdatedAt = Utc(assignment.UpdatedAt),
        HtmlUrl = $"{Host}/courses/{InAddress(course.Id)}/assignments/{assignment.Id}",
    };

    private bool IsInALimitedModule(SimulatedAssignment assignment) => _school.Modules(course.Id)
        .Any(module => module.IsAssignedToSome && module.Items.Any(item => item.ContentId == assignment.Id || item.ContentId == Topics + assignment.Id || (assignment.QuizId is not null && item.ContentId == assignment.QuizId)));

    private CanvasSubmission Submission(SimulatedSubmission submission) => new()
    {
        Id = submission.Id,
        CourseId = course.Id,
        AssignmentId = submission.AssignmentId,
        UserId = submission.UserId,
        WorkflowState = submission.WorkflowState,
        SubmissionType = submission.SubmissionType,
        SubmittedAt = Utc(submission.SubmittedAt),
        Attempt = submission.Attempt,
        Score = submission.Score,
        Grade = submission.Grade,
        EnteredScore = submission.EnteredScore,
        EnteredGrade = submission.EnteredGrade,
        PointsDeducted = submission.PointsDeducted,
        LatePolicyStatus = submission.LatePolicyStatus,
        Late = submission.Late,
        Missing = submission.Missing,
        // What grows with every look is not stored.
        SecondsLate = submission.SubmittedAt is null ? null : submission.SecondsLate,
        Excused = submission.Excused,
        GradedAt = Utc(submission.GradedAt),
        GraderId = submission.GraderId,
        GradeMatchesCurrentSubmission = submission.GradeMatchesCurrentSubmission,
        PostedAt = Utc(submission.PostedAt),
        CachedDueDate = Utc(submission.CachedDueDate),
        GradingPeriodId = submission.GradingPeriodId,
        CustomGradeStatusId = submission.CustomGradeStatusId,
        RedoRequest = false,
    };

    private IEnumerable<CanvasRow> Modules()
    {
        foreach (var module in _school.Modules(course.Id))
        {
            yield return new CanvasModule
            {
                Id = module.Id,
                CourseId = course.Id,
                Name = module.Name,
                Position = module.Position,
                UnlockAt = Utc(module.UnlockAt),
                RequireSequentialProgress = module.Position == 2,
                Published = true,
                ItemsCount = module.Items.Count,
            };

            // The items that answer 404 are left out, and the module stays.
            foreach (var item in module.ItemsAreNotFound ? [] : module.Items)
            {
                yield return new CanvasModuleItem
                {
                    Id = item.Id,
                    CourseId = course.Id,
                    ModuleId = module.Id,
                    Position = item.Position,
                    Title = item.Title,
                    Indent = 0,
                    Type = item.Type,
                    ContentId = item.ContentId,
                    PageUrl = item.Type == "Page" ? "welcome" : null,
                    ExternalUrl = item.Type == "ExternalUrl" ? string.Create(CultureInfo.InvariantCulture, $"https://library.example/{item.Position}") : null,
                    Published = true,
                };
            }
        }
    }

    // Canvas gives parts no id: their key is made of what holds them and of their tag.
    private static long KeyOf(long owner, string tag)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long) + 100];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, owner);
        var length = sizeof(long) + Encoding.UTF8.GetBytes(tag, bytes[sizeof(long)..]);
        return (long)(XxHash3.HashToUInt64(bytes[..length]) & long.MaxValue) | 1;
    }

    // Ids of another shard are shard~local in addresses.
    private static string InAddress(long id) => id > Shard
        ? string.Create(CultureInfo.InvariantCulture, $"{id / Shard}~{id % Shard}")
        : id.ToString(CultureInfo.InvariantCulture);

    private string? Letter(decimal? percent) => percent is { } score && Scheme is { } rows ? rows.First(row => score / 100 >= row.LowerBound).Name : null;

    private IReadOnlyList<(string Name, decimal LowerBound)>? Scheme => course.GradingStandardId switch
    {
        null => null,
        0 => CanvasScheme,
        { } id => _school.GradingStandards(course.Id).Single(standard => standard.Id == id).Rows,
    };

    // Canvas writes whole seconds.
    private static DateTime? Utc(DateTimeOffset? time) => time?.UtcDateTime is { } utc ? utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond)) : null;
}
