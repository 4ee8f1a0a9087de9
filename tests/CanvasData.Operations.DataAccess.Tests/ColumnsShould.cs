using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Columns that the platform offers, or offers again.</summary>
public sealed class ColumnsShould : TablesTest
{
    private static readonly DataAccessRequest Accept = new() { Sync = new SyncRequest { AcceptMassDisappearance = true } };

    [Fact]
    public async Task StayAsTheyAreStoredUntilTheirTableWasReadWithThem()
    {
        var (first, second) = (Canvas.School.Courses[0], Canvas.School.Courses[1]);
        (await Host.Bridge.SyncAllCoursesAsync()).FailedCourses.Should().BeEmpty();
        Canvas.DataAccess.RemoveColumn("courses", "course_code");
        Canvas.DataAccess.Rewrite("courses", (_, record) =>
        {
            record.Remove("course_code");
            return record;
        });
        await RunLaterAsync();

        // The column comes; no record of the table is new by it. Another table makes the course concerned.
        Canvas.DataAccess.AddColumn("courses", "course_code");
        Canvas.School.DeleteAssignment(second.Id, Canvas.School.Assignments(second.Id)[0].Id);
        await RunLaterAsync(Accept);

        (await CodeAsync(second.Id)).Should().Be(second.CourseCode);

        // The first record that is new brings the whole table, with the column in every record.
        Canvas.DataAccess.RewriteLines("courses", line => line.Replace("\"value\":{", "\"value\":{\"course_code\":\"NEW\",", StringComparison.Ordinal));
        Canvas.School.Advance(TimeSpan.FromHours(25));
        Canvas.School.RenameCourse(first.Id, "Renamed");
        var report = await RunLaterAsync(Accept);

        report.Tables.Single(table => table.Table == "courses").Reading.Should().Be(TableReading.Snapshot);
        (await CodeAsync(second.Id)).Should().Be("NEW");
    }

    [Fact]
    public async Task BeCalledNewOnlyWhenTheyCome()
    {
        Canvas.DataAccess.AddColumn("users", "mascot");
        (await Host.RunAsync()).Tables.Should().OnlyContain(table => table.NewColumns.Count == 0);
        Canvas.DataAccess.AddColumn("users", "motto");

        Tick();
        var report = await Host.RunAsync();
        Tick();
        var later = await Host.RunAsync();

        report.Tables.SelectMany(table => table.NewColumns).Should().Equal("motto");
        later.Tables.Should().OnlyContain(table => table.NewColumns.Count == 0);
    }

    [Fact]
    public async Task NotMakeACourseConcernedWhereNothingReadsThem()
    {
        await Host.RunAsync();
        Canvas.DataAccess.AddColumn("enrollments", "mascot");
        Tick();

        var report = await Host.RunAsync();

        report.Tables.Single(table => table.Table == "enrollments").Should().Match<TableReport>(table => table.Records > 0 && table.Changed == 0);
        report.Sync.Should().BeNull();
        File.ReadAllBytes(Path.Combine(Folder.Path, "canvas-data.db")).AsSpan().IndexOf("mascot\":\"new"u8).Should().Be(-1);
    }

    [Fact]
    public async Task BeReadWhereIdsAreTexts()
    {
        Canvas.DataAccess.RewriteLines("submissions", line => System.Text.RegularExpressions.Regex.Replace(line, "\"(user_id|assignment_id|course_id)\":([0-9]+)", "\"$1\":\"$2\""));

        var report = await Host.RunAsync();

        report.PendingCourses.Should().Be(0);
        (await Host.UseAsync(context => context.Set<CanvasSubmission>().CountAsync(row => row.UserId != null))).Should().BePositive();
    }

    private Task<string?> CodeAsync(long course) => Host.UseAsync(context => context.Set<CanvasCourse>().Where(row => row.Id == course).Select(row => row.CourseCode).SingleAsync());
}
