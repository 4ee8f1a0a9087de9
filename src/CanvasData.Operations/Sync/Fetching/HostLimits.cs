using System.Collections.Frozen;
using CanvasData.Operations.Model;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Sync;

/// <summary>
/// What the host's model allows in the columns of the mirror: lengths, required values, ranges of numbers. A row that
/// breaks them goes to quarantine before anything is written, so that the rest of its course is stored. A row of history
/// keeps what its columns hold.
/// </summary>
internal sealed class HostLimits
{
    private const string Annotation = "CanvasData:HostLimits";

    private static readonly Type[] History = [typeof(CanvasAssignmentScoreHistory), typeof(CanvasGradeHistory), typeof(CanvasCourseSnapshot)];

    private readonly FrozenDictionary<Type, ColumnLimit[]> _columns;

    private HostLimits(IModel model) => _columns = model.GetEntityTypes()
        .Where(type => type.ClrType.IsAssignableTo(typeof(CanvasRow)) || History.Contains(type.ClrType))
        .ToFrozenDictionary(type => type.ClrType, type => type.GetProperties().Select(ColumnLimit.Find).OfType<ColumnLimit>().ToArray());

    /// <summary>The limits of a model, found once.</summary>
    public static HostLimits Get(IModel model) => model.GetOrAddRuntimeAnnotationValue(Annotation, static model => new HostLimits(model!), model);

    /// <summary>Finds the first column that does not hold the value of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="unspecified">Columns that Canvas did not send; what is stored stays.</param>
    public FieldProblem? Check<TRow>(TRow row, ulong unspecified) where TRow : CanvasRow, new()
    {
        foreach (var column in _columns.GetValueOrDefault(typeof(TRow), []))
        {
            if (column.Check(row) is { } reason && (unspecified & RowCodec<TRow>.Instance.MaskOf([column.Name])) == 0)
            {
                return new FieldProblem(column.Name, reason);
            }
        }

        return null;
    }

    /// <summary>Makes a row of history fit: a longer text is cut, a number outside the range of its column is left out.</summary>
    public void Fit<TEntity>(TEntity row) where TEntity : class
    {
        foreach (var column in _columns.GetValueOrDefault(typeof(TEntity), []))
        {
            if (column.Check(row) is not null)
            {
                column.Fit(row);
            }
        }
    }

    /// <summary>Finds the first column that needs a value of which Canvas sent none; a row that is stored keeps its own.</summary>
    /// <inheritdoc cref="Check" path="/param"/>
    public FieldProblem? FindUnsent<TRow>(TRow row, ulong unspecified) where TRow : CanvasRow, new()
    {
        foreach (var column in unspecified == 0 ? [] : _columns.GetValueOrDefault(typeof(TRow), []))
        {
            if (column.IsRequired && (unspecified & RowCodec<TRow>.Instance.MaskOf([column.Name])) != 0 && column.Check(row) is { } reason)
            {
                return new FieldProblem(column.Name, reason);
            }
        }

        return null;
    }
}
