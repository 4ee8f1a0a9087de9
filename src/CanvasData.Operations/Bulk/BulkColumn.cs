using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Bulk;

/// <summary>A column that a bulk write fills.</summary>
public sealed class BulkColumn
{
    internal BulkColumn(string name, string identifier, string storeType, RelationalTypeMapping typeMapping, LambdaExpression value)
    {
        Name = name;
        Identifier = identifier;
        StoreType = storeType;
        TypeMapping = typeMapping;
        Value = value;
    }

    /// <summary>The name in the database.</summary>
    public string Name { get; }

    /// <summary>The name as SQL wants it, quoted where need be.</summary>
    public string Identifier { get; }

    /// <summary>The type in the database, for example <c>character varying(20)</c>.</summary>
    public string StoreType { get; }

    /// <summary>The mapping of the provider.</summary>
    public RelationalTypeMapping TypeMapping { get; }

    /// <summary>The type of its values after conversion; never a <see cref="Nullable{T}"/>.</summary>
    public Type ValueType => Nullable.GetUnderlyingType(Value.ReturnType) ?? Value.ReturnType;

    /// <summary>Whether the database takes null in it.</summary>
    public bool IsNullable { get; internal init; }

    /// <summary>Whether it is part of the primary key.</summary>
    public bool IsKey { get; internal init; }

    /// <summary>Whether an update of an existing row sets it.</summary>
    public bool IsUpdated { get; internal init; }

    /// <summary>Whether the database can make its values: an identity, or a default in SQL.</summary>
    public bool IsGenerated => IsUnset is not null;

    /// <summary>The property of the entity, or its owned or complex member that holds the value.</summary>
    internal string Member { get; init; } = "";

    /// <summary>(row, shadow values) to the value for the database.</summary>
    internal LambdaExpression Value { get; }

    /// <summary>The same, but without a default in place of an unset value; null where the two do not differ.</summary>
    internal LambdaExpression? GivenValue { get; init; }

    /// <summary>The same column for writes that leave it as stored.</summary>
    internal BulkColumn Kept() => new(Name, Identifier, StoreType, TypeMapping, Value) { IsNullable = IsNullable, IsKey = IsKey, Member = Member, IsUnset = IsUnset };

    /// <summary>The same column for writes that take an unset value as it is.</summary>
    internal BulkColumn AsGiven() => new(Name, Identifier, StoreType, TypeMapping, GivenValue ?? Value) { IsNullable = IsNullable, IsKey = IsKey, IsUpdated = IsUpdated, Member = Member };

    /// <summary>(row, shadow values) to whether the row leaves the column to the database; null when it never does.</summary>
    internal LambdaExpression? IsUnset { get; init; }
}
