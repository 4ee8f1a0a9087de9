using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Cross-listing: a section goes from one course to another and takes its students along.</summary>
public class MovingSectionShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepItsRowsUnderTheirIdsWhenTheNewCourseIsSyncedFirst(Provider provider)
    {
        var (canvas, from, to) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 1);
        await host.SyncAsync();
        var before = DateTimeOffset.UtcNow;
        Move(from, to);

        var arrival = await host.SyncCourseAsync(2);
        var departure = await host.SyncCourseAsync(1);

        arrival.Rows[nameof(CanvasSection)].Should().Be(new RowCounts(0, 1, 1, 0));
        arrival.Rows[nameof(CanvasEnrollment)].Should().Be(new RowCounts(0, 12, 1, 0));
        departure.Rows[nameof(CanvasEnrollment)].Should().Be(new RowCounts(0, 0, 2, 0), "nobody vanished");
        departure.Rows[nameof(CanvasSection)].Missing.Should().Be(0);
        await AssertMovedAsync(host);
        await AssertGradebooksAsync(host, before, inFirst: 14, inSecond: 1);
        await AssertGradebooksAsync(host, DateTimeOffset.UtcNow, inFirst: 2, inSecond: 13);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task ArriveAllTheSameWhenTheOldCourseIsSyncedFirst(Provider provider)
    {
        var (canvas, from, to) = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MassDisappearanceShare = 1);
        await host.SyncAsync();
        var before = DateTimeOffset.UtcNow;
        Move(from, to);

        (await host.SyncCourseAsync(1)).Rows[nameof(CanvasEnrollment)].Missing.Should().Be(12);
        var between = DateTimeOffset.UtcNow;
        (await host.SyncCourseAsync(2)).Rows[nameof(CanvasEnrollment)].Should().Be(new RowCounts(0, 12, 1, 0));

        await AssertMovedAsync(host);
        await AssertGradebooksAsync(host, before, inFirst: 14, inSecond: 1);
        await AssertGradebooksAsync(host, between, inFirst: 2, inSecond: 1);
        await AssertGradebooksAsync(host, DateTimeOffset.UtcNow, inFirst: 2, inSecond: 13);
    }

    private static (ScriptedCanvas Canvas, ScriptedCourse From, ScriptedCourse To) School()
    {
        var canvas = new ScriptedCanvas();
        var from = canvas.AddCourse(1).AddSection(100).AddSection(101).Enroll(1, 1, section: 100).Enroll(2, 2, section: 100);
        Enumerable.Range(10, 12).ToList().ForEach(id => from.Enroll(id, id, ""","grades":{"current_score":50.5}""", section: 101));
        var to = canvas.AddCourse(2).AddSection(200).Enroll(3, 3, section: 200);
        return (canvas, from, to);
    }

    private static void Move(ScriptedCourse from, ScriptedCourse to)
    {
        to.Sections.Add(from.Sections[1]);
        from.Sections.RemoveAt(1);
        to.Enrollments.AddRange(from.Enrollments[2..]);
        from.Enrollments.RemoveRange(2, 12);
    }

    private static async Task AssertMovedAsync(TestHost<SchoolContext> host)
    {
        var moved = (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.SectionId == 101).ToList();
        moved.Should().HaveCount(12).And.OnlyContain(row => row.CourseId == 2 && row.MissingSince == null && row.CurrentScore == 50.5);
        (await host.RowsAsync<CanvasSection>()).Single(row => row.Id == 101).Should().Match<CanvasSection>(row => row.CourseId == 2 && row.MissingSince == null);
        (await host.RowsAsync<CanvasEnrollmentStatus>()).Where(row => row.EnrollmentId >= 10).Should().HaveCount(12).And.OnlyContain(row => row.CourseId == 2 && row.Active);
        (await host.RowsAsync<CanvasObjectStatus>()).Single(row => row is { ObjectType: CanvasObjectTypes.Section, ObjectId: 101 })
            .Should().Match<CanvasObjectStatus>(row => row.CourseId == 2 && row.Active && row.RemovedAt == null);
        (await host.RowsAsync<CanvasUser>()).Should().OnlyContain(row => row.MissingSince == null);
    }

    private static async Task AssertGradebooksAsync(TestHost<SchoolContext> host, DateTimeOffset moment, int inFirst, int inSecond)
    {
        var history = host.Services.GetRequiredService<IGradebookHistory>();
        (await history.TotalsAsOfAsync(1, moment).CountAsync()).Should().Be(inFirst);
        (await history.TotalsAsOfAsync(2, moment).CountAsync()).Should().Be(inSecond);
    }
}
