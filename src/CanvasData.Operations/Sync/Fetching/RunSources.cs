using System.Collections.Concurrent;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>
/// What the courses of one run share: the courses as they were listed, and what belongs to their accounts and is asked
/// for once.
/// </summary>
internal sealed class RunSources(ICanvasClient client, RequestCounter counter, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<long, CourseRecord> _courses = [];
    private readonly ConcurrentDictionary<long, Lazy<Task<IReadOnlyList<GradingPeriodRecord>?>>> _periods = [];
    private readonly ConcurrentDictionary<long, Lazy<Task<IReadOnlyList<GradingStandardRecord>?>>> _standards = [];

    /// <summary>Whether several courses share what belongs to their accounts; one alone asks for its own.</summary>
    public bool AreShared { get; set; }

    /// <summary>The course lease as they were before the list of courses was asked for.</summary>
    public IReadOnlyDictionary<long, KnownLease> Units { get; init; } = new Dictionary<long, KnownLease>();

    /// <summary>What belongs into the transaction of each course; null for nothing more.</summary>
    public ICourseCompanion? Companion { get; init; }

    /// <summary>Keeps a course as it was listed.</summary>
    public void Keep(long courseId, CourseRecord course) => _courses[courseId] = course;

    /// <summary>A listed course, left in its place.</summary>
    public CourseRecord? Find(long courseId) => _courses.GetValueOrDefault(courseId);

    /// <summary>Takes a listed course; null when it was not listed whole, or was synced since.</summary>
    public CourseRecord? Take(CourseLease lease) =>
        _courses.TryRemove(lease.CourseId, out var course) && lease.Version == (Units.GetValueOrDefault(lease.CourseId)?.Version ?? 0) ? course : null;

    /// <summary>The grading periods of a root account; null when Canvas does not give them to this token.</summary>
    public Task<IReadOnlyList<GradingPeriodRecord>?> GradingPeriodsAsync(long accountId) =>
        _periods.GetOrAdd(accountId, id => new(() => ReadAsync(client.ListAccountGradingPeriodsAsync(id, counter, cancellationToken)))).Value;

    /// <summary>The letter schemes of an account; null when Canvas does not give them to this token.</summary>
    public Task<IReadOnlyList<GradingStandardRecord>?> GradingStandardsAsync(long accountId) =>
        _standards.GetOrAdd(accountId, id => new(() => ReadAsync(client.ListAccountGradingStandardsAsync(id, counter, cancellationToken)))).Value;

    private static async Task<IReadOnlyList<TRecord>?> ReadAsync<TRecord>(IAsyncEnumerable<TRecord>? records) where TRecord : CanvasRecord
    {
        if (records is null)
        {
            return null;
        }

        try
        {
            var list = new List<TRecord>();
            await foreach (var record in records.ConfigureAwait(false))
            {
                list.Add(record);
            }

            return list;
        }
        catch (CanvasOperationsException)
        {
            // Each course then asks for its own, and fails by itself where that fails too.
            return null;
        }
    }
}
