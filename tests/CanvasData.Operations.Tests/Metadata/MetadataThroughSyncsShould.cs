using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Metadata;

public class MetadataThroughSyncsShould
{
    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task SurviveTheDisappearanceAndTheReturnOfTheirObject(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddAssignment(5).AddSubmission(6, 5, 3, "");
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, MetadataHost.Declare);
        await host.SyncAsync();
        var essay = MetadataTarget.Assignment(4);
        await using var scope = host.Services.CreateAsyncScope();
        var (metadata, tags) = (scope.ServiceProvider.GetRequiredService<IMetadataManager>(), scope.ServiceProvider.GetRequiredService<ITagManager>());
        await metadata.AddNoteAsync(new NewNote { Target = essay, Author = MetadataHost.Teacher, Text = "Too long." });
        await metadata.SaveAsync([new AssignmentMetadataChange { AssignmentId = 4, DifficultyRating = 5 }]);
        await tags.AddAsync([essay], ["Hard", "Long"]);
        (await metadata.FindOrphansAsync("assignment")).TotalRows.Should().Be(0);

        var gone = course.Assignments[0];
        course.Assignments.RemoveAt(0);
        await host.SyncAsync();
        await host.SyncAsync();

        var orphan = (await metadata.FindOrphansAsync("assignment")).Rows.Should().ContainSingle().Subject;
        orphan.Should().BeEquivalentTo(new { Target = essay, Notes = 1, Tags = 2, CustomFields = 0, HasMetadata = true });
        orphan.MissingSince.Should().NotBeNull();
        await metadata.AddNoteAsync(new NewNote { Target = essay, Author = MetadataHost.Teacher, Text = "Where is it?" });
        (await host.RowsAsync<CanvasObjectStatus>()).Single(status => status.ObjectId == 4 && status.ObjectType == "assignment").UserDataExists.Should().BeTrue();

        course.Assignments.Add(gone);
        await host.SyncAsync();

        (await metadata.FindOrphansAsync("assignment")).TotalRows.Should().Be(0);
        (await metadata.FindAssignmentAsync(4))!.DifficultyRating.Should().Be(5);
        (await metadata.SearchNotesAsync(new NoteSearch { Reader = NoteReader.Staff(), TargetType = "assignment", TargetId = 4 })).TotalRows.Should().Be(2);
        (await tags.ListAsync(essay)).Select(tag => tag.Name).Should().Equal("Hard", "Long");
    }

    [Fact]
    public async Task CountAsUserDataWhenTheirObjectVanishes()
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).Enroll(2, 3).AddAssignment(4).AddAssignment(5);
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store, options => options.Metadata.CustomFields.Add(new CustomField { TargetType = "assignment", Name = "Room" }));
        await host.SyncAsync();
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMetadataManager>().SaveAsync([new CustomFieldChange { Target = MetadataTarget.Assignment(4), Name = "Room", Value = "12" }]);

        course.Assignments.RemoveAt(0);
        await host.SyncAsync();
        await host.SyncAsync();

        (await host.RowsAsync<CanvasObjectStatus>()).Single(status => status.ObjectId == 4 && status.ObjectType == "assignment").Should().BeEquivalentTo(new { UserDataExists = true, PendingDeletion = true });
    }
}
