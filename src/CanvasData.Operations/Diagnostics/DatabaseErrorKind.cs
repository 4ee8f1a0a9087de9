namespace CanvasData.Operations.Diagnostics;

/// <summary>What a database error means for the person who has to cure it.</summary>
internal enum DatabaseErrorKind
{
    /// <summary>Nothing more is known than that the database failed.</summary>
    Other,

    /// <summary>The server cannot be reached, is starting, or has closed the connection.</summary>
    Away,

    /// <summary>Another transaction holds what is needed, or the call took too long.</summary>
    Busy,

    /// <summary>The database ended the transaction in favor of another: a deadlock or a serialization failure. A repetition helps.</summary>
    Conflict,

    /// <summary>A unique value is there already: perhaps another transaction added it a moment ago.</summary>
    Duplicate,

    /// <summary>A column or a constraint does not accept a value.</summary>
    Refused,

    /// <summary>A table or a column differs from the model.</summary>
    Schema,

    /// <summary>The database user may not do this.</summary>
    Rights,

    /// <summary>The database, its name or its user is not accepted.</summary>
    Login,

    /// <summary>The server does not offer this for such a table.</summary>
    Unsupported,

    /// <summary>The disk or a quota is full.</summary>
    Full,

    /// <summary>The files of the database are damaged.</summary>
    Damaged,
}
