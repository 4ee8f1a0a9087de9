using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Tests.Metadata;

public class NotesShould
{
    private static readonly MetadataTarget Ana = MetadataTarget.Student(20);

    private static readonly NewNote Plain = new() { Target = Ana, CourseId = 10, Author = MetadataHost.Teacher, Text = "Doing well." };

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    public static TheoryData<string> AllBad => [.. Bad.Keys];

    private static readonly Dictionary<string, (NewNote Note, string Argument)> Bad = new()
    {
        ["a blank text"] = (Plain with { Text = " \n" }, "note.Text"),
        ["no text"] = (Plain with { Text = null! }, "note.Text"),
        ["a huge text"] = (Plain with { Text = new string('x', 65_537) }, "note.Text"),
        ["a blank category"] = (Plain with { Category = "" }, "note.Category"),
        ["a long category"] = (Plain with { Category = new string('x', 101) }, "note.Category"),
        ["an unknown visibility"] = (Plain with { Visibility = "everyone" }, "note.Visibility"),
        ["an assignment's note for a student"] = (Plain with { Target = MetadataTarget.Assignment(30), Visibility = NoteVisibility.Person }, "note.Visibility"),
        ["no author"] = (Plain with { Author = new NoteAuthor(null, " ") }, "note.Author"),
        ["a long author"] = (Plain with { Author = NoteAuthor.Named(new string('x', 201)) }, "note.Author.Name"),
        ["an unknown kind of target"] = (Plain with { Target = new MetadataTarget("planet", 20) }, "note.Target.Type"),
    };

