using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>Reads staged records through one connection of its own.</summary>
internal sealed class SourceReader(ReplicaStore store, IReadOnlyDictionary<string, IReadOnlySet<string>> columns) : IDisposable
{
    private static readonly HashSet<string> Nothing = [];

    private readonly SqliteConnection _connection = store.Connect();

    // Preparing a statement takes longer than finding a record by its key.
    private readonly Dictionary<string, SqliteCommand> _idle = [];

    public bool IsOffered(string table) => columns.ContainsKey(table);

    /// <summary>The live records of a table that belong to an owner.</summary>
    public IEnumerable<SourceRow> OfOwner(string table, long owner) => Query(table, "owner = @key AND (state IS NULL OR state <> 'deleted')", owner);

    /// <summary>The live records of a table that name something in their second column.</summary>
    public IEnumerable<SourceRow> OfLink(string table, long link) => Query(table, "link = @key AND (state IS NULL OR state <> 'deleted')", link);

    public IEnumerable<SourceRow> All(string table) => Query(table, "@key = 0 AND (state IS NULL OR state <> 'deleted')", 0);

    /// <summary>A record, live or not; null when it is not staged.</summary>
    public SourceRow? Find(string table, long? id) => id is { } key ? Query(table, "id = @key", key, keeps: true).Cast<SourceRow?>().FirstOrDefault() : null;

    /// <summary>The submissions of a course that have changed.</summary>
    public IEnumerable<SourceRow> ChangedWork(long course) => Query("submissions", "id IN (SELECT id FROM work WHERE course = @key) AND owner = @key AND (state IS NULL OR state <> 'deleted')", course);

    /// <summary>The assignments of a course whose work says that they are New Quizzes.</summary>
    public IReadOnlySet<long> NewQuizzes(long course) => Ids(
        $"""
        SELECT DISTINCT {ReplicaStore.Value("submissions", "assignment_id")} FROM r_submissions
        WHERE owner = @course AND body IS NOT NULL AND {ReplicaStore.Value("submissions", "cached_quiz_lti")} AND typeof({ReplicaStore.Value("submissions", "assignment_id")}) = 'integer'
        """,
        ("@course", course)).ToHashSet();

    /// <summary>The ids of the live courses of an account and of those below it; null for all.</summary>
    public IReadOnlyList<long> Courses(long? account) => Ids(
        $"""
        WITH RECURSIVE below (id) AS (SELECT @account UNION SELECT a.id FROM r_accounts a JOIN below ON a.owner = below.id)
        SELECT id FROM r_courses s WHERE body IS NOT NULL AND (state IS NULL OR state <> 'deleted')
        AND (@account IS NULL OR {ReplicaStore.Value("courses", "account_id", "s.")} IN (SELECT id FROM below)) ORDER BY id
        """,
        ("@account", account));

    public void Dispose()
    {
        foreach (var command in _idle.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private List<long> Ids(string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = ReplicaStore.Command(_connection, sql, values);
        using var reader = command.ExecuteReader();
        var ids = new List<long>();
        while (reader.Read())
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }

    private IEnumerable<SourceRow> Query(string table, string condition, long key, bool keeps = false)
    {
        var (source, offered) = (SourceTables.ByName[table], columns.GetValueOrDefault(table, Nothing));
        var sql = $"""SELECT id, body FROM "r_{table}" WHERE body IS NOT NULL AND {condition}""";
        var command = _idle.Remove(sql, out var idle) ? idle : ReplicaStore.Command(_connection, sql, ("@key", key));
        try
        {
            command.Parameters[0].Value = key;
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var id = reader.GetInt64(0);
                using var document = JsonDocument.Parse(reader.GetFieldValue<byte[]>(1));

                // The row of a list is used before the next one is read; its memory serves that one then.
                yield return new SourceRow(id, keeps ? document.RootElement.Clone() : document.RootElement, source, offered);
            }
        }
        finally
        {
            if (!_idle.TryAdd(sql, command))
            {
                command.Dispose();
            }
        }
    }
}
