using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Writers.Tests;

/// <summary>Counts the statements that EF Core sends.</summary>
internal sealed class StatementCounter : DbCommandInterceptor
{
    public int Count { get; private set; }

    public override InterceptionResult<DbCommand> CommandCreating(CommandCorrelatedEventData eventData, InterceptionResult<DbCommand> result)
    {
        Count++;
        return result;
    }
}

internal static class OptionsBuilderExtensions
{
    /// <summary>What EnableRetryOnFailure does, for every provider.</summary>
    public static void RetryOnFailure(this DbContextOptionsBuilder options, Func<Exception, bool>? isTransient = null)
    {
        var relational = options.Options.Extensions.OfType<RelationalOptionsExtension>().Single();
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(relational.WithExecutionStrategyFactory(d => new Retrying(d, isTransient ?? (error => error is TimeoutException))));
    }

    private sealed class Retrying(ExecutionStrategyDependencies dependencies, Func<Exception, bool> isTransient) : ExecutionStrategy(dependencies, 3, TimeSpan.FromMilliseconds(10))
    {
        protected override bool ShouldRetryOn(Exception exception) => isTransient(exception);
    }
}

internal static class DatabaseFacadeExtensions
{
    public static IDbContextTransaction? CurrentTransactionOrNone(this DatabaseFacade database) => database.IsRelational() ? database.CurrentTransaction : null;
}
