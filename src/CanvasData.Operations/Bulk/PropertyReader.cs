using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CanvasData.Operations.Bulk;

/// <summary>Builds the expressions that read a property of a row, without boxing.</summary>
internal static class PropertyReader
{
    /// <summary>
    /// The value as the entity has it. Its type is made nullable when something on the way to it can be null.
    /// </summary>
    /// <param name="row">The entity that begins the path.</param>
    /// <param name="shadow">The <see cref="ShadowValues"/>.</param>
    /// <param name="path">Owned and complex types between the entity and the property.</param>
    /// <param name="property">The property.</param>
    public static Expression ModelValue(Expression row, Expression shadow, IEnumerable<IPropertyBase> path, IProperty property)
    {
        var guard = ((IEntityType)(path.FirstOrDefault() ?? property).DeclaringType.ContainingEntityType).ClrType;
        if (guard.IsAssignableFrom(row.Type))
        {
            return Walk(row, shadow, [.. path], property);
        }

        var typed = Expression.Variable(guard);
        var value = Lift(Walk(typed, shadow, [.. path], property));
        return Expression.Block(
            [typed],
            Expression.Assign(typed, Expression.TypeAs(row, guard)),
            Expression.Condition(IsNull(typed), Expression.Default(value.Type), value));
    }

    /// <summary>The value as the database gets it.</summary>
    public static Expression ProviderValue(Expression modelValue, ValueConverter? converter)
    {
        if (converter is null)
        {
            return modelValue;
        }

        if (!CanBeNull(modelValue.Type) || converter.ConvertsNulls)
        {
            return Apply(converter, modelValue);
        }

        var value = Expression.Variable(modelValue.Type);
        var converted = Lift(Apply(converter, Unlift(value)));
        return Expression.Block(
            [value],
            Expression.Assign(value, modelValue),
            Expression.Condition(IsNull(value), Expression.Default(converted.Type), converted));
    }

    /// <summary>Whether a value is the one that means "not set".</summary>
    public static Expression IsSentinel(Expression modelValue, IProperty property)
    {
        var comparer = typeof(EqualityComparer<>).MakeGenericType(modelValue.Type);
        var sentinel = Expression.Convert(Expression.Constant(property.Sentinel, property.ClrType), modelValue.Type);
        return Expression.Call(Expression.Property(null, comparer, "Default"), comparer.GetMethod("Equals", [modelValue.Type, modelValue.Type])!, modelValue, sentinel);
    }

    public static bool CanBeNull(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;

    public static Expression IsNull(Expression value) =>
        value.Type.IsValueType ? Expression.Not(Expression.Property(value, "HasValue")) : Expression.ReferenceEqual(value, Expression.Constant(null));

    /// <summary>The value of a Nullable; anything else as it is.</summary>
    public static Expression Unlift(Expression value) =>
        Nullable.GetUnderlyingType(value.Type) is null ? value : Expression.Call(value, value.Type.GetMethod("GetValueOrDefault", [])!);

    private static Expression Lift(Expression value) =>
        CanBeNull(value.Type) ? value : Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type));

    private static BlockExpression Apply(ValueConverter converter, Expression value)
    {
        var lambda = converter.ConvertToProviderExpression;
        var argument = Expression.Variable(lambda.Parameters[0].Type);
        return Expression.Block(
            [argument],
            Expression.Assign(argument, Expression.Convert(value, argument.Type)),
            ReplacingExpressionVisitor.Replace(lambda.Parameters[0], argument, lambda.Body));
    }

    private static Expression Walk(Expression instance, Expression shadow, ReadOnlySpan<IPropertyBase> path, IProperty property)
    {
        if (path.IsEmpty)
        {
            return Leaf(instance, shadow, property);
        }

        var next = Expression.Variable(path[0].ClrType);
        var value = Walk(Unlift(next), shadow, path[1..], property);
        var assign = Expression.Assign(next, Member(instance, path[0]));
        if (!CanBeNull(next.Type))
        {
            return Expression.Block([next], assign, value);
        }

        value = Lift(value);
        return Expression.Block([next], assign, Expression.Condition(IsNull(next), Expression.Default(value.Type), value));
    }

    private static Expression Leaf(Expression instance, Expression shadow, IProperty property)
    {
        if (property.DeclaringType is IComplexType complex && complex.FindDiscriminatorProperty() == property)
        {
            return Expression.Constant(complex.GetDiscriminatorValue(), property.ClrType);
        }

        return property.IsShadowProperty()
            ? Expression.Call(shadow, ShadowValues.GetMethod.MakeGenericMethod(property.ClrType), instance, Expression.Constant(property, typeof(IProperty)))
            : Member(instance, property);
    }

    private static Expression Member(Expression instance, IPropertyBase property)
    {
        if (property.IsIndexerProperty())
        {
            return Expression.Convert(Expression.Property(instance, property.PropertyInfo!, Expression.Constant(property.Name)), property.ClrType);
        }

        // The member that EF Core itself reads: a backing field before its property.
        var member = property.GetMemberInfo(forMaterialization: false, forSet: false);
        var owner = member.DeclaringType!.IsAssignableFrom(instance.Type) ? instance : Expression.Convert(instance, member.DeclaringType);
        var value = member is FieldInfo field ? Expression.Field(owner, field) : Expression.Property(owner, (PropertyInfo)member);
        return value.Type == property.ClrType ? value : Expression.Convert(value, property.ClrType);
    }
}
