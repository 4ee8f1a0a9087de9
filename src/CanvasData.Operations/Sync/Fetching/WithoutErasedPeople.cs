using System.Collections.Concurrent;
using CanvasData.Operations.Client;

namespace CanvasData.Operations.Sync;

/// <summary>Leaves out what Canvas says about people who were erased, before anything else sees it.</summary>
internal sealed class WithoutErasedPeople(ICanvasClient inner, IReadOnlySet<long> erased) : DelegatingCanvasClient(inner)
{
    private readonly ConcurrentDictionary<long, bool> _named = [];
    private int _leftOut;

    /// <summary>The records left out so far.</summary>
    public int LeftOut => _leftOut;

    /// <summary>Whether Canvas has named an account so far, be it left out or not.</summary>
    public bool Names(long userId) => _named.ContainsKey(userId);

    public override IAsyncEnumerable<EnrollmentRecord> ListEnrollmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        base.ListEnrollmentsAsync(courseId, counter, cancellationToken)
            .Where(record => Keeps(IsErased(record.UserId) | IsErased(record.AssociatedUserId) | (record.User.Value is { } user && IsErased(user.Id))));

    public override IAsyncEnumerable<UserRecord> ListUsersAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        base.ListUsersAsync(courseId, counter, cancellationToken).Where(record => Keeps(IsErased(record.Id)));

    public override IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(long courseId, SubmissionFilter filter, RequestCounter counter, CancellationToken cancellationToken = default) =>
        base.ListSubmissionsAsync(courseId, filter, counter, cancellationToken).Where(record => Keeps(IsErased(record.UserId)));

    public override IAsyncEnumerable<AssignmentRecord> ListAssignmentsAsync(long courseId, RequestCounter counter, CancellationToken cancellationToken = default) =>
        base.ListAssignmentsAsync(courseId, counter, cancellationToken).Select(Strip);

    // Each account that is asked about counts as named: the operators | above leave out none.
    private bool IsErased(Optional<long?> id)
    {
        if (id.Value is not { } known)
        {
            return false;
        }

        _named.TryAdd(known, true);
        return erased.Contains(known);
    }

    private bool Keeps(bool isErased)
    {
        if (isErased)
        {
            Interlocked.Increment(ref _leftOut);
        }

        return !isErased;
    }

    private AssignmentRecord Strip(AssignmentRecord record)
    {
        if (record.Overrides.Value is { } overrides)
        {
            record.Overrides = new Optional<IReadOnlyList<AssignmentOverrideRecord>?>(Strip(overrides));
        }

        foreach (var checkpoint in record.Checkpoints.Value ?? [])
        {
            if (checkpoint?.Overrides.Value is { } own)
            {
                checkpoint.Overrides = new Optional<IReadOnlyList<AssignmentOverrideRecord>?>(Strip(own));
            }
        }

        return record;
    }

    // An override without other students is left out as a whole.
    private List<AssignmentOverrideRecord> Strip(IReadOnlyList<AssignmentOverrideRecord> overrides)
    {
        var kept = new List<AssignmentOverrideRecord>(overrides.Count);
        foreach (var one in overrides)
        {
            // Canvas may send null for an override; the transformers say so.
            var others = one?.StudentIds.Value?.Where(student => !IsErased(student)).ToList();
            if (others is null || others.Count == one!.StudentIds.Value!.Count)
            {
                kept.Add(one!);
                continue;
            }

            Interlocked.Increment(ref _leftOut);
            if (others.Count > 0)
            {
                one.StudentIds = new Optional<IReadOnlyList<Optional<long?>>?>(others);
                kept.Add(one);
            }
        }

        return kept;
    }
}
