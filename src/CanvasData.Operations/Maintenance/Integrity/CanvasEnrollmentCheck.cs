using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>Compares the enrollments of each stored course with those that Canvas lists now.</summary>
internal sealed class CanvasEnrollmentCheck(ICanvasClient client)
{
    public static IntegrityCheck Check { get; } = new(
        "canvas.enrollments", IntegritySeverity.Error,
        "Canvas lists other enrollments than are stored; the id is that of the course. A change of the last minutes is expected here. A sync of the course fetches the others. Nothing is found where SyncProfile.Enrollments is off.",
        IntegrityRepairKind.None, NeedsCanvas: true);

    public async Task<(FoundRows Rows, Dictionary<long, SyncFailure> Failures)> RunAsync(DbContext database, RequestCounter counter, int examples, CancellationToken cancellationToken)
    {
        var courses = await database.Rows<CanvasCourse>().Where(row => row.MissingSince == null && row.AccessRestrictedByDate != true).Select(row => row.Id).OrderBy(id => id).ToListAsync(cancellationToken).ConfigureAwait(false);
        var (different, looked, failures) = (new List<long>(), 0L, new Dictionary<long, SyncFailure>());
        foreach (var course in courses)
        {
            try
            {
                var listed = new HashSet<long>();
                await foreach (var record in client.ListEnrollmentsAsync(course, counter, cancellationToken).ConfigureAwait(false))
                {
                    if (record.Id is { IsSpecified: true, Value: { } id })
                    {
                        listed.Add(id);
                    }
                }

                var stored = await database.Rows<CanvasEnrollment>().Where(row => row.CourseId == course && row.MissingSince == null).Select(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
                looked += stored.Count;                if (!listed.SetEquals(stored))
                {
                    different.Add(course);
                }
            }
            catch (CanvasApiException error)
            {
                failures[course] = SyncFailure.From(error);
            }
        }

        return (new FoundRows(different.Count, looked, [.. different.Take(examples)]), failures);
    }
}
