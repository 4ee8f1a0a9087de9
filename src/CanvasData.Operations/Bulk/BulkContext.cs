using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Bulk;

/// <summary>
/// A second context over a host's model, connection and transaction. It has a change tracker of its own, and none of the host's overrides
/// and interceptors of SaveChanges.
/// </summary>
internal sealed class BulkContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The context that this one was made over.</summary>
    public required DbContext Host { get; init; }

    public static BulkContext Over(DbContext host)
    {
        // The options of such a context may be the host's of the next.
        var extensions = host.GetService<IDbContextOptions>().Extensions.ToDictionary(e => e is CoreOptionsExtension ? typeof(CoreOptionsExtension) : e.GetType(), e => e);
        extensions[typeof(CoreOptionsExtension)] = new HostOptions(((CoreOptionsExtension)extensions[typeof(CoreOptionsExtension)]).WithModel(host.Model));
        if (!host.Database.IsRelational())
        {
            return new(new DbContextOptions<BulkContext>(extensions)) { Host = host };
        }

        // The transaction is the caller's to retry; a strategy that retries would refuse to run inside it.
        var relational = extensions.Values.OfType<RelationalOptionsExtension>().First();
        extensions[relational.GetType()] = relational.WithExecutionStrategyFactory(d => new NonRetryingExecutionStrategy(d));
        var context = new BulkContext(new DbContextOptions<BulkContext>(extensions)) { Host = host };
        context.Database.SetDbConnection(host.Database.GetDbConnection());
        context.Database.SetCommandTimeout(host.Database.GetCommandTimeout());
        context.Database.UseTransaction(host.Database.CurrentTransaction?.GetDbTransaction());
        return context;
    }

    private sealed class HostOptions : CoreOptionsExtension
    {
        private readonly CoreOptionsExtension _host;

        public HostOptions(CoreOptionsExtension host) : base(host) => _host = host;

        public override IEnumerable<IInterceptor>? Interceptors => base.Interceptors?.Where(i => i is not ISaveChangesInterceptor);

        // EF finds its services by a copy of the options. One of another type would find others than the host's,
        // and InMemory keeps its rows in them.
        protected override CoreOptionsExtension Clone() => _host.WithModel(Model!);
    }
}
