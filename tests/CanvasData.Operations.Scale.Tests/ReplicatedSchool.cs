using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CanvasData.Operations.Scale.Tests;

/// <summary>A synced school in PostgreSQL, a streaming replica of that server, and a host that reads the replica.</summary>
public sealed class ReplicatedSchool : IAsyncLifetime
{
    private PostgresServer _first = null!;
    private PostgresServer _second = null!;

    public CanvasSimulator Canvas { get; private set; } = null!;

    public TestStore Store { get; private set; } = null!;

    public ReplicaDatabase Replica { get; private set; } = null!;

    public SyncHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 3, Students = 60, AssignmentsPerCourse = 6 });
        _first = await PostgresServer.StartAsync();
        Store = TestStore.Existing(Provider.PostgreSql, await _first.CreateDatabaseAsync());
        await using (var before = await SyncHost.StartAsync(Canvas, Store))
        {
            (await before.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();
        }

        _second = await _first.StartReplicaAsync();
        Replica = new ReplicaDatabase(_second.Translate(Store.ConnectionString));
        Host = await SyncHost.StartAsync(
            Canvas,
            Store,
            builder =>
            {
                builder.Services.AddDbContext<ReplicaContext>(options => options.UseNpgsql(Replica.ConnectionString).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning)));
                builder.UseReadContext<ReplicaContext>();
            });
    }

    public async Task<ReplicaLag> LagAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IReplicaLagReader>().ReadAsync();
    }

    /// <summary>Waits until the replica has replayed everything that is written now.</summary>
    public async Task CatchUpAsync()
    {
        var written = await new ReplicaDatabase(Store.ConnectionString).ExecuteAsync("SELECT pg_current_wal_insert_lsn()::text");
        while (await Replica.ExecuteAsync($"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn") is not true)
        {
            await Task.Delay(20);
        }
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        Store.Dispose();
        await Canvas.DisposeAsync();
    }
}

/// <summary>A database that is asked in SQL.</summary>
public sealed record ReplicaDatabase(string ConnectionString)
{
    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
