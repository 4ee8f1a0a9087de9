using CanvasData.Operations.Canvas;
using CanvasData.Operations.Client;
using CanvasData.Operations.Transformers;

namespace CanvasData.Operations.Sync;

/// <summary>Transforms the records of one collection and keeps the rows, or the reasons against them.</summary>
internal sealed class Intake<TRecord, TRow>(Collection<TRow> into, ICanvasTransformer<TRecord, TRow> transformer, TransformContext context)
    where TRecord : CanvasRecord
    where TRow : CanvasRow, new()
{
    private bool _sawUnreadableId;

    /// <summary>Takes one record.</summary>
    /// <param name="record">What Canvas says.</param>
    /// <param name="unwanted">Rows that exist but are not to be stored; null for none.</param>
    public void Add(TRecord? record, Predicate<TRow>? unwanted = null)
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
            CountDrift(record);
        }

        into.SanitizedTexts += context.SanitizedTexts - sanitizedBefore;
        if (context.Problems.Count > 0)
        {
            into.Rejected.AddRange(context.Problems.Select(problem => RejectedRecord.From(into.Entity, row.Id, problem, record)));
            _sawUnreadableId |= row.Id == 0;
            into.See(row.Id);
        }
        else if (unwanted?.Invoke(row) == true)
        {
            into.See(row.Id);
        }
        else
        {
            into.Rows.Add(row, RowCodec<TRow>.Instance.MaskOf(context.Untold));
        }
    }

    /// <summary>Says that the listing was read to its end.</summary>
    /// <param name="complete">Whether it was a listing of everything.</param>
    public void Finish(bool complete) =>
        // An id that cannot be read may be the id of any stored row.
        into.Complete = complete && !_sawUnreadableId;

    private void CountDrift(TRecord record)
    {
        if (record.Unmapped is null)
        {
            return;
        }

        foreach (var name in record.Unmapped.Keys)
        {
            if (!UnneededFields.Knows(into.Entity, name))
            {
                into.Drift[name] = into.Drift.GetValueOrDefault(name) + 1;
            }
        }
    }
}
