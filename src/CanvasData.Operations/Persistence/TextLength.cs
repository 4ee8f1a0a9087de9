using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Persistence;

/// <summary>How long the texts of a column may be, by the host's model.</summary>
internal static class TextLength
{
    /// <summary>The length of a property or of its column, whichever is less; null for no limit.</summary>
    public static int? Find(IProperty property)
    {
        var column = (property.FindTypeMapping() as RelationalTypeMapping)?.Size;
        var length = property.GetMaxLength() is > 0 and var own && (column is not > 0 || own < column) ? own : column;
        return length is > 0 ? length : null;
    }

    /// <summary>Cuts a text of the library's own, such as a reason, to what its column holds.</summary>
    public static string? Cut<TEntity>(DbContext database, string property, string? given) where TEntity : class =>
        (given is null ? null : StorableText.From(given)) is { } text && database.Model.FindEntityType(typeof(TEntity))?.FindProperty(property) is { } column && Find(column) is { } length && text.Length > length
            ? text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]
            : given is null ? null : StorableText.From(given);
}
