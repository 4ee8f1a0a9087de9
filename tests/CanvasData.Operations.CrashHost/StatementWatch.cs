using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.CrashHost;

/// <summary>Waits before a statement when told to, and says so.</summary>
internal sealed class StatementWatch : DbCommandInterceptor
{
    private int _passes = -1;

    /// <param name="passes">How many statements pass before it waits; less than 0 for never.</param>
    public void WaitAfter(int passes) => _passes = passes;

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Tell();
        return new(result);
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Tell();
        return new(result);
    }

    private void Tell()
    {
        if (_passes >= 0 && _passes-- == 0)
        {
            Console.WriteLine("statement");
            Console.ReadLine();
        }
    }
}
