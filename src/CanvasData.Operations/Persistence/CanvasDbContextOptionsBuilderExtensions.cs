using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Prepares contexts that the host makes itself.</summary>
public static class CanvasDbContextOptionsBuilderExtensions
{
    /// <summary>
    /// Adds the save guard of the library to a context: edits of the mirror become conflicts of the next sync, and history stays
    /// append-only. Contexts of <c>AddDbContext</c>, <c>AddDbContextPool</c> and <c>AddDbContextFactory</c> have it already. Safe to call
    /// twice.
    /// </summary>
    /// <param name="optionsBuilder">The options of a context, or those that <c>OnConfiguring</c> gets.</param>
    /// <returns>The same builder.</returns>
    public static DbContextOptionsBuilder UseCanvasData(this DbContextOptionsBuilder optionsBuilder)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        return optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.Interceptors?.Contains(CanvasSaveGuard.Instance) == true
            ? optionsBuilder
            : optionsBuilder.AddInterceptors(CanvasSaveGuard.Instance, IdSetsInQueries.Instance);
    }

    /// <inheritdoc cref="UseCanvasData(DbContextOptionsBuilder)"/>
    /// <typeparam name="TContext">The context.</typeparam>
    public static DbContextOptionsBuilder<TContext> UseCanvasData<TContext>(this DbContextOptionsBuilder<TContext> optionsBuilder) where TContext : DbContext =>
        (DbContextOptionsBuilder<TContext>)UseCanvasData((DbContextOptionsBuilder)optionsBuilder);
}
