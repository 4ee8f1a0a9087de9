using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Diagnostics;

/// <summary>What the library logs: ids and counts, never names, grades or tokens. 1000 to 1999 are of the sync.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1000, LogLevel.Information, "Sync run {RunId} began: {Courses} courses")]
    public static partial void RunStarted(this ILogger logger, Guid runId, int courses);

    [LoggerMessage(1001, LogLevel.Information, "Sync run {RunId} ended: {Succeeded} courses succeeded, {Failed} failed, {RowsWritten} rows written, {Requests} requests")]
    public static partial void RunEnded(this ILogger logger, Guid runId, int succeeded, int failed, long rowsWritten, long requests);

    [LoggerMessage(1002, LogLevel.Warning, "Course {CourseId} failed: {Cause}")]
    public static partial void CourseFailed(this ILogger logger, long courseId, string cause);

    [LoggerMessage(1003, LogLevel.Warning, "Course {CourseId} has a newer owner; this sync of it was dropped")]
    public static partial void CourseFenced(this ILogger logger, long courseId);

    [LoggerMessage(1004, LogLevel.Information, "Writing course {CourseId} failed at attempt {Attempt} with {Kind}; trying again")]
    public static partial void WriteRetried(this ILogger logger, long courseId, int attempt, string kind);

    [LoggerMessage(1005, LogLevel.Warning, "Could not release the lease of course {CourseId} ({Kind}); it will expire on its own")]
    public static partial void ReleaseFailed(this ILogger logger, long courseId, string kind);

    [LoggerMessage(1006, LogLevel.Error, "The {Work} in the background failed: {Cause}")]
    public static partial void BackgroundWorkFailed(this ILogger logger, string work, string cause);

    [LoggerMessage(1007, LogLevel.Warning, "Could not store the end of sync run {RunId} ({Kind}); its row stays as running")]
    public static partial void RunNotLogged(this ILogger logger, Guid runId, string kind);

    [LoggerMessage(1008, LogLevel.Error, "Sync run {RunId} was stopped by {Kind}: {Cause}")]
    public static partial void RunStopped(this ILogger logger, Guid runId, string kind, string cause);

    [LoggerMessage(1009, LogLevel.Warning, "Canvas lists none of the {Stored} stored courses to this token. Check that the token and CanvasRestOptions.AccountId are those of the school")]
    public static partial void NoStoredCourseListed(this ILogger logger, int stored);

    [LoggerMessage(1020, LogLevel.Warning, "The clock of this host is {Lead} ahead of the database's; syncs take the time of the database. Set the clock of the host")]
    public static partial void ClockIsAhead(this ILogger logger, string lead);

    [LoggerMessage(1030, LogLevel.Information, "{Operation} met another transaction ({Kind}) and is tried again (attempt {Attempt})")]
    public static partial void UnitRetried(this ILogger logger, string operation, int attempt, string kind);

    [LoggerMessage(1040, LogLevel.Warning, "Slow query: {Summary} took {Milliseconds} ms (call site: {CallSite})")]
    public static partial void QueryWasSlow(this ILogger logger, string summary, double milliseconds, string callSite);

    [LoggerMessage(1041, LogLevel.Warning, "A query could not be measured ({Kind}); it was not disturbed. Later failures are only counted")]
    public static partial void MonitorFailed(this ILogger logger, string kind);

    [LoggerMessage(1050, LogLevel.Warning, "A node of the cluster waits for the database ({Kind})")]
    public static partial void ClusterWaits(this ILogger logger, string kind);

    [LoggerMessage(1051, LogLevel.Warning, "The planning or end of cluster run {RunId} was left to another node ({Kind})")]
    public static partial void ClusterStepLeft(this ILogger logger, Guid runId, string kind);

    [LoggerMessage(1052, LogLevel.Warning, "The end of course {CourseId} could not be noted in its cluster run ({Kind}); its lease expires, and it is synced once more")]
    public static partial void CourseNotSettled(this ILogger logger, long courseId, string kind);

    [LoggerMessage(1053, LogLevel.Warning, "Ended {Count} transactions of nodes that fell silent in the middle of a statement")]
    public static partial void SilentTransactionsEnded(this ILogger logger, int count);

    [LoggerMessage(1060, LogLevel.Warning, "{Events} Live Events could not be stored ({Kind}); their sender was asked to repeat them")]
    public static partial void LiveEventsNotStored(this ILogger logger, int events, string kind);

    [LoggerMessage(1061, LogLevel.Warning, "A refresh of course {CourseId} after a Live Event was given up ({Kind}): {Cause}")]
    public static partial void LiveEventGivenUp(this ILogger logger, long courseId, string kind, string cause);

    [LoggerMessage(1100, LogLevel.Information, "Migration run {RunId} began: {Steps} migrations and transformations")]
    public static partial void MigrationStarted(this ILogger logger, Guid runId, int steps);

    [LoggerMessage(1101, LogLevel.Information, "Migration run {RunId} ended")]
    public static partial void MigrationEnded(this ILogger logger, Guid runId);

    [LoggerMessage(1102, LogLevel.Information, "Migration step {Kind} {Name} took {Seconds} s")]
    public static partial void MigrationStepEnded(this ILogger logger, string kind, string name, double seconds);

    [LoggerMessage(1103, LogLevel.Warning, "A migration lock ({Kind}) was cleared: {Rule}")]
    public static partial void MigrationLockCleared(this ILogger logger, string kind, string rule);

    [LoggerMessage(1104, LogLevel.Warning, "{Recovery}")]
    public static partial void MigrationRecovered(this ILogger logger, string recovery);

    [LoggerMessage(1105, LogLevel.Error, "A failed migration could not be undone ({Cause}); the next run repeats it")]
    public static partial void MigrationNotUndone(this ILogger logger, string cause);

    [LoggerMessage(1106, LogLevel.Warning, "The backup {Place} of a migration could not be deleted ({Cause}); the next run tries again")]
    public static partial void MigrationBackupNotDeleted(this ILogger logger, string place, string cause);
}
