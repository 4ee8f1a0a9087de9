using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CanvasData.Operations.Hosts.Tests.Matrix;

/// <summary>What a host does to the model of the library's tables.</summary>
public abstract class ModelShape
{
    public virtual string? Schema => null;

    public virtual void Choose(DbContextOptionsBuilder options)
    {
    }

    public virtual void Agree(ModelConfigurationBuilder conventions)
    {
    }

    public virtual void Shape(ModelBuilder model, string provider)
    {
    }
}

public sealed class DefaultModel : ModelShape;

public sealed class SchemaModel : ModelShape
{
    public override string? Schema => "canvas";
}

public sealed class SnakeCaseModel : ModelShape
{
    public override void Choose(DbContextOptionsBuilder options) => options.UseSnakeCaseNamingConvention();
}

/// <summary>Truth values as letters, as old schools of thought keep them.</summary>
public sealed class LetterBoolModel : ModelShape
{
    public override void Agree(ModelConfigurationBuilder conventions) => conventions.Properties<bool>().HaveConversion<Letter>();

    public sealed class Letter() : BoolToStringConverter("N", "Y");
}

public sealed class NumberBoolModel : ModelShape
{
    public override void Agree(ModelConfigurationBuilder conventions) => conventions.Properties<bool>().HaveConversion<BoolToZeroOneConverter<int>>();
}

public sealed class RowVersionModel : ModelShape
{
    public override void Shape(ModelBuilder model, string provider)
    {
        foreach (var type in model.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(CanvasRow).Assembly).Select(type => type.ClrType).ToList())
        {
            if (provider.StartsWith("Npgsql", StringComparison.Ordinal))
            {
                model.Entity(type).Property<uint>("xmin").IsRowVersion();
            }
            else
            {
                model.Entity(type).Property<int>("RowVersion").HasDefaultValue(0).IsConcurrencyToken();
            }
        }
    }
}

public sealed class MaxLengthModel : ModelShape
{
    public override void Agree(ModelConfigurationBuilder conventions) => conventions.Properties<string>().HaveMaxLength(4000);
}

/// <summary>Filters that happen to let every row through, as those of a host with one tenant do.</summary>
public sealed class FilteredModel : ModelShape
{
    public override void Shape(ModelBuilder model, string provider)
    {
        model.Entity<CanvasCourse>().HasQueryFilter(row => row.Id > 0);
        model.Entity<CanvasUser>().HasQueryFilter("tenant", row => row.Id > 0);
        model.Entity<CanvasEnrollment>().HasQueryFilter(row => row.Id > 0);
        model.Entity<CanvasAssignment>().HasQueryFilter(row => row.Id > 0);
        model.Entity<CanvasSubmission>().HasQueryFilter(row => row.Id > 0);
        model.Entity<CanvasCourseSnapshot>().HasQueryFilter(row => row.CourseId > 0);
    }
}

public sealed class ColumnTypeModel : ModelShape
{
    public override void Agree(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<string>().HaveColumnType("varchar(4000)");
        conventions.Properties<double>().HaveColumnType("double precision");
    }
}

/// <summary>Columns and indexes of the host's own on the tables of the mirror.</summary>
public sealed class OwnColumnModel : ModelShape
{
    public override void Shape(ModelBuilder model, string provider)
    {
        model.Entity<CanvasUser>().Property<string?>("Campus");
        model.Entity<CanvasUser>().HasIndex("Campus");
        model.Entity<CanvasCourse>().Property<int>("Rooms").HasDefaultValue(2);
        model.Entity<CanvasSubmission>().Property<DateTime?>("ReadAt");
        model.Entity<CanvasEnrollment>(e =>
        {
            e.ToTable("seats");
            e.Property(row => row.CurrentScore).HasColumnName("points");
        });
    }
}
