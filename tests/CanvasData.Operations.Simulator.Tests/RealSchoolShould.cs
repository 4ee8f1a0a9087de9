namespace CanvasData.Operations.Simulator.Tests;

/// <summary>A school with the shapes of real ones, made once for all tests.</summary>
public sealed class RealSchool : IAsyncLifetime
{
    public CanvasSimulator Simulator { get; private set; } = null!;

    public Caller Caller { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Students = 400, RealShapes = true });
        Caller = new Caller(Simulator);
    }

    public async Task DisposeAsync()
    {
        Caller.Dispose();
        await Simulator.DisposeAsync();
    }
}

/// <summary>A generated school has a share of everything that real schools have.</summary>
public sealed class RealSchoolShould(RealSchool shared) : IClassFixture<RealSchool>
{
    private readonly SimulatedSchool school = shared.Simulator.School;

    private IEnumerable<SimulatedCourse> Open => school.Courses.Where(c => !c.AccessRestrictedByDate);

    [Fact]
    public void HaveCodesTermsDatesAndSettingsOfEveryKind()
    {
        Open.Should().Contain(c => c.CourseCode.StartsWith("202580-", StringComparison.Ordinal));
        Open.Should().Contain(c => c.GradingStandardId == 0).And.Contain(c => c.RestrictsQuantitativeData).And.Contain(c => c.HidesFinalGrades).And.Contain(c => c.AllowsFinalGradeOverride);
        Open.Should().Contain(c => c.EndAt != null && c.EndAt.Value.Year == 2999);
        Open.Should().Contain(c => c.WorkflowState == "available" && school.Terms.Single(t => t.Id == c.TermId).EndAt < school.Now
            && school.Enrollments(c.Id).Any(e => e.Type == "StudentEnrollment" && e.State == "active"));
        Open.Should().Contain(c => school.WeighsGradingPeriods(c.Id) && school.GradingPeriods(c.Id).Sum(p => p.Weight) == 100);
        Open.SelectMany(c => school.Modules(c.Id)).Should().Contain(m => m.ItemsAreNotFound).And.Contain(m => m.IsAssignedToSome);
        Open.SelectMany(c => school.Enrollments(c.Id)).Should().Contain(e => e.OverrideScore != null);
    }

    [Fact]
    public void HaveWorkOfEveryKind()
    {
        var work = Open.SelectMany(c => school.Assignments(c.Id)).ToList();
        work.Should().Contain(a => a.SubmissionType == "wiki_page").And.Contain(a => a.SubmissionType == "not_graded").And.Contain(a => a.Checkpoints.Count == 2);
        work.SelectMany(a => a.Overrides).Should().Contain(o => o.UnassignItem).And.Contain(o => o.NoopId == 1);
        var rows = Open.Where(c => c.Id % 4 == 0 || c.CourseCode.Contains('-')).SelectMany(c => school.Submissions(c.Id)).ToList();
        var type = work.ToDictionary(a => a.Id, a => a.SubmissionType);
        Has(s => s.LatePolicyStatus == "extended" && !s.Missing, "some have more time");
        Has(s => s.LatePolicyStatus == "none", "some are said to be neither late nor missing");
        Has(s => s.CustomGradeStatusId != null && s is { Late: false, Missing: false }, "some have the school's own status");
        Has(s => s.WorkflowState == "pending_review" && s.Score != null, "some wait for a reader");
        Has(s => s.Score == 0 && s.SubmittedAt == null && s.WorkflowState == "graded" && type[s.AssignmentId] == "on_paper", "some zeros are typed in for work on paper");
        Has(s => s.Score == 0 && s.SubmittedAt == null && s.WorkflowState == "graded" && type[s.AssignmentId] == "online_text_entry" && !s.Missing, "some zeros are typed in for work that was not handed in");
        Has(s => s.WorkflowState == "unsubmitted" && s.Score > 0 && s.SubmittedAt == null, "some scored rows stay unsubmitted");

        void Has(Func<SimulatedSubmission, bool> oddity, string because) => rows.Any(oddity).Should().BeTrue(because);
    }

    [Fact]
    public void HaveCheckpointsThatAreDonePartly()
    {
        var parts = Open.SelectMany(c => school.Assignments(c.Id).Where(a => a.Checkpoints.Count > 0).SelectMany(a => school.Submissions(c.Id).Where(s => s.AssignmentId == a.Id)
            .Select(s => school.CheckpointWork(c.Id, a.Id, s.UserId)))).ToList();
        parts.Should().Contain(p => p[0].Score != null && p[1].Score == null).And.Contain(p => p[0].Missing);
    }

    [Fact]
    public async Task GiveNoRowToThoseWhoAreNotAssigned()
    {
        var course = Open.First(c => school.Modules(c.Id).Any(m => m.IsAssignedToSome));
        var limited = school.Modules(course.Id).Single(m => m.IsAssignedToSome);
        var assignment = limited.Items[0].ContentId!.Value;
        var section = limited.AssignedSectionIds![0];
        var rows = await shared.Caller.RowsAsync($"courses/{course.Id}/students/submissions?student_ids[]=all&per_page=100&assignment_ids[]={assignment}");
        var inSection = school.Enrollments(course.Id).Where(e => e.SectionId == section).Select(e => e.UserId).ToHashSet();
        rows.Should().NotBeEmpty().And.OnlyContain(r => inSection.Contains(r["user_id"]!.GetValue<long>()));
        (await shared.Caller.ObjectAsync($"courses/{course.Id}/assignments/{assignment}"))["visible_to_everyone"]!.GetValue<bool>().Should().BeFalse();
    }

    [Fact]
    public void HaveTheTotalsOfTheWeightedPeriods()
    {
        foreach (var course in Open.Where(c => school.WeighsGradingPeriods(c.Id)))
        {
            school.Enrollments(course.Id).Where(e => e is { Type: "StudentEnrollment", State: "active" }).Select(e => school.Grades(e.Id)!)
                .Should().Contain(g => g.CurrentScore != null && g.CurrentPoints == g.CurrentScore);
        }
    }

    [Fact]
    public async Task LiveOnAndStayTheSameForTheSameOptions()
    {
        var options = new CanvasSimulatorOptions { Courses = 8, Students = 60, RealShapes = true };
        await using var one = await CanvasSimulator.StartAsync(options);
        await using var other = await CanvasSimulator.StartAsync(options);
        foreach (var simulator in new[] { one, other })
        {
            simulator.School.Advance(TimeSpan.FromDays(9));
        }

        foreach (var course in one.School.Courses.Where(c => !c.AccessRestrictedByDate))
        {
            one.School.Submissions(course.Id).Should().Equal(other.School.Submissions(course.Id));
        }
    }
}
