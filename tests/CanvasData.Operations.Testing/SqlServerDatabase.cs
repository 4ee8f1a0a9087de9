using Microsoft.Data.SqlClient;

namespace CanvasData.Operations.Testing;

/// <summary>Databases on the SQL Server that CANVASDATA_TEST_SQLSERVER names; its user makes and drops them.</summary>
public static class SqlServerDatabase
{
    /// <summary>The variable with the connection string.</summary>
    public const string Variable = "CANVASDATA_TEST_SQLSERVER";

    /// <summary>Whether a server is named.</summary>
    public static bool IsNamed => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Variable));

    /// <summary>Makes a fresh, empty database.</summary>
    /// <param name="server">The connection string of the server.</param>
    /// <returns>Its connection string.</returns>
    /// <exception cref="InvalidOperationException">No server is named, or it does not answer.</exception>
    public static async Task<string> CreateAsync(string? server)
    {
        if (string.IsNullOrWhiteSpace(server))
        {
            throw new InvalidOperationException($"No SQL Server is named. Set {Variable} to the connection string of one, and build the tests with it.");
        }

        var name = $"canvasdata_test_{Guid.NewGuid():N}";
        await RunAsync(server, $"CREATE DATABASE [{name}]; ALTER DATABASE [{name}] SET READ_COMMITTED_SNAPSHOT ON;");
        return new SqlConnectionStringBuilder(server) { InitialCatalog = name, MultipleActiveResultSets = false }.ConnectionString;
    }

    /// <summary>Drops a database, whoever is connected to it.</summary>
    public static Task DropAsync(string database)
    {
        var settings = new SqlConnectionStringBuilder(database);
        var name = settings.InitialCatalog;
        settings.InitialCatalog = "master";
        return RunAsync(settings.ConnectionString, $"ALTER DATABASE [{name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{name}];");
    }

    private static async Task RunAsync(string server, string statement)
    {
        try
        {
            await using var connection = new SqlConnection(server);
            await connection.OpenAsync();
            await using var command = new SqlCommand(statement, connection) { CommandTimeout = 120 };
            await command.ExecuteNonQueryAsync();
        }
        catch (SqlException error)
        {
            // The text of the error may hold names, but no password.
            throw new InvalidOperationException($"The SQL Server of {Variable} refused (error {error.Number}): {error.Message}", error);
        }
    }
}
