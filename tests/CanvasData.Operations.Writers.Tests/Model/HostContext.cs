using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests.Model;

/// <summary>A host with the library's tables and tables of its own.</summary>
public class HostContext(DbContextOptions options) : DbContext(options)
{
    private readonly bool _hasNamingConvention = options.Extensions.Any(x => x.GetType().Name.Contains("NamingConvention", StringComparison.Ordinal));

    public int Tenant { get; set; } = 1;

    protected virtual string? Schema => null;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (Schema is not null)
        {
            modelBuilder.HasDefaultSchema(Schema + "_host");
        }

        modelBuilder.AddCanvasData(Schema);
        modelBuilder.Entity<CompositeKeyed>().HasKey(e => new { e.School, e.Code, e.Day });
        modelBuilder.Entity<KeyOnly>().HasKey(e => new { e.Left, e.Right });
        modelBuilder.Entity<ShadowCarrier>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property<string?>("Note");
            e.Property<int>("Rank");
        });
        modelBuilder.Entity<Converted>(e =>
        {
            e.Property(r => r.Id).HasConversion(v => v.Value, v => new StudentNumber(v)).ValueGeneratedNever();
            e.Property(r => r.Friend).HasConversion(v => v!.Value.Value, v => new StudentNumber(v));
            e.Property(r => r.Mood).HasConversion<string>();
            e.Property(r => r.MaybeMood).HasConversion<byte>();
            e.Property(r => r.Flag).HasConversion(v => v ? "yes" : "no", v => v == "yes");
            e.Property(r => r.Words).HasConversion(v => string.Join('|', v), v => v.Split('|', StringSplitOptions.None).ToList());
        });
        modelBuilder.Entity<AllTypes>().Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Renamed>().Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Owner>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.OwnsOne(r => r.Home, a => a.OwnsOne(r => r.Place));
            e.OwnsOne(r => r.Work, a => a.OwnsOne(r => r.Place));
        });
        modelBuilder.Entity<Compound>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.ComplexProperty(r => r.Span, s => s.ComplexProperty(r => r.Cost));
            e.ComplexProperty(r => r.Price);
            e.ComplexProperty(r => r.Maybe, s => s.ComplexProperty(r => r.Cost));
        });
        modelBuilder.Entity<JsonCompound>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.ComplexProperty(r => r.Span, s =>
            {
                s.ToJson();
                s.ComplexProperty(r => r.Cost);
            });
            e.ComplexCollection(r => r.Track, t => t.ToJson());
        });
        if (Database.IsInMemory())
        {
            // That provider cannot read complex types.
            modelBuilder.Ignore<Compound>();
            modelBuilder.Ignore<JsonCompound>();
        }

        modelBuilder.Entity<Animal>().Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Dog>().Property(e => e.Sound).HasColumnName("Sound");
        modelBuilder.Entity<Cat>().Property(e => e.Sound).HasColumnName("Sound");
        modelBuilder.Entity<Puppy>();
        modelBuilder.Entity<Generated>(e =>
        {
            e.Property(r => r.Level).HasDefaultValue(3);
            e.Property(r => r.Active).HasDefaultValue(true);
            e.Property(r => r.Stamp).HasDefaultValueSql("'made'");
            e.Property(r => r.Computed).HasComputedColumnSql(Database.IsSqlServer() ? "'c'" : "'c' || 'd'", stored: true);
        });
        modelBuilder.Entity<GuidKeyed>();
        modelBuilder.Entity<ConstructorBound>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Hidden).HasField("_hidden");
        });
        modelBuilder.Entity<Author>().Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Book>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasOne(r => r.Author).WithMany(r => r.Books).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<Filtered>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasQueryFilter(r => !r.Deleted && r.Tenant == Tenant);
        });
        modelBuilder.Entity<Limited>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.Unique).IsUnique();
            e.Property(r => r.Short).HasMaxLength(5);
        });
        modelBuilder.Entity<JsonOwner>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.OwnsOne(r => r.Document, a =>
            {
                a.ToJson();
                a.OwnsOne(r => r.Place);
            });
            e.OwnsMany(r => r.Track, a => a.ToJson());
        });
        modelBuilder.Entity<Vehicle>().UseTptMappingStrategy().Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Bus>();
        modelBuilder.Entity<Collector>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.OwnsMany(r => r.Places, p => p.HasKey("Id"));
        });
        modelBuilder.Entity<Split>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();

            // The naming convention gives both tables the same name for their keys.
            if (!_hasNamingConvention)
            {
                e.SplitToTable("SplitThere", t => t.Property(r => r.There));
            }
        });
        modelBuilder.Entity<Purchase>(e =>
        {
            e.ToTable("Purchases");
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasOne<PurchaseDetail>().WithOne().HasForeignKey<PurchaseDetail>(r => r.Id);
        });
        modelBuilder.Entity<PurchaseDetail>().ToTable("Purchases").Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Shape>().UseTpcMappingStrategy().Property(e => e.Id).ValueGeneratedNever();
        modelBuilder.Entity<Circle>();
        modelBuilder.Entity<Square>();
    }
}

/// <summary>The same host, in schemas of its own.</summary>
public sealed class SchemaHostContext(DbContextOptions options) : HostContext(options)
{
    protected override string? Schema => "canvas";
}
