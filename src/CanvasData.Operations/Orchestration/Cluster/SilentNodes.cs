using System.Globalization;
using System.IO.Hashing;
using System.Text;
using CanvasData.Operations.Bulk;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

// In expressions that EF Core translates, DateTime.UtcNow is the database's clock: claims must not depend on the clocks of nodes.
#pragma warning disable RS0030

namespace CanvasData.Operations.Orchestration;

/// <summary>
/// Ends transactions of nodes that fell silent in the middle of a statement. Their locks would make all other nodes wait.
/// </summary>
internal sealed class SilentNodes(ClusterDatabase database, BulkWriters writers, ClusterNode node)
{
    /// <summary>Names the open transaction in which this node writes a course.</summary>
    public async Task NameAsync(DbContext context, long courseId, CancellationToken cancellationToken)
    {
        if (writers.For(context) is INamedTransactions transactions)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Start(context)}{Convert.ToBase64String(node.Id.ToByteArray())[..22]} {courseId}");
            await transactions.NameAsync(context, name, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the transactions of nodes that hold their course no longer.</summary>
    /// <param name="runIds">The runs that have not ended.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many were ended.</returns>
    public Task<int> EndTransactionsAsync(IReadOnlyCollection<Guid> runIds, CancellationToken cancellationToken) => database.RunOnceAsync(
        async context =>
        {
            var ended = 0;
            if (writers.For(context) is INamedTransactions transactions)
            {
                foreach (var name in await transactions.ListAsync(context, Start(context), cancellationToken).ConfigureAwait(false))
                {
                    if (Parse(name) is var (holder, courseId) && !await HoldsAsync(context, runIds, holder, courseId, cancellationToken).ConfigureAwait(false))
                    {
                        ended += await transactions.EndAsync(context, name, cancellationToken).ConfigureAwait(false);
                    }
                }
            }

            return ended;
        },
        cancellationToken);

    private static Task<bool> HoldsAsync(DbContext context, IReadOnlyCollection<Guid> runIds, Guid holder, long courseId, CancellationToken cancellationToken) =>
        context.Rows<CanvasClusterCourse>().AnyAsync(
            course => runIds.Contains(course.RunId) && course.CourseId == courseId && course.Node == holder && course.LeaseUntil >= DateTime.UtcNow, cancellationToken);

    // Other schemas of the same database have nodes of their own.
    private static string Start(DbContext context)
    {
        var table = context.Model.FindEntityType(typeof(CanvasClusterCourse))!.GetSchemaQualifiedTableName()!;
        return $"canvasdata-{XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(table)).ToString("x8", CultureInfo.InvariantCulture)} ";
    }

    private static (Guid Node, long CourseId)? Parse(string name) =>
        name.Split(' ') is [_, var id, var course] && id.Length == 22 && long.TryParse(course, NumberStyles.None, CultureInfo.InvariantCulture, out var courseId)
            && Convert.FromBase64String($"{id}==") is { Length: 16 } bytes
            ? (new Guid(bytes), courseId)
            : null;
}
