using CanvasData.Operations.Diagnostics;
using Microsoft.Data.Sqlite;

namespace CanvasData.Operations.DataAccess;

/// <summary>
/// Stages the files of one table in one transaction, together with its mark. It notes which records have changed. A record that is older
/// than the staged one is left out, so that neither the order nor a repetition matters.
/// </summary>
internal sealed class TableStaging : IDisposable
{
    private const int FewUnreadable = 100;

    private readonly SourceTable _table;
    private readonly RecordReader _reader;
    private readonly bool _isSnapshot;
    private readonly bool _isFirst;
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _write;
    private readonly SqliteCommand _keep;
    private readonly SqliteCommand _note;
    private readonly long _generation;
    private long _records;
    private long _changed;
    private long _deleted;
    private long _older;
    private long _unreadable;
    private bool _hasUnknown;

    private TableStaging(SourceTable table, bool isSnapshot, SqliteConnection connection)
    {
        (_table, _isSnapshot, _connection, _reader) = (table, isSnapshot, connection, new RecordReader(table));
        _transaction = connection.BeginTransaction();
        var mark = TableMark.Read(connection, table.Name);
        _generation = mark.Generation + (isSnapshot ? 1 : 0);
        _isFirst = isSnapshot && mark.Mark is null;
        _find = Prepare($"""SELECT owner, link, at, state, body FROM "r_{table.Name}" WHERE id = @id""", "@id");
        _write = Prepare(
            $"""
            INSERT INTO "r_{table.Name}" (id, owner, link, at, generation, state, due, body) VALUES (@id, @owner, @link, @at, @generation, @state, @due, @body)
            ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, link = excluded.link, at = excluded.at, generation = excluded.generation, state = excluded.state, due = excluded.due, body = excluded.body
            WHERE excluded.at >= at
            """,
            "@id", "@owner", "@link", "@at", "@generation", "@state", "@due", "@body");
        _keep = Prepare($"""UPDATE "r_{table.Name}" SET at = max(at, @at), generation = @generation WHERE id = @id""", "@id", "@at", "@generation");
        _note = Prepare("INSERT INTO changed (tbl, id, owner, link, gone) VALUES (@tbl, @id, @owner, @link, @gone)", "@tbl", "@id", "@owner", "@link", "@gone");
    }

    /// <summary>Stages files.</summary>
    /// <param name="store">The staged tables.</param>
    /// <param name="table">The table.</param>
    /// <param name="isSnapshot">Whether the files hold the whole table.</param>
    /// <param name="files">The files.</param>
    /// <param name="mark">The moment up to which they go, as it was sent.</param>
    /// <param name="schema">The schema of the records.</param>
    /// <param name="cancellationToken">Ends the staging; nothing is staged then.</param>
    public static async Task<StagedCounts> RunAsync(
        ReplicaStore store, SourceTable table, bool isSnapshot, IReadOnlyList<string> files, string mark, TableSchema schema, CancellationToken cancellationToken)
    {
        using var connection = store.Connect();
        using var staging = new TableStaging(table, isSnapshot, connection);
        foreach (var file in files)
        {
            using var lines = await RecordLines.OpenAsync(file, table, cancellationToken).ConfigureAwait(false);
            while (await lines.NextPartAsync(cancellationToken).ConfigureAwait(false))
            {
                staging.Read(lines, cancellationToken);
            }
        }

        staging.Finish(mark, schema);
        return new StagedCounts(staging._records, staging._changed, staging._deleted, staging._older, staging._unreadable);
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
        _keep.Dispose();
        _note.Dispose();
        _transaction.Dispose();
    }

    private void Read(RecordLines lines, CancellationToken cancellationToken)
    {
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty)
            {
                continue;
            }

