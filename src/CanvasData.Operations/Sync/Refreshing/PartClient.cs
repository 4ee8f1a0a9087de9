using System.Runtime.CompilerServices;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Lists a part of a course as if it were all of it, by the requests for single objects. An object that Canvas does not have makes an
/// empty list.
/// </summary>
internal sealed class PartClient(ICanvasClient inner, CoursePart part) : DelegatingCanvasClient(inner)
{
    private volatile bool _isCourseThere;

    /// <summary>Makes sure that objects which were not found are gone, and not the course.</summary>
    /// <exception cref="CanvasApiException">Canvas does not show the course to this token.</exception>
    public async Task ConfirmAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken)
    {
        if (!_isCourseThere)
        {
            await Inner.GetCourseAsync(courseId, counter, cancellationToken).ConfigureAwait(false);
        }
    }

    public override async IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(
        long courseId, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var hasBegun = false;
        var listed = Inner.ListEnrollmentsAsync(courseId, part.UserId!.Value, counter, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (listed.ConfigureAwait(false))
        {
            while (await NextAsync().ConfigureAwait(false))
            {
                // A client may list more than the user who was asked for.
                if ((listed.Current.UserId.Value ?? listed.Current.User.Value?.Id.Value) is not { } user || user == part.UserId)
                {
                    yield return listed.Current;
                }
            }
        }

        async Task<bool> NextAsync()
        {
            try
            {
                var isOne = await listed.MoveNextAsync().ConfigureAwait(false);
                _isCourseThere = hasBegun = true;
                return isOne;
            }
            catch (CanvasNotFoundException) when (!hasBegun)
            {
                // Canvas knows no such user. After a first record it is a list that broke off.
                return false;
            }
        }
    }

    public override async IAsyncEnumerable<UserRecord> ListUsersAsync(
        long courseId, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await FindAsync(Inner.FindUserAsync(courseId, part.UserId!.Value, counter, cancellationToken)).ConfigureAwait(false) is { } user && user.Id.Value == part.UserId)
        {
            // Canvas may answer with the user that this one was merged into.
            yield return user;
        }
    }

    public override async IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(
        long courseId, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await FindAsync(Inner.FindAssignmentAsync(courseId, part.AssignmentId!.Value, counter, cancellationToken)).ConfigureAwait(false) is { } assignment)
        {
            yield return Expected(assignment, "assignment", (assignment.Id.Value, part.AssignmentId));
        }
    }

    public override async IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
        long courseId, SubmissionFilter filter, RequestCounter counter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (part.AssignmentId is not { } assignment)
        {
            var listed = Inner.ListSubmissionsAsync(courseId, filter with { UserIds = [part.UserId!.Value] }, counter, cancellationToken);
            await foreach (var one in listed.ConfigureAwait(false))
            {
                // A client may list more than it was asked for.
                if (one.UserId.Value is not { } user || user == part.UserId)
                {
                    yield return one;
                }
            }
        }
        else if (await FindAsync(Inner.FindSubmissionAsync(courseId, assignment, part.UserId!.Value, counter, cancellationToken)).ConfigureAwait(false) is { } submission)
        {
            yield return Expected(submission, "submission", (submission.UserId.Value, part.UserId), (submission.AssignmentId.Value, assignment));
        }
    }

    private static TRecord Expected<TRecord>(TRecord record, string what, params ReadOnlySpan<(long? Got, long? Asked)> ids) where TRecord : CanvasRecord
    {
        foreach (var (got, asked) in ids)
        {
            if (got is not null && got != asked)
            {
                throw new CanvasProtocolException(
                    $"The client was asked for one {what} and answered with another: expected the id {asked}, got {got}.", "Correct the client, or update the package; nothing was written.");
            }
        }

        return record;
    }

    private async Task<TRecord?> FindAsync<TRecord>(Task<TRecord?> asking) where TRecord : CanvasRecord
    {
        try
        {
            var found = await asking.ConfigureAwait(false);
            _isCourseThere |= found is not null;
            return found;
        }
        catch (CanvasNotFoundException)
        {
            return null;
        }
    }
}
