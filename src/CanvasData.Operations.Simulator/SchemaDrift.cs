namespace CanvasData.Operations.Simulator;

/// <summary>The ways in which JSON can differ from what is documented.</summary>
public enum SchemaDrift
{
    /// <summary>The rows have unknown fields.</summary>
    ExtraFields,

    /// <summary>A field is absent; by default the name, or the state when there is no name.</summary>
    MissingField,

    /// <summary>The numbers come as strings; by default every number that is not an id.</summary>
    StringForNumber,

    /// <summary>A string comes as a number; by default the name, or the state when there is no name.</summary>
    NumberForString,

    /// <summary>A value is null; by default the name, or the state when there is no name.</summary>
    NullForValue,

    /// <summary>An enumeration has a value that is new.</summary>
    UnknownEnum,

    /// <summary>The scores and points are <c>1e400</c>, which no double holds.</summary>
    NumberBeyondDouble,

    /// <summary>The id is 2^63, which no 64-bit integer holds.</summary>
    IdBeyondLong,

    /// <summary>The ids and times that are null come as empty text; by default all of them.</summary>
    EmptyTextForNull,

    /// <summary>
    /// The ids of another shard come as text in their short form, <c>2107~1002</c> for 21070000000001002; by default all of them, those
    /// inside inner objects too.
    /// </summary>
    ShortShardIds,
}
