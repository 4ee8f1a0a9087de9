using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Metadata;

public class MetadataShould
{
    private static readonly MetadataTarget Ana = MetadataTarget.Student(20);

    private static readonly Dictionary<string, (MetadataChange Change, string Argument)> Bad = new()
    {
        ["a difficulty of 0"] = (new AssignmentMetadataChange { AssignmentId = 30, DifficultyRating = 0 }, "DifficultyRating"),
        ["a difficulty of 6"] = (new AssignmentMetadataChange { AssignmentId = 30, DifficultyRating = 6 }, "DifficultyRating"),
        ["negative hours"] = (new AssignmentMetadataChange { AssignmentId = 30, EstimatedHours = -0.5 }, "EstimatedHours"),
        ["hours that are no number"] = (new AssignmentMetadataChange { AssignmentId = 30, EstimatedHours = double.NaN }, "EstimatedHours"),
        ["endless hours"] = (new AssignmentMetadataChange { AssignmentId = 30, EstimatedHours = double.PositiveInfinity }, "EstimatedHours"),
        ["negative hours of a course"] = (new CourseMetadataChange { CourseId = 10, CourseHours = -5 }, "CourseHours"),
        ["a colour by name"] = (new CourseMetadataChange { CourseId = 10, CustomColor = "red" }, "CustomColor"),
        ["a short colour"] = (new CourseMetadataChange { CourseId = 10, CustomColor = "#FFF" }, "CustomColor"),
        ["a colour with a line break"] = (new CourseMetadataChange { CourseId = 10, CustomColor = "#112233\n" }, "CustomColor"),
        ["an empty colour"] = (new CourseMetadataChange { CourseId = 10, CustomColor = "" }, "CustomColor"),
        ["a blank group"] = (new StudentMetadataChange { UserId = 20, CustomGroupId = " " }, "CustomGroupId"),
        ["a long group"] = (new StudentMetadataChange { UserId = 20, CustomGroupId = new string('x', 101) }, "CustomGroupId"),
        ["a negative version"] = (new StudentMetadataChange { UserId = 20, Version = -1 }, "Version"),
        ["an undeclared field"] = (Field("Shoes", "42"), "Name"),
        ["a field of another kind"] = (new CustomFieldChange { Target = MetadataTarget.Course(10), Name = "Locker", Value = 1 }, "Name"),
        ["a field on nothing known"] = (new CustomFieldChange { Target = new MetadataTarget("planet", 1), Name = "Locker", Value = 1 }, "Target.Type"),
        ["a text for a number"] = (Field("Locker", "twelve"), "Value"),
        ["a fraction for a whole number"] = (Field("Locker", 1.5), "Value"),
        ["no number for a number"] = (Field("Height", double.NaN), "Value"),
        ["a comma for a point"] = (Field("Height", "1,5"), "Value"),
        ["a text for a truth"] = (Field("Boards", "perhaps"), "Value"),
        ["a day that is none"] = (Field("Birthday", "2026-02-30"), "Value"),
        ["a time without an offset"] = (Field("LastCall", "2026-03-16T08:00:00"), "Value"),
        ["a value that is no choice"] = (new CustomFieldChange { Target = new MetadataTarget("section", 40), Name = "Room", Value = "West 3" }, "Value"),
        ["a long text"] = (Field("Nickname", new string('x', 401)), "Value"),
        ["an empty text"] = (Field("Nickname", ""), "Value"),
    };

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    public static TheoryData<string> AllBad => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ChangeOnlyWhatIsSpecified(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        var entry = new DateTimeOffset(2024, 8, 1, 12, 0, 0, TimeSpan.FromHours(2));

        (await SaveAsync(host, new CourseMetadataChange { CourseId = 10, CustomColor = "#1a7f37" }, new AssignmentMetadataChange { AssignmentId = 30, DifficultyRating = 4 }, new StudentMetadataChange { UserId = 20, CustomGroupId = " A " }))
            .Should().Be(new MetadataSaved(3, 0, 0, 0));
        (await SaveAsync(host, new CourseMetadataChange { CourseId = 10, CourseHours = 40, TrackingEnabled = false }, new AssignmentMetadataChange { AssignmentId = 30, EstimatedHours = 2.5 }, new StudentMetadataChange { UserId = 20, EnrollmentDate = entry }))
            .Should().Be(new MetadataSaved(0, 3, 0, 0));
        (await SaveAsync(host, new CourseMetadataChange { CourseId = 10, CourseHours = 40 }, new AssignmentMetadataChange { AssignmentId = 30 })).Should().Be(new MetadataSaved(0, 0, 0, 2));

        var course = await host.MetadataAsync(m => m.FindCourseAsync(10));
        course.Should().BeEquivalentTo(new { Name = "Algebra", CustomColor = "#1A7F37", CourseHours = 40, TrackingEnabled = false, Version = 2 });
        (await host.MetadataAsync(m => m.FindAssignmentAsync(30))).Should().BeEquivalentTo(new { Name = "Essay", CourseId = 10L, DifficultyRating = 4, EstimatedHours = 2.5, Version = 2 });
        (await host.MetadataAsync(m => m.FindStudentAsync(20))).Should().BeEquivalentTo(new { Name = "Ana Example", CustomGroupId = "A", EnrollmentDate = entry, Version = 2 });
        (await host.MetadataAsync(m => m.FindStudentAsync(21))).Should().BeNull();
        JsonSerializer.Deserialize<CourseMetadata>(JsonSerializer.Serialize(course)).Should().Be(course);

        await SaveAsync(host, new CourseMetadataChange { CourseId = 10, CustomColor = (string?)null });
        (await host.MetadataAsync(m => m.FindCourseAsync(10))).Should().BeEquivalentTo(new { CustomColor = (string?)null, CourseHours = 40 });
        (await host.MetadataAsync(m => m.SearchCoursesAsync(new CourseMetadataSearch(MinHours: 40)))).TotalRows.Should().Be(1, "the bound is included");
        (await host.MetadataAsync(m => m.SearchCoursesAsync(new CourseMetadataSearch(TrackingEnabled: true)))).TotalRows.Should().Be(0);
        (await host.MetadataAsync(m => m.SearchAssignmentsAsync(new AssignmentMetadataSearch(10, 4, 2)))).TotalRows.Should().Be(1);
        (await host.MetadataAsync(m => m.SearchAssignmentsAsync(new AssignmentMetadataSearch(MinDifficulty: 5)))).TotalRows.Should().Be(0);
        (await host.MetadataAsync(m => m.SearchStudentsAsync(new StudentMetadataSearch("A")))).Rows.Should().ContainSingle().Which.Name.Should().Be("Ana Example");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowBothValuesOfALostUpdate(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await SaveAsync(host, new CourseMetadataChange { CourseId = 10, CourseHours = 1, Version = 0 }, Field("Locker", 1));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await SaveAsync(host, new CourseMetadataChange { CourseId = 10, CourseHours = 100 + i, Version = 1 });
                return null;
            }
            catch (EditConflictException conflict)
            {
                return conflict;
            }
        })));

        outcomes.Where(outcome => outcome is null).Should().ContainSingle();
        var stored = await host.MetadataAsync(m => m.FindCourseAsync(10));
        outcomes.OfType<EditConflictException>().Should().OnlyContain(c => ((CourseMetadata)c.Stored!).CourseHours == stored!.CourseHours && ((CourseMetadataChange)c.Attempted!).CourseHours.Value != stored.CourseHours);
        var field = (await host.Awaiting(h => SaveAsync(h, Field("Locker", 2) with { Version = 0 })).Should().ThrowAsync<EditConflictException>()).Which;
        field.Stored.Should().BeEquivalentTo(new { Name = "Locker", Value = 1L, Version = 1 });
        (await host.Awaiting(h => SaveAsync(h, new StudentMetadataChange { UserId = 20, Version = 3 })).Should().ThrowAsync<EditConflictException>()).Which.Stored.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LoseNothingWhenManyWriteOverAnyVersionAtOnce(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);

        await Task.WhenAll(
            Task.Run(() => SaveAsync(host, new CourseMetadataChange { CourseId = 10, CourseHours = 7 })),
            Task.Run(() => SaveAsync(host, new CourseMetadataChange { CourseId = 10, CustomColor = "#000001" })),
            Task.Run(() => SaveAsync(host, new CourseMetadataChange { CourseId = 10, TrackingEnabled = false })),
            Task.Run(() => SaveAsync(host, Field("Locker", 1))),
            Task.Run(() => SaveAsync(host, Field("Height", 1.5m))));

        (await host.MetadataAsync(m => m.FindCourseAsync(10))).Should().BeEquivalentTo(new { CourseHours = 7, CustomColor = "#000001", TrackingEnabled = false, Version = 3 });
        (await host.MetadataAsync(m => m.ListCustomFieldsAsync(Ana))).Should().HaveCount(2);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ReadTheTypesThatAreDeclared(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        var time = new DateTimeOffset(2026, 3, 16, 9, 0, 0, 123, TimeSpan.FromHours(1));
        await SaveAsync(host, Field("nickname", " Annie 😀"), Field("Locker", "12"), Field("Height", 1.500m), Field("Boards", true), Field("Birthday", new DateOnly(2008, 2, 29)), Field("LastCall", time));

        var values = await host.MetadataAsync(m => m.ListCustomFieldsAsync(Ana));

        values.Select(value => (value.Name, value.Value, value.Text)).Should().Equal(
            ("Birthday", new DateOnly(2008, 2, 29), "2008-02-29"), ("Boards", true, "true"), ("Height", 1.5m, "1.5"), ("LastCall", time.ToUniversalTime(), "2026-03-16T08:00:00.123000Z"), ("Locker", 12L, "12"), ("Nickname", " Annie 😀", " Annie 😀"));
        JsonSerializer.Serialize(values).Should().Contain("\"2008-02-29\"").And.Contain("1.5").And.Contain("true");
        (await host.MetadataAsync(m => m.SearchCustomFieldAsync("student", "HEIGHT", "1.50"))).Rows.Should().ContainSingle().Which.Target.Should().Be(Ana);
        (await host.MetadataAsync(m => m.SearchCustomFieldAsync("student", "Height", 1.6))).TotalRows.Should().Be(0);
        (await host.MetadataAsync(m => m.SearchCustomFieldAsync("student", "Height", null))).TotalRows.Should().Be(1);
        (await SaveAsync(host, Field("Height", null), Field("Locker", 12))).Should().Be(new MetadataSaved(0, 0, 1, 1));
        (await SaveAsync(host, Field("Height", null))).Should().Be(new MetadataSaved(0, 0, 0, 1));
    }

    [Fact]
    public async Task StillShowValuesWhoseFieldWasDeclaredOtherwise()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using (var host = await MetadataHost.StartAsync(store))
        {
            await SaveAsync(host, Field("Nickname", "Annie"), Field("Locker", 12));
        }

        await using var later = await Support.TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(context => store.Configure(context)), builder => builder.UseCanvasClient(_ => new Support.ScriptedCanvas()),
            options => options.Metadata.CustomFields.Add(new CustomField { TargetType = "student", Name = "Nickname", Type = CustomFieldType.Date }));
        await using var scope = later.Services.CreateAsyncScope();

        var values = await scope.ServiceProvider.GetRequiredService<IMetadataManager>().ListCustomFieldsAsync(Ana);

        values.Select(value => (value.Name, value.Type, value.Value, value.Text)).Should().Equal(("Locker", null, "12", "12"), ("Nickname", CustomFieldType.Date, null, "Annie"));
    }

    [Theory]
    [MemberData(nameof(AllBad))]
    public async Task BeRefusedWithTheArgumentAndTheCureAsAWhole(string bad)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);

        var error = (await host.Awaiting(h => SaveAsync(h, new CustomFieldChange { Target = MetadataTarget.Student(21), Name = "Locker", Value = 1 }, Bad[bad].Change)).Should().ThrowAsync<InvalidArgumentException>()).Which;

        error.Argument.Should().Be($"changes[1].{Bad[bad].Argument}");
        error.Message.Should().Contain("Nothing was written.").And.NotContain(new string('x', 50));
        error.Remedy.Should().NotBeEmpty();
        (await host.RowsAsync<CanvasCustomFieldValue>()).Should().BeEmpty();
    }

    [Fact]
    public async Task BeRefusedForWhatIsNotStoredOrNamedTwice()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await MetadataHost.StartAsync(store);
        var before = await host.StateAsync();

        (await host.Awaiting(h => SaveAsync(h, Field("Locker", 1), new StudentMetadataChange { UserId = 404 }, new StudentMetadataChange { UserId = 405 })).Should().ThrowAsync<ObjectNotFoundException>()).Which.Ids.Should().Equal(404, 405);
        (await host.Awaiting(h => SaveAsync(h, Field("Locker", 1), Field("locker", 2))).Should().ThrowAsync<InvalidArgumentException>()).Which.Argument.Should().Be("changes[1]");
        await host.Awaiting(h => SaveAsync(h, null!)).Should().ThrowAsync<ArgumentNullException>();
        (await SaveAsync(host)).Should().Be(new MetadataSaved(0, 0, 0, 0));

        (await host.StateAsync()).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task TakeThousandsOfChangesAtOnce(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);
        await host.ChangeAsync(context =>
        {
            context.AddRange(Enumerable.Range(1000, 2_500).Select(id => new CanvasAssignment { Id = id, CourseId = 10 }));
            return Task.CompletedTask;
        });
        MetadataChange[] changes = [.. Enumerable.Range(1000, 2_500).Select(id => new AssignmentMetadataChange { AssignmentId = id, DifficultyRating = (id % 5) + 1 })];

        (await SaveAsync(host, changes)).Should().Be(new MetadataSaved(2_500, 0, 0, 0));
        (await SaveAsync(host, changes)).Should().Be(new MetadataSaved(0, 0, 0, 2_500));
        (await host.MetadataAsync(m => m.SearchAssignmentsAsync(new AssignmentMetadataSearch(MinDifficulty: 5), 2, 300))).Should().BeEquivalentTo(new { TotalRows = 500, Number = 2 });
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task JoinTheTransactionAndLeaveThePendingChangesOfTheHost(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await MetadataHost.StartAsync(store);

        await host.InScopeAsync(async services =>
        {
            var (context, metadata, tags) = (services.GetRequiredService<SchoolContext>(), services.GetRequiredService<IMetadataManager>(), services.GetRequiredService<ITagManager>());
            context.Add(new CanvasStudentMetadata { UserId = 21 });
            await using (var transaction = await context.Database.BeginTransactionAsync())
            {
                var note = await metadata.AddNoteAsync(new NewNote { Target = Ana, Author = MetadataHost.Teacher, Text = "Gone with the transaction." });
                (await metadata.SearchNotesAsync(new NoteSearch { Reader = NoteReader.Staff() })).Rows.Should().ContainSingle().Which.Id.Should().Be(note.Id);
                await metadata.SaveAsync([Field("Locker", 1)]);
                await tags.AddAsync([Ana], ["Chess"]);
                await transaction.RollbackAsync();
            }

            return await context.SaveChangesAsync();
        });

        (await host.RowsAsync<CanvasNote>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasCustomFieldValue>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasTag>()).Should().BeEmpty();
        (await host.RowsAsync<CanvasStudentMetadata>()).Should().ContainSingle().Which.UserId.Should().Be(21);
    }

    private static CustomFieldChange Field(string name, object? value) => new() { Target = Ana, Name = name, Value = value };

    private static Task<MetadataSaved> SaveAsync(MetadataHost host, params MetadataChange[] changes) => host.MetadataAsync(m => m.SaveAsync(changes));
}
