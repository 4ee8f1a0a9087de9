using System.Buffers.Binary;
using System.IO.Hashing;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>Models that take long to train, kept in the database: one host trains, every host predicts.</summary>
internal sealed class FinalGradeModelCache(ICanvasContexts contexts, TimeProvider time)
{
    private const string Institution = "";
    private const int HashLength = sizeof(ulong);

    /// <summary>The stored model, or a new one.</summary>
    /// <param name="courseKey">The course; null for the institution.</param>
    /// <param name="institution">The model of the institution, for a course: one that does best with it stores only that it does.</param>
    /// <param name="history">The identifier of the finished offerings.</param>
    /// <param name="trainers">The trainers that are tried.</param>
    /// <param name="train">Trains the model.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<FinalGradeModel> GetOrAddAsync(
        string? courseKey, FinalGradeModel? institution, string history, IRateModelTrainer[] trainers, Func<Task<FinalGradeModel>> train, CancellationToken cancellationToken)
    {
        var (key, version) = (courseKey ?? Institution, string.Join(',', trainers.Select(trainer => trainer.Version)));
        var stored = await contexts.UseAsync(
            context => context.Set<CanvasAnalyticsModel>().AsNoTracking().SingleOrDefaultAsync(row => row.Key == key && row.Version == version && row.History == history, cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (stored is not null && Read(stored, institution, trainers) is { } known)
        {
            return known;
        }

        var model = await train().ConfigureAwait(false);
        var row = new CanvasAnalyticsModel
        {
            Key = key,
            Version = version,
            History = history,
            TrainedAt = time.GetUtcNow().UtcDateTime,
            Offerings = model.Offerings.Count,
            MeanAbsoluteError = model.MeanAbsoluteError,
            Content = Write(model, institution),
        };
        await contexts.UseAsync(context => ReplaceAsync(context, row, cancellationToken), cancellationToken).ConfigureAwait(false);
        return model;
    }

    // A stored model is only a short cut: one that is damaged, or that its trainer cannot read, is trained again.
    private static FinalGradeModel? Read(CanvasAnalyticsModel stored, FinalGradeModel? institution, IRateModelTrainer[] trainers)
    {
        var content = stored.Content;
        if (content.Length < HashLength || BinaryPrimitives.ReadUInt64LittleEndian(content) != XxHash3.HashToUInt64(content.AsSpan(HashLength)))
        {
            return null;
        }

        if (institution is not null && content.Length == HashLength)
        {
            return institution;
        }

        try
        {
            return FinalGradeModel.Load(new MemoryStream(content, HashLength, content.Length - HashLength, writable: false), trainers, institution);
        }
        catch (Exception error) when (error is EndOfStreamException or InvalidDataException)
        {
            return null;
        }
    }

    private static byte[] Write(FinalGradeModel model, FinalGradeModel? institution)
    {
        using var target = new MemoryStream();
        target.Write(new byte[HashLength]);
        if (model != institution)
        {
            model.Save(target, institution);
        }

        var content = target.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(content, XxHash3.HashToUInt64(content.AsSpan(HashLength)));
        return content;
    }

    // Two hosts may train the same model at once: either's will do, so that the slower one gives way.
    private static async Task<bool> ReplaceAsync(DbContext context, CanvasAnalyticsModel row, CancellationToken cancellationToken)
    {
        var stored = await context.Set<CanvasAnalyticsModel>().AsTracking().SingleOrDefaultAsync(other => other.Key == row.Key, cancellationToken).ConfigureAwait(false);
        if (stored is null)
        {
            context.Add(row);
        }
        else
        {
            context.Entry(stored).CurrentValues.SetValues(row);
        }

        try
        {
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is DbUpdateException or ArgumentException)
        {
            context.ChangeTracker.Clear();
            if (!await context.Set<CanvasAnalyticsModel>().AsNoTracking().AnyAsync(other => other.Key == row.Key, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return false;
        }
    }
}
