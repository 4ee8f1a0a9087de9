using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Maintenance;

/// <summary>The cures of what makes a run fail.</summary>
internal static class MigrationFailure
{
    public static string RemedyOf(Exception error) => error switch
    {
        CanvasOperationsException known => known.Remedy,
        _ when DatabaseError.Find(error) is { } failure => failure.Kind switch
        {
            DatabaseErrorKind.Rights => "Let a database user migrate who owns the tables and may create tables and schemas; a SQLite file and its folder must be writable.",
            DatabaseErrorKind.Schema or DatabaseErrorKind.Other or DatabaseErrorKind.Refused or DatabaseErrorKind.Duplicate => "Look at the SQL of the migration (IMigrationHelper.PlanAsync), and whether tables were changed by hand.",
            _ => failure.Remedy,
        },
        IOException or UnauthorizedAccessException => "Look at the file of the backup: its folder must be writable and have space.",
        _ => "Look at the migration or the transformation.",
    };
}
