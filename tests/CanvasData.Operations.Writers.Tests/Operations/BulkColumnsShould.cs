using CanvasData.Operations.Bulk;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Writers.Tests.Operations;

/// <summary>Columns and rows that a plain statement would miss, or hit although they are not meant.</summary>
public sealed class BulkColumnsShould : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly List<TestStore> _stores = [];

    public static TheoryData<Provider, bool> Writers => new() { { Provider.Sqlite, false }, { Provider.PostgreSql, false }, { Provider.Sqlite, true } };

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task BeSetByAnUpdateAlsoWhereTheyHaveADefault(Provider provider, bool portable)
    {
        var (bulk, context) = await OpenAsync(provider, portable);
        await bulk.InsertAsync([new Defaulted { Id = 1, Level = 8, Balance = 12.5m, Note = "kept" }, new Defaulted { Id = 2, Level = 8, Balance = 12.5m, Note = "kept" }, new Defaulted { Id = 3 }]);
        (await FoundAsync()).Should().Equal("1/8/12.5/kept", "2/8/12.5/kept", "3/3/1/made");

        (await bulk.UpdateAsync([new Defaulted { Id = 1 }, new Defaulted { Id = 2, Level = 5, Balance = 2m, Note = "new" }])).RowsWritten.Should().Be(2);
        (await FoundAsync()).Should().Equal("1/0/0/", "2/5/2/new", "3/3/1/made");

        await bulk.UpsertAsync([new Defaulted { Id = 2 }]);
        (await FoundAsync()).Should().Equal("1/0/0/", "2/3/2/new", "3/3/1/made");

        async Task<List<string>> FoundAsync() =>
            [.. (await context.Set<Defaulted>().AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => FormattableString.Invariant($"{row.Id}/{row.Level}/{row.Balance:0.##}/{row.Note}"))];
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeWrittenWhenTheyArePartOfAnAlternateKey(Provider provider)
    {
        var (bulk, context) = await OpenAsync(provider);
        await bulk.InsertAsync([new Member { Id = 1, Email = "a" }, new Member { Id = 2, Email = "b" }, new Member { Id = 3, Email = "c" }]);

        await bulk.UpdateAsync([new Member { Id = 1, Email = "a2" }]);
        await bulk.UpsertAsync([new Member { Id = 2, Email = "b2", Name = "n" }]);
        await bulk.UpsertAsync([new Member { Id = 3, Email = "c2", Name = "n" }], new() { OnConflict = BulkConflict<Member>.Merge(row => row.Email) });

        (await MembersAsync(context)).Should().Equal("a2", "b2n", "c2");
        (await bulk.Awaiting(b => b.UpdateAsync([new Member { Id = 1, Email = "a3" }, new Member { Id = 2, Email = "c2" }])).Should().ThrowAsync<BulkWriteException>()).Which.Refused.Should().ContainSingle().Which.Position.Should().Be(2);
    }

    [Fact]
    public async Task BeRefusedByEntityFrameworkWhenTheyArePartOfAnAlternateKey()
    {
        var (bulk, context) = await OpenAsync(Provider.Sqlite, portable: true);
        await bulk.InsertAsync([new Member { Id = 1, Email = "a" }, new Member { Id = 2, Email = "b" }]);

        (await bulk.Awaiting(b => b.UpsertAsync([new Member { Id = 1, Email = "a", Name = "n" }, new Member { Id = 2, Email = "b2" }])).Should().ThrowAsync<BulkWriteException>())
            .WithMessage("*row 2 (key 2)*'Email' differs*");
        await bulk.UpsertAsync([new Member { Id = 1, Email = "a", Name = "n" }]);

        (await MembersAsync(context)).Should().Equal("an", "b");
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task BeRefusedWhenTheModelFixesThem(Provider provider, bool portable)
    {
        var (bulk, context) = await OpenAsync(provider, portable);
        await bulk.InsertAsync([new Certificate { Id = 1, Serial = "s" }]);

        foreach (var write in (Func<Task>[])[() => bulk.UpdateAsync([new Certificate { Id = 1, Serial = "t" }]), () => bulk.UpsertAsync([new Certificate { Id = 1, Serial = "t" }])])
        {
            (await write.Should().ThrowAsync<BulkWriteException>()).WithMessage("*row 1 (key 1)*'Serial' differs*");
        }

        await bulk.UpsertAsync([new Certificate { Id = 1, Serial = "s", Holder = "h" }, new Certificate { Id = 2, Serial = "u" }]);
        (await context.Set<Certificate>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.Serial + row.Holder).ToListAsync()).Should().Equal("sh", "u");
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task FollowTheSaveBehaviorsOfTheModel(Provider provider, bool portable)
    {
        var (bulk, context) = await OpenAsync(provider, portable);

        await bulk.InsertAsync([new Stamped { Id = 1 }, new Stamped { Id = 2, Stamp = "own" }]);
        (await StampsAsync()).Should().Equal("made", "own");
        await bulk.UpsertAsync([new Stamped { Id = 1, Stamp = "up" }, new Stamped { Id = 2 }, new Stamped { Id = 3 }]);
        (await StampsAsync()).Should().Equal("up", "own", "made");
        await bulk.UpdateAsync([new Stamped { Id = 3, Stamp = "new" }]);
        (await StampsAsync()).Should().Equal("up", "own", "new");

        await bulk.InsertAsync([new Touched { Id = 1, At = "insert" }]);
        (await TouchesAsync()).Should().Equal("none");
        await bulk.UpsertAsync([new Touched { Id = 1, At = "upsert" }, new Touched { Id = 2, At = "insert" }]);
        (await TouchesAsync()).Should().Equal("upsert", "none");
        await bulk.UpdateAsync([new Touched { Id = 2, At = "update" }]);
        (await TouchesAsync()).Should().Equal("upsert", "update");

        Task<List<string>> StampsAsync() => context.Set<Stamped>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.Stamp ?? "").ToListAsync();
        Task<List<string>> TouchesAsync() => context.Set<Touched>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.At ?? "none").ToListAsync();
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task HoldTheShadowForeignKeysOfOwnedTypes(Provider provider, bool portable)
    {
        var (bulk, context) = await OpenAsync(provider, portable);
        context.Add(new City { Id = 5 });
        await context.SaveChangesAsync();
        var resident = new Resident { Id = 1, Home = new() { Street = "s" } };
        context.Add(resident);
        context.Entry(resident).Reference(row => row.Home).TargetEntry!.Property("CityId").CurrentValue = 5L;

        await bulk.InsertAsync([resident, new Resident { Id = 2, Home = new() { Street = "t" } }]);

        (await context.Set<Resident>().AsNoTracking().OrderBy(row => row.Id).Select(row => EF.Property<long?>(row.Home!, "CityId")).ToListAsync()).Should().Equal(5L, null);
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task BeLeftAloneInRowsOfOtherTypesOfTheHierarchy(Provider provider, bool portable)
    {
        var (bulk, context) = await OpenAsync(provider, portable);
        await bulk.InsertAsync<Pet>([new Tabby { Id = 1, Name = "cat" }, new Hound { Id = 2, Name = "dog" }]);

        (await bulk.DeleteAsync([new Hound { Id = 1 }])).RowsDeleted.Should().Be(0);
        (await bulk.UpdateAsync([new Hound { Id = 1, Name = "turned" }, new Hound { Id = 2, Name = "renamed" }])).RowsWritten.Should().Be(1);
        (await bulk.Awaiting(b => b.UpsertAsync([new Hound { Id = 2, Name = "undone" }, new Hound { Id = 1, Name = "turned" }])).Should().ThrowAsync<BulkWriteException>()).WithMessage("*row 2 (key 1)*");
        await bulk.InsertAsync([new Hound { Id = 3, Name = "new" }]);
        (await bulk.SynchronizeAsync([new Hound { Id = 2, Name = "last" }], _ => true)).RowsDeleted.Should().Be(1);

        (await context.Set<Pet>().AsNoTracking().OrderBy(row => row.Id).ToListAsync()).Select(row => $"{row.GetType().Name} {row.Name}").Should().Equal("Tabby cat", "Hound last");
    }

    [Theory]
    [MemberData(nameof(Writers))]
    public async Task SayThatTheRowOfAPartIsNotThere(Provider provider, bool portable)
    {
        var (bulk, context) = await OpenAsync(provider, portable);
        await bulk.InsertAsync([new Whole { Id = 1, Name = "one" }]);

        (await bulk.Awaiting(b => b.InsertAsync([new Part { Id = 1, Size = 5 }, new Part { Id = 2, Size = 6 }])).Should().ThrowAsync<BulkWriteException>()).WithMessage("*row 2 (key 2)*part of is not there*");
        await bulk.InsertAsync([new Part { Id = 1, Size = 5 }]);
        (await bulk.Awaiting(b => b.InsertAsync([new Part { Id = 1, Size = 7 }])).Should().ThrowAsync<BulkWriteException>()).WithMessage("*row 1 (key 1)*already*");
        (await bulk.DeleteAsync([new Part { Id = 1 }])).RowsDeleted.Should().Be(1);

        (await context.Set<Whole>().AsNoTracking().SingleAsync()).Name.Should().Be("one", "the part shares its row");
        (await context.Set<Part>().AsNoTracking().CountAsync()).Should().Be(0);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        _stores.ForEach(store => store.Dispose());
    }

    private static Task<List<string>> MembersAsync(ColumnsContext context) => context.Set<Member>().AsNoTracking().OrderBy(row => row.Id).Select(row => row.Email + row.Name).ToListAsync();

    private async Task<(IBulkOperations Bulk, ColumnsContext Context)> OpenAsync(Provider provider, bool portable = false)
    {
        var store = await TestStore.CreateAsync(provider);
        _stores.Add(store);
        var context = new ColumnsContext(store.Configure(new DbContextOptionsBuilder()).Options);
        await context.Database.EnsureCreatedAsync();
        var builder = new ServiceCollection().AddScoped(_ => context).AddCanvasOperations().UseDbContext<ColumnsContext>();
        if (!portable)
        {
            builder.UseSqliteBulkWriter().UsePostgreSqlBulkWriter();
        }

        var services = builder.Services.BuildServiceProvider();
        var scope = services.CreateAsyncScope();
        _opened.AddRange([services, scope]);
        return (scope.ServiceProvider.GetRequiredService<IBulkOperations>(), context);
    }

    private sealed class ColumnsContext(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Defaulted>(e =>
            {
                e.Property(row => row.Level).HasDefaultValue(3);
                e.Property(row => row.Balance).HasDefaultValueSql("1");
                e.Property(row => row.Note).HasDefaultValueSql("'made'");
            });
            modelBuilder.Entity<Member>().HasAlternateKey(row => row.Email);
            modelBuilder.Entity<Certificate>().Property(row => row.Serial).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Throw);
            var stamp = modelBuilder.Entity<Stamped>().Property(row => row.Stamp).HasDefaultValueSql("'made'").ValueGeneratedOnAddOrUpdate().Metadata;
            stamp.SetBeforeSaveBehavior(PropertySaveBehavior.Save);
            stamp.SetAfterSaveBehavior(PropertySaveBehavior.Save);
            var touch = modelBuilder.Entity<Touched>().Property(row => row.At).ValueGeneratedOnAddOrUpdate().Metadata;
            touch.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
            touch.SetAfterSaveBehavior(PropertySaveBehavior.Save);
            modelBuilder.Entity<City>();
            modelBuilder.Entity<Resident>().OwnsOne(row => row.Home, home => home.HasOne<City>().WithMany().HasForeignKey("CityId"));
            modelBuilder.Entity<Pet>();
            modelBuilder.Entity<Tabby>();
            modelBuilder.Entity<Hound>();
            modelBuilder.Entity<Whole>().ToTable("Whole").HasOne<Part>().WithOne().HasForeignKey<Part>(row => row.Id);
            modelBuilder.Entity<Part>().ToTable("Whole");
            foreach (var type in modelBuilder.Model.GetEntityTypes().Where(type => !type.IsOwned() && type.BaseType is null))
            {
                type.FindProperty("Id")!.ValueGenerated = ValueGenerated.Never;
            }
        }
    }

    private sealed class Defaulted
    {
        public long Id { get; set; }
        public int Level { get; set; }
        public decimal Balance { get; set; }
        public string? Note { get; set; }
    }

    private sealed class Member
    {
        public long Id { get; set; }
        public string Email { get; set; } = "";
        public string? Name { get; set; }
    }

    private sealed class Certificate
    {
        public long Id { get; set; }
        public string Serial { get; set; } = "";
        public string? Holder { get; set; }
    }

    private sealed class Stamped
    {
        public long Id { get; set; }
        public string? Stamp { get; set; }
    }

    private sealed class Touched
    {
        public long Id { get; set; }
        public string? At { get; set; }
    }

    private sealed class City
    {
        public long Id { get; set; }
    }

    private sealed class Resident
    {
        public long Id { get; set; }
        public Home? Home { get; set; }
    }

    private sealed class Home
    {
        public string Street { get; set; } = "";
    }

    private abstract class Pet
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
    }

    private sealed class Tabby : Pet;

    private sealed class Hound : Pet;

    private sealed class Whole
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
    }

    private sealed class Part
    {
        public long Id { get; set; }
        public int Size { get; set; }
    }
}