            if (++_records % 1_024 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (!_reader.TryRead(line, out var record))
            {
                Leave(line);
            }
            else if (record.IsDeleted || record.IsOfKind)
            {
                Stage(record, _reader.Body);
            }
        }
    }

    // What is staged of a record that cannot be read stays: its absence from a snapshot would be a deletion.
    private void Leave(ReadOnlySpan<byte> line)
    {
        _unreadable++;
        if (RecordReader.FindKey(_table, line) is { } key)
        {
            Keep(key, 0);
        }
        else
        {
            _hasUnknown = true;
        }
    }

    private void Stage(in StagedRecord record, ReadOnlySpan<byte> value)
    {
        // Nothing is noted of a first snapshot, so that only the newest version of each record matters.
        if (_isFirst)
        {
            Count(record);
            Write(record, value, null, null);
            return;
        }

        if (Find(record.Key) is not { } before)
        {
            NoteChange(record, value, default);
            Write(record, value, null, null);
            return;
        }

        var isSame = before.Body is null ? record.IsDeleted : !record.IsDeleted && value.SequenceEqual(before.Body);
        if (isSame)
        {
            Keep(record.Key, record.At);
        }
        else if (record.At < before.At)
        {
            _older++;
            Keep(record.Key, before.At);
        }
        else
        {
            NoteChange(record, value, before);
            Write(record, value, before.Owner, before.Link);
        }
    }

    private Before? Find(long key)
    {
        _find.Parameters[0].Value = key;
        using var found = _find.ExecuteReader();
        return found.Read()
            ? new Before(
                found.IsDBNull(4) ? null : found.GetFieldValue<byte[]>(4), found.GetInt64(2), found.IsDBNull(0) ? null : found.GetInt64(0),
                found.IsDBNull(1) ? null : found.GetInt64(1), found.IsDBNull(3) ? null : found.GetString(3))
            : null;
    }

    private void Count(in StagedRecord record)
    {
        if (record.IsDeleted)
        {
            _deleted++;
        }
        else
        {
            _changed++;
        }
    }

    private void NoteChange(in StagedRecord record, ReadOnlySpan<byte> value, Before before)
    {
        var wasThere = before.Body is not null;
        Count(record);
        if (!wasThere && record.IsDeleted)
        {
            return;
        }

        if (wasThere)
        {
            var gone = record.IsDeleted || before.Owner != record.Owner || TakesWork(before.State, record.State) || RecordReader.DecidesOtherwise(_table, before.Body, value);
            Note(record.Key, before.Owner, before.Link, gone);
        }

        if (!record.IsDeleted && (!wasThere || before.Owner != record.Owner || before.Link != record.Link))
        {
            Note(record.Key, record.Owner, record.Link, gone: false);
        }
    }

    /// <summary>Whether a change of state takes submissions out of their lists, or brings them there without a record of their own.</summary>
    private bool TakesWork(string? before, string? now) => _table.Name switch
    {
        "submissions" => before != States.Deleted && now == States.Deleted,
        "enrollments" => States.IsEnrolled(before) != States.IsEnrolled(now),
        "assignments" => (before == States.Published) != (now == States.Published),
        _ => false,
    };

    private void Note(long id, long? owner, long? link, bool gone)
    {
        _note.Parameters[0].Value = _table.Name;
        _note.Parameters[1].Value = id;
        _note.Parameters[2].Value = (object?)owner ?? DBNull.Value;
        _note.Parameters[3].Value = (object?)link ?? DBNull.Value;
        _note.Parameters[4].Value = gone ? 1 : 0;
        _note.ExecuteNonQuery();
    }

    private void Keep(long id, long at)
    {
        _keep.Parameters[0].Value = id;
        _keep.Parameters[1].Value = at;
        _keep.Parameters[2].Value = _generation;
        _keep.ExecuteNonQuery();
    }

    private void Write(in StagedRecord record, ReadOnlySpan<byte> value, long? owner, long? link)
    {
        var values = _write.Parameters;
        values[0].Value = record.Key;
        values[1].Value = (object?)(record.IsDeleted ? owner : record.Owner) ?? DBNull.Value;
        values[2].Value = (object?)(record.IsDeleted ? link : record.Link) ?? DBNull.Value;
        values[3].Value = record.At;
        values[4].Value = _generation;
        values[5].Value = (object?)record.State ?? DBNull.Value;
        values[6].Value = (object?)record.Due ?? DBNull.Value;
        values[7].Value = record.IsDeleted ? DBNull.Value : value.ToArray();
        _write.ExecuteNonQuery();
    }

    private void Finish(string mark, TableSchema schema)
    {
        if (_unreadable >= FewUnreadable && _unreadable * 10 > _records)
        {
            throw new CanvasProtocolException(
                $"{_unreadable} of {_records} records of table {_table.Name} cannot be read.", "Nothing of the table was staged. Update the package, and sync over REST until then.");
        }

        if (_isSnapshot && !_isFirst && !_hasUnknown)
        {
            DropUnseen(Moments.Read(mark)!.Value.UtcTicks);
        }

        ReplicaStore.Execute(
            _connection, "INSERT OR REPLACE INTO tables (name, mark, generation, version, columns) VALUES (@name, @mark, @generation, @version, @columns)",
            ("@name", _table.Name), ("@mark", mark), ("@generation", _generation), ("@version", schema.Version), ("@columns", string.Join(' ', schema.Columns)));
        if (_isFirst)
        {
            ReplicaStore.AddIndexes(_connection, _table);
            ReplicaStore.Execute(_connection, "INSERT OR REPLACE INTO meta (name, value) VALUES ('all', '1')");
        }

        _transaction.Commit();
    }

    // What came after the snapshot was made is not in it.
    private void DropUnseen(long at)
    {
        var unseen = $"""FROM "r_{_table.Name}" WHERE generation < @generation AND at <= @at AND body IS NOT NULL""";
        _deleted += ReplicaStore.Execute(
            _connection, $"INSERT INTO changed (tbl, id, owner, link, gone) SELECT @tbl, id, owner, link, 1 {unseen}", ("@tbl", _table.Name), ("@generation", _generation), ("@at", at));
        ReplicaStore.Execute(
            _connection, $"""UPDATE "r_{_table.Name}" SET body = NULL, due = NULL, generation = @generation WHERE generation < @generation AND at <= @at AND body IS NOT NULL""",
            ("@generation", _generation), ("@at", at));
    }

    /// <summary>What was staged of a record.</summary>
    private readonly record struct Before(byte[]? Body, long At, long? Owner, long? Link, string? State);

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        command.Prepare();
        return command;
    }
}

/// <summary>The counts of a staging.</summary>
/// <param name="Records">The records read.</param>
/// <param name="Changed">Those that differ from what was staged.</param>
/// <param name="Deleted">Those that were deleted.</param>
/// <param name="Older">Those that were older than what was staged.</param>
/// <param name="Unreadable">The lines that are no records.</param>
internal readonly record struct StagedCounts(long Records, long Changed, long Deleted, long Older, long Unreadable);
