using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Faults.Tests;

/// <summary>
/// Several owners of one course claim, pause, outlive their lease and commit in every order, against a model of a
/// few lines: at most one commit a version, and each the newest owner's.
/// </summary>
public sealed class FenceShould
{
    private const int Owners = 4;

    private enum Step
    {
        /// <summary>An owner begins, and pauses between its claim and its commit.</summary>
        Begin,

        /// <summary>An owner goes on, and commits if it may.</summary>
        GoOn,

        /// <summary>So much time passes that the present lease runs out.</summary>
        LeaseRunsOut,
    }

    [Fact]
    public async Task LetOneOwnerCommitAVersion()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var owners = await OwnerSet.StartAsync(store);
        var course = 0L;
        Gen.Select(Gen.Enum<Step>(), Gen.Int[0, Owners - 1]).Array[4, 16].Sample(
            steps => RunAsync(owners, Interlocked.Increment(ref course), steps).GetAwaiter().GetResult(),
            iter: 60,
            threads: 1,
            print: steps => string.Join(", ", steps.Select(step => $"{step.Item1} {step.Item2}")));
    }

    private static async Task RunAsync(OwnerSet owners, long course, (Step Step, int Owner)[] steps)
    {
        // The model: whose claim is the newest, whether its lease holds, and what was committed.
        int? newest = null;
        var (held, commits, name) = (false, 0, (string?)null);
        foreach (var (step, owner) in steps.Concat(Enumerable.Range(0, Owners).Select(each => (Step.GoOn, each))))
        {
            switch (step)
            {
                case Step.Begin when !owners[owner].IsBusy && held:
                    (await owners[owner].BeginAsync(course)).Should().Be(CourseSyncOutcome.AlreadyRunning);
                    break;
                case Step.Begin when !owners[owner].IsBusy:
                    (await owners[owner].BeginAsync(course)).Should().BeNull();
                    (newest, held) = (owner, true);
                    break;
                case Step.GoOn when owners[owner].IsBusy && newest == owner:
                    name = owners[owner].Name;
                    (await owners[owner].GoOnAsync()).Should().Be(CourseSyncOutcome.Succeeded);
                    (newest, held, commits) = (null, false, commits + 1);
                    break;
                case Step.GoOn when owners[owner].IsBusy:
                    (await owners[owner].GoOnAsync()).Should().Be(CourseSyncOutcome.Fenced);
                    break;
                case Step.LeaseRunsOut:
                    await owners.Host.UseAsync(context => context.Set<CanvasCourseLease>()
                        .Where(unit => unit.CourseId == course && unit.LeaseUntil != null)
                        .ExecuteUpdateAsync(set => set.SetProperty(unit => unit.LeaseUntil, new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc))));
                    held = false;
                    break;
            }

            (await owners.Host.UseAsync(context => context.Set<CanvasCourse>().Where(row => row.Id == course).Select(row => row.Name).SingleOrDefaultAsync())).Should().Be(name);
            (await owners.Host.UseAsync(context => context.Set<CanvasCourseSnapshot>().CountAsync(row => row.CourseId == course))).Should().Be(commits, "each commit changes the course");
        }

        (await owners.Host.UseAsync(context => context.Set<CanvasCourseLease>().Where(unit => unit.CourseId == course).SumAsync(unit => unit.Version))).Should().Be(commits);
    }

    private sealed class OwnerSet(List<Owner> owners) : IAsyncDisposable
    {
        public Owner this[int index] => owners[index];

        public SyncHost Host => owners[0].Host;

        public static async Task<OwnerSet> StartAsync(TestStore store)
        {
            var owners = new List<Owner>();
            for (var i = 0; i < Owners; i++)
            {
                owners.Add(await Owner.StartAsync(store, i));
            }

            return new OwnerSet(owners);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var owner in owners)
            {
                await owner.Host.DisposeAsync();
            }
        }
    }

    /// <summary>A host whose Canvas does not answer until it is told to.</summary>
    private sealed class Owner
    {
        private readonly ListedCanvas _canvas;
        private readonly int _number;
        private TaskCompletionSource _reached = new();
        private TaskCompletionSource _answer = new();
        private Task<CourseSyncReport>? _sync;
        private int _begun;

        private Owner(int number, ListedCanvas canvas, SyncHost host)
        {
            (_number, _canvas, Host) = (number, canvas, host);
            canvas.BeforeCourse = () =>
            {
                _reached.SetResult();
                return _answer.Task;
            };
        }

        public SyncHost Host { get; }

        public bool IsBusy => _sync is not null;

        public string Name => _canvas.Name;

        public static async Task<Owner> StartAsync(TestStore store, int number)
        {
            var canvas = new ListedCanvas();
            return new Owner(number, canvas, await canvas.HostAsync(store));
        }

        /// <returns>Null when it has claimed the course and waits; else how it ended.</returns>
        public async Task<CourseSyncOutcome?> BeginAsync(long course)
        {
            (_reached, _answer) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
            _canvas.Name = $"as owner {_number} saw it at its look {++_begun}";
            _sync = Host.Bridge.SyncCourseAsync(course);
            if (await Task.WhenAny(_sync, _reached.Task) == _reached.Task)
            {
                return null;
            }

            return await EndAsync();
        }

        public Task<CourseSyncOutcome> GoOnAsync()
        {
            _answer.SetResult();
            return EndAsync();
        }

        private async Task<CourseSyncOutcome> EndAsync()
        {
            var report = await _sync!;
            _sync = null;
            return report.Outcome;
        }
    }
}
