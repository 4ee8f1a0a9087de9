using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>
/// Transforms the records of one collection and keeps the rows, or the reasons against them. When the collection
/// is listed again, only what it did not hold before is taken.
/// </summary>
internal sealed class RecordIngestor<TRecord, TRow>(
    FetchedTable<TRow> into, ICanvasTransformer<TRecord, TRow> transformer, TransformContext context, bool again = false, IReadOnlyList<string>? omitted = null)
    where TRecord : CanvasRecord
    where TRow : CanvasRow, new()
{
    private const int ToleratedRejections = 1_000;
    private static readonly TRow Blank = new();
    private int _unreadable;
    private readonly IReadOnlyList<string> _omitted = omitted ?? [];
    private readonly ulong _omittedMask = RowCodec<TRow>.Instance.MaskOf(omitted ?? []);

    /// <summary>Takes one record.</summary>
    /// <param name="record">What Canvas says.</param>
    /// <param name="unwanted">The rows that exist but are not to be inserted; null for none.</param>
    /// <param name="refuse">Why a row that is good by itself cannot be stored beside the others; null for never.</param>
    public void Add(TRecord? record, Predicate<TRow>? unwanted = null, Func<TRow, FieldProblem?>? refuse = null)
    {
        context.Reset();
        var sanitizedBefore = context.SanitizedTexts;
        var row = new TRow();
        if (row is CanvasCourseRow courseRow)
        {
            courseRow.CourseId = context.CourseId;
        }

        if (record is null || record.Problem is not null)
        {
            context.Reject("", record?.Problem ?? "expected an object, found null");
        }
        else
        {
            transformer.Transform(record, row, context);
            if (again && into.WasListed(row.Id))
            {
                return;
            }

            RowCodec<TRow>.Instance.Copy(_omittedMask, Blank, row);
            CountDrift(record);
        }

        var problems = Wanted(context.Problems);
        if (problems.Count == 0 && refuse?.Invoke(row) is { } refused)
        {
            problems = [refused];
        }

        into.SanitizedTexts += context.SanitizedTexts - sanitizedBefore;
        var unspecified = Unspecified();
        if (problems.Count > 0)
        {
            _unreadable++;
            Reject(row, problems, record);
            Guard();
        }
        else if (unwanted?.Invoke(row) == true)
        {
            into.MarkListed(row.Id);
            if (into.Limits?.Check(row, unspecified) is null)
            {
                FollowOnly(row, unspecified);
            }
        }
        else if (into.Limits?.Check(row, unspecified) is { } limited)
        {
            Reject(row, [limited], record);
        }
        else if (into.Limits?.FindUnsent(row, unspecified) is { } unsent)
        {
            Reject(row, [unsent], record);
            FollowOnly(row, unspecified);
        }
        else
        {
            into.Rows.Add(row, unspecified);
            KeepLeftOut(record!, row.Id);
        }
    }

    private void Reject(TRow row, IReadOnlyList<FieldProblem> problems, TRecord? record)
    {
        into.Rejected.AddRange(problems.Select(problem => RejectedRecord.From(into.Entity, row.Id, problem, record)));
        into.MarkListed(row.Id);
    }

    private void FollowOnly(TRow row, ulong unspecified) =>
        into.Unwanted.Add(new StagedRow<TRow>(row, unspecified, RowCodec<TRow>.Instance.Hash(row, unspecified, new RowBuffer())));

    // A bad field does not take the row with it: other rows point to it.
    private void KeepLeftOut(TRecord record, long id)
    {
        var leftOut = Wanted(context.LeftOut);
        if (leftOut.Count > 0)
        {
            _unreadable++;
            into.Rejected.AddRange(leftOut.Select(problem => RejectedRecord.From(into.Entity, id, problem, record, isFieldOnly: true)));
            Guard();
        }
    }

    private IReadOnlyList<FieldProblem> Wanted(IReadOnlyList<FieldProblem> problems) =>
        _omitted.Count == 0 || problems.Count == 0 ? problems : [.. problems.Where(problem => !_omitted.Contains(problem.Field))];

    private ulong Unspecified() => RowCodec<TRow>.Instance.MaskOf(context.Unspecified) | _omittedMask;

    /// <summary>Says that the listing was read to its end.</summary>
    /// <param name="complete">Whether it was a listing of everything.</param>
    public void Finish(bool complete) =>
        // An id that cannot be read may be the id of any stored row.
        into.Complete = complete && !into.IsPartial && !into.WasListed(0);

    // A few bad rows are results; when they are many, Canvas or the client has changed, and the course must wait.
    private void Guard()
    {
        if (_unreadable > ToleratedRejections && _unreadable > into.Count / 10)
        {
            throw new CanvasProtocolException(
                $"More than {ToleratedRejections} records of {into.Entity} in course {context.CourseId} cannot be read, the last because of {into.Rejected[^1].Field}: {into.Rejected[^1].Reason}.",
                "Canvas answers in a form that this version does not know: update the package, or replace the transformer.");
        }
    }

    private void CountDrift(TRecord record)
    {
        if (record.Unmapped is null)
        {
            return;
        }

        foreach (var name in record.Unmapped.Keys)
        {
            if (!IgnoredFields.Knows(into.Entity, name))
            {
                into.UnknownFields[name] = into.UnknownFields.GetValueOrDefault(name) + 1;
            }
        }
    }
}
