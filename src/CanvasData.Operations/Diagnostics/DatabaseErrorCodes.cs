using static CanvasData.Operations.Diagnostics.DatabaseErrorKind;

namespace CanvasData.Operations.Diagnostics;

/// <summary>The codes of the drivers, what each means, and a sentence for it.</summary>
internal static class DatabaseErrorCodes
{
    // Primary codes; an extended code stands before its primary one.
    private static readonly Dictionary<int, (DatabaseErrorKind Kind, string Sentence)> Sqlite = new()
    {
        [3] = (Rights, "access was refused"),
        [5] = (Busy, "another connection holds the database"),
        [6] = (Busy, "another statement holds the table"),
        [8] = (Rights, "the database file is read-only"),
        [10] = (Other, "the disk failed to read or write"),
        [11] = (Damaged, "the database file is damaged"),
        [13] = (Full, "the disk is full"),
        [14] = (Login, "the database file cannot be opened"),
        [18] = (Refused, "a text is longer than SQLite can hold"),
        [19] = (Refused, "a constraint does not hold"),
        [20] = (Refused, "a value has another type than its column"),
        [23] = (Rights, "access was refused"),
        [26] = (Damaged, "the file is no SQLite database"),
        [275] = (Refused, "a check constraint does not hold"),
        [517] = (Conflict, "another connection wrote since the transaction began to read"),
        [787] = (Refused, "the other side of a foreign key is not there, or still points here"),
        [1299] = (Refused, "a column must not be null"),
        [1555] = (Duplicate, "a value of a unique constraint is there already"),
        [1811] = (Refused, "a trigger refused a row"),
        [2067] = (Duplicate, "a value of a unique constraint is there already"),
        [2579] = (Duplicate, "a value of a unique constraint is there already"),
        [3091] = (Refused, "a value has another type than its column"),
    };

    // Whole states first, then their classes.
    private static readonly Dictionary<string, (DatabaseErrorKind Kind, string Sentence)> States = new()
    {
        ["08"] = (Away, "the connection failed"),
        ["0A"] = (Unsupported, "the server does not offer this for such a table"),
        ["21000"] = (Refused, "two rows of the call have the same key in the database"),
        ["22"] = (Refused, "a value does not fit its column"),
        ["22001"] = (Refused, "a text is longer than its column"),
        ["22003"] = (Refused, "a number does not fit its column"),
        ["22021"] = (Refused, "a text holds the character U+0000, which PostgreSQL cannot hold"),
        ["23"] = (Refused, "a constraint does not hold"),
        ["23502"] = (Refused, "a column must not be null"),
        ["23503"] = (Refused, "the other side of a foreign key is not there, or still points here"),
        ["23505"] = (Duplicate, "a value of a unique constraint is there already"),
        ["23514"] = (Refused, "a check constraint does not hold"),
        ["25006"] = (Rights, "the server is read-only, as a standby is"),
        ["25P03"] = (Busy, "the server ended a transaction that was silent for too long"),
        ["28"] = (Login, "the server does not accept the user"),
        ["3D000"] = (Login, "the database does not exist"),
        ["3F000"] = (Schema, "a schema that the model knows is not in the database"),
        ["40"] = (Busy, "another transaction was in the way"),
        ["40001"] = (Conflict, "another transaction changed the same rows (serialization failure)"),
        ["40P01"] = (Conflict, "two transactions waited for each other (deadlock)"),
        ["42"] = (Schema, "the tables differ from the model"),
        ["42501"] = (Rights, "the database user lacks a right"),
        ["42703"] = (Schema, "a column that the model knows is not in the table"),
        ["42804"] = (Schema, "a column has another type than the model knows"),
        ["42P01"] = (Schema, "a table that the model knows is not in the database"),
        ["44"] = (Refused, "a row does not belong to the view"),
        ["53"] = (Full, "the server is out of a resource"),
        ["53100"] = (Full, "the disk is full"),
        ["53300"] = (Away, "the server has no free connection"),
        ["55P03"] = (Busy, "another transaction holds a lock"),
        ["57"] = (Away, "the server is stopping or starting"),
        ["57014"] = (Busy, "the statement was canceled, for example by a time-out"),
        ["XX001"] = (Damaged, "the database is damaged"),
        ["XX002"] = (Damaged, "an index is damaged"),
    };

