using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Diagnostics;

/// <summary>A failure of the database, in words that hold names of tables and columns but no values.</summary>
internal sealed record DatabaseError(DatabaseErrorKind Kind, string Code, string Sentence, string Place)
{
    /// <summary>For example "PostgreSQL 22001: a text is longer than its column (column Name)".</summary>
    public string Text => $"{Code}: {Sentence}{(Place.Length == 0 ? "" : $" ({Place})")}";

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public bool IsPassing => Kind is DatabaseErrorKind.Away or DatabaseErrorKind.Busy or DatabaseErrorKind.Conflict;

    /// <summary>Whether a database driver threw it; a bare time-out or a broken stream may come from elsewhere.</summary>
    public bool IsOfDriver { get; private init; }

    public string Remedy => Kind switch
    {
        DatabaseErrorKind.Away => "Check that the database server runs and can be reached; the next run tries again.",
        DatabaseErrorKind.Busy or DatabaseErrorKind.Conflict => "The next run tries again. If it happens often, look for long transactions of other programs.",
        DatabaseErrorKind.Duplicate => "Look whether a unique index or constraint of the host's own refuses rows of Canvas, and remove or relax it.",
        DatabaseErrorKind.Refused => "Widen the column, or remove or relax the constraint of the host's model that refuses the row.",
        DatabaseErrorKind.Schema => "Apply the host's migrations (dotnet ef database update), and look whether a table was changed by hand.",
        DatabaseErrorKind.Rights => "Give the host's database user the right to select, insert, update and delete rows in the tables of the model.",
        DatabaseErrorKind.Login => "Check the connection string: server, file or database, user and password.",
        DatabaseErrorKind.Unsupported => "Look at the table in the database: it may be a view, a foreign table, or one with row-level security.",
        DatabaseErrorKind.Full => "Free space for the database and in the folder of its temporary files (SQLite: TMPDIR, on Windows TMP), then try again.",
        DatabaseErrorKind.Damaged => "Check the database and restore it from a backup.",
        _ => "The log of the host shows where.",
    };

    /// <summary>The database failure in an exception or its causes; null when it is none.</summary>
    public static DatabaseError? Find(Exception? error)
    {
        for (var cause = error; cause is not (null or CanvasOperationsException or OperationCanceledException); cause = cause.InnerException)
        {
            switch (cause)
            {
                // A driver may wrap its own exceptions: the innermost one has the code.
                case DbException { InnerException: DbException }:
                    break;
                case DbException database:
                    return Create(database, Saved(error));
                case TimeoutException:
                    return new(DatabaseErrorKind.Busy, nameof(TimeoutException), "the database did not answer in time", "");
                case IOException or SocketException:
                    return new(DatabaseErrorKind.Away, cause.GetType().Name, "the connection to the database failed", "");
            }
        }

        return null;
    }

    private static DatabaseError Create(DbException error, string saved)
    {
        var (code, (kind, sentence)) = error switch
        {
            _ when error.GetType().Name == "SqliteException" => OfSqlite(error),
            _ when error.GetType().Name == "MySqlException" && DatabasePlace.Get<int>(error, "Number") is var number => ($"MySQL {number}", DatabaseErrorCodes.OfMySql(number)),
            { SqlState: { Length: 5 } state } => ($"{(error.GetType().Name == "PostgresException" ? "PostgreSQL" : "SQLSTATE")} {state}", DatabaseErrorCodes.OfState(state)),
            _ when error.GetType().Name == "SqlException" && DatabasePlace.Get<int>(error, "Number") is var number => ($"SQL Server {number}", DatabaseErrorCodes.OfSqlServer(number)),
            _ when IsConnection(error) => (error.GetType().Name, (DatabaseErrorKind.Away, "the database server cannot be reached, or closed the connection")),
            _ => (error.GetType().Name, (DatabaseErrorKind.Other, null)),
        };
        if (kind == DatabaseErrorKind.Other && error.IsTransient)
        {
            kind = DatabaseErrorKind.Away;
        }

        var place = DatabasePlace.Find(error);
        return new(kind, code, sentence ?? "the database failed", place.Contains("table ", StringComparison.Ordinal) || saved.Length == 0 ? place : place.Length == 0 ? saved : $"{saved}, {place}") { IsOfDriver = true };
    }

    private static (string, (DatabaseErrorKind, string?)) OfSqlite(DbException error)
    {
        var (primary, extended) = (DatabasePlace.Get<int>(error, "SqliteErrorCode"), DatabasePlace.Get<int>(error, "SqliteExtendedErrorCode"));
        var known = primary == 1 && DatabasePlace.Find(error).Length > 0
            ? (DatabaseErrorKind.Schema, "a table or column that the model knows is not in the database")
            : DatabaseErrorCodes.OfSqlite(primary, extended);
        return (extended == primary || extended == 0 ? $"SQLite {primary}" : $"SQLite {primary} (extended {extended})", known);
    }

    private static bool IsConnection(DbException error) => error.IsTransient || error.InnerException is IOException or SocketException or TimeoutException;

    // EF Core knows whose rows it was saving.
    private static string Saved(Exception? error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbUpdateException { Entries: { Count: > 0 } entries })
            {
                return $"rows of {string.Join(", ", entries.Select(entry => entry.Metadata.DisplayName()).Distinct().Order(StringComparer.Ordinal))}";
            }
        }

        return "";
    }
}
