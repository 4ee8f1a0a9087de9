using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

/// <summary>A sync of a course that begins before that of another one, ends after it, and takes a section of it.</summary>
public class OvertakenCourseShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task LeaveThePastWithThePersonOfThen(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var school = await OvertakenSchool.StartAsync(store);

        await school.OvertakeAsync(
            (one, _) => one.Enrollments[0] = one.Enrollments[0].Replace("104", "110", StringComparison.Ordinal),
            OvertakenSchool.MoveSection);

        await school.ShouldHaveThePastAsync();
        (await school.TotalsAsync(2, DateTimeOffset.UtcNow)).Should().Contain((10, 110L));
        (await school.MomentsAsync()).Should().BeInAscendingOrder();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task LeaveThePastOfAStudentWhoComesBack(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var school = await OvertakenSchool.StartAsync(store);
        await school.Host.SyncAsync();
        OvertakenSchool.MoveSection(school.One, school.Two);

        await school.OvertakeAsync(
            (_, _) => { },
            (one, two) => OvertakenSchool.MoveSection(two, one),
            overtaken: 1);

        await school.ShouldHaveThePastAsync();
        (await school.MomentsAsync()).Should().BeInAscendingOrder();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task RecordAnArrivalAfterTheDeparture(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var school = await OvertakenSchool.StartAsync(store);

        await school.OvertakeAsync((one, two) => OvertakenSchool.MoveSection(one, two), (_, _) => { });

        await school.ShouldHaveThePastAsync();
        (await school.MomentsAsync()).Should().BeInAscendingOrder();
        (await school.Host.RowsAsync<CanvasEnrollment>()).Single(row => row.Id == 10).Should().Match<CanvasEnrollment>(row => row.CourseId == 2 && row.MissingSince == null);
    }

    private sealed class OvertakenSchool : IAsyncDisposable
    {
        private readonly ScriptedCanvas _canvas = new();
        private DateTimeOffset _before;

        private OvertakenSchool()
        {
            One = _canvas.AddCourse(1).AddSection(100).AddSection(101).Enroll(10, 104, ""","grades":{"current_score":50.5}""", section: 101).Enroll(1, 1, section: 100);
            Two = _canvas.AddCourse(2).AddSection(200).Enroll(3, 3, section: 200);
        }

        public ScriptedCourse One { get; }

        public ScriptedCourse Two { get; }

        public TestHost<SchoolContext> Host { get; private set; } = null!;

        public static async Task<OvertakenSchool> StartAsync(TestStore store)
        {
            var school = new OvertakenSchool();
            school.Host = await TestHost.StartAsync(school._canvas, store);
            await school.Host.SyncAsync();
            school._before = DateTimeOffset.UtcNow;
            return school;
        }

        public static void MoveSection(ScriptedCourse from, ScriptedCourse to)
        {
            to.Sections.Add(from.Sections[^1]);
            from.Sections.RemoveAt(from.Sections.Count - 1);
            var moving = from.Enrollments.FindAll(json => json.Contains("\"course_section_id\":101", StringComparison.Ordinal));
            to.Enrollments.AddRange(moving);
            from.Enrollments.RemoveAll(moving.Contains);
        }

        // One course is claimed, the other one synced from beginning to end, and then the first goes on.
        public async Task OvertakeAsync(Action<ScriptedCourse, ScriptedCourse> before, Action<ScriptedCourse, ScriptedCourse> then, long overtaken = 2)
        {
            var (claimed, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
            _canvas.Before = async (what, course, token) =>
            {
                if (what == "course" && course == overtaken && claimed.TrySetResult())
                {
                    await goOn.Task.WaitAsync(token);
                }
            };
            var slow = Host.SyncCourseAsync(overtaken);
            await claimed.Task;
            before(One, Two);
            await Host.SyncCourseAsync(3 - overtaken);
            then(One, Two);
            goOn.SetResult();
            await slow;
        }

        public async Task ShouldHaveThePastAsync()
        {
            (await TotalsAsync(1, _before)).Should().Equal((1, 1L), (10, 104L));
            (await TotalsAsync(2, _before)).Should().Equal((3, 3L));
        }

        public async Task<List<(long, long)>> TotalsAsync(long course, DateTimeOffset moment) =>
            await Host.Services.GetRequiredService<IGradebookHistory>().TotalsAsOfAsync(course, moment).Select(row => (row.EnrollmentId, row.UserId)).ToListAsync();

        // In the order of writing.
        public async Task<List<DateTime>> MomentsAsync() =>
            (await Host.RowsAsync<CanvasGradeHistory>()).Where(row => row.EnrollmentId == 10).OrderBy(row => row.Id).Select(row => row.RecordedAt).ToList();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}