    private static readonly Dictionary<int, (DatabaseErrorKind Kind, string Sentence)> SqlServer = Table(
        (Away, "the server cannot be reached", [-1, 2, 20, 53, 64, 121, 233, 258, 10053, 10054, 10060, 10061, 10928, 10929, 11001, 40197, 40501, 40613]),
        (Busy, "the statement took too long", [-2]),
        (Busy, "another transaction holds a lock", [1222]),
        (Conflict, "two transactions waited for each other (deadlock)", [1205]),
        (Conflict, "another transaction changed the same rows", [3960, 41301, 41302, 41305, 41325, 41839]),
        (Schema, "a column that the model knows is not in the table", [207]),
        (Schema, "a table that the model knows is not in the database", [208]),
        (Schema, "a column has another type than the model knows", [206]),
        (Rights, "the database user lacks a right", [229, 230, 262, 297]),
        (Rights, "the database is read-only", [3906]),
        (Login, "the server does not accept the user or the database", [916, 4060, 18452, 18456, 18470]),
        (Refused, "a column must not be null", [515]),
        (Refused, "a foreign key or a check constraint does not hold", [547]),
        (Refused, "a text is longer than its column", [2628, 8152]),
        (Refused, "a number does not fit its column", [220, 245, 8114, 8115]),
        (Refused, "two rows have the same key in the collation of the database", [8672]),
        (Refused, "the security policy of a table does not allow a row", [33504]),
        (Duplicate, "a value of a unique constraint is there already", [2601, 2627]),
        (Full, "the disk or the log of the database is full", [1101, 1105, 9002]),
        (Damaged, "the database is damaged", [823, 824, 825]));

    // MySQL and MariaDB share the numbers of server and client; those of one of them alone do not collide.
    private static readonly Dictionary<int, (DatabaseErrorKind Kind, string Sentence)> MySql = Table(
        (Away, "the server cannot be reached, or closed the connection", [1040, 1053, 1077, 1080, 1152, 1159, 1160, 1161, 1184, 1203, 2002, 2003, 2005, 2006, 2013]),
        (Busy, "another transaction holds a lock", [1205, 3572]),
        (Busy, "the statement was canceled, for example by a time-out", [1317, 1969, 3024]),
        (Conflict, "two transactions waited for each other (deadlock)", [1213, 1614]),
        (Conflict, "another transaction changed the same rows", [1020, 3101]),
        (Schema, "a column that the model knows is not in the table", [1054]),
        (Schema, "a table that the model knows is not in the database", [1146]),
        (Rights, "the database user lacks a right", [1044, 1142, 1143, 1227]),
        (Rights, "the server is read-only", [1290, 1792, 1836]),
        (Login, "the server does not accept the user or the database", [1045, 1049, 1698]),
        (Refused, "a column must not be null", [1048, 1364]),
        (Refused, "the other side of a foreign key is not there, or still points here", [1216, 1217, 1451, 1452]),
        (Refused, "a check constraint does not hold", [3819, 4025]),
        (Refused, "a text is longer than its column", [1406]),
        (Refused, "a value does not fit its column", [1264, 1265, 1292, 1366]),
        (Duplicate, "a value of a unique constraint is there already", [1062, 1586]),
        (Full, "the disk or the table is full", [1021, 1114]),
        (Damaged, "the table is damaged", [1034, 1035, 1194, 1195]));

    public static (DatabaseErrorKind Kind, string? Sentence) OfSqlite(int primary, int extended) =>
        Sqlite.TryGetValue(extended, out var known) || Sqlite.TryGetValue(primary, out known) ? known : (Other, null);

    public static (DatabaseErrorKind Kind, string? Sentence) OfState(string state) =>
        States.TryGetValue(state, out var known) || (state.Length == 5 && States.TryGetValue(state[..2], out known)) ? known : (Other, null);

    public static (DatabaseErrorKind Kind, string? Sentence) OfSqlServer(int number) =>
        SqlServer.TryGetValue(number, out var known) ? known : (Other, null);

    public static (DatabaseErrorKind Kind, string? Sentence) OfMySql(int number) =>
        MySql.TryGetValue(number, out var known) ? known : (Other, null);

    private static Dictionary<int, (DatabaseErrorKind, string)> Table(params (DatabaseErrorKind Kind, string Sentence, int[] Numbers)[] rows) =>
        rows.SelectMany(row => row.Numbers.Select(number => (number, row.Kind, row.Sentence))).ToDictionary(row => row.number, row => (row.Kind, row.Sentence));
}
