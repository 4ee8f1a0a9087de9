namespace CanvasData.Operations.Diagnostics;

/// <summary>The library is not set up as it must be.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class CanvasConfigurationException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException)
{
    /// <summary>Whether only this process is at fault: its package is older than the tables.</summary>
    internal bool IsOfOldPackage { get; init; }
}

/// <summary>
/// The exception that is thrown when a complete listing of Canvas lacks so many stored rows that an accident is likelier than a change.
/// Nothing was written.
/// </summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class MassDisappearanceException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);

/// <summary>
/// The exception that is thrown when the temporary file of a large course could not be written: the disk is full, or the folder is not
/// writable. Nothing of the course was written.
/// </summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class TemporaryFileException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);

/// <summary>The exception that is thrown when a row was edited locally and the conflict strategy is to fail. Nothing was written.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class SyncConflictException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);

/// <summary>A row of history was to be changed or deleted.</summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class AppendOnlyException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);

/// <summary>
/// The exception that is thrown when a note, a tag or a link of the portal was to be saved that no query would find. Nothing was saved.
/// </summary>
/// <inheritdoc cref="CanvasOperationsException(string, string, Exception)"/>
public sealed class InvalidPortalDataException(string message, string remedy, Exception? innerException = null)
    : CanvasOperationsException(message, remedy, innerException);

/// <summary>The exception that is thrown when another process held a course for longer than a refresh was to wait. Nothing was written.</summary>
public sealed class CourseBusyException : CanvasOperationsException
{
    internal CourseBusyException(long courseId, string? heldBy, string problem)
        : base($"Course {courseId} {problem}. Nothing was written.", "Repeat the refresh after the sync, or give a longer RefreshRequest.Wait. The sync stores the newest values too.") =>
        (CourseId, HeldBy) = (courseId, heldBy);

    /// <summary>The Canvas course id.</summary>
    public long CourseId { get; }

    /// <summary>The owner that holds the course (machine, process); null when it is free again. Not for browsers.</summary>
    public string? HeldBy { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
