using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Metadata;

/// <summary>A failure of the database at any statement leaves all or nothing.</summary>
public class MetadataFaultsShould
{
    private static readonly MetadataTarget Ana = MetadataTarget.Student(20), Ben = MetadataTarget.Student(21);

    private static readonly Dictionary<string, Func<IMetadataManager, ITagManager, Task>> Operations = new()
    {
        ["add a note"] = (m, _) => m.AddNoteAsync(new NewNote { Target = Ana, CourseId = 10, Author = MetadataHost.Teacher, Text = "New." }),
        ["edit a note"] = (m, _) => m.EditNoteAsync(1, new NoteEdit { Version = 2, Editor = MetadataHost.Teacher, Text = "Edited again." }),
        ["delete a note"] = (m, _) => m.DeleteNoteAsync(1, 2, MetadataHost.Teacher),
        ["save metadata"] = (m, _) => m.SaveAsync(
        [
            new CourseMetadataChange { CourseId = 10, CourseHours = 2 }, new AssignmentMetadataChange { AssignmentId = 30, DifficultyRating = 2 }, new StudentMetadataChange { UserId = 20, CustomGroupId = "B" },
            new CustomFieldChange { Target = Ana, Name = "Locker", Value = 2 }, new CustomFieldChange { Target = Ana, Name = "Nickname", Value = null },
            new CustomFieldChange { Target = new MetadataTarget("section", 40), Name = "Room", Value = "North 1" },
        ]),
        ["put tags on"] = (_, t) => t.AddAsync([Ana, Ben, MetadataTarget.Course(10)], ["Chess", "New tag"]),
        ["take tags off"] = (_, t) => t.RemoveAsync([Ana, MetadataTarget.Course(10)], ["Chess", "Choir"]),
        ["delete a tag"] = (_, t) => t.DeleteAsync("Chess"),
        ["rename a tag"] = (_, t) => t.RenameAsync("Chess", "Go"),
        ["merge tags"] = (_, t) => t.MergeAsync(["Chess", "Choir"], "Clubs"),
    };

    public static TheoryData<Provider, string> All
    {
        get
        {
            var all = new TheoryData<Provider, string>();
            foreach (var operation in Operations.Keys)
            {
                all.Add(Provider.Sqlite, operation);
                all.Add(Provider.PostgreSql, operation);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task LeaveAllOrNothing(Provider provider, string operation)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.MetadataAsync(m => m.AddNoteAsync(new NewNote { Target = Ana, Author = MetadataHost.Teacher, Text = "First." }));
        await host.MetadataAsync(m => m.EditNoteAsync(1, new NoteEdit { Version = 1, Editor = MetadataHost.Teacher, Text = "Second." }));
        await host.MetadataAsync(m => m.SaveAsync([new CourseMetadataChange { CourseId = 10, CourseHours = 1 }, new CustomFieldChange { Target = Ana, Name = "Locker", Value = 1 }, new CustomFieldChange { Target = Ana, Name = "Nickname", Value = "A" }]));
        await host.TagsAsync(t => t.AddAsync([Ana, MetadataTarget.Course(10)], ["Chess"]));
        await host.TagsAsync(t => t.AddAsync([Ana, Ben], ["Choir"]));

        var statements = await EveryStatement.LeavesAllOrNothingAsync(
            host.Failures,
            () => host.InScopeAsync(async services =>
            {
                await Operations[operation](services.GetRequiredService<IMetadataManager>(), services.GetRequiredService<ITagManager>());
                return true;
            }),
            host.StateAsync);

        statements.Should().BeGreaterThanOrEqualTo(2);
    }
}
