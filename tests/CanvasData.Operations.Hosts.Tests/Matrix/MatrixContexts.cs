using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Hosts.Tests.Matrix;

public abstract class BaseSchool<TModel>(DbContextOptions options) : DbContext(options) where TModel : ModelShape, new()
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => new TModel().Agree(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var shape = new TModel();
        modelBuilder.AddCanvasData(shape.Schema);
        shape.Shape(modelBuilder, Database.ProviderName!);
    }
}

public class School<TModel>(DbContextOptions options) : BaseSchool<TModel>(options) where TModel : ModelShape, new();

public sealed class LiteSchool<TModel>(DbContextOptions<LiteSchool<TModel>> options) : School<TModel>(options) where TModel : ModelShape, new();

public sealed class IdentitySchool<TModel>(DbContextOptions<IdentitySchool<TModel>> options) : IdentityDbContext<IdentityUser>(options) where TModel : ModelShape, new()
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => new TModel().Agree(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        var shape = new TModel();
        builder.AddCanvasData(shape.Schema);
        shape.Shape(builder, Database.ProviderName!);
    }
}

/// <summary>A factory of the host's own making.</summary>
public sealed class OwnFactory<TModel>(Action<DbContextOptionsBuilder> choose) : IDbContextFactory<School<TModel>> where TModel : ModelShape, new()
{
    public School<TModel> CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<School<TModel>>();
        choose(options);
        return new School<TModel>(options.UseCanvasData().Options);
    }
}
