using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CanvasData.Operations.Testing;

/// <summary>The migrations of a portal: a test chooses which there are.</summary>
/// <param name="All">Their types, in their order.</param>
/// <param name="HasSnapshot">Whether the model is that of the last migration.</param>
/// <param name="Partitions">The partitions of the model; 0 for none.</param>
public sealed record PortalMigrations(IReadOnlyList<Type> All, bool HasSnapshot = true, int Partitions = 0)
{
    /// <summary>The tables of version 5, as a portal made them.</summary>
    public static PortalMigrations Version5 { get; } = new([typeof(AddCanvas), typeof(AddVisits)]);

    /// <summary>The tables of this version.</summary>
    public static PortalMigrations Current { get; } = Version5.And<UpdateCanvas>();

    /// <summary>Those, and one that is no single transaction.</summary>
    public static PortalMigrations Rebuilding { get; } = Current.And<RebuildVisits>();

    /// <summary>Adds a migration.</summary>
    public PortalMigrations And<TMigration>() where TMigration : Migration => this with { All = [.. All, typeof(TMigration)] };
}

/// <summary>A page view of the portal's own.</summary>
public class Visit
{
    public long Id { get; set; }

    public string Page { get; set; } = "";

    public int Seconds { get; set; }
}

/// <summary>A portal that migrates.</summary>
public class PortalContext(DbContextOptions<PortalContext> options, PortalMigrations migrations) : DbContext(options)
{
    public PortalMigrations Migrations => migrations;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCanvasData(coursePartitions: migrations.Partitions);
        modelBuilder.Entity<Visit>().Property(visit => visit.Id).ValueGeneratedNever();
    }
}

/// <summary>Portals with other numbers of partitions have other models.</summary>
public sealed class PortalModels : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => (context.GetType(), (context as PortalContext)?.Migrations.Partitions, designTime);
}

/// <summary>Hands the migrations of the context to EF Core, which looks for classes with attributes otherwise.</summary>
public sealed class ListedMigrations(ICurrentDbContext current) : IMigrationsAssembly
{
    public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = ((PortalContext)current.Context).Migrations.All.ToDictionary(type => type.GetCustomAttribute<MigrationAttribute>()!.Id, type => type.GetTypeInfo());

    public ModelSnapshot? ModelSnapshot => ((PortalContext)current.Context).Migrations.HasSnapshot ? new CurrentSnapshot(current.Context.GetService<IDesignTimeModel>().Model) : null;

    public Assembly Assembly => typeof(ListedMigrations).Assembly;

    public string? FindMigrationId(string nameOrId) => Migrations.Keys.SingleOrDefault(id => id == nameOrId || id[15..] == nameOrId);

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    private sealed class CurrentSnapshot(IModel model) : ModelSnapshot
    {
        public override IModel Model => model;

        protected override void BuildModel(ModelBuilder modelBuilder)
        {
        }
    }
}
