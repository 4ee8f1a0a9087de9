using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Testing;

/// <summary>Runs something once, between a read and the statement after it. Add it to the interceptors of a context.</summary>
public sealed class Interruption : DbCommandInterceptor
{
    private string _table = "";
    private int _left;
    private Func<Task>? _happens;

    /// <summary>Sets what happens after a read.</summary>
    /// <param name="table">The table that is read.</param>
    /// <param name="number">Counts the reads of the table, from 1.</param>
    /// <param name="happens">What happens; the statements in it are not interrupted.</param>
    public void After(string table, int number, Func<Task> happens) => (_table, _left, _happens) = (table, number, happens);

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        if (_happens is { } happens && command.CommandText.Contains($"FROM \"{_table}\"", StringComparison.Ordinal) && --_left == 0)
        {
            _happens = null;
            await happens();
        }

        return result;
    }
}
