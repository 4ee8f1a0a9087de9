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
    private readonly Dictionary<long, Collected> _courses = [];

    public async IAsyncEnumerable<T> ListAsync<T>(
        long courseId, string list, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken) where T : CanvasRecord
    {
        var items = await FindAsync(courseId, list, counter, cancellationToken).ConfigureAwait(false);
        if (items.OfType<CanvasInterfaceSkippedList>().FirstOrDefault(skipped => skipped.List == list) is { } missing)
        {
            throw missing.Error;
        }

        foreach (var record in items.OfType<CanvasInterfaceRecord>().Select(item => item.Record).OfType<T>())
        {
            yield return record;
        }
    }

    private async Task<IReadOnlyList<CanvasInterfaceItem>> FindAsync(long courseId, string list, RequestCounter counter, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await Find(courseId, list, counter, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The caller that began the run gave up; this one did not.
            }
        }
    }

    // The same list asked for once more means a new sync, or a second look at Canvas: both need a new run.
    private Task<IReadOnlyList<CanvasInterfaceItem>> Find(long courseId, string list, RequestCounter counter, CancellationToken cancellationToken)
    {
        lock (_courses)
        {
            if (!_courses.TryGetValue(courseId, out var course) || !course.Lists.Add(list) || course.Items.IsFaulted || course.Items.IsCanceled)
            {
                course = new Collected([list], CollectAsync(courseId, counter, cancellationToken));
                _courses[courseId] = course;
                _ = ForgetAsync(courseId, course);
            }

            return course.Items;
        }
    }

    // A course may be large: it is kept for the calls of one sync only.
    private async Task ForgetAsync(long courseId, Collected course)
    {
        await Task.WhenAny(course.Items).ConfigureAwait(false);
        await Task.Delay(Lifetime, time).ConfigureAwait(false);
        lock (_courses)
        {
            if (_courses.GetValueOrDefault(courseId) == course)
            {
                _courses.Remove(courseId);
            }
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

    private sealed class Collected(HashSet<string> lists, Task<IReadOnlyList<CanvasInterfaceItem>> items)
    {
        public HashSet<string> Lists { get; } = lists;

        public Task<IReadOnlyList<CanvasInterfaceItem>> Items { get; } = items;
    }
}
