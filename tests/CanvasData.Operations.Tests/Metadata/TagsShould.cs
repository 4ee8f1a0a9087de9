using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Metadata;

public class TagsShould
{
    private static readonly MetadataTarget Ana = MetadataTarget.Student(20), Ben = MetadataTarget.Student(21), Essay = MetadataTarget.Assignment(30);

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeOneWhateverTheirCaseSpacesAndForm(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);

        (await host.TagsAsync(t => t.AddAsync([Ana], ["  Café \t Society "]))).Should().Be(1);
        (await host.TagsAsync(t => t.AddAsync([Ana, Ben, Ana], ["CAFE\u0301 society", "Chess", "chess "]))).Should().Be(3);

        (await host.TagsAsync(t => t.ListAsync(Ana))).Select(tag => (tag.Name, tag.Uses)).Should().Equal(("Café Society", 2), ("Chess", 2));
        (await host.TagsAsync(t => t.RemoveAsync([Ana, Essay], ["CHESS", "not in use"]))).Should().Be(1);
        (await host.TagsAsync(t => t.ListAsync(Ana))).Should().ContainSingle();
        (await host.TagsAsync(t => t.DeleteAsync("cafÉ society"))).Should().Be(2);
        (await host.TagsAsync(t => t.DeleteAsync("cafÉ society"))).Should().BeNull();
        (await host.TagsAsync(t => t.ListAsync(Ana))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeTakenWithEveryCodePoint(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);

        await host.TagsAsync(t => t.AddAsync([Ana], ["a\uFFFEb", "\uFFFF", "\uFDD0", "\U0001FFFE"]));
        await host.ChangeAsync(context =>
        {
            context.Add(new CanvasTag { Name = "c\uFFFE" });
            return Task.CompletedTask;
        });

        (await host.TagsAsync(t => t.ListAsync(Ana))).Select(tag => tag.Name).Should().BeEquivalentTo("a\uFFFDb", "\uFFFF", "\uFDD0", "\U0001FFFE");
        (await host.TagsAsync(t => t.SearchAsync("A\uFFFE"))).Rows.Should().ContainSingle();
        (await host.TagsAsync(t => t.SuggestAsync("C\uFFFE"))).Should().ContainSingle();
        (await host.TagsAsync(t => t.DeleteAsync("a\uFFFEb"))).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeRenamedButNotIntoOneThatIsThere(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess", "Choir"]));

        (await host.TagsAsync(t => t.RenameAsync("chess", "Chess Club"))).Should().BeEquivalentTo(new { Name = "Chess Club", Uses = 1 });
        (await host.TagsAsync(t => t.RenameAsync("chess club", "CHESS club"))).Name.Should().Be("CHESS club", "another spelling of itself");
        (await host.Awaiting(h => h.TagsAsync(t => t.RenameAsync("Choir", "chess  CLUB"))).Should().ThrowAsync<InvalidStateException>()).Which.Remedy.Should().Contain("MergeAsync");
        (await host.Awaiting(h => h.TagsAsync(t => t.RenameAsync("Chess", "Go"))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("tag");
        (await host.TagsAsync(t => t.ListAsync(Ana))).Select(tag => tag.Name).Should().Equal("CHESS club", "Choir");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeMergedOnEveryObject(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.TagsAsync(t => t.AddAsync([Ana, Ben], ["Chess"]));
        await host.TagsAsync(t => t.AddAsync([Ben, Essay], ["Chess Club"]));
        await host.TagsAsync(t => t.AddAsync([Ben], ["Schach"]));

        var merge = await host.TagsAsync(t => t.MergeAsync(["chess club", "schach", "chess"], "Chess"));

        merge.Should().BeEquivalentTo(new { Into = "Chess", Merged = new[] { "Chess Club", "Schach" }, Moved = 1, AlreadyThere = 2 });
        (await host.RowsAsync<CanvasTag>()).Should().ContainSingle().Which.Name.Should().Be("Chess");
        (await host.RowsAsync<CanvasTagLink>()).Select(link => (link.TargetType, link.TargetId)).Should().BeEquivalentTo([("student", 20L), ("student", 21L), ("assignment", 30L)]);
        (await host.TagsAsync(t => t.MergeAsync(["Chess"], "Board games"))).Moved.Should().Be(3, "the tag that stays was made");
        (await host.Awaiting(h => h.TagsAsync(t => t.MergeAsync(["nothing"], "Board games"))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("tags");
        JsonSerializer.Deserialize<TagMerge>(JsonSerializer.Serialize(merge)).Should().BeEquivalentTo(merge);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeMergedWhereAnEarlierVersionStoredTheSameTwice(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess Club", "Go"]));
        await host.TagsAsync(t => t.AddAsync([Ana, Ben], ["double"]));
        await host.ChangeAsync(async context => (await context.Set<CanvasTag>().SingleAsync(tag => tag.Name == "double")).Name = "double");
        await host.StoreAsAnEarlierVersionAsync("double", "chess  club");

        (await host.TagsAsync(t => t.MergeDuplicatesAsync())).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Into = "Chess Club", Merged = new[] { "chess  club" }, Moved = 1, AlreadyThere = 1 });
        (await host.TagsAsync(t => t.MergeDuplicatesAsync())).Should().BeEmpty();
        (await host.RowsAsync<CanvasTag>()).Select(tag => tag.NormalizedName).Should().BeEquivalentTo("chess club", "go");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeSuggestedAndFound(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.TagsAsync(t => t.AddAsync([Ana, Ben, Essay], ["Chess"]));
        await host.TagsAsync(t => t.AddAsync([Ana], ["Cheer", "50% off", "50 x", "Go"]));

        (await host.TagsAsync(t => t.SuggestAsync("CHE"))).Select(tag => (tag.Name, tag.Uses)).Should().Equal(("Chess", 3), ("Cheer", 1));
        (await host.TagsAsync(t => t.SuggestAsync("", 2))).Select(tag => tag.Name).Should().Equal("Chess", "50 x");
        (await host.TagsAsync(t => t.SuggestAsync("50%"))).Select(tag => tag.Name).Should().Equal("50% off");
        (await host.TagsAsync(t => t.SuggestAsync("_"))).Should().BeEmpty("there are no wildcards");
        (await host.TagsAsync(t => t.SearchAsync("ES"))).Rows.Should().ContainSingle().Which.Name.Should().Be("Chess");
        (await host.TagsAsync(t => t.SearchAsync(null, 2, 2))).Should().BeEquivalentTo(new { TotalRows = 5, Number = 2 });
        (await host.TagsAsync(t => t.FindObjectsAsync("student", ["chess", "GO"]))).Rows.Should().BeEquivalentTo(
            [new TaggedObject(Ana, "Ana Example", ["Chess", "Go"]), new TaggedObject(Ben, "Ben Example", ["Chess"])], options => options.WithStrictOrdering());
        (await host.TagsAsync(t => t.FindObjectsAsync("student", ["chess", "GO"], TagMatch.All))).Rows.Should().ContainSingle().Which.Target.Should().Be(Ana);
        (await host.TagsAsync(t => t.FindObjectsAsync("student", ["chess", "unknown"], TagMatch.All))).TotalRows.Should().Be(0);
        await host.Awaiting(h => h.TagsAsync(t => t.SuggestAsync("x", 0))).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await host.Awaiting(h => h.TagsAsync(t => t.SearchAsync(page: 0))).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task ShowTheirUseOverTime()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var time = new FixedTime { Now = new DateTimeOffset(2026, 1, 31, 23, 0, 0, TimeSpan.Zero) };
        await using var host = await MetadataHost.StartAsync(store, time: time);
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess", "Go"]));
        time.Now = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        await host.TagsAsync(t => t.AddAsync([Ana, Ben, Essay], ["Chess"]));

        var usage = await host.TagsAsync(t => t.GetUsageAsync());

        usage.Select(tag => (tag.Name, tag.Uses)).Should().Equal(("Chess", 3), ("Go", 1));
        usage[0].Months.Should().Equal(new TagMonth(new DateOnly(2026, 1, 1), 1), new TagMonth(new DateOnly(2026, 3, 1), 2));
        usage[0].LastUsedAt.Should().Be(time.Now);
        (await host.TagsAsync(t => t.GetUsageAsync(new DateTimeOffset(2026, 2, 5, 0, 0, 0, TimeSpan.Zero))))[0].Months.Should().ContainSingle();
    }

    [Theory]
    [InlineData("", "tags[0]")]
    [InlineData(" \t\u0000 ", "tags[0]")]
    public async Task BeRefusedWhenTheyAreNone(string tag, string argument)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);

        (await host.Awaiting(h => h.TagsAsync(t => t.AddAsync([Ana], [tag]))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be(argument);
        (await host.Awaiting(h => h.TagsAsync(t => t.AddAsync([Ana], ["fine", new string('x', 10_000)]))).Should().ThrowAsync<InvalidArgumentException>()).Which.Should().Match<InvalidArgumentException>(e => e.Argument == "tags[1]" && e.Message.Length < 200);
        (await host.Awaiting(h => h.TagsAsync(t => t.AddAsync([Ana], []))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("tags");
        (await host.Awaiting(h => h.TagsAsync(t => t.AddAsync([MetadataTarget.Student(404)], ["fine"]))).Should().ThrowAsync<ObjectNotFoundException>()).Which.Ids.Should().Equal(404);
        (await host.Awaiting(h => h.TagsAsync(t => t.AddAsync([new MetadataTarget("planet", 1)], ["fine"]))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("targets[0]");
        (await host.RowsAsync<CanvasTag>()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task LoseNoTagWhileTheyAreMergedAndPutOnAtOnce(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.ChangeAsync(context =>
        {
            context.AddRange(Enumerable.Range(1000, 60).Select(id => new CanvasAssignment { Id = id, CourseId = 10 }));
            return Task.CompletedTask;
        });

        await Task.WhenAll(
            Task.Run(async () =>
            {
                for (var id = 1000; id < 1060; id++)
                {
                    await host.TagsAsync(t => t.AddAsync([MetadataTarget.Assignment(id)], ["Chess Club"]));
                }
            }),
            Task.Run(async () =>
            {
                for (var id = 1059; id >= 1000; id--)
                {
                    await host.TagsAsync(t => t.AddAsync([MetadataTarget.Assignment(id)], ["chess club", "Chess"]));
                }
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < 25; i++)
                {
                    await host.TagsAsync(t => t.AddAsync([Ana], ["Chess Club"]));
                    await host.TagsAsync(t => t.MergeAsync(["Chess Club"], "Chess"));
                }
            }));
        await host.TagsAsync(t => t.AddAsync([Ana], ["Chess Club"]));
        await host.TagsAsync(t => t.MergeAsync(["Chess Club"], "Chess"));

        (await host.TagsAsync(t => t.FindObjectsAsync("assignment", ["Chess"], pageSize: 100))).TotalRows.Should().Be(60);
        (await host.RowsAsync<CanvasTag>()).Should().ContainSingle();
    }
}
