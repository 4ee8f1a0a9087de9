namespace CanvasData.Operations.Model;

/// <summary>The patterns of a student's submissions so far: the rows of the residual table.</summary>
public enum SubmissionPattern : byte
{
    /// <summary>The student submitted nothing.</summary>
    NothingSubmitted,

    /// <summary>The most recent due item is missing.</summary>
    LastDueMissing,

    /// <summary>The student missed some item, but not the last.</summary>
    SomeMissing,

    /// <summary>The student missed nothing.</summary>
    NoneMissing,
}
