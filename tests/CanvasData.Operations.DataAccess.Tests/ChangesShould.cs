using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Runs after the first one, which read only what has changed.</summary>
public sealed class ChangesShould
{
    private static readonly CanvasSimulatorOptions Small = new() { Courses = 4, Students = 12, AssignmentsPerCourse = 8 };

    [Theory]
    [InlineData(Provider.Sqlite, false)]
    [InlineData(Provider.PostgreSql, true)]
    public async Task BringWhatAFullSyncWouldBring(Provider provider, bool repeats)
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        canvas.DataAccess.RepeatsRecords = repeats;
        using var changed = await TestStore.CreateAsync(provider);
        using var anew = await TestStore.CreateAsync(provider);
        using var folder = new TestFolder();
        using var another = new TestFolder();
        await using var host = await DataAccessHost.StartAsync(canvas, changed, folder);
        await host.RunAsync();

        for (var day = 0; day < LongRuns.Count(2, 20); day++)
        {
            canvas.School.Advance(TimeSpan.FromDays(3));
            Change(canvas.School);
            var report = await host.RunAsync(new DataAccessRequest { Sync = new SyncRequest { AcceptMassDisappearance = true } });
            report.PendingCourses.Should().Be(0);
            report.Tables.Should().Contain(table => table.Table == "submissions" && table.Reading == TableReading.Changes && table.Changed > 0);
            (report.Tables.Sum(table => table.Older) > 0).Should().Be(repeats);
        }

        await using var fresh = await DataAccessHost.StartAsync(canvas, anew, another);
        await fresh.RunAsync();
        var (left, right) = (await Mirror.ReadAsync(fresh), await Mirror.ReadAsync(host));
        right.Where(pair => left.GetValueOrDefault(pair.Key, pair.Value) != pair.Value).Should().BeEmpty();
        left.Keys.Except(right.Keys).Should().BeEmpty();

        // What a fresh mirror never saw is marked missing in the old one.
        right.Keys.Except(left.Keys).Where(key => key.Column == "MissingSince").Should().OnlyContain(key => right[key] == "missing");
    }

    [Fact]
    public async Task WriteNothingWhereNothingIsNew()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = new TestFolder();
        await using var host = await DataAccessHost.StartAsync(canvas, store, folder);
        await host.RunAsync();

        var report = await host.RunAsync();

        report.Sync.Should().BeNull();
        report.Tables.Should().OnlyContain(table => table.Reading == TableReading.NothingNew);
    }

    [Fact]
    public async Task CompareOnlyTheCourseAndTheWorkThatHasChanged()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = new TestFolder();
        await using var host = await DataAccessHost.StartAsync(canvas, store, folder);
        await host.RunAsync();
        var course = canvas.School.Courses[0].Id;
        var student = canvas.School.Enrollments(course).First(one => one.Type == "StudentEnrollment" && one.State == "active").UserId;
        var work = canvas.School.Submissions(course).First(one => one.UserId == student);

        canvas.School.SetScore(course, work.AssignmentId, work.UserId, 3.5);
        var report = await host.RunAsync();

        report.Sync!.Courses.Should().ContainSingle().Which.CourseId.Should().Be(course);
        var rows = report.Sync.Courses[0].Rows[nameof(CanvasSubmission)];
        (rows.Changed, rows.Unchanged, rows.Missing).Should().Be((1, 0, 0));
    }

    [Fact]
    public async Task LeaveOtherFilesOfTheFolderAloneWhenCleared()
    {
        await using var canvas = await CanvasSimulator.StartAsync(Small);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        using var folder = new TestFolder();
        var (portal, part) = (Path.Combine(folder.Path, "portal.db"), Path.Combine(folder.Path, "film.part"));
        await File.WriteAllTextAsync(portal, "rows of the portal");
        await File.WriteAllTextAsync(part, "half a film");
        await using var host = await DataAccessHost.StartAsync(canvas, store, folder);
        await host.RunAsync();

        await host.Services.GetRequiredService<IDataAccessSync>().ClearAsync();

        Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName).Should().BeEquivalentTo("portal.db", "film.part", "canvas-data.lock");
        (await host.RunAsync()).Tables.Should().Contain(table => table.Reading == TableReading.Snapshot, "the next run takes snapshots again");
    }

    private static void Change(SimulatedSchool school)
    {
        var course = school.Courses.First(one => one.WorkflowState == "available").Id;
        var students = school.Enrollments(course).Where(one => one.Type == "StudentEnrollment" && one.State == "active").ToList();
        var assignments = school.Assignments(course).Where(one => one.WorkflowState == "published").ToList();
        school.RenameUser(students[0].UserId, "Renamed Person");
        school.DeleteEnrollment(students[1].Id);
        school.DeleteAssignment(course, assignments[0].Id);
        school.AddStudent(course);
        school.AddAssignment(course, "Added", 10, school.Now.AddDays(1));
        school.RenameCourse(course, $"Renamed {school.Now:O}");
        school.AddModule(course, "Added", assignments[1].Id);
    }
}
