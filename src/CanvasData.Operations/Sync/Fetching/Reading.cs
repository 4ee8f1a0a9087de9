using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>One list of a course, or several one after the other, on the way into its collections.</summary>
internal sealed record Reading(
    CourseData Data, FetchPlan Plan, TransformContext Context, Action<string, int> Fetched, CancellationToken CancellationToken, bool Again = false)
{
    public async Task ListAsync<TRecord, TRow>(
        IAsyncEnumerable<TRecord> records, FetchedTable<TRow> into, ICanvasTransformer<TRecord, TRow> transformer)
        where TRecord : CanvasRecord
        where TRow : CanvasRow, new()
    {
        var intake = new RecordIngestor<TRecord, TRow>(into, transformer, Context, Again);
        await foreach (var record in records.ConfigureAwait(false))
        {
            intake.Add(record);
        }

        intake.Finish(Plan.InferAbsence);
        Fetched(into.Entity, into.Count);
    }

    /// <summary>Reads what a course is worth having without, even when Canvas fails on it again and again; nothing is inferred about what could not be read.</summary>
    public async Task OptionalAsync(string what, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (CanvasApiException error) when (error is CanvasPermissionException or CanvasNotFoundException or CanvasUnavailableException { StatusCode: >= 500 })
        {
            lock (Data.Skipped)
            {
                Data.Skipped[what] = error.Message;
            }
        }
    }
}
