using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Testing;

/// <summary>The databases that tests run on.</summary>
public enum Provider
{
    Sqlite,
    PostgreSql,
    InMemory,

    /// <summary>The server that <see cref="SqlServerDatabase.Variable"/> names; tests leave it out where none is named.</summary>
    SqlServer,
}

/// <summary>An empty database of one provider, gone when disposed.</summary>
public sealed class TestStore : IDisposable
{
    private readonly SqliteFile? _file;
    private readonly string _connectionString;
    private bool _isOwned;

    private TestStore(Provider provider, string connectionString, SqliteFile? file)
    {
        Provider = provider;
        _connectionString = connectionString;
        _file = file;
    }

    /// <summary>The providers that have a server here.</summary>
    public static IReadOnlyList<Provider> Providers { get; } = [.. Enum.GetValues<Provider>().Where(provider => provider != Provider.SqlServer || SqlServerDatabase.IsNamed)];

    public Provider Provider { get; }

    public string ConnectionString => _connectionString;

    public static async Task<TestStore> CreateAsync(Provider provider)
    {
        switch (provider)
        {
            case Provider.Sqlite:
                var file = new SqliteFile();
                return new TestStore(provider, file.ConnectionString, file);
            case Provider.PostgreSql:
                var server = await PostgresServer.SharedAsync();
                return new TestStore(provider, await server.CreateDatabaseAsync(), null);
            case Provider.SqlServer:
                return new TestStore(provider, await SqlServerDatabase.CreateAsync(Environment.GetEnvironmentVariable(SqlServerDatabase.Variable)), null) { _isOwned = true };
            default:
                return new TestStore(provider, Guid.NewGuid().ToString("N"), null);
        }
    }

    /// <summary>A database that another process made, and disposes of.</summary>
    public static TestStore Existing(Provider provider, string connectionString) => new(provider, connectionString, null);

    /// <summary>Points a context at it. A test process holds more kinds of hosts than EF Core expects of one.</summary>
    public DbContextOptionsBuilder Configure(DbContextOptionsBuilder options) => (Provider switch
    {
        Provider.Sqlite => options.UseSqlite(_connectionString),
        Provider.PostgreSql => options.UseNpgsql(_connectionString),
        Provider.SqlServer => options.UseSqlServer(_connectionString),
        _ => options.UseInMemoryDatabase(_connectionString),
    }).ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));

    public void Dispose()
    {
        _file?.Dispose();
        if (_isOwned)
        {
            SqlServerDatabase.DropAsync(_connectionString).GetAwaiter().GetResult();
        }
    }
}
