using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CanvasData.Operations.Tests.Lifecycle;

public class LifecycleDeadlockShould
{
    [Fact]
    public async Task BeRepeatedUntilTheOperationSucceeds()
    {
        using var log = new CapturedLog();
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store, services => services.AddLogging(logging => logging.AddProvider(log)));
        await using var other = new NpgsqlConnection(store.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();

        // The operation is the one that the server chooses as the victim.
        await ExecuteAsync("SET LOCAL deadlock_timeout = '60s'");
        await ExecuteAsync("""UPDATE "CanvasObjectStatus" SET "RemovalReason" = 'held' WHERE "ObjectType" = 'assignment'""");
        var marking = Task.Run(() => host.LifeAsync(life => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4, 5])));
        await Waiting.UntilALockIsAwaitedAsync(store.ConnectionString, marking);
        await ExecuteAsync("""UPDATE "CanvasAssignment" SET "Name" = "Name" """);
        await transaction.CommitAsync();

        (await marking).Should().Be(new LifecycleChange(2, 0));
        log.Lines.Should().Contain(line => line.Contains("MarkMissing", StringComparison.Ordinal) && line.Contains("PostgreSQL 40P01", StringComparison.Ordinal));

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, other);
            await command.ExecuteNonQueryAsync();
        }
    }
}
