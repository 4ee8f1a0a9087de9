using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Monitoring;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Measures the commands of contexts that the host makes itself.</summary>
public static class MonitoringDbContextOptionsBuilderExtensions
{
    /// <summary>
    /// Adds a monitor to a context. Contexts of <c>AddDbContext</c>, <c>AddDbContextPool</c> and <c>AddDbContextFactory</c> have it
    /// already, after <c>MonitorQueries()</c>. Safe to call twice.
    /// </summary>
    /// <param name="optionsBuilder">The options of a context, or those that <c>OnConfiguring</c> gets.</param>
    /// <param name="monitor">The monitor of the host's services.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="CanvasConfigurationException">The monitor is not one of this library.</exception>
    public static DbContextOptionsBuilder UsePerformanceMonitor(this DbContextOptionsBuilder optionsBuilder, IPerformanceMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(optionsBuilder);
        var interceptor = monitor is PerformanceMonitor own
            ? own.Interceptor
            : throw new CanvasConfigurationException(
                $"{monitor?.GetType().Name ?? "null"} is no monitor that can be added to a context.", "Take IPerformanceMonitor from the host's services, after AddCanvasOperations().MonitorQueries().");
        return optionsBuilder.Options.FindExtension<CoreOptionsExtension>()?.Interceptors?.Contains(interceptor) == true
            ? optionsBuilder
            : optionsBuilder.AddInterceptors(interceptor);
    }
}
