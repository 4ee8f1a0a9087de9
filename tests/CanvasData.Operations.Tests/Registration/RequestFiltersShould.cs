using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Registration;

/// <summary>A portal of two schools in one database, whose query filters separate them.</summary>
public class RequestFiltersShould
{
    private const long Ours = 20;
    private const long Theirs = 1_020;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    [InlineData(Provider.InMemory)]
    public async Task DecideWhatARequestReads(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<TwoSchoolsContext>.StartAsync(services => services.AddDbContext<TwoSchoolsContext>(options => store.Configure(options)), builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));
        await host.ChangeAsync(context =>
        {
            context.AddRange(new CanvasUser { Id = Ours, Name = "Ana" }, new CanvasUser { Id = Theirs, Name = "Theo" });
            context.AddRange(Status(Ours), Status(Theirs));
            context.AddRange(Note(Ours), Note(Theirs));
            return Task.CompletedTask;
        });
        var all = await host.RowsAsync<CanvasNote>();
        await using var scope = host.Services.CreateAsyncScope();
        var (metadata, tags, lifecycle) = (scope.ServiceProvider.GetRequiredService<IMetadataManager>(), scope.ServiceProvider.GetRequiredService<ITagManager>(), scope.ServiceProvider.GetRequiredService<ILifecycleManager>());
        await tags.AddAsync([MetadataTarget.Student(Ours), MetadataTarget.Student(Theirs)], ["late"]);

        (await metadata.SearchNotesAsync(new NoteSearch { Reader = NoteReader.Staff() })).Rows.Select(note => note.Target.Id).Should().Equal(Ours);
        (await metadata.FindNoteAsync(all.Single(note => note.TargetId == Theirs).Id, NoteReader.Staff())).Should().BeNull();
        (await metadata.FindNoteAsync(all.Single(note => note.TargetId == Ours).Id, NoteReader.Staff())).Should().NotBeNull();
        (await lifecycle.GetPendingDeletionsAsync()).Items.Select(item => (item.ObjectId, item.Name, item.NoteCount)).Should().Equal((Ours, "Ana", 1));
        (await tags.FindObjectsAsync(CanvasTargetTypes.Student, ["late"])).Rows.Select(target => target.Target.Id).Should().Equal(Ours);
        all.Should().HaveCount(2);

        static CanvasObjectStatus Status(long id) => new() { ObjectType = CanvasObjectTypes.User, ObjectId = id, PendingDeletion = true, FirstSeenAt = DateTime.UtcNow };
        static CanvasNote Note(long id) => new() { TargetType = CanvasTargetTypes.Student, TargetId = id, Text = "A note." };
    }

    private sealed class TwoSchoolsContext(DbContextOptions<TwoSchoolsContext> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddCanvasData();
            modelBuilder.Entity<CanvasUser>().HasQueryFilter(row => row.Id < 1_000);
            modelBuilder.Entity<CanvasNote>().HasQueryFilter(row => row.TargetId < 1_000);
            modelBuilder.Entity<CanvasTagLink>().HasQueryFilter(row => row.TargetId < 1_000);
            modelBuilder.Entity<CanvasObjectStatus>().HasQueryFilter(row => row.ObjectId < 1_000);
        }
    }
}
