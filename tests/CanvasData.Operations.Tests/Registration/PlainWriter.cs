using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>A host's own writer, here over the portable one.</summary>
internal sealed class PlainWriter : IBulkWriter
{
    private readonly IBulkWriter _portable = new ServiceCollection().AddCanvasOperations().Services.BuildServiceProvider().GetServices<IBulkWriter>().Single();

    public bool CanWrite(DbContext context) => true;

    public Task<long> InsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default) where TEntity : class =>
        _portable.InsertAsync(context, rows, cancellationToken);

    public Task<long> UpsertAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default) where TEntity : class =>
        _portable.UpsertAsync(context, rows, cancellationToken);

    public Task<long> DeleteAsync<TEntity>(DbContext context, IEnumerable<TEntity> rows, CancellationToken cancellationToken = default) where TEntity : class =>
        _portable.DeleteAsync(context, rows, cancellationToken);
}
