using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.Testing;

/// <summary>Makes tables as EnsureCreated does, but generates the script only once for each model.</summary>
public static class TableScripts
{
    private static readonly ConditionalWeakTable<IModel, string> Scripts = [];

    /// <summary>Makes the tables of a context where there are none.</summary>
    public static async Task<bool> CreateAsync(DbContext context)
    {
        // SQLite commits after each statement unless told otherwise; PostgreSQL takes one command as one transaction.
        var (begin, end) = context.Database.IsSqlite() ? ("BEGIN;\n", "COMMIT;\n") : ("", "");
        if (!context.Database.IsSqlite() && !context.Database.IsNpgsql())
        {
            return await context.Database.EnsureCreatedAsync();
        }

        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync())
        {
            await creator.CreateAsync();
        }

        if (await creator.HasTablesAsync())
        {
            return false;
        }

        var script = Scripts.GetValue(context.Model, _ => context.Database.GenerateCreateScript());
        await context.Database.OpenConnectionAsync();
        await using (var command = context.Database.GetDbConnection().CreateCommand())
        {
            command.CommandText = begin + script + end;
            await command.ExecuteNonQueryAsync();
        }

        await context.Database.CloseConnectionAsync();
        return true;
    }
}
