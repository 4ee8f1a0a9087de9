using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CanvasData.Operations.CrashHost;

/// <summary>Tells when the transaction of a course is about to be committed and when it is, and waits there when told to.</summary>
internal sealed class CommitWatch : DbTransactionInterceptor
{
    private readonly Lock _telling = new();
    private string _phase = "";
    private int _passes;

    /// <param name="hold">A phase and how often to pass it; empty for nowhere.</param>
    public void WaitAt(string hold) => (_phase, _passes) = hold.Split(' ') is [var phase, var passes]
        ? (phase, int.Parse(passes, CultureInfo.InvariantCulture))
        : ("", 0);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Tell("committing");
        return new(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Tell("committed");
        return Task.CompletedTask;
    }

    private void Tell(string phase)
    {
        if (Activity.Current?.GetTagItem("canvas.course.id") is not long course)
        {
            return;
        }

        bool wait;
        lock (_telling)
        {
            wait = phase == _phase && _passes-- == 0;
            Console.WriteLine($"{phase} {course}");
        }

        if (wait)
        {
            Console.ReadLine();
        }
    }
}
