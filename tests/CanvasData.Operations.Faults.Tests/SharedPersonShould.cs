using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>A person in two courses that are written at the same time, by two hosts or by one.</summary>
public sealed class SharedPersonShould
{
    private const long Held = 900;

    private readonly ListedCanvas _canvas = new()
    {
        Enrollments = { [1] = [(11, 5), (12, 6)], [2] = [(21, 5), (22, 7)], [3] = [(31, 8)] },
        Submissions = { [1] = [(Held, 1, 6, 1)] },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task BeGoneAfterLeavingBothCourses(int hosts)
    {
        var person = await WriteTogetherAsync(hosts, () =>
        {
            _canvas.Enrollments[1].RemoveAt(0);
            _canvas.Enrollments[2].RemoveAt(0);
        });

        person.MissingSince.Should().NotBeNull("no course has the person any more");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task BeGoneAfterAMergeInBothCourses(int hosts)
    {
        var person = await WriteTogetherAsync(hosts, () => (_canvas.Enrollments[1][0], _canvas.Enrollments[2][0]) = ((11, 8), (21, 8)));

        person.MissingSince.Should().NotBeNull("all that was the person's is another one's");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task StayWhenOneCourseIsLeftAndAnotherOneEntered(int hosts)
    {
        _canvas.Enrollments[2].RemoveAt(0);
        var person = await WriteTogetherAsync(hosts, () =>
        {
            _canvas.Enrollments[1].RemoveAt(0);
            _canvas.Enrollments[2].Add((23, 5));
        });

        person.MissingSince.Should().BeNull("the second course has the person now");
    }

    // The first course stands in the middle of its write while the second one is synced, if that is let in.
    private async Task<CanvasUser> WriteTogetherAsync(int hosts, Action change)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var first = await _canvas.HostAsync(store);
        await using var second = hosts == 1 ? null : await _canvas.HostAsync(store);
        (await first.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        change();
        _canvas.Submissions[1] = [(Held, 1, 6, 2)];
        var reports = await first.UseAsync(async context =>
        {
            await using var holding = await context.Database.BeginTransactionAsync();
            await context.Set<CanvasSubmission>().Where(row => row.Id == Held).ExecuteUpdateAsync(set => set.SetProperty(row => row.SyncedAt, row => row.SyncedAt));
            var one = first.Bridge.SyncCourseAsync(1);
            await Waiting.UntilALockIsAwaitedAsync(store.ConnectionString, one);
            var two = (second ?? first).Bridge.SyncCourseAsync(2);
            await Task.WhenAny(two, Task.Delay(1_000));
            await holding.RollbackAsync();
            return await Task.WhenAll(one, two);
        });

        reports.Should().OnlyContain(report => report.Outcome == CourseSyncOutcome.Succeeded, "{0}", string.Join('\n', reports.AsEnumerable()));
        return await first.UseAsync(context => context.Set<CanvasUser>().AsNoTracking().SingleAsync(row => row.Id == 5));
    }
}
