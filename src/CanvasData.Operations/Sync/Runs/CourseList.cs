using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Sync;

/// <summary>The courses that the client lists to a run.</summary>
internal sealed class CourseList(ICanvasClient client)
{
    /// <summary>Reads the courses of a request that names none. A course may come twice.</summary>
    /// <returns>The ids, each with the course when the client lists whole courses.</returns>
    /// <exception cref="CanvasProtocolException">An entry has no readable id.</exception>
    public async IAsyncEnumerable<(long Id, CourseRecord? Course)> ReadAsync(SyncRequest request, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = request.Courses is { } filter ? client.ListCoursesAsync(filter, counter, cancellationToken) : client.ListCoursesAsync(counter, cancellationToken);
        await foreach (var course in listed.ConfigureAwait(false))
        {
            if (course.Problem is not null || course.Id.Problem is not null || course.Id.Value is not > 0)
            {
                throw new CanvasProtocolException("The list of courses holds an entry without a readable id.", "Look at the answer of Canvas to GET /courses; nothing was synced.");
            }

            yield return (course.Id.Value.Value, client.ListsWholeCourses ? course : null);
        }
    }

    /// <summary>Reads the ids of the courses of a request that names none.</summary>
    public async Task<IReadOnlyList<long>> ReadIdsAsync(SyncRequest request, RequestCounter counter, CancellationToken cancellationToken)
    {
        var ids = new HashSet<long>();
        await foreach (var (id, _) in ReadAsync(request, counter, cancellationToken).ConfigureAwait(false))
        {
            ids.Add(id);
        }

        return [.. ids];
    }

    /// <summary>Asks for one course. Refused is not gone: another token may read it.</summary>
    public async Task<bool> IsThereAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken)
    {
        try
        {
            var course = await client.GetCourseAsync(courseId, counter, cancellationToken).ConfigureAwait(false);
            return course.WorkflowState.Value != CourseStates.Deleted;
        }
        catch (CanvasNotFoundException)
        {
            return false;
        }
        catch (CanvasPermissionException)
        {
            return true;
        }
    }

    /// <summary>The failure of a run over all courses to which none is listed.</summary>
    public static CanvasPermissionException ListsNone() => new(
        "Canvas lists no course to the user of this access token.",
        "For all courses of a school, use the token of an administrator and set CanvasRestOptions.AccountId (\"self\" is the account of the token); otherwise enroll the user in a course.");
}
