using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace CanvasData.Operations.QuickStart;

/// <summary>The database to write, with empty tables.</summary>
internal sealed class Store : IDisposable
{
    private readonly string? _postgres;
    private readonly string _file;
    private readonly bool _keep;

    public Store(Arguments arguments)
    {
        _postgres = arguments.Postgres;
        _keep = arguments.Database is not null;
        _file = arguments.Database ?? Path.Combine(Path.GetTempPath(), $"canvas-quickstart-{Guid.NewGuid():N}.db");
    }

    public string Description => _postgres is null
        ? $"SQLite at {_file}"
        : $"PostgreSQL at {new NpgsqlConnectionStringBuilder(_postgres).Host}, schema {SchoolContext.Schema}";

    public string Farewell => (_postgres, _keep) switch
    {
        (not null, _) => $"The tables are yours to look at, in the schema {SchoolContext.Schema}.",
        (null, true) => $"The tables are yours to look at, in {_file}.",
        _ => "The file was temporary; --database school.db keeps one.",
    };

    public void Configure(DbContextOptionsBuilder options)
    {
        if (_postgres is null)
        {
            options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = _file }.ToString());
        }
        else
        {
            options.UseNpgsql(_postgres);
        }
    }

    public async Task CreateTablesAsync(SchoolContext context, CancellationToken cancellationToken)
    {
        try
        {
            var creator = context.GetService<IRelationalDatabaseCreator>();
            if (!await creator.ExistsAsync(cancellationToken))
            {
                await creator.CreateAsync(cancellationToken);
            }

            if (_postgres is not null)
            {
                await context.Database.ExecuteSqlRawAsync($"DROP SCHEMA IF EXISTS {SchoolContext.Schema} CASCADE", cancellationToken);
            }

            await creator.CreateTablesAsync(cancellationToken);
        }
        catch (Exception e) when ((e as DbException ?? e.InnerException as DbException) is { } error)
        {
            throw new QuickStartException(_postgres is null
                ? $"The SQLite file {_file} cannot be made: {error.Message}"
                : $"PostgreSQL cannot be used: {error.Message}. Check the connection string, and that the user may create a schema.");
        }
    }

    public void Dispose()
    {
        if (_postgres is not null || _keep)
        {
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(_file + suffix);
        }
    }
}
