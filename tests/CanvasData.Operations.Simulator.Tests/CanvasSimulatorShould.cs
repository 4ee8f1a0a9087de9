using System.Diagnostics;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>Starting, sizes and stopping.</summary>
public sealed class CanvasSimulatorShould
{
    [Fact]
    public async Task HaveASchoolOfTheDefaultSize()
    {
        await using var simulator = await CanvasSimulator.StartAsync();
        var open = simulator.School.Courses.Where(c => !c.AccessRestrictedByDate).ToList();
        open.Should().HaveCount(20);
        open.SelectMany(c => simulator.School.Enrollments(c.Id)).Where(e => e.Type == "StudentEnrollment" && e.State != "deleted").Select(e => e.UserId).Distinct().Should().HaveCount(1_000);
        open.Sum(c => simulator.School.Submissions(c.Id).Count()).Should().BeInRange(95_000, 101_000);
    }

    [Fact]
    public async Task HoldAMillionSubmissionsInOneCourse()
    {
        await using var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 5_000, AssignmentsPerCourse = 200 });
        using var caller = new Caller(simulator);
        var course = simulator.School.Courses.Should().ContainSingle().Subject.Id;
        var (count, last) = simulator.School.Submissions(course).Aggregate((Count: 0, Last: default(SimulatedSubmission)), (all, s) => (all.Count + 1, s));
        count.Should().BeInRange(999_500, 1_000_500);
        (await caller.ObjectAsync($"courses/{course}/assignments/{last.AssignmentId}/submissions/{last.UserId}"))["id"]!.GetValue<long>().Should().Be(last.Id);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(7, 12, 6)]
    public async Task ServeSchoolsOfAnySize(int courses, int students, int assignments)
    {
        await using var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = courses, Students = students, AssignmentsPerCourse = assignments });
        simulator.School.Advance(TimeSpan.FromDays(30));
        using var caller = new Caller(simulator);
        foreach (var course in await caller.RowsAsync("courses?per_page=100"))
        {
            if (!course.ContainsKey("access_restricted_by_date"))
            {
                (await caller.RowsAsync($"courses/{course["id"]}/students/submissions?student_ids[]=all")).Should().HaveCount(simulator.School.Submissions(course["id"]!.GetValue<long>()).Count());
                await caller.RowsAsync($"courses/{course["id"]}/enrollments");
                await caller.RowsAsync($"courses/{course["id"]}/assignment_groups?include[]=assignments");
                await caller.RowsAsync($"courses/{course["id"]}/modules?include[]=items");
            }
        }
    }

    public static TheoryData<CanvasSimulatorOptions, string> Wrong => new()
    {
        { new() { Courses = 0 }, "Courses" },
        { new() { Students = -1 }, "Students" },
        { new() { AssignmentsPerCourse = 5_001 }, "AssignmentsPerCourse" },
        { new() { Port = 70_000 }, "Port" },
        { new() { MaxPerPage = 0 }, "MaxPerPage" },
        { new() { Token = "two words" }, "Token" },
        { new() { Token = "" }, "Token" },
        { new() { Latency = TimeSpan.FromHours(1) }, "Latency" },
        { new() { StartsAt = DateTimeOffset.MinValue }, "StartsAt" },
        { new() { Students = 1_000_000, AssignmentsPerCourse = 5_000 }, "20,000,000" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task SayWhichOptionIsWrong(CanvasSimulatorOptions options, string word) =>
        await FluentActions.Awaiting(() => CanvasSimulator.StartAsync(options)).Should().ThrowAsync<ArgumentException>().WithMessage($"*{word}*");

    [Fact]
    public async Task SayThatAPortIsTaken()
    {
        await using var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 1 });
        await FluentActions.Awaiting(() => CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 1, Port = simulator.BaseAddress.Port }))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage($"*Port {simulator.BaseAddress.Port}*taken*");
    }

    [Fact]
    public async Task ListenOnLoopbackAndHonourTokenLatencyAndPageSize()
    {
        await using var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 30, Token = "other", Latency = TimeSpan.FromMilliseconds(150), MaxPerPage = 4 });
        simulator.BaseAddress.Host.Should().Be("127.0.0.1");
        simulator.Token.Should().Be("other");
        using var caller = new Caller(simulator);
        var clock = Stopwatch.StartNew();
        (await caller.ListAsync($"courses/{simulator.School.Courses[0].Id}/enrollments?per_page=100")).Should().HaveCount(4);
        clock.Elapsed.Should().BeGreaterThan(TimeSpan.FromMilliseconds(140));
    }

    [Fact]
    public async Task StopAtOnceAndLeaveTheSchoolReadable()
    {
        var simulator = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 5 });
        using var caller = new Caller(simulator);
        simulator.Faults.Add(Fault.Slow(TimeSpan.FromMinutes(30)));
        var waiting = caller.GetAsync("courses");
        await simulator.DisposeAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<HttpRequestException>();
        simulator.School.Courses.Should().ContainSingle();
    }
}
