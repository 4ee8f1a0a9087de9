using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>What Canvas does not send is neither hidden nor still to come.</summary>
public sealed class UntoldWorkShould
{
    private const long Running = 70;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LeaveNothingToComeOfOldItemsWithoutASubmission(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Running, "MATH 101", 0, 25));
        var before = await host.AskAsync(a => a.PredictFinalGradesAsync(Running));

        // Two years past due, for everyone, and no student has a row.
        await host.FillAsync(new CanvasAssignment
        {
            Id = 9_999,
            CourseId = Running,
            AssignmentGroupId = Running * 10,
            Name = "Left over",
            PointsPossible = 800,
            GradingType = "points",
            SubmissionTypes = "online_upload",
            Published = true,
            WorkflowState = "published",
            DueAt = GeneratedOfferings.Now.AddYears(-2),
        });
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var after = await host.AskAsync(a => a.PredictFinalGradesAsync(Running));

        after.Select(prediction => prediction.Standing!.Value.RemainingWeight).Should().Equal(before.Select(prediction => prediction.Standing!.Value.RemainingWeight));
        after.Select(prediction => prediction.Point).Should().Equal(before.Select(prediction => prediction.Point));
    }

    [Fact]
    public async Task ShowGradesWhereCanvasSendsNoTimeOfPosting()
    {
        var options = new CanvasSimulatorOptions { Courses = 2, Students = 40, AssignmentsPerCourse = 8 };
        var (told, untold) = (await PostedAsync(options), await PostedAsync(options with { OmitsPostedAt = true }));

        untold.Automatic.Should().BeGreaterThan(0).And.Be(untold.AutomaticGraded, "no teacher posts these grades");
        untold.Manual.Should().Be(0, "nothing says that the teacher has posted these");
        told.Automatic.Should().BeGreaterThan(0);
    }

    private static async Task<(int Automatic, int AutomaticGraded, int Manual)> PostedAsync(CanvasSimulatorOptions options)
    {
        await using var canvas = await CanvasSimulator.StartAsync(options);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await SyncHost.StartAsync(canvas, store);
        (await host.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        return await host.UseAsync(async context =>
        {
            var manual = context.Set<CanvasAssignment>().Where(a => a.PostManually == true).Select(a => a.Id);
            var graded = context.Set<CanvasSubmission>().Where(s => s.GradedAt != null);
            return (
                await graded.CountAsync(s => !manual.Contains(s.AssignmentId) && (s.PostedAt != null || s.PostedAtUnspecified == true)),
                await graded.CountAsync(s => !manual.Contains(s.AssignmentId)),
                await graded.CountAsync(s => manual.Contains(s.AssignmentId) && s.PostedAt != null));
        });
    }
}
