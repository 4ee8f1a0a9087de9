using System.Data.Common;
using CanvasData.Operations.Maintenance;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CanvasData.Operations.Migrations.Tests;

/// <summary>Several processes, and locks that others have left.</summary>
public class MigrationLockShould
{
    private static readonly MigrationOptions AtOnce = new() { LockTimeout = TimeSpan.Zero };

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LetOneProcessMigrateAndTheOtherWait(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        await using var child = MigratingChild.Start(store, holdAt: 20);
        (await child.UntilAsync("holding")).Should().NotBeNull();
        var waits = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);

        if (provider == Provider.Sqlite)
        {
            (await host.PlanAsync()).Locks.Should().Contain(held => held.Kind == MigrationLockKind.Helper && !held.IsDead);
        }

        (await host.Awaiting(portal => portal.MigrateAsync(AtOnce)).Should().ThrowAsync<MigrationLockedException>()).Which.Locks.Should().NotBeEmpty();
        var waiting = Task.Run(() => host.MigrateAsync(progress: new Told(progress =>
        {
            if (progress.WaitsFor is { } holder)
            {
                waits.TrySetResult(holder);
            }
        })));
        (await waits.Task.WaitAsync(TimeSpan.FromMinutes(1))).Should().NotBeEmpty();
        waiting.IsCompleted.Should().BeFalse();
        await child.GoOnAsync();

