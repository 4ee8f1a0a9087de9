using CanvasData.Operations.Bulk;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>A host's own writer, here over the portable one.</summary>
internal sealed class PlainWriter : IBulkWriter
{
    private readonly IBulkWriter _portable = new ServiceCollection().AddCanvasOperations().Services.BuildServiceProvider().GetServices<IBulkWriter>().Single();

    public bool CanWrite(DbContext context) => true;

    public Task<long> WriteAsync<TEntity>(DbContext context, BulkOperation operation, IEnumerable<TEntity> rows, IReadOnlySet<string>? members = null, CancellationToken cancellationToken = default)
        where TEntity : class => _portable.WriteAsync(context, operation, rows, members, cancellationToken);
}
