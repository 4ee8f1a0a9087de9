using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics.Tests.Database;

public sealed class ClassQuestionsShould
{
    private const long Course = 70;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task AnswerForEveryStudentOnceInTheOrderOfIds(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", termsAgo: 0, students: 30));
        var twice = GeneratedOfferings.StudentId(Course, 3);
        await host.FillAsync(
            Enrollment(1, twice, "StudentEnrollment", "active"),
            Enrollment(2, 900_001, "StudentViewEnrollment", "active"),
            Enrollment(3, 900_002, "TeacherEnrollment", "active"),
            Enrollment(4, 900_003, "StudentEnrollment", "inactive"),
            Enrollment(5, 900_004, "StudentEnrollment", "completed"),
            Enrollment(6, 900_005, "StudentEnrollment", "active", missing: true));

        var predictions = await host.AskAsync(a => a.PredictFinalGradesAsync(Course));
        var risk = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course));

        predictions.Select(p => p.StudentId).Should().Equal(Enumerable.Range(0, 30).Select(i => GeneratedOfferings.StudentId(Course, i)));
        predictions.Should().OnlyContain(p => p.Status == AnalyticsStatus.Ok && p.Point >= 0 && p.Interval80 != null && p.Provenance.Basis == PredictionBasis.ClassOnly);
        predictions.Should().OnlyContain(p => p.Confidence == null && p.IntervalIsReference, "nothing local was there to check a confidence with");
        risk.Students.Should().HaveCount(30).And.OnlyContain(s => s.Probability == null && s.Band != RiskBand.Unknown);
        risk.Calibrated.Should().BeFalse();
    }

    [Fact]
    public async Task GiveTheSameBitsOnEveryDatabase()
    {
        var answers = new List<string>();
        foreach (var provider in (Provider[])[Provider.Sqlite, Provider.PostgreSql, Provider.InMemory])
        {
            using var store = await TestStore.CreateAsync(provider);
            await using var host = await AnalyticsHost.StartAsync(store);
            await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 25));
            for (var term = 1; term <= 3; term++)
            {
                await host.FillAsync(GeneratedOfferings.Of(Course + term, "MATH 101", term, 35, dropOuts: 2));
            }

            await host.AskAsync(a => a.CaptureFinishedOfferingsAsync());
            answers.Add(System.Text.Json.JsonSerializer.Serialize(new
            {
                Risk = await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course)),
                Trends = await host.AskAsync(a => a.CalculatePerformanceTrendsAsync(Course)),
                Teacher = await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(Course)),
                Student = await host.AskAsync(a => a.GenerateStudentInsightsAsync(GeneratedOfferings.StudentId(Course, 4))),
                Adviser = await host.AskAsync(a => a.GenerateAdviserInsightsAsync(GeneratedOfferings.StudentId(Course, 4))),
            }));
        }

        answers[1].Should().Be(answers[0]);
        answers[2].Should().Be(answers[0]);
        answers[0].Should().Contain($"\"Basis\":{(int)PredictionBasis.CourseHistory}");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeaveOutWhatDoesNotCount(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 20));
        var before = await host.AskAsync(a => a.PredictFinalGradesAsync(Course));

        var due = GeneratedOfferings.Now.AddDays(-10);
        await host.FillAsync(
            Assignment(1, due, a => a.Published = false),
            Assignment(2, due, a => a.OmitFromFinalGrade = true),
            Assignment(3, due, a => a.GradingType = "not_graded"),
            Assignment(4, due, a => a.MissingSince = GeneratedOfferings.Now),
            Assignment(5, GeneratedOfferings.Now.AddDays(9), a => a.CreatedAt = GeneratedOfferings.Now.AddDays(1)),
            Assignment(6, due, a => a.OnlyVisibleToOverrides = true));
        host.Clock.Advance(TimeSpan.FromHours(1));
        var after = await host.AskAsync(a => a.PredictFinalGradesAsync(Course));

        after.Select(p => (p.Point, p.Standing)).Should().Equal(before.Select(p => (p.Point, p.Standing)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task UseNothingLaterThanTheMoment(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 20));
        var moment = new DateTimeOffset(GeneratedOfferings.Now.AddDays(-20));
        var before = await host.AskAsync(a => a.PredictFinalGradesAsync(Course, moment));

        await host.ChangeAsync(context => context.Set<CanvasSubmission>().Where(s => s.GradedAt > moment.UtcDateTime).ExecuteUpdateAsync(set => set.SetProperty(s => s.Score, 1.0)));
        await using var fresh = await AnalyticsHost.StartAsync(store);
        var after = await fresh.AskAsync(a => a.PredictFinalGradesAsync(Course, moment));

        after.Select(p => p.Point).Should().Equal(before.Select(p => p.Point));
        (await fresh.AskAsync(a => a.PredictFinalGradesAsync(Course))).Select(p => p.Point).Should().NotEqual(before.Select(p => p.Point));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TakeTheGradeThatStoodAtTheMomentFromTheHistory(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 20));
        var moment = new DateTimeOffset(GeneratedOfferings.Now.AddDays(-20));
        var before = await host.AskAsync(a => a.PredictFinalGradesAsync(Course, moment));

        // Regraded after the moment, as a sync would have written it.
        var work = await host.InContextAsync(context => context.Set<CanvasSubmission>().AsNoTracking().OrderBy(s => s.Id).FirstAsync(s => s.GradedAt < moment.UtcDateTime.AddDays(-1)));
        var later = GeneratedOfferings.Now.AddDays(-1);
        await host.FillAsync(
            new CanvasAssignmentScoreHistory
            {
                SubmissionId = work.Id, AssignmentId = work.AssignmentId, UserId = work.UserId, CourseId = Course, RecordedAt = later, Change = HistoryChange.Changed,
                PreviousScore = work.Score, Score = 0.5, PreviousGradedAt = work.GradedAt, GradedAt = later, PreviousSubmittedAt = work.SubmittedAt, SubmittedAt = work.SubmittedAt,
                PreviousCachedDueDate = work.CachedDueDate, CachedDueDate = work.CachedDueDate, PreviousPostedAt = work.PostedAt, PostedAt = work.PostedAt,
            },
            new CanvasCourseSnapshot { CourseId = Course, RecordedAt = later });
        await host.ChangeAsync(context => context.Set<CanvasSubmission>().Where(s => s.Id == work.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Score, 0.5).SetProperty(s => s.GradedAt, later)));
        var after = await host.AskAsync(a => a.PredictFinalGradesAsync(Course, moment));

        after.Select(p => (p.Point, p.Standing)).Should().Equal(before.Select(p => (p.Point, p.Standing)));
        var now = (await host.AskAsync(a => a.PredictFinalGradesAsync(Course))).Single(p => p.StudentId == work.UserId);
        now.Standing!.Value.Earned.Should().NotBe(after.Single(p => p.StudentId == work.UserId).Standing!.Value.Earned);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task StreamTheRunningCoursesInTheOrderOfIdsAsEachCourseAloneWouldAnswer(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        for (var course = 0; course < 5; course++)
        {
            await host.FillAsync(GeneratedOfferings.Of(Course + course, $"C {100 + course}", course == 2 ? 1 : 0, 12 + course));
        }

        var moment = new DateTimeOffset(GeneratedOfferings.Now);
        var streamed = await host.StreamAsync(a => a.StreamFinalGradesAsync(asOf: moment));
        var risks = await host.StreamAsync(a => a.StreamAtRiskStudentsAsync(atLeast: RiskBand.Low, asOf: moment));
        var alone = new List<FinalGradePrediction>();
        foreach (var course in (long[])[70, 71, 73, 74])
        {
            alone.AddRange(await host.AskAsync(a => a.PredictFinalGradesAsync(course, moment)));
        }

        streamed.Should().BeEquivalentTo(alone, options => options.WithStrictOrdering());
        risks.Select(r => r.CourseId).Distinct().Should().Equal(70, 71, 73, 74);
        (await host.StreamAsync(a => a.StreamFinalGradesAsync([74, 70, 70, 999], moment))).Select(p => p.CourseId).Distinct().Should().Equal(70, 74);
    }

    [Fact]
    public async Task StopStreamingWhenCancelled()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await AnalyticsHost.StartAsync(store);
        for (var course = 0; course < 4; course++)
        {
            await host.FillAsync(GeneratedOfferings.Of(Course + course, "C 1", 0, 5));
        }

        using var stop = new CancellationTokenSource();
        var seen = new HashSet<long>();
        var streaming = () => host.AskAsync(async analytics =>
        {
            await foreach (var prediction in analytics.StreamFinalGradesAsync(cancellationToken: stop.Token))
            {
                seen.Add(prediction.CourseId);
                await stop.CancelAsync();
            }

            return 0;
        });

        await streaming.Should().ThrowAsync<OperationCanceledException>();
        seen.Should().Equal(Course);
        await host.Awaiting(h => h.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course, cancellationToken: stop.Token))).Should().ThrowAsync<OperationCanceledException>();
        (await host.AskAsync(a => a.PredictFinalGradesAsync(Course))).Should().HaveCount(5, "a call that was given up spoils nothing for the next");
    }

    private static CanvasEnrollment Enrollment(long id, long user, string type, string state, bool missing = false) => new()
    {
        Id = id, CourseId = Course, UserId = user, Type = type, EnrollmentState = state, MissingSince = missing ? GeneratedOfferings.Now : null,
    };

    /// <summary>An assignment that differs in one thing from those that count.</summary>
    private static CanvasAssignment Assignment(long id, DateTime due, Action<CanvasAssignment> change)
    {
        var assignment = new CanvasAssignment
        {
            Id = id, CourseId = Course, AssignmentGroupId = Course * 10, PointsPossible = 50, SubmissionTypes = "online_upload", WorkflowState = "published",
            GradingType = "points", Published = true, DueAt = due,
        };
        change(assignment);
        return assignment;
    }
}
