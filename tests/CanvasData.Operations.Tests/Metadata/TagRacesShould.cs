using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Npgsql;

namespace CanvasData.Operations.Tests.Metadata;

/// <summary>Another operation changes a tag after it was found by its name.</summary>
public class TagRacesShould
{
    private static readonly MetadataTarget Ana = MetadataTarget.Student(20);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task NotMergeATagThatWasRenamedMeanwhile(int reads)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await MetadataHost.StartAsync(store, interruption: interruption);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess"]));
        interruption.After(nameof(CanvasTag), reads, () => host.TagsAsync(t => t.RenameAsync("Chess", "Go")));

        (await host.Awaiting(h => h.TagsAsync(t => t.MergeAsync(["Chess"], "Games"))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("tags");

        (await host.TagsAsync(t => t.ListAsync(Ana))).Should().ContainSingle().Which.Name.Should().Be("Go");
        (await host.RowsAsync<CanvasTag>()).Should().ContainSingle();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task KeepOneOfTwoTagsThatAreMergedIntoEachOther(bool used, bool ownWriter)
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await MetadataHost.StartAsync(store, interruption: interruption, ownWriters: ownWriter);
        await host.ChangeAsync(context =>
        {
            context.AddRange(new CanvasTag { Name = "Chess" }, new CanvasTag { Name = "Go" });
            return Task.CompletedTask;
        });
        if (used)
        {
            await host.TagsAsync(t => t.AddAsync([Ana], ["Chess", "Go"]));
        }

        interruption.After(nameof(CanvasTag), 2, () => host.TagsAsync(t => t.MergeAsync(["Go"], "Chess")));

        await host.TagsAsync(t => t.MergeAsync(["Chess"], "Go"));

        (await host.RowsAsync<CanvasTag>()).Should().ContainSingle().Which.Name.Should().Be("Go");
        (await host.RowsAsync<CanvasTagLink>()).Should().HaveCount(used ? 1 : 0);
    }

    [Fact]
    public async Task NotMergeDuplicatesThatWereRenamedMeanwhile()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await MetadataHost.StartAsync(store, interruption: interruption);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess", "double"]));
        await host.StoreAsAnEarlierVersionAsync("double", "chess ");
        interruption.After(nameof(CanvasTag), 1, () => host.StoreAsAnEarlierVersionAsync("chess ", "go"));

        (await host.TagsAsync(t => t.MergeDuplicatesAsync())).Should().BeEmpty();

        (await host.RowsAsync<CanvasTag>()).Select(tag => tag.NormalizedName).Should().BeEquivalentTo("chess", "go");
    }

    [Fact]
    public async Task GiveNoTagTheIdentityOfItsFormerName()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await MetadataHost.StartAsync(store, interruption: interruption);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess"]));
        await host.StoreAsAnEarlierVersionAsync("Chess", " chess");
        interruption.After(nameof(CanvasTag), 1, () => host.StoreAsAnEarlierVersionAsync(" chess", "go"));

        await host.TagsAsync(t => t.MergeDuplicatesAsync());

        (await host.RowsAsync<CanvasTag>()).Should().ContainSingle().Which.NormalizedName.Should().Be("go");
    }

    [Fact]
    public async Task NotDeleteATagThatWasRenamedMeanwhile()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        var interruption = new Interruption();
        await using var host = await MetadataHost.StartAsync(store, interruption: interruption);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess"]));
        interruption.After(nameof(CanvasTag), 1, () => host.TagsAsync(t => t.RenameAsync("Chess", "Go")));

        (await host.TagsAsync(t => t.DeleteAsync("Chess"))).Should().BeNull();

        (await host.TagsAsync(t => t.ListAsync(Ana))).Should().ContainSingle().Which.Name.Should().Be("Go");
    }

    [Fact]
    public async Task TakeALinkAlongThatIsBeingAdded()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await MetadataHost.StartAsync(store);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess"]));
        await using var adding = new NpgsqlConnection(store.ConnectionString);
        await adding.OpenAsync();
        await using var transaction = await adding.BeginTransactionAsync();
        await using var link = new NpgsqlCommand("""INSERT INTO "CanvasTagLink" ("TagId", "TargetType", "TargetId", "CreatedAt") SELECT "Id", 'student', 21, now() FROM "CanvasTag" """, adding);
        await link.ExecuteNonQueryAsync();

        var merging = Task.Run(() => host.TagsAsync(t => t.MergeAsync(["Chess"], "Games")));
        while (!merging.IsCompleted && await WaitingAsync(store) == 0)
        {
            await Task.Delay(20);
        }

        await transaction.CommitAsync();

        (await merging).Moved.Should().Be(2);
        (await host.TagsAsync(t => t.ListAsync(MetadataTarget.Student(21)))).Should().ContainSingle().Which.Name.Should().Be("Games");
    }

    private static async Task<long> WaitingAsync(TestStore store)
    {
        await using var watch = new NpgsqlConnection(store.ConnectionString);
        await watch.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())", watch);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
