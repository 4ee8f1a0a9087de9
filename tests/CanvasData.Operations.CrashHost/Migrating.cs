using System.Data.Common;
using System.Globalization;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.CrashHost;

/// <summary>
/// Migrates a portal: provider, connection string, the statement before which to wait for a line (0 for none), whether a slow migration is
/// there, and the partitions (0 for none).
/// </summary>
internal static class Migrating
{
    public static async Task RunAsync(string[] args)
    {
        using var store = TestStore.Existing(Enum.Parse<Provider>(args[1]), args[2]);
        var statements = new StatementWatch(int.Parse(args[3], CultureInfo.InvariantCulture));
        var migrations = (bool.Parse(args[4]) ? PortalMigrations.Rebuilding.And<SlowUntilTold>() : PortalMigrations.Rebuilding) with { Partitions = int.Parse(args[5], CultureInfo.InvariantCulture) };
        await using var host = MigratingHost.Create(store, migrations, builder => builder.AddDataTransformation<FillSections>(), options => options.AddInterceptors(statements));
        var report = await host.MigrateAsync(new MigrationOptions { BatchRows = 20 });
        Console.WriteLine($"ended {statements.Seen} {report.Outcome}");
    }

    /// <summary>Counts the statements and commits, and waits before one of them.</summary>
    private sealed class StatementWatch(int holdAt) : DbCommandInterceptor, IDbTransactionInterceptor
    {
        public int Seen { get; private set; }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Count(result));

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Count(result));

        public ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Count(result));

        private T Count<T>(T result)
        {
            if (++Seen == holdAt)
            {
                Console.WriteLine("holding");
                Console.ReadLine();
            }

            return result;
        }
    }
}
