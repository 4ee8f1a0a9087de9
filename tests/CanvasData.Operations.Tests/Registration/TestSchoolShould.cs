using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Simulator.Testing;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Registration;

public class TestSchoolShould
{
    [Theory]
    [InlineData(Provider.InMemory)]
    [InlineData(Provider.Sqlite)]
    public async Task FillEveryTableThroughASync(Provider provider)
    {
        var school = new TestSchool();
        var biology = school.AddCourse("Biology").WithTeacher("Tea Cher").WithAssignment("Essay", points: 20, dueAt: DateTimeOffset.UtcNow.AddDays(-2)).WithAssignment("Poster", group: "Projects")
            .WithGroupWeight("Projects", 40).WithGroupWeight("Assignments", 60);
        biology.WithStudent("Ana Example").Graded(15, "Essay").GradedUnposted(4, "Poster")
            .WithStudent("Ben Example").Excused("Essay").Submitted()
            .WithStudent("Cai Example");
        var chemistry = school.AddCourse("Chemistry").WithStudent("Ana Example").Graded(8.5).Graded(6.5);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(school, store);

        await host.SyncAsync();

        var ana = school.UserId("Ana Example");
        var enrollments = (await host.RowsAsync<CanvasEnrollment>()).ToLookup(row => (row.CourseId, row.UserId));
        var inBiology = enrollments[(biology.Id, ana)].Single();
        (inBiology.CurrentScore, inBiology.FinalScore, inBiology.UnpostedCurrentScore).Should().Be((75, 45, 61), "60 % of 75, and 40 % of nothing, or of 40 where hidden scores count");
        enrollments[(chemistry.Course.Id, ana)].Single().CurrentScore.Should().Be(75);
        (await QueryAsync(host, queries => queries.ForCourses([biology.Id]).MissingWork().Select(row => row.StudentId).ToListAsync()))
            .Should().Equal(school.UserId("Cai Example"));
        (await QueryAsync(host, queries => queries.ForStudent(ana).StudentGrades().ToListAsync())).Should().HaveCount(4).And.ContainSingle(row => row.Score == 8.5).And.NotContain(row => row.Score == 4);
        (await QueryAsync(host, queries => queries.ForTeacher(school.UserId("Tea Cher")).StudentGrades().ToListAsync())).Should().HaveCount(6);
    }

    [Fact]
    public async Task ShowInTheHistoryWhatChangesBetweenSyncs()
    {
        var school = new TestSchool();
        var ana = school.AddCourse("Biology").WithStudent("Ana Example").Graded(5);
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(school, store);
        await host.SyncAsync();

        ana.Graded(9, "Assignment 1");
        await host.SyncAsync(new SyncRequest { Strategy = SyncStrategy.Incremental });

        var change = (await host.RowsAsync<CanvasAssignmentScoreHistory>()).OrderBy(row => row.RecordedAt).Last();
        (change.PreviousScore, change.Score).Should().Be((5, 9));
        (await host.RowsAsync<CanvasEnrollment>()).Should().ContainSingle().Which.CurrentScore.Should().Be(90);
    }

    [Fact]
    public async Task ConcludeACourse()
    {
        var school = new TestSchool();
        school.AddCourse("Biology").WithStudent("Ana Example").Graded(5).Course.Concluded();
        using var store = await TestStore.CreateAsync(Provider.InMemory);
        await using var host = await TestHost.StartAsync(school, store);

        await host.SyncAsync();

        (await host.RowsAsync<CanvasCourse>()).Should().ContainSingle().Which.WorkflowState.Should().Be("completed");
        (await host.RowsAsync<CanvasEnrollment>()).Should().ContainSingle().Which.EnrollmentState.Should().Be("completed");
    }

    [Fact]
    public async Task SayWhatIsNotThere()
    {
        var school = new TestSchool();
        var course = school.AddCourse("Biology").WithAssignment("Essay");

        course.Invoking(it => it.WithStudent("Ana Example").Graded(5, "Esay")).Should().Throw<ArgumentException>().WithMessage("*\"Biology\" has no assignment \"Esay\": add it with WithAssignment*");
        course.Invoking(it => it.WithAssignment("Essay")).Should().Throw<ArgumentException>().WithMessage("*give each a name of its own*");
        school.Invoking(it => it.UserId("Zoe")).Should().Throw<ArgumentException>().WithMessage("*\"Zoe\"*");
        var reading = async () => await school.GetCourseAsync(9, new RequestCounter());
        await reading.Should().ThrowAsync<CanvasNotFoundException>();
    }

    private static async Task<T> QueryAsync<T>(TestHost<SchoolContext> host, Func<IQueryBuilder, Task<T>> ask)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<IQueryBuilder>());
    }
}