    [Fact]
    public async Task LetOnlyItsAuthorMakeANotePrivate()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);
        var note = await host.MetadataAsync(m => m.AddNoteAsync(Plain));
        var edit = new NoteEdit { Version = note.Version, Editor = MetadataHost.Adviser, Visibility = NoteVisibility.Author };

        (await host.Awaiting(h => h.MetadataAsync(m => m.EditNoteAsync(note.Id, edit))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("edit.Visibility");

        var own = await host.MetadataAsync(m => m.EditNoteAsync(note.Id, edit with { Editor = MetadataHost.Teacher }));
        own.Visibility.Should().Be(NoteVisibility.Author);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task KeepWhatWasWrittenAndItsEarlierTexts(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await MetadataHost.StartAsync(store, time: time);

        var note = await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Category = " Concern ", Visibility = NoteVisibility.Person }));
        time.Advance(TimeSpan.FromHours(1));
        var edited = await host.MetadataAsync(m => m.EditNoteAsync(note.Id, new NoteEdit { Version = note.Version, Editor = MetadataHost.Adviser, Text = "Doing very well.", Visibility = NoteVisibility.Staff }));
        var same = await host.MetadataAsync(m => m.EditNoteAsync(note.Id, new NoteEdit { Version = edited.Version, Editor = MetadataHost.Adviser, Text = "Doing very well." }));

        note.Should().BeEquivalentTo(new { Target = Ana, CourseId = 10L, Author = MetadataHost.Teacher, Category = "Concern", Visibility = "person", Text = "Doing well.", Version = 1 });
        edited.Should().BeEquivalentTo(note with { Text = "Doing very well.", Visibility = "staff", UpdatedAt = edited.UpdatedAt, Version = 2 });
        edited.UpdatedAt.Should().BeAfter(note.UpdatedAt);
        same.Should().Be(edited, "nothing changed");
        var revision = (await host.MetadataAsync(m => m.ListNoteRevisionsAsync(note.Id, NoteReader.Staff()))).Should().ContainSingle().Subject;
        revision.Should().BeEquivalentTo(new { Version = 1, Text = "Doing well.", Visibility = "person", WrittenAt = note.UpdatedAt, ReplacedAt = edited.UpdatedAt, ReplacedBy = MetadataHost.Adviser });
        JsonSerializer.Deserialize<Note>(JsonSerializer.Serialize(edited)).Should().Be(edited);

        await host.MetadataAsync(m => m.DeleteNoteAsync(note.Id, 2, MetadataHost.Teacher));
        (await host.RowsAsync<CanvasNote>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasNoteRevision>()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LetOneOfManyEditsAtOnceWin(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        var note = await host.MetadataAsync(m => m.AddNoteAsync(Plain));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            try
            {
                return (object)await host.MetadataAsync(m => m.EditNoteAsync(note.Id, new NoteEdit { Version = 1, Editor = MetadataHost.Teacher, Text = $"Text {i}" }));
            }
            catch (EditConflictException conflict)
            {
                return conflict;
            }
        })));

        var winner = outcomes.OfType<Note>().Should().ContainSingle().Subject;
        outcomes.OfType<EditConflictException>().Should().HaveCount(7).And.OnlyContain(c => ((Note)c.Stored!).Text == winner.Text && ((Note)c.Attempted!).Text != winner.Text && !c.Message.Contains("Text"));
        (await host.RowsAsync<CanvasNote>()).Should().ContainSingle().Which.Text.Should().Be(winner.Text);
        (await host.RowsAsync<CanvasNoteRevision>()).Should().ContainSingle().Which.Text.Should().Be("Doing well.");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeReadByThoseWhoMay(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        foreach (var (author, visibility) in from author in new[] { MetadataHost.Teacher, MetadataHost.Adviser } from visibility in NoteVisibility.All select (author, visibility))
        {
            await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Author = author, Visibility = visibility, Text = $"{(author.UserId is null ? "adviser" : "teacher")} {visibility}" }));
        }

        await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Author = new NoteAuthor(20), Visibility = NoteVisibility.Author, Text = "own" }));
        await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Target = MetadataTarget.Student(21), Visibility = NoteVisibility.Person, Text = "other" }));

        (await ReadAsync(NoteReader.Staff())).Should().BeEquivalentTo("teacher staff", "teacher person", "adviser staff", "adviser person", "other");
        (await ReadAsync(NoteReader.Staff(MetadataHost.Teacher))).Should().BeEquivalentTo("teacher author", "teacher staff", "teacher person", "adviser staff", "adviser person", "other");
        (await ReadAsync(NoteReader.Staff(MetadataHost.Adviser))).Should().BeEquivalentTo("adviser author", "teacher staff", "teacher person", "adviser staff", "adviser person", "other");
        (await ReadAsync(NoteReader.Student(20))).Should().BeEquivalentTo("teacher person", "adviser person", "own");
        await host.Awaiting(h => ReadAsync(new NoteReader(NoteAuthor.Named("20"), IsStudent: true))).Should().ThrowAsync<InvalidArgumentException>();

        async Task<List<string>> ReadAsync(NoteReader reader) => [.. (await host.MetadataAsync(m => m.SearchNotesAsync(new NoteSearch { Reader = reader }))).Rows.Select(note => note.Text)];
    }

    [Fact]
    public async Task KeepPrivateNotesFromOtherEditors()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);
        var note = await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Visibility = NoteVisibility.Author }));

        await host.Awaiting(h => h.MetadataAsync(m => m.EditNoteAsync(note.Id, new NoteEdit { Version = 1, Editor = MetadataHost.Adviser, Text = "Mine now." }))).Should().ThrowAsync<ObjectNotFoundException>();
        await host.Awaiting(h => h.MetadataAsync(m => m.DeleteNoteAsync(note.Id, 1, MetadataHost.Adviser))).Should().ThrowAsync<ObjectNotFoundException>();
        await host.Awaiting(h => h.MetadataAsync(m => m.ListNoteRevisionsAsync(note.Id, NoteReader.Staff(MetadataHost.Adviser)))).Should().ThrowAsync<ObjectNotFoundException>();
        (await host.MetadataAsync(m => m.FindNoteAsync(note.Id, NoteReader.Staff(MetadataHost.Adviser)))).Should().BeNull();
        (await host.MetadataAsync(m => m.FindNoteAsync(note.Id, NoteReader.Student(20)))).Should().BeNull();
        (await host.MetadataAsync(m => m.FindNoteAsync(note.Id, NoteReader.Staff(MetadataHost.Teacher)))).Should().BeEquivalentTo(note);

        await host.MetadataAsync(m => m.EditNoteAsync(note.Id, new NoteEdit { Version = 1, Editor = MetadataHost.Teacher, Text = "For everyone.", Visibility = NoteVisibility.Person }));
        (await host.MetadataAsync(m => m.ListNoteRevisionsAsync(note.Id, NoteReader.Staff(MetadataHost.Adviser)))).Should().BeEmpty("the earlier text was private");
        (await host.MetadataAsync(m => m.ListNoteRevisionsAsync(note.Id, NoteReader.Student(20)))).Should().BeEmpty();
        (await host.MetadataAsync(m => m.ListNoteRevisionsAsync(note.Id, NoteReader.Staff(MetadataHost.Teacher)))).Should().ContainSingle();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task BeFoundByTheirParts(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var time = new ShiftedTime();
        await using var host = await MetadataHost.StartAsync(store, time: time);
        for (var i = 0; i < 5; i++)
        {
            await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Text = $"100% of note_{i}", Category = i % 2 == 0 ? "even" : "odd", CourseId = i == 4 ? null : 10 }));
            time.Advance(TimeSpan.FromDays(1));
        }

        var staff = new NoteSearch { Reader = NoteReader.Staff() };
        (await FindAsync(staff)).Should().Equal("100% of note_4", "100% of note_3", "100% of note_2", "100% of note_1", "100% of note_0");
        (await FindAsync(staff with { Category = "odd" })).Should().HaveCount(2);
        (await FindAsync(staff with { CourseId = 10, TargetType = "student", TargetId = 20 })).Should().HaveCount(4);
        (await FindAsync(staff with { Contains = "0% of note_3" })).Should().Equal("100% of note_3");
        (await FindAsync(staff with { Contains = "note%" })).Should().BeEmpty("there are no wildcards");
        (await FindAsync(staff with { AuthorUserId = 51 })).Should().BeEmpty();
        (await FindAsync(staff with { From = time.GetUtcNow().AddDays(-2.5) })).Should().HaveCount(2);
        (await FindAsync(staff with { To = time.GetUtcNow().AddDays(-4.5) })).Should().Equal("100% of note_0");
        (await host.MetadataAsync(m => m.SearchNotesAsync(staff, 2, 2))).Should().BeEquivalentTo(new { TotalRows = 5, TotalPages = 3, Number = 2 });
        await host.Awaiting(h => FindAsync(staff with { TargetId = 20 })).Should().ThrowAsync<InvalidArgumentException>();

        async Task<List<string>> FindAsync(NoteSearch search) => [.. (await host.MetadataAsync(m => m.SearchNotesAsync(search))).Rows.Select(note => note.Text)];
    }

    [Theory]
    [MemberData(nameof(AllBad))]
    public async Task BeRefusedWithTheArgumentAndTheCure(string bad)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);

        var error = (await host.Awaiting(h => h.MetadataAsync(m => m.AddNoteAsync(Bad[bad].Note))).Should().ThrowAsync<InvalidArgumentException>()).Which;

        error.Argument.Should().Be(Bad[bad].Argument);
        error.Remedy.Should().StartWith("Give ");
        (await host.RowsAsync<CanvasNote>()).Should().BeEmpty();
    }

    [Fact]
    public async Task BeRefusedForWhatIsNotStored()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);

        (await host.Awaiting(h => h.MetadataAsync(m => m.AddNoteAsync(Plain with { Target = MetadataTarget.Student(404) }))).Should().ThrowAsync<ObjectNotFoundException>()).Which.Ids.Should().Equal(404);
        (await host.Awaiting(h => h.MetadataAsync(m => m.AddNoteAsync(Plain with { CourseId = 405 }))).Should().ThrowAsync<ObjectNotFoundException>()).Which.ObjectType.Should().Be("course");
        await host.Awaiting(h => h.MetadataAsync(m => m.EditNoteAsync(7, new NoteEdit { Version = 1, Editor = MetadataHost.Teacher, Text = "x" }))).Should().ThrowAsync<ObjectNotFoundException>();
        await host.Awaiting(h => h.MetadataAsync(m => m.DeleteNoteAsync(7, 1, MetadataHost.Teacher))).Should().ThrowAsync<ObjectNotFoundException>();
        (await host.RowsAsync<CanvasNote>()).Should().BeEmpty();
    }

    [Fact]
    public async Task HoldTextThatEveryDatabaseTakes()
    {
        using var store = await TestStore.CreateAsync(Provider.PostgreSql);
        await using var host = await MetadataHost.StartAsync(store);

        (await host.MetadataAsync(m => m.AddNoteAsync(Plain with { Text = "a\0b\uD800c 😀" }))).Text.Should().Be("ab\uFFFDc 😀");
    }
}
