using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>A course whose sections were cross-listed into another one has no people any more.</summary>
public class CrossListingShould
{
    [Theory]
    [InlineData(Provider.Sqlite, 1, 2)]
    [InlineData(Provider.Sqlite, 2, 1)]
    [InlineData(Provider.PostgreSql, 1, 2)]
    [InlineData(Provider.PostgreSql, 2, 1)]
    public async Task NeedNoRequestWhenTheSectionIsSeenElsewhereInTheRun(Provider provider, long from, long into)
    {
        var (canvas, _) = await EmptiedAsync(provider, from, into, listTarget: true);
        await using var host = canvas.Host;
        using var store = canvas.Store;

        await host.SyncAsync();

        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.SectionId == 101).Should().HaveCount(30);
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.SectionId == 101 && row.MissingSince == null).Should().HaveCount(28).And.OnlyContain(row => row.CourseId == into);
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().BeEquivalentTo([10, 11], "they were dropped on the way");
        (await host.SyncAsync()).RowsWritten.Should().Be(0);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task AskAPersonWhenTheSectionIsSeenNowhere(Provider provider)
    {
        var (canvas, course) = await EmptiedAsync(provider, 1, 2, listTarget: false);
        await using var host = canvas.Host;
        using var store = canvas.Store;

        var report = await host.Bridge.SyncAllCoursesAsync();

        report.FailedCourses.Should().ContainSingle().Which.Failure!.Kind.Should().Be(nameof(MassDisappearanceException));
        (await host.RowsAsync<CanvasEnrollment>()).Should().OnlyContain(row => row.MissingSince == null);
        course.Should().Be(1);
    }

    private static async Task<((TestHost<SchoolContext> Host, TestStore Store) Canvas, long Course)> EmptiedAsync(Provider provider, long from, long into, bool listTarget)
    {
        var canvas = new ScriptedCanvas();
        canvas.AddCourse(1);
        canvas.AddCourse(2);
        var source = canvas.Courses.Single(course => course.Id == from).AddSection(101);
        var target = canvas.Courses.Single(course => course.Id == into).AddSection(102).Enroll(3, 3, section: 102);
        Enumerable.Range(10, 30).ToList().ForEach(id => source.Enroll(id, id, section: 101));
        var store = await TestStore.CreateAsync(provider);
        var host = await TestHost.StartAsync(canvas, store, options => options.Sync.MaxConcurrentCourses = 1);
        await host.SyncAsync();
        if (listTarget)
        {
            target.Sections.Add(source.Sections[0]);
            target.Enrollments.AddRange(source.Enrollments[2..]);
        }

        source.Sections.Clear();
        source.Enrollments.Clear();
        return ((host, store), from);
    }
}
