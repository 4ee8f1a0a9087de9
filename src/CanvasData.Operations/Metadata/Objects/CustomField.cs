namespace CanvasData.Operations.Metadata;

/// <summary>A field of the portal's own, declared in <see cref="MetadataOptions.CustomFields"/>.</summary>
public sealed record CustomField
{
    /// <summary>The type of target of the field, one of <see cref="Model.CanvasTargetTypes"/>.</summary>
    public required string TargetType { get; init; }

    /// <summary>The name, unique for the kind of target; at most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The type of its values.</summary>
    public CustomFieldType Type { get; init; }

    /// <summary>The values of a field of type <see cref="CustomFieldType.Choice"/>; empty for other types.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>The type of a field's values.</summary>
public enum CustomFieldType
{
    /// <summary>A text of 1 to 400 characters.</summary>
    Text,

    /// <summary>A whole number of 64 bits.</summary>
    WholeNumber,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>The value is true or false.</summary>
    Boolean,

    /// <summary>A day, as <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>A moment, as <see cref="DateTimeOffset"/>; kept in UTC to the microsecond.</summary>
    Time,

    /// <summary>The value is one of a list of texts.</summary>
    Choice,
}
