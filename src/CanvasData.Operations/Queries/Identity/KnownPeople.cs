using System.Linq.Expressions;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>A stored person, as far as a search goes.</summary>
internal sealed record KnownPerson(
    long Id, string? Name, string? SisUserId, string? LoginKey, string? EmailKey, string? IntegrationId, long? MergedIntoUserId, bool IsGone, bool IsDeleted)
{
    public bool IsPresent => !IsGone && !IsDeleted && MergedIntoUserId is null;
}

/// <summary>The people whom a search found, with those into whom they were merged.</summary>
internal sealed class KnownPeople
{
    private const int MaxMerges = 10;

    private readonly Dictionary<long, KnownPerson> _all;

    private KnownPeople(List<KnownPerson> matches)
    {
        Matches = matches;
        _all = matches.ToDictionary(person => person.Id);
    }

    public IReadOnlyList<KnownPerson> Matches { get; }

    public static async Task<KnownPeople> ReadAsync(DbContext database, Expression<Func<CanvasUser, bool>> which, CancellationToken cancellationToken)
    {
        var people = new KnownPeople(await RowsAsync(database, which, cancellationToken).ConfigureAwait(false));
        for (var merges = 0; merges < MaxMerges; merges++)
        {
            long[] next = [.. people._all.Values.Select(person => person.MergedIntoUserId).OfType<long>().Where(id => !people._all.ContainsKey(id)).Distinct()];
            var found = next.Length == 0 ? [] : await RowsAsync(database, user => EF.Parameter(next).Contains(user.Id), cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
            {
                break;
            }

            found.ForEach(person => people._all[person.Id] = person);
        }

        return people;
    }

    /// <summary>The outcome of a search that found these. One whom Canvas has goes before those whom it had: a SIS id may be given again.</summary>
    public PersonMatch Decide(IReadOnlyList<KnownPerson> matches)
    {
        long[] candidates = [.. matches.Select(person => person.Id).Order()];
        var present = matches.Where(person => person.IsPresent).ToList();
        var survivors = present.Count > 0 ? [] : matches.Select(SurvivorOf).OfType<KnownPerson>().DistinctBy(person => person.Id).ToList();
        return (present, survivors, matches) switch
        {
            ([var one], _, _) => Match(PersonMatchStatus.Found, one),
            ([], [var one], _) => Match(PersonMatchStatus.Merged, one),
            ([], [], []) => Match(PersonMatchStatus.NotFound, null),
            ([], [], _) => Match(matches.All(person => person.IsDeleted) ? PersonMatchStatus.Deleted : PersonMatchStatus.Vanished, null),
            _ => Match(PersonMatchStatus.Ambiguous, null),
        };

        PersonMatch Match(PersonMatchStatus status, KnownPerson? person) => new() { Status = status, UserId = person?.Id, Name = person?.Name, CandidateIds = candidates };
    }

    private static async Task<List<KnownPerson>> RowsAsync(DbContext database, Expression<Func<CanvasUser, bool>> which, CancellationToken cancellationToken)
    {
        var rows =
            from user in database.Set<CanvasUser>().Where(which)
            join status in database.Set<CanvasObjectStatus>().Where(status => status.ObjectType == CanvasObjectTypes.User) on user.Id equals status.ObjectId into statuses
            from status in statuses.DefaultIfEmpty()
            select new
            {
                User = new { user.Id, user.Name, user.SisUserId, user.LoginKey, user.EmailKey, user.IntegrationId, user.MergedIntoUserId, user.MissingSince },
                status.Decision, Active = (bool?)status.Active, PendingDeletion = (bool?)status.PendingDeletion,
            };
        var found = await rows.WithNullsOfCSharp(database).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(row => new KnownPerson(
            row.User.Id, row.User.Name, row.User.SisUserId, row.User.LoginKey, row.User.EmailKey, row.User.IntegrationId, row.User.MergedIntoUserId,
            row.User.MissingSince is not null || (row.Active == false && row.PendingDeletion == false),
            row.Decision is LifecycleDecisions.DeletionApproved or LifecycleDecisions.Deleted));
    }

    private KnownPerson? SurvivorOf(KnownPerson person)
    {
        var (current, merges) = (person, 0);
        while (current.MergedIntoUserId is { } next && merges++ <= MaxMerges)
        {
            if (!_all.TryGetValue(next, out var into))
            {
                return null;
            }

            current = into;
        }

        return current.IsPresent ? current : null;
    }
}
