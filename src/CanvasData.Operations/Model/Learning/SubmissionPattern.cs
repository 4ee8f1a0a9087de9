namespace CanvasData.Operations.Model;

/// <summary>How a student has handed work in so far: the rows of the residual table.</summary>
public enum SubmissionPattern : byte
{
    /// <summary>Nothing was handed in.</summary>
    NothingSubmitted,

    /// <summary>The most recent due item is missing.</summary>
    LastDueMissing,

    /// <summary>Some item is missing, but not the last.</summary>
    SomeMissing,

    /// <summary>Nothing is missing.</summary>
    NoneMissing,
}
