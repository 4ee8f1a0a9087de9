using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.Tests.Support;

/// <summary>A database that fails so many commits before they happen.</summary>
internal sealed class FailingCommit : DbTransactionInterceptor
{
    public int Times { get; set; }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Times > 0)
        {
            Times--;
            throw new TimeoutException("The disk is busy.");
        }

        return ValueTask.FromResult(result);
    }
}