        (await child.UntilAsync("ended")).Should().Contain(nameof(MigrationOutcome.Migrated));
        (await waiting).Outcome.Should().Be(MigrationOutcome.UpToDate);
        (await host.TextsAsync("SELECT DISTINCT \"Section\" FROM \"Visit\"")).Should().Equal("/pa");
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Fact]
    public async Task ExplainAndClearTheRowThatEntityFrameworkLeavesOnSqlite()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        await host.ExecuteAsync($"INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '{DateTimeOffset.UtcNow.AddMinutes(-10):yyyy-MM-dd HH:mm:ss.fffffffzzz}')");

        (await host.PlanAsync()).Locks.Should().ContainSingle().Which.Should().Match<MigrationLock>(held => held.Kind == MigrationLockKind.EntityFramework && !held.IsDead && held.Age > TimeSpan.FromMinutes(9));
        await host.Awaiting(portal => portal.MigrateAsync(AtOnce)).Should().ThrowAsync<MigrationLockedException>().WithMessage("*__EFMigrationsLock*ClearLocksAfter*");
        await host.Awaiting(portal => portal.MigrateAsync(AtOnce with { ClearLocksAfter = TimeSpan.FromHours(1) })).Should().ThrowAsync<MigrationLockedException>("it is not that old");
        var report = await host.MigrateAsync(AtOnce with { ClearLocksAfter = TimeSpan.FromMinutes(5) });

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        report.ClearedLocks.Should().ContainSingle().Which.Should().Contain("older than 00:05:00");
        await Portal.ShouldLeaveNothingAsync(host, store);
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task KeepEntityFrameworkOutWhileItMigrates(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        Task? other = null;

        var report = await host.MigrateAsync(progress: new Told(progress => other ??= progress.Step.Kind == MigrationStepKind.Migrate ? Task.Run(() => host.UseAsync(async context =>
        {
            await context.Database.MigrateAsync();
            return true;
        })) : null));

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        await other!;
        (await host.TextsAsync("SELECT COUNT(*) FROM \"__EFMigrationsHistory\"")).Should().Equal("4");
    }

    [Fact]
    public async Task LetEntityFrameworkFinishThatMigratesInBetweenOnPostgreSql()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        var pause = new PauseAfterFirstCommit();
        await using var beside = MigratingHost.Create(store, PortalMigrations.Rebuilding, options: options => options.AddInterceptors(pause));
        Task? other = null;

        var report = await host.MigrateAsync(progress: new Told(progress =>
        {
            if (other is null && progress.Step.Kind == MigrationStepKind.Migrate)
            {
                other = Task.Run(() => beside.UseAsync(async context =>
                {
                    await context.Database.MigrateAsync();
                    return true;
                }));
                pause.HasLocked.Wait();
            }
        }));

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        pause.HasCommitted.Should().BeTrue();
        await other!;
        (await host.TextsAsync("SELECT COUNT(*) FROM \"__EFMigrationsHistory\"")).Should().Equal("4");
    }

    [Fact]
    public async Task LeaveAMigrationToEntityFrameworkThatAppliesItBeforeItsFirstPartOnPostgreSql()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var beside = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        var commit = new AfterCommit(() => beside.UseAsync(async context =>
        {
            await context.Database.MigrateAsync();
            return true;
        }));
        await using var host = MigratingHost.Create(store, PortalMigrations.Rebuilding, options: options => options.AddInterceptors(commit));

        var report = await host.MigrateAsync(progress: new Told(progress =>
        {
            if (progress.Step is { Kind: MigrationStepKind.Migrate } step && step.Name?.EndsWith(nameof(RebuildVisits), StringComparison.Ordinal) == true && !commit.IsDone)
            {
                commit.IsDue = true;
            }
        }));

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        commit.IsDone.Should().BeTrue();
        (await host.TextsAsync("SELECT COUNT(*) FROM \"__EFMigrationsHistory\"")).Should().Equal("4");
    }

    [Fact]
    public async Task WaitForEntityFrameworkOnPostgreSqlAndExplainIt()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding);
        await using var other = new NpgsqlConnection(store.ConnectionString + ";Application Name=the other one;Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("LOCK TABLE \"__EFMigrationsHistory\" IN ACCESS EXCLUSIVE MODE", other))
        {
            await command.ExecuteNonQueryAsync();
        }

        await host.Awaiting(portal => portal.PlanAsync()).Should().ThrowAsync<MigrationLockedException>().WithMessage("*the other one*");
        await host.Awaiting(portal => portal.MigrateAsync(AtOnce)).Should().ThrowAsync<MigrationLockedException>().WithMessage("*the other one*ClearLocksAfter*");
        var waiting = host.MigrateAsync();
        await Task.Delay(500);
        waiting.IsCompleted.Should().BeFalse();
        await transaction.RollbackAsync();

        (await waiting).Outcome.Should().Be(MigrationOutcome.Migrated);
    }

    [Fact]
    public async Task NotWaitForTheStatementOfAKilledProcessOnPostgreSql()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await Portal.VisitedAsync(store, PortalMigrations.Rebuilding.And<SlowUntilTold>());
        await using (var child = MigratingChild.Start(store, slow: true))
        {
            for (var started = TimeProvider.System.GetTimestamp(); (await host.TextsAsync("SELECT 1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE '%pg_sleep%' AND state = 'active'")).Count == 0;)
            {
                TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(SlowUntilTold.Sleep, "the child migrates");
                await Task.Delay(50);
            }

            await child.KillAsync();
        }

        await host.ExecuteAsync("CREATE TABLE told (x int)");
        var report = await host.MigrateAsync();

        report.Outcome.Should().Be(MigrationOutcome.Migrated);
        report.Recovery.Should().Contain("goes on where it was");
        report.Duration.Should().BeLessThan(SlowUntilTold.Sleep, "the server ends the statement of a process that is gone");
    }

    /// <summary>Shows when EF Core has its lock, and leaves time between its first migration and the next.</summary>
    private sealed class PauseAfterFirstCommit : DbTransactionInterceptor, IDbCommandInterceptor
    {
        private readonly TaskCompletionSource _locked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HasLocked => _locked.Task;

        public bool HasCommitted { get; private set; }

        public ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.StartsWith("LOCK TABLE", StringComparison.Ordinal))
            {
                _locked.TrySetResult();
            }

            return ValueTask.FromResult(result);
        }

        public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (_locked.Task.IsCompleted && !HasCommitted)
            {
                HasCommitted = true;
                await Task.Delay(500, cancellationToken);
            }
        }
    }

    /// <summary>Does something between the transactions of a context, once.</summary>
    private sealed class AfterCommit(Func<Task> work) : DbTransactionInterceptor
    {
        /// <summary>Whether to do it after the next commit.</summary>
        public bool IsDue { get; set; }

        public bool IsDone { get; private set; }

        public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (IsDue)
            {
                (IsDue, IsDone) = (false, true);
                await work();
            }
        }
    }
}
