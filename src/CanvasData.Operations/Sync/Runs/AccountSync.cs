using CanvasData.Operations.Bulk;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using CanvasData.Operations.Transformers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Sync;

/// <summary>Reads the accounts of the school and stores them, once a run.</summary>
internal sealed class AccountSync(
    ICanvasClient client, TransformerSet transformers, ICanvasContexts contexts, CourseLeases leases, FencedTransaction transactions, BulkWriters writers,
    IOptions<SyncOptions> options, TimeProvider time)
{
    /// <summary>The lease of the list of accounts; no course has this id.</summary>
    internal const long ListOfAccounts = -1;

    // The courses in quarantine have ids of their own; accounts belong to none.
    private const long NoCourse = 0;

    private SyncOptions Options => options.Value;

    /// <returns>What was stored, or why not; null when nothing was due.</returns>
    public async Task<AccountSyncReport?> RunAsync(SyncRequest request, RequestCounter counter, CancellationToken cancellationToken)
    {
        if (!(request.Profile ?? Options.Profile).Accounts || !await IsDueAsync(request, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var table = new FetchedTable<CanvasAccount>("account", Options.MemoryRows) { IsPartial = client is IPartialListings listings && listings.IsPartial(NoCourse, "account") };
        await using (table.ConfigureAwait(false))
        {
            try
            {
                table.Limits = await contexts.UseAsync(database => Task.FromResult(HostLimits.Get(database.Model)), cancellationToken).ConfigureAwait(false);
                if (!await FetchAsync(table, request, counter, again: false, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }

                // A numbered page that moved while it was read hides accounts that are there.
                if (table.Complete && (await GoneAsync(table, cancellationToken).ConfigureAwait(false)).Count > 0)
                {
                    await FetchAsync(table, request, counter, again: true, cancellationToken).ConfigureAwait(false);
                }

                return await StoreAsync(table, request, cancellationToken).ConfigureAwait(false);
            }
            catch (CanvasApiException refused) when (refused is not CanvasAuthenticationException)
            {
                return AccountSyncReport.NotRead(SyncFailure.From(refused).Text);
            }
            catch (Exception stopped) when (stopped is MassDisappearanceException or InvalidArgumentException)
            {
                return AccountSyncReport.NotRead(SyncFailure.From(stopped).Text);
            }
        }
    }

    // Accounts change rarely: an incremental sync lists them again when the interval of such listings has passed.
    private async Task<bool> IsDueAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        if (request.Strategy != SyncStrategy.Incremental)
        {
            return true;
        }

        var last = await DatabaseRetry.RunAsync(
            () => contexts.UseAsync(
                database => database.Rows<CanvasCourseLease>().Where(lease => lease.CourseId == ListOfAccounts).Select(lease => lease.LastFullSyncAt).SingleOrDefaultAsync(cancellationToken),
                cancellationToken),
            null,
            time,
            cancellationToken).ConfigureAwait(false);
        return RecurringWork.IsDue(ListOfAccounts, last, time.GetUtcNow().UtcDateTime, Options.StaticInterval);
    }

    /// <returns>Whether the client can list accounts.</returns>
    private async Task<bool> FetchAsync(FetchedTable<CanvasAccount> table, SyncRequest request, RequestCounter counter, bool again, CancellationToken cancellationToken)
    {
        if (client.ListAccountsAsync(counter, cancellationToken) is not { } accounts)
        {
            return false;
        }

        var ingestor = new RecordIngestor<AccountRecord, CanvasAccount>(table, transformers.Account, new TransformContext(NoCourse), again);
        await foreach (var account in accounts.ConfigureAwait(false))
        {
            ingestor.Add(account);
        }

        ingestor.Finish(request.Strategy != SyncStrategy.Conservative);
        return table.Count > 0 || table.Rejected.Count > 0 ? true : throw new CanvasPermissionException(
            "Canvas lists no account to the user of this access token.", "Accounts are for administrators: use the token of one, or set SyncProfile.Accounts to false.");
    }

    private async Task<AccountSyncReport?> StoreAsync(FetchedTable<CanvasAccount> table, SyncRequest request, CancellationToken cancellationToken)
    {
        if ((await leases.ClaimAsync(ListOfAccounts, cancellationToken).ConfigureAwait(false)).Claim is not { } claim)
        {
            return null;
        }

        try
        {
            RecordAge.Check("the accounts", claim, client, Options.WatermarkOverlap);
            var read = (client as IPartialListings)?.ReadAt?.UtcDateTime ?? claim.Since;
            var progress = new LeaseProgress(
                claim.Moment, null, request.Strategy == SyncStrategy.Conservative ? null : claim.Since, ListedMoments.Parse(claim.ListedAt).WithRead(read));
            var session = await transactions.RunAsync(
                claim, progress, _ => false, database => WriteAsync(database, claim, table, request, cancellationToken), cancellationToken).ConfigureAwait(false);
            return AccountSyncReport.From(table, session);
        }
        catch (LeaseLostException)
        {
            return null;
        }
        catch (Exception error)
        {
            await leases.ReleaseAsync(claim, error.GetType().Name, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<WriteSession> WriteAsync(DbContext database, CourseLease lease, FetchedTable<CanvasAccount> accounts, SyncRequest request, CancellationToken cancellationToken)
    {
        var session = new WriteSession(database, writers.For(database), request, Options, NoCourse, lease.Moment, UtcDateTimeConverter.Now(time));
        var gone = accounts.Complete ? await GoneAsync(database, accounts, cancellationToken).ConfigureAwait(false) : [];
        var live = await database.Rows<CanvasAccount>().CountAsync(row => row.MissingSince == null, cancellationToken).ConfigureAwait(false);
        var table = new TableSync<CanvasAccount>(session, accounts, new TableRules<CanvasAccount>());
        table.Guard(gone.Count, live);
        await table.RunAsync(cancellationToken).ConfigureAwait(false);
        await table.MarkMissingAsync(gone, cancellationToken).ConfigureAwait(false);
        await AccountPaths.UpdateAsync(session, cancellationToken).ConfigureAwait(false);
        await QuarantineRecorder.RecordAsync(session, [accounts], isPart: false, cancellationToken).ConfigureAwait(false);
        return session;
    }

    private Task<List<long>> GoneAsync(FetchedTable<CanvasAccount> listed, CancellationToken cancellationToken) => DatabaseRetry.RunAsync(
        () => contexts.UseAsync(database => GoneAsync(database, listed, cancellationToken), cancellationToken), null, time, cancellationToken);

    /// <summary>
    /// Finds the stored accounts that are no longer listed though an account above them is. Another token may have stored the rest.
    /// </summary>
    private static async Task<List<long>> GoneAsync(DbContext database, FetchedTable<CanvasAccount> listed, CancellationToken cancellationToken)
    {
        var stored = await database.Rows<CanvasAccount>().Where(row => row.MissingSince == null)
            .Select(row => new { row.Id, row.ParentAccountId }).ToDictionaryAsync(row => row.Id, row => row.ParentAccountId, cancellationToken).ConfigureAwait(false);
        return [.. stored.Keys.Where(id => !listed.WasListed(id) && AccountPaths.Above(id, stored).Any(listed.WasListed)).Order()];
    }
}
