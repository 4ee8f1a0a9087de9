using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>The courses that a change of the grading setup concerns.</summary>
public sealed class ReachShould : TablesTest
{
    internal override CanvasSimulatorOptions School { get; } = new() { Courses = 10, Students = 8, AssignmentsPerCourse = 4 };

    [Fact]
    public async Task BeOneCourseForASchemeOfACourse()
    {
        var course = Canvas.School.Courses[0].Id;
        AddScheme("Course", course);
        await Host.RunAsync();
        (await TitleAsync()).Should().Be("First");

        AddScheme("Course", course, "Second");
        Tick();
        var report = await Host.RunAsync();

        report.Sync!.Courses.Select(one => one.CourseId).Should().Equal(course);
        (await TitleAsync()).Should().Be("Second");
    }

    [Fact]
    public async Task BeTheCoursesBelowForASchemeOfAnAccount()
    {
        var account = Canvas.School.Courses.GroupBy(one => one.AccountId).OrderBy(group => group.Count()).First().Key;
        var below = Canvas.School.Courses.Where(one => one.AccountId == account).Select(one => one.Id).ToList();
        below.Count.Should().BeLessThan(Canvas.School.Courses.Count);
        AddScheme("Account", account);
        await Host.RunAsync();

        AddScheme("Account", account, "Second");
        Tick();
        var report = await Host.RunAsync();

        report.Sync!.Courses.Select(one => one.CourseId).Should().BeEquivalentTo(below);
        (await TitleAsync()).Should().Be("Second");
    }

    [Fact]
    public async Task BeTheCoursesOfTheTermForAGradingPeriod()
    {
        await Host.RunAsync();
        var period = await Host.UseAsync(context => context.Set<CanvasGradingPeriod>().AsNoTracking().OrderBy(row => row.Id).FirstAsync());
        var terms = await Host.UseAsync(context => context.Set<CanvasTerm>().Where(row => row.GradingPeriodGroupId == period.GradingPeriodGroupId).Select(row => row.Id).ToListAsync());
        Set("grading_periods", period.Id, "title", "Renamed");

        Tick();
        var report = await Host.RunAsync();

        report.Sync!.Courses.Select(one => one.CourseId).Should().BeEquivalentTo(Canvas.School.Courses.Where(course => terms.Contains(course.TermId)).Select(course => course.Id));
        (await Host.UseAsync(context => context.Set<CanvasGradingPeriod>().Where(row => row.Id == period.Id).Select(row => row.Title).SingleAsync())).Should().Be("Renamed");
    }

    [Fact]
    public async Task BeACourseOfTheSetForAPeriodThatClosesWithTime()
    {
        await Host.RunAsync();
        var period = await Host.UseAsync(context => context.Set<CanvasGradingPeriod>().AsNoTracking().OrderBy(row => row.Id).FirstAsync());
        Set("grading_periods", period.Id, "close_date", Canvas.School.Now.AddSeconds(5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Tick();
        await Host.RunAsync();
        (await IsClosedAsync()).Should().BeFalse();

        // All tables are read again later, and no record has changed.
        Canvas.DataAccess.ReusesJobs = false;
        Tick(10);
        var report = await Host.RunAsync(new DataAccessRequest { Snapshots = true });

        report.Tables.Should().OnlyContain(table => table.Changed == 0);
        report.Sync!.Courses.Should().ContainSingle();
        (await IsClosedAsync()).Should().BeTrue();

        Task<bool?> IsClosedAsync() => Host.UseAsync(context => context.Set<CanvasGradingPeriod>().Where(row => row.Id == period.Id).Select(row => row.IsClosed).SingleAsync());
    }

    private void AddScheme(string kind, long context, string title = "First") => Canvas.DataAccess.Rewrite("grading_standards", (_, record) =>
    {
        (record["context_type"], record["context_id"], record["title"]) = (kind, context, title);
        return record;
    });

    private void Set(string table, long key, string column, string value) => Canvas.DataAccess.Rewrite(table, (id, record) =>
    {
        record[column] = id == key ? value : record[column]?.DeepClone();
        return record;
    });

    private Task<string?> TitleAsync() => Host.UseAsync(context => context.Set<CanvasGradingStandard>().OrderBy(row => row.Id).Select(row => row.Title).FirstAsync());
}
