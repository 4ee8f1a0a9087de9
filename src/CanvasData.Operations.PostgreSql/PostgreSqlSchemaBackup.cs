using System.Globalization;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Maintenance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CanvasData.Operations.PostgreSql;

/// <summary>
/// Copies the tables concerned into a schema of the same database. Statements for their keys, indexes, foreign keys, triggers and rights are
/// stored with them. The restore moves the copies to where the tables were, in one transaction.
/// </summary>
internal sealed class PostgreSqlSchemaBackup : IMigrationBackup
{
    private const string Cure = "Register a backup of your own with AddMigrationBackup<T>(), for example with pg_dump, and name it in MigrationOptions.BackupName.";
    private const string Statements = "\"__statements\"";

    public string Name => "postgresql-schema";

    public bool Serves(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.ProviderName == "Npgsql.EntityFrameworkCore.PostgreSQL";
    }

    public string PlaceOf(DbContext context, MigrationBackupRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Create(CultureInfo.InvariantCulture, $"canvasdata_backup_{request.RunId:N}");
    }

    public Task BackUpAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken) => InTransactionAsync(
        context,
        async (connection, token) =>
        {
            if (request.OtherOperations is [var other, ..])
            {
                throw new CanvasConfigurationException($"The backup inside the database cannot undo {other}: it holds tables only.", Cure);
            }

            var schema = PlaceOf(context, request);
            var tables = Names(context, request.Tables);
            await LockAsync(connection, tables, token).ConfigureAwait(false);
            await RefuseAsync(connection, tables, token).ConfigureAwait(false);
            await connection.ExecuteAsync($"DROP SCHEMA IF EXISTS {schema} CASCADE", token).ConfigureAwait(false);
            await connection.ExecuteAsync($"CREATE SCHEMA {schema}", token).ConfigureAwait(false);
            await connection.ExecuteAsync($"CREATE TABLE {schema}.{Statements} (position int GENERATED ALWAYS AS IDENTITY, after boolean NOT NULL, statement text NOT NULL)", token).ConfigureAwait(false);
            await DatabaseCatalog.StoreAsync(connection, schema, token).ConfigureAwait(false);
            for (var i = 0; i < tables.Count; i++)
            {
                await CopyAsync(connection, tables[i], Copy(schema, i), token).ConfigureAwait(false);
            }

            // With an empty path the server writes each name with its schema.
            var ids = await connection.ScalarAsync("SELECT coalesce(array_agg(to_regclass(name)::oid::bigint ORDER BY place), '{}') FROM unnest($1) WITH ORDINALITY t(name, place)", token, (object)tables.ToArray()).ConfigureAwait(false);
            await connection.ExecuteAsync("SET LOCAL search_path = ''", token).ConfigureAwait(false);
            foreach (var (after, question) in TableDefinition.Questions(schema))
            {
                await connection.ExecuteAsync($"INSERT INTO {schema}.{Statements} (after, statement) SELECT {(after ? "true" : "false")}, statement FROM ({question}) q(statement, place) ORDER BY place", token, ids!).ConfigureAwait(false);
            }
        },
        cancellationToken);

    public Task RestoreAsync(DbContext context, MigrationBackupRequest request, Func<CancellationToken, Task> complete, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(complete);
        return InTransactionAsync(
            context,
            async (connection, token) =>
            {
                var schema = PlaceOf(context, request);
                if (await connection.ScalarAsync("SELECT 1 FROM pg_namespace WHERE nspname = $1", token, schema).ConfigureAwait(false) is null)
                {
                    throw new InvalidStateException($"The schema of the backup is not there: {schema}.", "Restore a backup of your own.");
                }

                await RunAsync(connection, schema, after: false, token).ConfigureAwait(false);
                var names = Names(context, request.Tables.Concat(request.NewTables).Distinct()).ToArray();
                var gone = await connection.TextsAsync("SELECT name FROM unnest($1) name WHERE to_regclass(name) IS NOT NULL", token, (object)names).ConfigureAwait(false);
                await DropForeignKeysAsync(connection, gone, token).ConfigureAwait(false);
                if (gone.Count > 0)
                {
                    await connection.ExecuteAsync($"DROP TABLE {string.Join(", ", gone)}", token).ConfigureAwait(false);
                }

                await RunAsync(connection, schema, after: true, token).ConfigureAwait(false);
                await connection.ExecuteAsync($"DROP SCHEMA {schema} CASCADE", token).ConfigureAwait(false);
                await complete(token).ConfigureAwait(false);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<string>> FindRemainsAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        var schema = PlaceOf(context, request);
        return await connection.ScalarAsync("SELECT 1 FROM pg_namespace WHERE nspname = $1", cancellationToken, schema).ConfigureAwait(false) is null
            ? []
            : await DatabaseCatalog.CompareAsync(connection, schema, [.. Names(context, request.Tables.Concat(request.NewTables).Distinct())], cancellationToken).ConfigureAwait(false);
    }

    public Task DeleteAsync(DbContext context, MigrationBackupRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ((NpgsqlConnection)context.Database.GetDbConnection()).ExecuteAsync($"DROP SCHEMA IF EXISTS {PlaceOf(context, request)} CASCADE", cancellationToken);
    }

    // All copies are of one moment.
    private static async Task LockAsync(NpgsqlConnection connection, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        if (tables.Count > 0)
        {
            await connection.ExecuteAsync($"LOCK TABLE {string.Join(", ", tables)} IN SHARE MODE", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RefuseAsync(NpgsqlConnection connection, IReadOnlyList<string> tables, CancellationToken cancellationToken)
    {
        if (await connection.TextsAsync(TableDefinition.Unsupported, cancellationToken, (object)tables.ToArray()).ConfigureAwait(false) is [var found, ..])
        {
            throw new CanvasConfigurationException(
                $"The backup inside the database cannot copy {found}.", Cure);
        }
    }

    // Defaults come with the restore: a copy that had them would hold the sequences which they name against the migration.
    private static async Task CopyAsync(NpgsqlConnection connection, string table, string copy, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync($"CREATE TABLE {copy} (LIKE {table} INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE INCLUDING COMPRESSION INCLUDING COMMENTS INCLUDING STATISTICS)", cancellationToken).ConfigureAwait(false);
        var columns = await connection.TextsAsync("SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum", cancellationToken, table).ConfigureAwait(false);
        var names = string.Join(", ", columns);
        await connection.ExecuteAsync($"INSERT INTO {copy} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {table}", cancellationToken).ConfigureAwait(false);
    }

    private static async Task DropForeignKeysAsync(NpgsqlConnection connection, List<string> tables, CancellationToken cancellationToken)
    {
        const string Question = """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
            WHERE contype = 'f' AND (confrelid = ANY (SELECT to_regclass(name) FROM unnest($1) name) OR conrelid = ANY (SELECT to_regclass(name) FROM unnest($1) name))
            """;
        foreach (var statement in await connection.TextsAsync(Question, cancellationToken, (object)tables.ToArray()).ConfigureAwait(false))
        {
            await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string schema, bool after, CancellationToken cancellationToken)
    {
        foreach (var statement in await connection.TextsAsync($"SELECT statement FROM {schema}.{Statements} WHERE after = $1 ORDER BY position", cancellationToken, after).ConfigureAwait(false))
        {
            await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Copy(string schema, int number) => string.Create(CultureInfo.InvariantCulture, $"{schema}.table_{number}");

    private static List<string> Names(DbContext context, IEnumerable<MigrationTable> tables) =>
        [.. tables.Select(table => context.GetService<ISqlGenerationHelper>().DelimitIdentifier(table.Name, table.Schema))];

    private static Task InTransactionAsync(DbContext context, Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Database.CreateExecutionStrategy().ExecuteAsync(
            async token =>
            {
                var transaction = await context.Database.BeginTransactionAsync(token).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    await work((NpgsqlConnection)context.Database.GetDbConnection(), token).ConfigureAwait(false);
                    await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
                }
            },
            cancellationToken);
    }
}
