using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;

namespace CanvasData.Operations.Tests.Sync;

/// <summary>A course that was read before another one, and is written after it.</summary>
public class StaleWriteShould
{
    [Theory]
    [InlineData(Provider.Sqlite, true)]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, true)]
    [InlineData(Provider.PostgreSql, false)]
    [InlineData(Provider.InMemory, false)]
    public async Task NotTakeBackASectionThatHasMovedSince(Provider provider, bool otherBeganFirst)
    {
        var canvas = new ScriptedCanvas();
        var from = canvas.AddCourse(1).AddSection(100).AddSection(101).Enroll(1, 1, section: 100).Enroll(2, 2, section: 100);
        Enumerable.Range(10, 6).ToList().ForEach(id => from.Enroll(id, id, ""","grades":{"current_score":50.5}""", section: 101));
        var to = canvas.AddCourse(2).AddSection(200).Enroll(3, 3, section: 200);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var (read, written) = (new TaskCompletionSource(), new TaskCompletionSource());
        var stale = true;
        canvas.Before = async (what, course, token) =>
        {
            switch (what, course)
            {
                // The last list of the first course: its enrollments have been read.
                case ("modules", 1) when stale:
                    read.SetResult();
                    await written.Task.WaitAsync(token);
                    break;
                case ("course", 2) when stale && otherBeganFirst:
                    await read.Task.WaitAsync(token);
                    Move();
                    break;
            }
        };

        var second = otherBeganFirst ? host.SyncCourseAsync(2) : null;
        var first = host.SyncCourseAsync(1);
        await read.Task;
        if (second is null)
        {
            Move();
        }

        await (second ?? host.SyncCourseAsync(2));
        written.SetResult();
        await first;
        stale = false;

        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.SectionId == 101).Should().HaveCount(6).And.OnlyContain(row => row.CourseId == 2 && row.MissingSince == null);
        (await host.RowsAsync<CanvasSection>()).Single(row => row.Id == 101).CourseId.Should().Be(2);
        (await host.RowsAsync<CanvasGradeHistory>()).Should().HaveCount(12, "each left one course and entered the other, once");
        await host.SyncAsync();
        (await host.RowsAsync<CanvasGradeHistory>()).Should().HaveCount(12);
        (await host.RowsAsync<CanvasUser>()).Should().OnlyContain(row => row.MissingSince == null);

        void Move()
        {
            to.Sections.Add(from.Sections[1]);
            from.Sections.RemoveAt(1);
            to.Enrollments.AddRange(from.Enrollments[2..]);
            from.Enrollments.RemoveRange(2, 6);
        }
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotUndoANewerNameOfAPerson(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var (one, two) = (canvas.AddCourse(1).Enroll(1, 5), canvas.AddCourse(2).Enroll(2, 5));
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        one.Enrollments[0] = one.Enrollments[0].Replace("Student 5", "Old name", StringComparison.Ordinal);
        two.Enrollments[0] = two.Enrollments[0].Replace("Student 5", "New name", StringComparison.Ordinal);
        var once = true;
        canvas.Before = async (what, course, _) =>
        {
            if (what == "modules" && course == 1 && once)
            {
                once = false;
                await host.SyncCourseAsync(2);
            }
        };

        await host.SyncCourseAsync(1);

        (await host.RowsAsync<CanvasUser>()).Single().Name.Should().Be("New name", "it was read later");
        one.Enrollments[0] = one.Enrollments[0].Replace("Old name", "Newest name", StringComparison.Ordinal);
        await host.SyncCourseAsync(1);
        (await host.RowsAsync<CanvasUser>()).Single().Name.Should().Be("Newest name");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task NotBringBackAPersonWhoWasMergedSince(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var from = canvas.AddCourse(1).AddSection(100).AddSection(101).Enroll(1, 1, section: 100).Enroll(10, 1005, section: 101);
        var to = canvas.AddCourse(2).AddSection(200).Enroll(3, 3, section: 200);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var once = true;
        canvas.Before = async (what, course, _) =>
        {
            // The enrollments of the first course have been read, and it is not written.
            if (what == "modules" && course == 1 && once)
            {
                once = false;
                to.Sections.Add(from.Sections[1]);
                from.Sections.RemoveAt(1);
                to.Enrollments.Add(from.Enrollments[1].Replace("1005", "1900", StringComparison.Ordinal));
                from.Enrollments.RemoveAt(1);
                await host.SyncCourseAsync(2);
            }
        };

        await host.SyncCourseAsync(1);

        (await host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == 10).Should().Match<CanvasEnrollment>(row => row.CourseId == 2 && row.UserId == 1900);
        (await host.RowsAsync<CanvasUser>()).Where(row => row.MissingSince != null).Select(row => row.Id).Should().Equal([1005], "nothing is that person's any more");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task LeaveOutAPersonWhoLeavesBetweenTheTwoLists(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(1, 1).Enroll(2, 2);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        ScriptedCourse.Remove(course.Enrollments, 2);
        await host.SyncAsync();
        course.Enroll(2, 2).Enroll(9, 9);
        course.Users.AddRange(new[] { 1, 2, 9 }.Select(id => $$"""{"id":{{id}},"name":"Student {{id}}","email":"{{id}}@example.edu"}"""));
        canvas.Before = (what, _, _) =>
        {
            if (what == "enrollments")
            {
                ScriptedCourse.Remove(course.Enrollments, 2);
                ScriptedCourse.Remove(course.Enrollments, 9);
            }

            return Task.CompletedTask;
        };

        await host.SyncAsync();

        (await host.RowsAsync<CanvasUser>()).Where(row => row.MissingSince == null).Select(row => (row.Id, row.Email)).Should().Equal((1, "1@example.edu"));
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task NotBeTakenForStaleBecauseOfAClockThatWasAhead(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var (one, _) = (canvas.AddCourse(1).Enroll(1, 5), canvas.AddCourse(2).Enroll(2, 5));
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingletonTime(time));
        time.Advance(TimeSpan.FromDays(365));
        await host.SyncCourseAsync(2);
        time.Advance(TimeSpan.FromDays(-365));
        one.Enrollments[0] = one.Enrollments[0].Replace("Student 5", "New name", StringComparison.Ordinal);

        await host.SyncCourseAsync(1);

        (await host.RowsAsync<CanvasUser>()).Single().Name.Should().Be("New name");
    }
}
