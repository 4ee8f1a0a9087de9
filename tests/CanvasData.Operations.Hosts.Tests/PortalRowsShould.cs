using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>Notes and tags need no more than what they say: the rest is filled when they are saved.</summary>
public sealed class PortalRowsShould
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task GetTheirTimes(Provider provider)
    {
        var clock = new Clock { Now = Monday };
        using var store = await TestStore.CreateAsync(provider);
        await using var services = await StartAsync(store, clock);
        object[] rows =
        [
            Note("student"), new CanvasTag { Name = "Chess" }, new CanvasStudentMetadata { UserId = 20 }, new CanvasAssignmentMetadata { AssignmentId = 30 }, new CanvasCourseMetadata { CourseId = 10 },
        ];
        await SaveAsync(services, context => context.AddRange(rows));
        clock.Now = Monday.AddHours(1);
        await SaveAsync(services, context =>
        {
            context.Set<CanvasNote>().Single().Text = "Changed.";
            context.Set<CanvasStudentMetadata>().Single().CustomGroupId = "A";
            context.Set<CanvasCourseMetadata>().Load();
        });

        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        (await context.Set<CanvasNote>().SingleAsync()).Should().BeEquivalentTo(new { CreatedAt = Monday.UtcDateTime, UpdatedAt = Monday.UtcDateTime.AddHours(1) });
        (await context.Set<CanvasStudentMetadata>().SingleAsync()).Should().BeEquivalentTo(new { CreatedAt = Monday.UtcDateTime, UpdatedAt = Monday.UtcDateTime.AddHours(1) });
        (await context.Set<CanvasCourseMetadata>().SingleAsync()).Should().BeEquivalentTo(new { CreatedAt = Monday.UtcDateTime, UpdatedAt = Monday.UtcDateTime });
        (await context.Set<CanvasAssignmentMetadata>().SingleAsync()).CreatedAt.Should().Be(Monday.UtcDateTime);
        (await context.Set<CanvasTag>().SingleAsync()).CreatedAt.Should().Be(Monday.UtcDateTime);
    }

    [Fact]
    public async Task KeepTimesThatTheHostGives()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        var given = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        await SaveAsync(services, context => context.Add(new CanvasNote { TargetType = CanvasTargetTypes.Course, TargetId = 10, CreatedAt = given, UpdatedAt = given }));
        await SaveAsync(services, context =>
        {
            var note = context.Set<CanvasNote>().Single();
            (note.Text, note.UpdatedAt) = ("Imported.", given.AddDays(1));
        });

        await using var scope = services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<SchoolContext>().Set<CanvasNote>().SingleAsync()).Should().BeEquivalentTo(new { CreatedAt = given, UpdatedAt = given.AddDays(1) });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeFoundByTheirQueries(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        await SaveAsync(services, context => context.AddRange(
            new CanvasCourse { Id = 10, Name = "Algebra", WorkflowState = "available" },
            new CanvasEnrollment { Id = 1, CourseId = 10, UserId = 20, Type = "StudentEnrollment", EnrollmentState = "active" },
            new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = 20, AuthorName = "An adviser who is not in Canvas", Text = "Call home." }));

        await using var scope = services.CreateAsyncScope();
        var activity = await scope.ServiceProvider.GetRequiredService<IQueryBuilder>().ForEverything().RecentActivity(Monday.AddMinutes(-1)).ToListAsync();

        activity.Should().ContainSingle().Which.At.Should().Be(Monday.UtcDateTime);
    }

    [Fact]
    public async Task TakeAnyNumberOfTagsWhoseNamesDiffer()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });

        await SaveAsync(services, context => context.AddRange(new CanvasTag { Name = " Chess Club" }, new CanvasTag { Name = "Choir" }));
        await SaveAsync(services, context => context.Set<CanvasTag>().Single(tag => tag.NormalizedName == "choir").Name = "Large CHOIR ");

        await using var scope = services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<SchoolContext>().Set<CanvasTag>().Select(tag => tag.NormalizedName).ToListAsync()).Should().BeEquivalentTo("chess club", "large choir");
        await services.Awaiting(s => SaveAsync(s, context => context.Add(new CanvasTag { Name = "CHESS club" }))).Should().ThrowAsync<DbUpdateException>("names are unique whatever their case");
    }

    [Theory]
    [InlineData("Student")]
    [InlineData("user")]
    [InlineData("")]
    [InlineData("student ")]
    public async Task BeRefusedWhenNoQueryWouldFindThem(string type)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });

        (await services.Awaiting(s => SaveAsync(s, context => context.Add(Note(type)))).Should().ThrowAsync<InvalidPortalDataException>()).Which.Remedy.Should().Contain("CanvasTargetTypes").And.Contain("student");
        await services.Awaiting(s => SaveAsync(s, context => context.Add(new CanvasTagLink { TagId = 1, TargetType = type, TargetId = 20 }))).Should().ThrowAsync<InvalidPortalDataException>();
        await services.Awaiting(s => SaveAsync(s, context => context.Add(new CanvasTag { Name = " " }))).Should().ThrowAsync<InvalidPortalDataException>();
        await SaveAsync(services, context => context.Add(Note(CanvasTargetTypes.Student)));
        await services.Awaiting(s => SaveAsync(s, context => context.Set<CanvasNote>().Single().TargetType = type)).Should().ThrowAsync<InvalidPortalDataException>();
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task RefuseTheSecondOfTwoEditsAtOnce(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        await SaveAsync(services, context => context.AddRange(Note("student"), new CanvasStudentMetadata { UserId = 20 }, new CanvasCustomFieldValue { TargetType = "course", TargetId = 10, Name = "room", Value = "1" }));
        await using var early = services.CreateAsyncScope();
        await using var late = services.CreateAsyncScope();
        foreach (var scope in (AsyncServiceScope[])[early, late])
        {
            var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
            (await context.Set<CanvasNote>().SingleAsync()).CourseId = 10;
            (await context.Set<CanvasStudentMetadata>().SingleAsync()).CustomGroupId = "A";
            (await context.Set<CanvasCustomFieldValue>().SingleAsync()).Value = "2";
        }

        await early.ServiceProvider.GetRequiredService<SchoolContext>().SaveChangesAsync();
        await late.Awaiting(scope => scope.ServiceProvider.GetRequiredService<SchoolContext>().SaveChangesAsync()).Should().ThrowAsync<DbUpdateConcurrencyException>();

        await using var after = services.CreateAsyncScope();
        var stored = after.ServiceProvider.GetRequiredService<SchoolContext>();
        (await stored.Set<CanvasNote>().SingleAsync()).Version.Should().Be(2);
        (await stored.Set<CanvasStudentMetadata>().SingleAsync()).Version.Should().Be(2);
        (await stored.Set<CanvasCustomFieldValue>().SingleAsync()).Version.Should().Be(2);
    }

    [Fact]
    public async Task KeepTheEarlierTextOfANoteThatIsEdited()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var clock = new Clock { Now = Monday };
        await using var services = await StartAsync(store, clock);
        await SaveAsync(services, context => context.Add(Note("student")));
        clock.Now = Monday.AddDays(1);
        await SaveAsync(services, context => context.Set<CanvasNote>().Single().Text = "Changed.");
        await SaveAsync(services, context => context.Set<CanvasNote>().Single().CourseId = 10);

        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var revision = await context.Set<CanvasNoteRevision>().SingleAsync();
        revision.Should().BeEquivalentTo(new { Version = 1, Text = "Doing well.", Visibility = "staff", WrittenAt = Monday.UtcDateTime, ReplacedAt = Monday.UtcDateTime.AddDays(1) });
        revision.Text = "Rewritten.";
        await context.Awaiting(c => c.SaveChangesAsync()).Should().ThrowAsync<AppendOnlyException>();
        context.ChangeTracker.Clear();

        context.Remove(await context.Set<CanvasNote>().SingleAsync());
        await context.SaveChangesAsync();
        (await context.Set<CanvasNoteRevision>().CountAsync()).Should().Be(0, "it goes with its note");
    }

    [Fact]
    public async Task BeSavedAgainAfterASaveThatFailed()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        await SaveAsync(services, context => context.AddRange(Note("student"), new CanvasTag { Name = "Chess" }));
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        (await context.Set<CanvasNote>().SingleAsync()).Text = "Changed.";
        var second = new CanvasTag { Name = "chess" };
        context.Add(second);
        await context.Awaiting(c => c.SaveChangesAsync()).Should().ThrowAsync<DbUpdateException>();

        context.Entry(second).State = EntityState.Detached;
        await context.SaveChangesAsync();

        (await context.Set<CanvasNote>().SingleAsync()).Should().BeEquivalentTo(new { Text = "Changed.", Version = 2 });
        (await context.Set<CanvasNoteRevision>().SingleAsync()).Should().BeEquivalentTo(new { Text = "Doing well.", Version = 1 });
    }

    [Fact]
    public async Task RaiseTheVersionAfterAConflictThatTheHostSettles()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        await SaveAsync(services, context => context.Add(Note("student")));
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var late = await context.Set<CanvasNote>().SingleAsync();
        late.Text = "Late.";
        await SaveAsync(services, other => other.Set<CanvasNote>().Single().Text = "Second.");
        await SaveAsync(services, other => other.Set<CanvasNote>().Single().Text = "Third.");

        var conflict = (await context.Awaiting(c => c.SaveChangesAsync()).Should().ThrowAsync<DbUpdateConcurrencyException>()).Which;
        var entry = conflict.Entries.Single(e => e.Entity is CanvasNote);
        entry.OriginalValues.SetValues((await entry.GetDatabaseValuesAsync())!);
        await context.SaveChangesAsync();

        await using var after = services.CreateAsyncScope();
        var stored = after.ServiceProvider.GetRequiredService<SchoolContext>();
        (await stored.Set<CanvasNote>().SingleAsync()).Should().BeEquivalentTo(new { Text = "Late.", Version = 4 });
        (await stored.Set<CanvasNoteRevision>().OrderBy(row => row.Version).Select(row => row.Text).ToListAsync()).Should().Equal("Doing well.", "Second.", "Third.");
    }

    [Fact]
    public async Task ReadNotesWithoutAVisibilityAsThoseOfStaff()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        await SaveAsync(services, context => context.Add(new CanvasNote { TargetType = "student", TargetId = 20, Visibility = "" }));
        await services.Awaiting(s => SaveAsync(s, context => context.Add(new CanvasNote { TargetType = "student", TargetId = 20, Visibility = "everyone" }))).Should().ThrowAsync<InvalidPortalDataException>();

        await using var scope = services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<SchoolContext>().Set<CanvasNote>().SingleAsync()).Visibility.Should().Be(NoteVisibility.Staff);
    }

    [Theory]
    [InlineData("Cafe\u0301", "CAFÉ")]
    [InlineData("chess\t  club ", "Chess Club")]
    [InlineData("ΟΔΟΣ", "οδος")]
    [InlineData("a\0b", "AB")]
    public async Task TakeTagsThatReadTheSameForOne(string first, string second)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var services = await StartAsync(store, new Clock { Now = Monday });
        await SaveAsync(services, context => context.Add(new CanvasTag { Name = first }));

        await services.Awaiting(s => SaveAsync(s, context => context.Add(new CanvasTag { Name = second }))).Should().ThrowAsync<DbUpdateException>();
        await services.Awaiting(s => SaveAsync(s, context => context.Add(new CanvasTag { Name = new string('x', 101) }))).Should().ThrowAsync<InvalidPortalDataException>();
    }

    private static CanvasNote Note(string type) => new() { TargetType = type, TargetId = 20, Text = "Doing well." };

    private static async Task<ServiceProvider> StartAsync(TestStore store, Clock clock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddDbContext<SchoolContext>(options => store.Configure(options)).AddCanvasOperations().UseDbContext<SchoolContext>();
        var provider = services.BuildServiceProvider(validateScopes: true);
        await using var scope = provider.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
        return provider;
    }

    private static async Task SaveAsync(IServiceProvider services, Action<SchoolContext> change)
    {
        await using var scope = services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        change(context);
        await context.SaveChangesAsync();
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
