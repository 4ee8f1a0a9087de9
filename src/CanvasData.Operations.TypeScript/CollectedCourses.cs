using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.TypeScript;

/// <summary>
/// Runs a collector once for all lists of a course. A sync asks for the lists of a course within moments of each other; they share one run.
/// </summary>
internal sealed class CollectedCourses(ICanvasInterface canvasInterface, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<long, Collected> _courses = new();

    public async IAsyncEnumerable<T> ListAsync<T>(
        long courseId, string list, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken) where T : CanvasRecord
    {
        var items = await Find(courseId, list, counter, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (items.OfType<CanvasInterfaceSkippedList>().FirstOrDefault(skipped => skipped.List == list) is { } missing)
        {
            throw missing.Error;
        }

        foreach (var record in items.OfType<CanvasInterfaceRecord>().Select(item => item.Record).OfType<T>())
        {
            yield return record;
        }
    }

    // The same list asked for once more means a new sync, or a second look at Canvas: both need a new run.
    private Task<IReadOnlyList<CanvasInterfaceItem>> Find(long courseId, string list, RequestCounter counter, CancellationToken cancellationToken)
    {
        lock (_courses)
        {
            foreach (var (id, old) in _courses.Where(one => time.GetElapsedTime(one.Value.Since) > Lifetime && one.Value.Items.IsCompleted).ToList())
            {
                _courses.TryRemove(id, out _);
            }

            if (!_courses.TryGetValue(courseId, out var course) || !course.Lists.Add(list) || course.Items.IsFaulted || course.Items.IsCanceled)
            {
                _courses[courseId] = course = new Collected(time.GetTimestamp(), [list], CollectAsync(courseId, counter, cancellationToken));
            }

            return course.Items;
        }
    }

    private async Task<IReadOnlyList<CanvasInterfaceItem>> CollectAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken)
    {
        var items = new List<CanvasInterfaceItem>();
        await foreach (var item in canvasInterface.ExecuteAsync(CanvasInterfaceRequest.Course(courseId), null, counter, cancellationToken).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }

    private sealed record Collected(long Since, HashSet<string> Lists, Task<IReadOnlyList<CanvasInterfaceItem>> Items);
}
