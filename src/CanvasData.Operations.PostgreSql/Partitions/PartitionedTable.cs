using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.PostgreSql;

/// <summary>A table that the model wants to be split by course.</summary>
/// <param name="Name">The name, without the schema.</param>
/// <param name="Identifier">The schema and name as SQL wants them.</param>
/// <param name="Twin">The partitioned table into which rows are copied, until it takes the name of the table.</param>
/// <param name="Key">The column of the id.</param>
/// <param name="Course">The column of the course.</param>
/// <param name="Count">The number of partitions.</param>
internal sealed record PartitionedTable(string Name, string Identifier, string Twin, string Key, string Course, int Count)
{
    private const string TwinSuffix = "__split";

    private readonly Func<string, string> _delimit = name => name;

    private PartitionedTable(string name, string? schema, string key, string course, int count, ISqlGenerationHelper sql)
        : this(name, sql.DelimitIdentifier(name, schema), sql.DelimitIdentifier(name + TwinSuffix, schema), sql.DelimitIdentifier(key), sql.DelimitIdentifier(course), count) =>
        _delimit = text => sql.DelimitIdentifier(text, schema);

    /// <summary>The tables of a context, in the order of their names; none on other databases.</summary>
    public static IReadOnlyList<PartitionedTable> Of(DbContext context) => context.Database.ProviderName != "Npgsql.EntityFrameworkCore.PostgreSQL"
        ? []
        : [.. context.Model.GetEntityTypes().Select(type => Find(context, type)).OfType<PartitionedTable>().OrderBy(table => table.Identifier, StringComparer.Ordinal)];

    /// <summary>The name of a partition as SQL wants it.</summary>
    public string Leaf(int remainder) => _delimit(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}_p{remainder}"));

    private static PartitionedTable? Find(DbContext context, IEntityType type)
    {
        if (type.FindAnnotation(CanvasSchema.CoursePartitions)?.Value is not int count || StoreObjectIdentifier.Create(type, StoreObjectType.Table) is not { } place)
        {
            return null;
        }

        var key = type.FindPrimaryKey()!.Properties[0].GetColumnName(place)!;
        var course = type.FindProperty(nameof(CanvasSubmission.CourseId))!.GetColumnName(place)!;
        return new PartitionedTable(place.Name, place.Schema, key, course, count, context.GetService<ISqlGenerationHelper>());
    }
}
