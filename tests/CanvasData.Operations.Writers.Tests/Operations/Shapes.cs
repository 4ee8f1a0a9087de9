using System.Linq.Expressions;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Writers.Tests.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>What is done with a shape: each operation, and an upsert with each handling of conflicts.</summary>
public enum Verb { Insert, Upsert, Update, Delete, Synchronize, Ignore, Fail, Merge, Resolve }

/// <summary>The cells of the matrix, and those that are refused.</summary>
internal static class Shapes
{
    private static readonly Type[] NotInMemory = [typeof(Compound), typeof(JsonCompound)];

    /// <summary>What a host's table can be, and the shape that shows it.</summary>
    public static readonly Dictionary<string, Type> Kinds = new()
    {
        ["composite key"] = typeof(CompositeKeyed),
        ["key alone"] = typeof(KeyOnly),
        ["shadow properties"] = typeof(ShadowCarrier),
        ["value converters"] = typeof(Converted),
        ["every type"] = typeof(AllTypes),
        ["renamed table and columns"] = typeof(Renamed),
        ["owned types"] = typeof(Owner),
        ["owned collection"] = typeof(Collector),
        ["complex types"] = typeof(Compound),
        ["owned JSON columns"] = typeof(JsonOwner),
        ["complex JSON columns"] = typeof(JsonCompound),
        ["table per hierarchy"] = typeof(Animal),
        ["table per type"] = typeof(Vehicle),
        ["table per concrete type"] = typeof(Shape),
        ["split over two tables"] = typeof(Split),
        ["row of two entities"] = typeof(Purchase),
        ["part of the row of another entity"] = typeof(PurchaseDetail),
        ["generated and computed columns, concurrency token"] = typeof(Generated),
        ["key made on the client"] = typeof(GuidKeyed),
        ["bound to a constructor, private fields"] = typeof(ConstructorBound),
        ["referenced by others"] = typeof(Author),
        ["reference to others"] = typeof(Book),
        ["query filter"] = typeof(Filtered),
        ["unique index and lengths"] = typeof(Limited),
    };

    public static TheoryData<string, Verb> Cells()
    {
        var cells = new TheoryData<string, Verb>();
        foreach (var shape in Kinds.Values)
        {
            foreach (var verb in Enum.GetValues<Verb>())
            {
                cells.Add(shape.Name, verb);
            }
        }

        return cells;
    }

    public static bool IsMapped(Type shape, Provider provider) => provider != Provider.InMemory || !NotInMemory.Contains(shape);

    /// <summary>The member that is merged: the first of the shape that is not made by the database. Null when there is only the key.</summary>
    public static string? MergedMember(DbContext context, Type shape)
    {
        var type = context.Model.FindEntityType(shape)!;
        return shape.GetProperties().Select(property => property.Name).FirstOrDefault(name =>
            (type.FindProperty(name) is { } property && !property.IsPrimaryKey() && !property.IsForeignKey() && property.ValueGenerated == Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never)
            || type.FindComplexProperty(name) is not null || type.FindNavigation(name)?.ForeignKey.IsOwnership == true);
    }

    public static BulkConflict<T> Merge<T>(string member) where T : class
    {
        var row = Expression.Parameter(typeof(T));
        return BulkConflict<T>.Merge(Expression.Lambda<Func<T, object?>>(Expression.Convert(Expression.Property(row, member), typeof(object)), row));
    }
}
