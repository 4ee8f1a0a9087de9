using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>Courses that are synced by somebody else while a run looks for those that are gone.</summary>
public class MissingCoursesShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeOnlyThoseThatWereAskedAbout(Provider provider)
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Courses.RemoveAll(course => course.Id == 6);
        canvas.AddCourse(7).Enroll(70, 70);
        canvas.Unlisted.Add(7);
        var asked = false;
        canvas.Before = async (what, course, _) =>
        {
            if (what == "course" && course == 6 && !asked)
            {
                asked = true;
                await host.SyncCourseAsync(7);
            }
        };

        (await host.SyncAsync()).MissingCourses.Should().Be(1);

        asked.Should().BeTrue();
        (await host.RowsAsync<CanvasCourse>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(6);
        (await host.SyncAsync()).MissingCourses.Should().Be(0);
        (await host.RowsAsync<CanvasObjectStatus>()).Where(row => row.ObjectType == CanvasObjectTypes.Course && !row.Active).Select(row => row.ObjectId).Should().Equal(6);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotBeOneThatWasSyncedSinceItWasAskedAbout(Provider provider)
    {
        var canvas = School();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var deleted = canvas.Courses.Where(course => course.Id is 5 or 6).ToList();
        canvas.Courses.RemoveAll(deleted.Contains);
        var restored = false;
        canvas.Before = async (what, course, _) =>
        {
            // Course 5 was asked about before.
            if (what == "course" && course == 6 && !restored)
            {
                restored = true;
                canvas.Courses.Add(deleted.Single(one => one.Id == 5));
                await host.SyncCourseAsync(5);
            }
        };

        (await host.SyncAsync()).MissingCourses.Should().Be(1);

        (await host.RowsAsync<CanvasCourse>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal(6);
    }

    private static ScriptedCanvas School()
    {
        var canvas = new ScriptedCanvas();
        for (var id = 1; id <= 6; id++)
        {
            canvas.AddCourse(id).Enroll(id * 10, id * 10);
        }

        return canvas;
    }
}
