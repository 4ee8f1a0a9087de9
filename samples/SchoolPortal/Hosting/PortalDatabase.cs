using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>The database of the portal: SQLite or PostgreSQL by its connection string, without one a temporary SQLite file.</summary>
internal sealed class PortalDatabase : IDisposable
{
    private readonly string? _configured;
    private readonly string _temporary = Path.Combine(Path.GetTempPath(), $"school-portal-{Guid.NewGuid():N}.db");

    public PortalDatabase(IConfiguration configuration) => _configured = configuration.GetConnectionString("Portal");

    private bool IsPostgreSql => _configured?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true;

    public void Configure(DbContextOptionsBuilder options)
    {
        if (IsPostgreSql)
        {
            options.UseNpgsql(_configured);
        }
        else
        {
            options.UseSqlite(_configured ?? new SqliteConnectionStringBuilder { DataSource = _temporary }.ToString());
        }
    }

    public void Dispose()
    {
        if (_configured is not null)
        {
            return;
        }

        SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(_temporary + suffix);
        }
    }
}
