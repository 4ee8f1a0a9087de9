using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>Courses of which nothing can be foreseen: a status and a reason for each, never an exception, never a number that is none.</summary>
public sealed class BadInputShould
{
    private const long Course = 70;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeAnsweredByAStatusAndAReason(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        var cases = new (string Name, Func<IQueryable<CanvasAssignment>, IQueryable<CanvasSubmission>, Task>? Change, AnalyticsStatus[] Expected)[]
        {
            ("no points", (a, _) => a.ExecuteUpdateAsync(set => set.SetProperty(x => x.PointsPossible, 0.0)), [AnalyticsStatus.NoCountedWork]),
            ("all excused", (_, s) => s.ExecuteUpdateAsync(set => set.SetProperty(x => x.Excused, true)), [AnalyticsStatus.NoCountedWork, AnalyticsStatus.InsufficientData]),
            ("nothing graded", (_, s) => s.ExecuteUpdateAsync(set => set.SetProperty(x => x.Score, (double?)null).SetProperty(x => x.CachedDueDate, GeneratedOfferings.Now.AddDays(30))), [AnalyticsStatus.InsufficientData]),
            ("absurd points", (a, _) => a.ExecuteUpdateAsync(set => set.SetProperty(x => x.PointsPossible, 1e50)), [AnalyticsStatus.Ok, AnalyticsStatus.InsufficientData]),
            ("negative points", (a, _) => a.ExecuteUpdateAsync(set => set.SetProperty(x => x.PointsPossible, -5.0)), [AnalyticsStatus.NoCountedWork]),
            ("no due dates", (a, s) => Task.WhenAll(a.ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, (DateTime?)null))), [AnalyticsStatus.Ok]),
        };
        var course = Course;
        foreach (var (name, change, expected) in cases)
        {
            course++;
            await host.FillAsync(GeneratedOfferings.Of(course, "MATH 101", 0, 8));
            await host.InContextAsync(async context =>
            {
                await change!(context.Set<CanvasAssignment>().Where(x => x.CourseId == course), context.Set<CanvasSubmission>().Where(x => x.CourseId == course));
                return 0;
            });

            foreach (var prediction in await host.AskAsync(a => a.PredictFinalGradesAsync(course)))
            {
                prediction.Status.Should().BeOneOf(expected, name);
                (prediction.Reason is null).Should().Be(prediction.Status == AnalyticsStatus.Ok, name);
                (prediction.Point is null).Should().Be(prediction.Status != AnalyticsStatus.Ok, name);
                (prediction.Point is null || double.IsFinite(prediction.Point.Value)).Should().BeTrue(name);
            }

            await AskEverythingAsync(host, course, GeneratedOfferings.StudentId(course, 0));
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task SayWhatIsNotStoredAndWhichTimeIsWrong(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 8));
        await host.FillAsync(GeneratedOfferings.Of(Course + 1, "MATH 101", 1, 8));
        await host.FillAsync(GeneratedOfferings.Of(Course + 2, "MATH 101", 0, 1));
        await host.FillAsync(new CanvasCourse { Id = Course + 3, CourseCode = "EMPTY 1", WorkflowState = "available" });
        var student = GeneratedOfferings.StudentId(Course, 1);

        var unknown = await host.AskAsync(a => a.PredictFinalGradeAsync(404, student));
        (unknown.Status, unknown.Point).Should().Be((AnalyticsStatus.NotFound, null));
        unknown.Reason.Should().Contain("course");
        var stranger = await host.AskAsync(a => a.PredictFinalGradeAsync(Course, 404));
        (stranger.Status, stranger.Point).Should().Be((AnalyticsStatus.NotFound, null));
        stranger.Reason.Should().Contain("student");
        (await host.AskAsync(a => a.CalculateGradeMomentumAsync(Course, 404))).Status.Should().Be(AnalyticsStatus.NotFound);
        (await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(404))).Status.Should().Be(AnalyticsStatus.NotFound);
        (await host.AskAsync(a => a.GenerateStudentInsightsAsync(404))).Courses.Should().BeEmpty();
        (await host.AskAsync(a => a.GenerateAdviserInsightsAsync(404))).Courses.Should().BeEmpty();

        var early = await host.AskAsync(a => a.PredictFinalGradesAsync(Course, new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero)));
        early.Should().OnlyContain(p => p.Status == AnalyticsStatus.BeforeStart && p.Reason != null && p.Point == null);

        var over = await host.AskAsync(a => a.PredictFinalGradesAsync(Course + 1));
        over.Should().HaveCount(8).And.OnlyContain(p => p.Status == AnalyticsStatus.Ok && p.Interval80!.Value.High - p.Interval80.Value.Low < 0.001, "a course that is over has a final grade");
        (await host.AskAsync(a => a.PredictFinalGradesAsync(Course + 2))).Should().ContainSingle().Which.Status.Should().Be(AnalyticsStatus.Ok);
        (await host.AskAsync(a => a.PredictFinalGradesAsync(Course + 3))).Should().BeEmpty();
        (await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(Course + 3))).Insights.Should().BeEmpty();
        await AskEverythingAsync(host, Course + 2, GeneratedOfferings.StudentId(Course + 2, 0));
        await AskEverythingAsync(host, Course + 3, student);
        await AskEverythingAsync(host, 404, 404);
    }

    private static async Task AskEverythingAsync(AnalyticsHost host, long course, long student)
    {
        await host.AskAsync(a => a.CalculateGradeMomentumAsync(course, student));
        await host.AskAsync(a => a.CalculatePerformanceTrendsAsync(course));
        await host.AskAsync(a => a.PredictFinalGradeAsync(course, student, [90, -1, double.NaN]));
        await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(course));
        await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(course));
        await host.AskAsync(a => a.GenerateStudentInsightsAsync(student));
        await host.AskAsync(a => a.GenerateAdviserInsightsAsync(student));
    }
}
