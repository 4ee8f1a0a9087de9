using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Bulk;

/// <summary>A call of a bulk writer, as the writer of a provider sees it.</summary>
/// <typeparam name="TEntity">The entity type.</typeparam>
public sealed class BulkWrite<TEntity> where TEntity : class
{
    private readonly RowSource<TEntity> _source;
    private readonly Func<TEntity, ShadowValues, ulong> _unset;
    private readonly ulong _mask;
    private readonly CancellationToken _cancellationToken;
    private TEntity[] _buffer = [];

    internal BulkWrite(RowSource<TEntity> source, BulkTable table, CancellationToken cancellationToken)
    {
        _source = source;
        _cancellationToken = cancellationToken;
        _unset = table.Unset<TEntity>();

        // An update sets a value that is given, also one that an insert leaves to the database.
        _mask = source.Operation is BulkOperation.Delete or BulkOperation.Update ? 0 : _unset(source.Current, source.Shadow);
        Table = table;
        Columns = source.Operation switch
        {
            BulkOperation.Delete => table.Keys,
            BulkOperation.Update => [.. table.Keys, .. table.Columns.Where(c => c.IsUpdated).Select(c => c.AsGiven())],
            _ => table.ColumnsBut(_mask),
        };
    }

    /// <summary>The context; its connection is open.</summary>
    public DbContext Context => _source.Context;

    /// <summary>The operation on the rows.</summary>
    public BulkOperation Operation => _source.Operation;

    /// <summary>The table that is written.</summary>
    public BulkTable Table { get; }

    /// <summary>The columns that the rows fill: the key first; only the key for a delete, and no column that stays as stored for an update.</summary>
    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <summary>The columns that an update sets; not empty.</summary>
    public IEnumerable<BulkColumn> ColumnsToSet => Columns.Where(c => c.IsUpdated);

    /// <summary>The rows read so far.</summary>
    public long RowsRead => _source.Count;

    /// <summary>
    /// Whether the write returns the rows that it changed in the database: some may not be there, or be there already. Otherwise
    /// it returns <see cref="RowsRead"/>.
    /// </summary>
    public bool CountsChanges => Operation is BulkOperation.Delete or BulkOperation.Update || _source.Members?.Count == 0;

    internal bool SetsColumns => ColumnsToSet.Any();

    internal ShadowValues Shadow => _source.Shadow;

    /// <summary>
    /// The next rows in the order of their keys, checked for being distinct; in their own order when the database
    /// makes the keys. Empty at the end. The memory is used again by the next call.
    /// </summary>
    /// <param name="size">How many at most, 1 or more.</param>
    /// <exception cref="ArgumentException">A row cannot be written together with the others.</exception>
    /// <exception cref="OperationCanceledException">The write was cancelled.</exception>
    public ReadOnlyMemory<TEntity> NextChunk(int size) =>
        _source.Next(ref _buffer, size, Operation is BulkOperation.Delete or BulkOperation.Update || Table.Columns.All(c => c.IsUnset is null) ? null : Check, _cancellationToken);

    /// <summary>
    /// Writes a chunk with EF Core's own statements. They need only the rights to select, insert, update and delete rows. They also serve
    /// tables that the bulk path of a database does not serve.
    /// </summary>
    /// <param name="rows">Rows of <see cref="NextChunk"/>.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>Rows written, or deleted.</returns>
    public Task<long> WritePortablyAsync(ReadOnlyMemory<TEntity> rows, CancellationToken cancellationToken = default) =>
        PortableBulkWriter.WriteChunkAsync(_source, rows, cancellationToken);

    /// <summary>
    /// The preparation of a writer for such a write (SQL, compiled rows): made once for the same table, operation and columns.
    /// </summary>
    /// <typeparam name="TPlan">The writer's own type; one a writer.</typeparam>
    /// <param name="make">Makes it.</param>
    public TPlan Plan<TPlan>(Func<TPlan> make) where TPlan : class => Table.Plan(_mask, Operation, make);

    /// <summary>
    /// Compiles the hand-over of a row to a provider: for each column the given expression runs with its value,
    /// whose type is the column's value type, made nullable where it can be null. Keep the result in a plan.
    /// </summary>
    /// <typeparam name="TSink">What takes the values.</typeparam>
    /// <param name="columns">The columns, in the order of their writing.</param>
    /// <param name="write">Makes the expression that writes one value.</param>
    public static Action<TSink, TEntity, BulkWrite<TEntity>> CompileRow<TSink>(
        IEnumerable<BulkColumn> columns, Func<BulkColumn, ParameterExpression, Expression, Expression> write)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(write);
        var sink = Expression.Parameter(typeof(TSink));
        var row = Expression.Parameter(typeof(TEntity));
        var call = Expression.Parameter(typeof(BulkWrite<TEntity>));
        var shadow = Expression.Property(call, nameof(Shadow));
        var body = columns.Select(column => write(column, sink, BulkTable.Bind(column.Value, row, shadow)));
        return Expression.Lambda<Action<TSink, TEntity, BulkWrite<TEntity>>>(Expression.Block(typeof(void), body), sink, row, call).Compile();
    }

    private void Check(TEntity row)
    {
        if (_unset(row, Shadow) != _mask)
        {
            throw _source.Refuse("sets other database-generated columns than the first. Set them in all rows of a call, or in none");
        }
    }
}
