using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>The moment up to which the tables are known to be whole.</summary>
public sealed class CoverageShould : IDisposable
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 2, Students = 8, AssignmentsPerCourse = 6 };

    private readonly TestFolder _folder = TestFolder.Create();
    private readonly TestFolder _another = TestFolder.Create();

    [Fact]
    public async Task NotStandStillWithAQuietTable()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var other = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await DataAccessHost.StartAsync(canvas, store, _folder);
        await using var early = await DataAccessHost.StartAsync(canvas, other, _another);
        await host.RunAsync();
        canvas.DataAccess.ReusesJobs = false;
        var course = canvas.School.Courses[0].Id;
        var work = Graded(canvas.School, course);

        // The table of courses changes once, early. The platform commits it when the other host asks.
        canvas.School.Advance(TimeSpan.FromHours(1));
        canvas.School.RenameCourse(course, "Early");
        await early.RunAsync();
        canvas.School.Advance(TimeSpan.FromHours(10));
        (await host.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        canvas.School.Advance(TimeSpan.FromHours(10));
        canvas.School.SetScore(course, work.AssignmentId, work.UserId, 1.25);

        var report = await host.RunAsync();

        report.NewerCourses.Should().BeEmpty();
        report.PendingCourses.Should().Be(0);
        (await host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.Id == work.Id).Select(row => row.Score).SingleAsync())).Should().Be(1.25);
    }

    [Fact]
    public async Task BeKnownToARunThatFindsAllTablesStaged()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var broken = await TestStore.CreateAsync(Provider.Sqlite);
        using var whole = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await DataAccessHost.StartAsync(canvas, broken, _folder);
        await using var undisturbed = await DataAccessHost.StartAsync(canvas, whole, _another);
        await undisturbed.RunAsync();
        await using (var refused = await DataAccessHost.StartAsync(canvas, broken, _folder, options => options.ClientSecret = "wrong"))
        {
            await refused.Invoking(one => one.RunAsync()).Should().ThrowAsync<Exception>("the key is refused after the file was made");
        }

        // The run dies when all tables are staged, and before it has noted which courses are concerned.
        using (var file = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "canvas-data.db")};Pooling=False"))
        {
            await ExecuteAsync(file, "CREATE TRIGGER die BEFORE INSERT ON pending BEGIN SELECT RAISE(ABORT, 'died'); END");
            await host.Invoking(one => one.RunAsync()).Should().ThrowAsync<SqliteException>();
            await ExecuteAsync(file, "DROP TRIGGER die");
        }

        var report = await host.RunAsync();

        report.Tables.Should().OnlyContain(table => table.Reading == TableReading.NothingNew);
        report.PendingCourses.Should().Be(0);
        (await Mirror.ReadAsync(host)).Should().Equal(await Mirror.ReadAsync(undisturbed));
        (await host.UseAsync(context => context.Set<CanvasSubmission>().CountAsync(row => row.Missing == true))).Should().BePositive();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _another.Dispose();
    }

    private static SimulatedSubmission Graded(SimulatedSchool school, long course)
    {
        var people = school.Enrollments(course).Where(one => one.Type == "StudentEnrollment" && one.State == "active").Select(one => one.UserId).ToHashSet();
        return school.Submissions(course).First(one => people.Contains(one.UserId) && one.Score is not null);
    }

    private static async Task ExecuteAsync(SqliteConnection file, string sql)
    {
        await file.OpenAsync();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
        await file.CloseAsync();
    }
}
