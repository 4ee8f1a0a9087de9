using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CanvasData.Operations.Persistence;

/// <summary>
/// Adds the guard to every context whose options the host's services make: a context that is registered by its base
/// class has options of its own type. In a context without the library's tables the guard does nothing.
/// </summary>
internal sealed class SaveGuardConfiguration<TContext> : IDbContextOptionsConfiguration<TContext> where TContext : DbContext
{
    public void Configure(IServiceProvider serviceProvider, DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseCanvasData();
}
