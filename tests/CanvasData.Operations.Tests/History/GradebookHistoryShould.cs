using CanvasData.Operations.History;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

public class GradebookHistoryShould
{
    [Theory]
    [InlineData(Provider.Sqlite, 3)]
    [InlineData(Provider.PostgreSql, 3)]
    [InlineData(Provider.InMemory, 4)]
    public async Task ReadTheGradebookAsItWasAtEveryPastMoment(Provider provider, int seed)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Seed = seed, Courses = 2, Students = 14, AssignmentsPerCourse = 9 });
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        var random = new Random(seed);
        var remembered = new List<(DateTimeOffset From, Dictionary<long, Gradebook> Books)>();
        var history = host.Services.GetRequiredService<IGradebookHistory>();
        var firstSync = time.GetUtcNow();
        for (var step = 0; step < 7; step++)
        {
            if (step > 0)
            {
                canvas.School.Advance(TimeSpan.FromHours(random.Next(5, 200)));
                Meddle(canvas.School, random);
            }

            time.Advance(TimeSpan.FromHours(random.Next(1, 50)));
            await host.SyncAsync(new SyncRequest { AcceptMassDisappearance = true });
            remembered.Add((time.GetUtcNow(), canvas.School.Courses.ToDictionary(course => course.Id, course => Gradebook.Of(canvas.School, course.Id))));
        }

        for (var step = 0; step < remembered.Count; step++)
        {
            foreach (var (course, expected) in remembered[step].Books)
            {
                await AssertAsync(course, remembered[step].From, expected, $"right after step {step}");
                var last = step + 1 < remembered.Count ? remembered[step + 1].From - TimeSpan.FromMinutes(30) : remembered[step].From.AddYears(1);
                await AssertAsync(course, last, expected, $"until after step {step}");
            }
        }

        foreach (var course in canvas.School.Courses)
        {
            await AssertAsync(course.Id, firstSync, new Gradebook([], []), "before the first sync");
        }

        async Task AssertAsync(long course, DateTimeOffset moment, Gradebook expected, string when)
        {
            (await history.SubmissionsAsOfAsync(course, moment).ToListAsync()).Should().Equal(expected.Submissions, when);
            (await history.TotalsAsOfAsync(course, moment).ToListAsync()).Should().Equal(expected.Totals, when);
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KnowWhenAGradeWasPostedThoughCanvasSendsNoMoment(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddAssignment(5, ""","post_manually":true""")
            .AddSubmission(6, 4, 3, ""","score":6,"graded_at":"2026-01-05T08:00:00Z" """).AddSubmission(7, 5, 3, ""","score":7,"graded_at":"2026-01-05T08:00:00Z" """);
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        await host.SyncAsync();
        var then = time.GetUtcNow().AddMinutes(1);
        time.Advance(TimeSpan.FromDays(1));
        course.Submissions[0] = course.Submissions[0].Replace("2026-01-05", "2026-01-06", StringComparison.Ordinal).Replace("\"score\":6", "\"score\":9", StringComparison.Ordinal);
        await host.SyncAsync();

        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await history.SubmissionsAsOfAsync(1, then).ToListAsync()).Select(row => (row.AssignmentId, row.Score, row.PostedAt))
            .Should().Equal((4, 6, new DateTime(2026, 1, 5, 8, 0, 0)), (5, 7, null));
        (await history.SubmissionsAsOfAsync(1, time.GetUtcNow()).ToListAsync()).Select(row => (row.AssignmentId, row.Score, row.PostedAt))
            .Should().Equal((4, 9, new DateTime(2026, 1, 6, 8, 0, 0)), (5, 7, null));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KnowASubmissionThatCanvasRecreatedUnderAnotherId(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).Enroll(12, 13).AddAssignment(4).AddSubmission(5, 4, 3, ""","score":6""").AddSubmission(15, 4, 13, ""","score":1""");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var before = DateTimeOffset.UtcNow;
        course.Submissions[0] = """{"id":50,"assignment_id":4,"user_id":3,"score":8}""";

        await host.SyncAsync();
        await host.SyncAsync();

        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await history.SubmissionsAsOfAsync(1, before).Select(row => (row.SubmissionId, row.UserId, row.Score)).ToListAsync())
            .Should().Equal((5L, 3L, 6d), (15L, 13L, 1d));
        (await history.SubmissionsAsOfAsync(1, DateTimeOffset.UtcNow).Select(row => (row.SubmissionId, row.UserId, row.Score)).ToListAsync())
            .Should().Equal((15L, 13L, 1d), (50L, 3L, 8d));
    }

    [Fact]
    public async Task HoldNothingForAnUnknownCourse()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(new ScriptedCanvas(), store);
        var history = host.Services.GetRequiredService<IGradebookHistory>();

        (await history.SubmissionsAsOfAsync(404, DateTimeOffset.UtcNow).CountAsync()).Should().Be(0);
        (await history.TotalsAsOfAsync(404, DateTimeOffset.UtcNow).CountAsync()).Should().Be(0);
    }

    private static void Meddle(SimulatedSchool school, Random random)
    {
        foreach (var course in school.Courses)
        {
            var submissions = school.Submissions(course.Id).ToList();
            for (var i = 0; i < 6; i++)
            {
                var row = submissions[random.Next(submissions.Count)];
                Action<long, long, long> verb = random.Next(5) switch
                {
                    0 => school.Ungrade,
                    1 => school.Excuse,
                    2 => school.HandIn,
                    3 => school.Unpost,
                    _ => (c, a, u) => school.SetScore(c, a, u, random.Next(120)),
                };
                verb(course.Id, row.AssignmentId, row.UserId);
            }

            var enrollments = school.Enrollments(course.Id).Where(e => e.Type == "StudentEnrollment").ToList();
            var one = enrollments[random.Next(enrollments.Count)];
            Action<long> fate = one.State == "deleted" ? school.ReactivateEnrollment : random.Next(3) == 0 ? school.ConcludeEnrollment : school.DeleteEnrollment;
            fate(one.Id);
        }
    }

    private sealed record Gradebook(List<SubmissionAsOf> Submissions, List<TotalsAsOf> Totals)
    {
        public static Gradebook Of(SimulatedSchool school, long course)
        {
            var present = school.Enrollments(course).Where(e => e.State != "deleted").OrderBy(e => e.Id).ToList();
            var test = present.Where(e => e.IsTestStudent).Select(e => e.UserId).ToHashSet();
            return new Gradebook(
                [.. school.Submissions(course).Where(row => !test.Contains(row.UserId)).Select(Submission)],
                [.. present.Select(e => TotalsOf(school, course, e))]);
        }

        private static SubmissionAsOf Submission(SimulatedSubmission row) => new(
            row.Id, row.AssignmentId, row.UserId, row.Score, row.Grade, row.EnteredScore, row.PointsDeducted, row.WorkflowState, row.LatePolicyStatus, row.Late,
            row.Missing, row.Excused, row.SubmittedAt?.UtcDateTime, row.Attempt, row.GradedAt?.UtcDateTime, row.PostedAt?.UtcDateTime, row.CachedDueDate?.UtcDateTime);

        private static TotalsAsOf TotalsOf(SimulatedSchool school, long course, SimulatedEnrollment enrollment)
        {
            var grades = school.Grades(enrollment.Id);
            var standard = school.Courses.Single(c => c.Id == course).GradingStandardId;
            return new TotalsAsOf(
                enrollment.Id, enrollment.UserId, enrollment.State, (double?)grades?.CurrentScore, (double?)grades?.FinalScore,
                Letter(grades?.CurrentScore), Letter(grades?.FinalScore), (double?)grades?.UnpostedCurrentScore, (double?)grades?.UnpostedFinalScore, null, null);

            string? Letter(decimal? percent) => percent is { } score && standard is { } id
                ? school.GradingStandards(course).Single(s => s.Id == id).Rows.First(row => score / 100 >= row.LowerBound).Name
                : null;
        }
    }
}
