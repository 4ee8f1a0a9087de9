using System.Runtime.CompilerServices;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>The events of one run, the last of them kept for readers that come late.</summary>
internal sealed class FollowedRun(SyncProgress start)
{
    private const int MaxKept = 1_000;
    private const int MaxFailures = 100;

    private readonly Lock _lock = new();
    private readonly Queue<SyncProgressEvent> _kept = new();
    private TaskCompletionSource _news = NewSignal();
    private SyncProgress _progress = start;
    private long _number;

    public SyncProgress Progress
    {
        get
        {
            lock (_lock)
            {
                return _progress;
            }
        }
    }

    public void Add(SyncEvent happened)
    {
        // The report of a whole school is large, and known from its courses.
        if (happened is not SyncRunEnded)
        {
            Add(happened, progress => After(progress, happened));
        }
    }

    public void End(SyncReport report, DateTimeOffset at) => Add(null, progress => progress with
    {
        State = report.Succeeded ? SyncProgressState.Succeeded : SyncProgressState.Failed,
        EndedAt = at,
        Courses = report.Courses.Count,
        Requests = report.Requests,
        Failure = report.Failure,
    });

    public void End(SyncProgressState state, SyncFailure? failure, DateTimeOffset at) =>
        Add(null, progress => progress with { State = state, EndedAt = at, Failure = failure });

    public async IAsyncEnumerable<SyncProgressEvent> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var (events, isEnd, news) = Since(after);
            foreach (var happened in events)
            {
                yield return happened;
                after = happened.Number;
            }

            if (isEnd)
            {
                yield break;
            }

            await news.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private (List<SyncProgressEvent> Events, bool IsEnd, Task News) Since(long after)
    {
        lock (_lock)
        {
            return ([.. _kept.Where(happened => happened.Number > after)], _progress.State != SyncProgressState.Running, _news.Task);
        }
    }

    private void Add(SyncEvent? happened, Func<SyncProgress, SyncProgress> change)
    {
        TaskCompletionSource news;
        lock (_lock)
        {
            _progress = change(_progress);
            if (_kept.Count == MaxKept)
            {
                _kept.Dequeue();
            }

            _kept.Enqueue(new SyncProgressEvent(++_number, happened, _progress));
            (news, _news) = (_news, NewSignal());
        }

        news.SetResult();
    }

    private static SyncProgress After(SyncProgress progress, SyncEvent happened) => happened switch
    {
        SyncRunStarted started => progress with { Courses = started.Courses },
        CourseSyncEnded { Report: var report } => progress with
        {
            EndedCourses = progress.EndedCourses + 1,
            RowsWritten = progress.RowsWritten + report.RowsWritten,
            Requests = progress.Requests + report.Requests,
            FailedCourses = report.Outcome is CourseSyncOutcome.Failed or CourseSyncOutcome.Fenced && progress.FailedCourses.Count < MaxFailures
                ? [.. progress.FailedCourses, report]
                : progress.FailedCourses,
        },
        _ => progress,
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
