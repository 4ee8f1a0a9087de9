using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CanvasData.Operations.Writers.Tests.Model;

/// <summary>A host with the library's tables and tables of its own.</summary>
public class HostContext(DbContextOptions options) : DbContext(options)
{
    public int Tenant { get; set; } = 1;

    protected virtual string? Schema => null;

    protected override void OnModelCreating(ModelBuilder model)
    {
        if (Schema is not null)
        {
            model.HasDefaultSchema(Schema + "_host");
        }

        model.AddCanvasData(Schema);
        model.Entity<CompositeKeyed>().HasKey(e => new { e.School, e.Code, e.Day });
        model.Entity<KeyOnly>().HasKey(e => new { e.Left, e.Right });
        model.Entity<ShadowCarrier>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property<string?>("Note");
            e.Property<int>("Rank");
        });
        model.Entity<Converted>(e =>
        {
            e.Property(r => r.Id).HasConversion(v => v.Value, v => new StudentNumber(v)).ValueGeneratedNever();
            e.Property(r => r.Friend).HasConversion(v => v!.Value.Value, v => new StudentNumber(v));
            e.Property(r => r.Mood).HasConversion<string>();
            e.Property(r => r.MaybeMood).HasConversion<byte>();
            e.Property(r => r.Flag).HasConversion(v => v ? "yes" : "no", v => v == "yes");
            e.Property(r => r.Words).HasConversion(v => string.Join('|', v), v => v.Split('|', StringSplitOptions.None).ToList());
        });
        model.Entity<AllTypes>().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Renamed>().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Owner>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.OwnsOne(r => r.Home, a => a.OwnsOne(r => r.Place));
            e.OwnsOne(r => r.Work, a => a.OwnsOne(r => r.Place));
        });
        model.Entity<Compound>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.ComplexProperty(r => r.Span, s => s.ComplexProperty(r => r.Cost));
            e.ComplexProperty(r => r.Price);
            e.ComplexProperty(r => r.Maybe, s => s.ComplexProperty(r => r.Cost));
        });
        model.Entity<Animal>().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Dog>().Property(e => e.Sound).HasColumnName("Sound");
        model.Entity<Cat>().Property(e => e.Sound).HasColumnName("Sound");
        model.Entity<Puppy>();
        model.Entity<Generated>(e =>
        {
            e.Property(r => r.Level).HasDefaultValue(3);
            e.Property(r => r.Active).HasDefaultValue(true);
            e.Property(r => r.Stamp).HasDefaultValueSql("'made'");
            e.Property(r => r.Computed).HasComputedColumnSql(Database.IsSqlServer() ? "'c'" : "'c' || 'd'", stored: true);
        });
        model.Entity<ConstructorBound>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.Property(r => r.Hidden).HasField("_hidden");
        });
        model.Entity<Author>().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Book>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasOne(r => r.Author).WithMany(r => r.Books).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Filtered>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasQueryFilter(r => !r.Deleted && r.Tenant == Tenant);
        });
        model.Entity<Limited>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.HasIndex(r => r.Unique).IsUnique();
            e.Property(r => r.Short).HasMaxLength(5);
        });
        model.Entity<JsonOwner>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.OwnsOne(r => r.Document, a =>
            {
                a.ToJson();
                a.OwnsOne(r => r.Place);
            });
            e.OwnsMany(r => r.Track, a => a.ToJson());
        });
        model.Entity<Vehicle>().UseTptMappingStrategy().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Bus>();
        model.Entity<Collector>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.OwnsMany(r => r.Places);
        });
        model.Entity<Split>(e =>
        {
            e.Property(r => r.Id).ValueGeneratedNever();
            e.SplitToTable("SplitThere", t => t.Property(r => r.There));
        });
        model.Entity<Shape>().UseTpcMappingStrategy().Property(e => e.Id).ValueGeneratedNever();
        model.Entity<Circle>();
        model.Entity<Square>();
    }
}

/// <summary>The same host, in schemas of its own.</summary>
public sealed class SchemaHostContext(DbContextOptions options) : HostContext(options)
{
    protected override string? Schema => "canvas";
}
