using CanvasData.Operations.Configuration;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Metadata;

/// <summary>A host with a small mirror: course 10 with students 20 and 21, assignment 30 and section 40.</summary>
internal sealed class MetadataHost : IAsyncDisposable
{
    public static readonly NoteAuthor Teacher = new(50, "Ms Invented");
    public static readonly NoteAuthor Adviser = NoteAuthor.Named("adviser-7");

    private readonly TestHost<SchoolContext> _host;

    private MetadataHost(TestHost<SchoolContext> host) => _host = host;

    public FailingStatements Failures { get; private init; } = null!;

    public static async Task<MetadataHost> StartAsync(TestStore store, Action<CanvasOperationsOptions>? options = null, TimeProvider? time = null, Interruption? interruption = null, bool ownWriters = true)
    {
        var failures = new FailingStatements();
        var host = await TestHost<SchoolContext>.StartAsync(
            services =>
            {
                if (time is not null)
                {
                    services.AddSingleton(time);
                }

                services.AddDbContext<SchoolContext>(context => store.Configure(context).AddInterceptors(failures).AddInterceptors(interruption is null ? [] : [interruption]));
            },
            builder => builder.UseCanvasClient(_ => new ScriptedCanvas()),
            options ?? Declare,
            ownWriters: ownWriters);
        await host.ChangeAsync(context =>
        {
            context.AddRange(
                new CanvasCourse { Id = 10, Name = "Algebra" }, new CanvasUser { Id = 20, Name = "Ana Example" }, new CanvasUser { Id = 21, Name = "Ben Example" },
                new CanvasAssignment { Id = 30, CourseId = 10, Name = "Essay" }, new CanvasSection { Id = 40, CourseId = 10, Name = "Group A" });
            return Task.CompletedTask;
        });
        return new MetadataHost(host) { Failures = failures };
    }

    public static void Declare(CanvasOperationsOptions options)
    {
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "Nickname" });
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "Locker", Type = CustomFieldType.WholeNumber });
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "Height", Type = CustomFieldType.Number });
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "Boards", Type = CustomFieldType.Boolean });
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "Birthday", Type = CustomFieldType.Date });
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Student, Name = "LastCall", Type = CustomFieldType.Time });
        options.Metadata.CustomFields.Add(new CustomField { TargetType = CanvasTargetTypes.Section, Name = "Room", Type = CustomFieldType.Choice, Choices = ["North 1", "South 2"] });
    }

    public Task<T> MetadataAsync<T>(Func<IMetadataManager, Task<T>> work) => InScopeAsync(services => work(services.GetRequiredService<IMetadataManager>()));

    public Task MetadataAsync(Func<IMetadataManager, Task> work) => InScopeAsync(async services =>
    {
        await work(services.GetRequiredService<IMetadataManager>());
        return true;
    });

    public Task<T> TagsAsync<T>(Func<ITagManager, Task<T>> work) => InScopeAsync(services => work(services.GetRequiredService<ITagManager>()));

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public Task<List<T>> RowsAsync<T>() where T : class => _host.RowsAsync<T>();

    public Task ChangeAsync(Func<SchoolContext, Task> change) => _host.ChangeAsync(change);

    /// <summary>Renames a tag past the save guard: as an earlier version stored it, or SQL of the host.</summary>
    public Task<int> StoreAsAnEarlierVersionAsync(string tag, string name) => InScopeAsync(async services =>
    {
        var context = services.GetRequiredService<SchoolContext>();
        if (context.Database.IsRelational())
        {
            return await context.Set<CanvasTag>().Where(row => row.Name == tag).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, name).SetProperty(row => row.NormalizedName, name));
        }

        await using var plain = new SchoolContext(new DbContextOptionsBuilder<SchoolContext>(services.GetRequiredService<DbContextOptions<SchoolContext>>()).Options);
        var stored = await plain.Set<CanvasTag>().SingleAsync(row => row.Name == tag);
        (stored.Name, stored.NormalizedName) = (name, name);
        return await plain.SaveChangesAsync();
    });

    /// <summary>Everything that is stored, as text.</summary>
    public async Task<string> StateAsync() => string.Join('\n', (await _host.TablesAsync()).SelectMany(table => table.Value.Select(row => $"{table.Key}: {row}")));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
