using CanvasData.Operations.History;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>A school whose submissions and history are split by course on PostgreSQL, beside the same school in plain tables.</summary>
public sealed class PartitionedLifeShould : IAsyncLifetime
{
    private static readonly string[] Times = ["SyncedAt", "FirstSyncedAt", "RecordedAt", "FirstSeenAt", "LastSeenAt", "UpdatedAt", "StateChangedAt", "RemindedAt", "MissingSince", "RemovedAt", "ArchivedAt", "ErasedAt", "ErasureId"];
    private static readonly Type[] Bookkeeping = [typeof(CanvasCourseLease), typeof(CanvasSyncRun), typeof(CanvasInstance), typeof(CanvasIntegrityMetric)];

    private readonly SplitSchool _school = new();

    public Task InitializeAsync() => _school.InitializeAsync();

    public Task DisposeAsync() => _school.DisposeAsync();

    [Fact]
    public async Task HoldWhatPlainTablesHoldThroughTheLifeOfASchool()
    {
        (await LeavesAsync("CanvasSubmission")).Should().BeGreaterThan(1);
        var course = _school.Canvas.School.Courses[0].Id;
        var (assignment, student) = await _school.Plain.UseAsync(async context =>
        {
            var row = await context.Set<CanvasSubmission>().Where(submission => submission.CourseId == course).OrderBy(submission => submission.Id).FirstAsync();
            return (row.AssignmentId, row.UserId!.Value);
        });
        for (var week = 0; week < 3; week++)
        {
            _school.Canvas.School.Advance(TimeSpan.FromDays(7));
            _school.Canvas.School.SetScore(course, assignment, student, 3 + week);
            await _school.BothAsync(host => host.Bridge.SyncAllCoursesAsync(new SyncRequest { AcceptMassDisappearance = true }));
        }

        _school.Canvas.School.SetScore(course, assignment, student, 1);
        await _school.BothAsync(host => host.Services.GetRequiredService<ICanvasRefresh>().RefreshStudentAsync(course, student));
        await SameAsync("after three weeks and a refresh");
        (await LeavesAsync("CanvasAssignmentScoreHistory")).Should().BeGreaterThan(1);

        var moment = DateTimeOffset.UtcNow;
        var archived = await _school.BothAsync(host => host.AskAsync<IHistoryManager, HistoryArchived>(history => history.ArchiveAsync(moment)));
        archived.ScoreChanges.Should().BePositive();
        await SameAsync("after the history was archived");

        await _school.BothAsync(host => host.AskAsync<IPersonalData, PersonErasure>(people => people.ErasePersonAsync(student)));
        await SameAsync("after a person was erased");

        _school.Canvas.School.DeleteAssignment(course, assignment);
        await _school.BothAsync(host => host.Bridge.SyncAllCoursesAsync(new SyncRequest { AcceptMassDisappearance = true }));
        await _school.BothAsync(host => host.AskAsync<ICleanupManager, CleanupReport>(cleanup => cleanup.RunAsync()));
        await SameAsync("after an assignment vanished and a clean-up");

        var integrity = await _school.BothAsync(host => host.AskAsync<IIntegrityChecker, IntegrityReport>(checker => checker.CheckAsync()));
        integrity.Findings.Select(finding => (finding.Check, finding.Found)).Should().Equal(
            (await _school.Plain.AskAsync<IIntegrityChecker, IntegrityReport>(checker => checker.CheckAsync())).Findings.Select(finding => (finding.Check, finding.Found)));
        var past = await PastAsync(_school.Plain, course, moment);
        past.Should().NotBeEmpty();
        (await PastAsync(_school.Split, course, moment)).Should().Equal(past);
    }

    private async Task<int> LeavesAsync(string table) => (await _school.Split.TextsAsync($"SELECT DISTINCT tableoid FROM \"{table}\"")).Count;

    private static async Task<List<string>> PastAsync(SplitHost host, long course, DateTimeOffset moment) =>
        (await host.Services.GetRequiredService<IGradebookHistory>().SubmissionsAsOfAsync(course, moment).Select(row => $"{row.SubmissionId} {row.Score} {row.Grade}").ToListAsync()).Order(StringComparer.Ordinal).ToList();

    private async Task SameAsync(string when)
    {
        var (plain, split) = (await RowsAsync(_school.Plain), await RowsAsync(_school.Split));
        plain.Should().HaveCountGreaterThan(500);
        plain.Except(split).Take(5).Should().BeEmpty("the split tables must hold what the plain ones hold {0}", when);
        split.Except(plain).Take(5).Should().BeEmpty("the split tables must hold nothing else {0}", when);
        split.Should().HaveSameCount(plain, "no row is there twice {0}", when);
    }

    private static Task<List<string>> RowsAsync(SplitHost host) => host.UseAsync(async context =>
    {
        var rows = new List<string>();
        foreach (var type in context.Model.GetEntityTypes().Where(type => !Bookkeeping.Contains(type.ClrType)))
        {
            var properties = type.GetProperties().Where(property => !(property.IsPrimaryKey() && property.ValueGenerated != ValueGenerated.Never) && !Times.Contains(property.Name)).OrderBy(property => property.Name, StringComparer.Ordinal).ToList();

            // An archived row has the id that its live row had.
            var isArchived = type.ClrType.Name.Contains("Archived", StringComparison.Ordinal);
            var set = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, null)!;
            await foreach (var row in set.AsNoTracking().AsAsyncEnumerable())
            {
                rows.Add($"{type.ClrType.Name} {string.Join(' ', properties.Where(property => !(isArchived && property.Name == "Id")).Select(property => $"{property.Name}={property.PropertyInfo!.GetValue(row)}"))}");
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    });
}
