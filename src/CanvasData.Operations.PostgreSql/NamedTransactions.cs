using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.PostgreSql;

/// <summary>Transactions with a name: it is the name of the application, which the server shows for each session.</summary>
internal static class NamedTransactions
{
    public static Task NameAsync(DbContext context, string name, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"SELECT set_config('application_name', {name}, true)", cancellationToken);

    public static async Task<IReadOnlyList<string>> ListAsync(DbContext context, string start, CancellationToken cancellationToken) =>
        await context.Database.SqlQuery<string>(
            $"""
            SELECT application_name AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND xact_start IS NOT NULL AND starts_with(application_name, {start})
            """).ToListAsync(cancellationToken).ConfigureAwait(false);

    public static async Task<int> EndAsync(DbContext context, string name, CancellationToken cancellationToken) =>
        (await context.Database.SqlQuery<bool>(
            $"""
            SELECT pg_terminate_backend(pid) AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND xact_start IS NOT NULL AND application_name = {name}
            """).ToListAsync(cancellationToken).ConfigureAwait(false)).Count(ended => ended);
}
