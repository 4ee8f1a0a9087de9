using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CanvasData.Operations.Monitoring;

/// <summary>Adds the monitor to every context whose options the host's services make.</summary>
internal sealed class MonitorConfiguration<TContext>(PerformanceMonitor monitor) : IDbContextOptionsConfiguration<TContext> where TContext : DbContext
{
    public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UsePerformanceMonitor(monitor);
}
