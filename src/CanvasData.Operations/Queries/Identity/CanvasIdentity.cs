using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <inheritdoc/>
internal sealed class CanvasIdentity(IReadContext context) : ICanvasIdentity
{
    private const int KeysAStatement = 5_000;

    public Task<PersonMatch> FindBySisIdAsync(string sisUserId, CancellationToken cancellationToken) =>
        FindAsync(sisUserId, keys => user => EF.Parameter(keys).Contains(user.SisUserId!), person => person.SisUserId, cancellationToken);

    public async Task<IReadOnlyDictionary<string, PersonMatch>> FindBySisIdsAsync(IReadOnlyCollection<string> sisUserIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sisUserIds);
        if (sisUserIds.Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException("A SIS id is null or empty. Leave people without one out.", nameof(sisUserIds));
        }

        return await FindAllAsync([.. sisUserIds.Distinct()], keys => user => EF.Parameter(keys).Contains(user.SisUserId!), person => person.SisUserId, cancellationToken).ConfigureAwait(false);
    }

    public Task<PersonMatch> FindByLoginAsync(string loginId, CancellationToken cancellationToken) =>
        FindAsync(SignInNames.Key(loginId)!, keys => user => EF.Parameter(keys).Contains(user.LoginKey!), person => person.LoginKey, cancellationToken, nameof(loginId));

    public Task<PersonMatch> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        FindAsync(SignInNames.Key(email)!, keys => user => EF.Parameter(keys).Contains(user.EmailKey!), person => person.EmailKey, cancellationToken, nameof(email));

    public Task<PersonMatch> FindByIntegrationIdAsync(string integrationId, CancellationToken cancellationToken) =>
        FindAsync(integrationId, keys => user => EF.Parameter(keys).Contains(user.IntegrationId!), person => person.IntegrationId, cancellationToken);

    public async Task<PersonMatch> FindByIdAsync(long userId, CancellationToken cancellationToken)
    {
        var database = context.ForQuestion();
        var people = await KnownPeople.ReadAsync(database, user => user.Id == userId, cancellationToken).ConfigureAwait(false);
        if (people.Matches is [])
        {
            var isDeleted = await database.Set<CanvasObjectStatus>().AnyAsync(
                status => status.ObjectType == CanvasObjectTypes.User && status.ObjectId == userId && status.Decision == LifecycleDecisions.Deleted, cancellationToken).ConfigureAwait(false);
            return new PersonMatch { Status = isDeleted ? PersonMatchStatus.Deleted : PersonMatchStatus.NotFound };
        }

        return people.Decide(people.Matches);
    }

    public Task<bool> TeachesAsync(long userId, long courseId, CancellationToken cancellationToken)
    {
        var database = context.ForQuestion();
        return Taught(database, userId).AnyAsync(course => course == courseId, cancellationToken);
    }

    public async Task<IReadOnlyList<long>> ListCoursesTaughtAsync(long userId, CancellationToken cancellationToken) =>
        await Taught(context.ForQuestion(), userId).Distinct().Order().ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<CourseTeacher>> ListTeachersAsync(long courseId, CancellationToken cancellationToken)
    {
        var database = context.ForQuestion();
        var rows =
            from e in QueryScope.Teaching(Rights(database)).Where(e => e.CourseId == courseId)
            join u in database.Set<CanvasUser>() on e.UserId equals u.Id into users
            from u in users.DefaultIfEmpty()
            orderby e.UserId
            select new { e.UserId, u.Name, IsTeacher = Rule.Holds(EnrollmentRules.Teacher, e), IsLimited = e.LimitPrivilegesToCourseSection };
        var teachers = await rows.WithRules().WithNullsOfCSharp(database).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. teachers.GroupBy(row => row.UserId).Select(group => new CourseTeacher
        {
            UserId = group.Key,
            Name = group.First().Name,
            Roles = group.Aggregate(CourseRoles.None, (roles, row) => roles | (row.IsTeacher ? CourseRoles.Teacher : CourseRoles.TeachingAssistant)),
            IsLimitedToSections = group.All(row => row.IsLimited == true),
        })];
    }

    public async Task<IReadOnlyList<long>> ListObservedStudentsAsync(long userId, CancellationToken cancellationToken)
    {
        var database = context.ForQuestion();
        return await QueryScope.Observing(Rights(database)).Where(e => e.UserId == userId && e.AssociatedUserId != null)
            .Select(e => e.AssociatedUserId!.Value).Distinct().Order()
            .WithNullsOfCSharp(database).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IQueryable<CanvasEnrollment> Rights(DbContext database) => database.Set<CanvasEnrollment>().Where(e => e.MissingSince == null);

    private static IQueryable<long> Taught(DbContext database, long userId) =>
        QueryScope.Teaching(Rights(database)).Where(e => e.UserId == userId)
            .Join(database.Set<CanvasCourse>().Where(c => c.MissingSince == null), e => e.CourseId, c => c.Id, (e, c) => c.Id)
            .WithNullsOfCSharp(database);

    private async Task<PersonMatch> FindAsync(
        string key, Func<string[], Expression<Func<CanvasUser, bool>>> having, Func<KnownPerson, string?> keyOf, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(key))] string argument = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key, argument);
        return (await FindAllAsync([key], having, keyOf, cancellationToken).ConfigureAwait(false))[key];
    }

    private async Task<Dictionary<string, PersonMatch>> FindAllAsync(
        string[] keys, Func<string[], Expression<Func<CanvasUser, bool>>> having, Func<KnownPerson, string?> keyOf, CancellationToken cancellationToken)
    {
        var database = context.ForQuestion();
        var matches = new Dictionary<string, PersonMatch>(keys.Length);
        foreach (var portion in keys.Chunk(KeysAStatement))
        {
            var people = await KnownPeople.ReadAsync(database, having(portion), cancellationToken).ConfigureAwait(false);

            // A database may compare without case or accents; here the key decides.
            var byKey = people.Matches.ToLookup(keyOf);
            foreach (var key in portion)
            {
                matches[key] = people.Decide([.. byKey[key]]);
            }
        }

        return matches;
    }
}
