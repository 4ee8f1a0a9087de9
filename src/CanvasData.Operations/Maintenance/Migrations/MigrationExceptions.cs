using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Maintenance;

/// <summary>A run of <see cref="IMigrationHelper"/> failed. <see cref="Report"/> says what was undone.</summary>
public sealed class MigrationFailedException : CanvasOperationsException
{
    internal MigrationFailedException(string message, string remedy, MigrationReport report, Exception? cause)
        : base(message, remedy, cause) => Report = report;

    /// <summary>The report of the run until it failed.</summary>
    public MigrationReport Report { get; }
}

/// <summary>The exception that is thrown when another process held the lock of migrations for too long. Nothing was changed.</summary>
public sealed class MigrationLockedException : CanvasOperationsException
{
    internal MigrationLockedException(string message, string remedy, IReadOnlyList<MigrationLock> locks)
        : base(message, remedy) => Locks = locks;

    /// <summary>The locks that are held.</summary>
    public IReadOnlyList<MigrationLock> Locks { get; }

    /// <inheritdoc/>
    public override bool IsTransient => true;
}
