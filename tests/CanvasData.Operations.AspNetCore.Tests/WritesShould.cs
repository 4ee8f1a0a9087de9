using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class WritesShould(ApiHost host)
{
    private static readonly NoteText Text = new() { Text = "Call home." };

    [Fact]
    public async Task NeedAnAntiforgeryTokenWithACookie()
    {
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(host.Address, "/canvas/") };
        (await http.PostAsync(new Uri(host.Address, $"/sign-in?token=teacher:{host.People.Teacher}"), null)).EnsureSuccessStatusCode();
        var client = new CanvasOperationsClient(http);

        (await client.GetCurrentUserAsync()).UserId.Should().Be(host.People.Teacher);
        var refused = await client.Awaiting(one => one.AddCourseNoteAsync(host.People.Course, Text)).Should().ThrowAsync<CanvasApiRequestException>();
        refused.Which.Type.Should().EndWith("token-needed");

        client.FormToken = await client.GetFormTokenAsync();
        var note = await client.AddCourseNoteAsync(host.People.Course, Text);
        await client.DeleteNoteAsync(note.Id, note.Version);

        // A header that a browser sends by itself is no proof.
        using var basic = new HttpRequestMessage(HttpMethod.Post, $"courses/{host.People.Course}/notes") { Content = JsonContent.Create(Text) };
        basic.Headers.TryAddWithoutValidation("Authorization", "Basic dGVhY2hlcjp4");
        (await http.SendAsync(basic)).IsSuccessStatusCode.Should().BeFalse();
    }

    [Fact]
    public async Task NeedItForEveryWrite()
    {
        using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(host.Address, "/canvas/") };
        (await http.PostAsync(new Uri(host.Address, "/sign-in?token=administrator:"), null)).EnsureSuccessStatusCode();
        var objects = new Objects(host.People.Course, host.People.Student, host.People.Assignment, 1, Guid.NewGuid());
        var writes = Rows.All.Where(row => row.Method != HttpMethod.Get && row.Name != "AskWhatIf").ToList();
        foreach (var row in writes)
        {
            using var request = new HttpRequestMessage(row.Method, row.Path(objects)) { Content = new StringContent(row.Body?.Invoke(objects) ?? "{}", Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            using var response = await http.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, row.Name);
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().Should().EndWith("token-needed", row.Name);
        }

        writes.Should().HaveCountGreaterThan(15);
    }

    [Fact]
    public async Task RefuseTheSecondOfTwoEditors()
    {
        using var http = host.Client(CanvasApiRoles.Teacher);
        var client = new CanvasOperationsClient(http);
        var note = await client.AddCourseStudentNoteAsync(host.People.Course, host.People.Student, Text);
        await client.EditNoteAsync(note.Id, note.Version, new NoteChange { Text = "Called home." });

        using var request = new HttpRequestMessage(HttpMethod.Patch, $"notes/{note.Id}") { Content = JsonContent.Create(new { text = "Wrote a letter." }) };
        request.Headers.Add("If-Match", $"\"{note.Version}\"");
        using var response = await http.SendAsync(request);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        response.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
        problem.GetProperty("current").GetProperty("text").GetString().Should().Be("Called home.");
        problem.GetProperty("current").GetProperty("version").GetInt32().Should().Be(note.Version + 1);
        (await client.ListNoteRevisionsAsync(note.Id)).Should().ContainSingle().Which.Text.Should().Be("Call home.");
        (await http.DeleteAsync($"notes/{note.Id}")).StatusCode.Should().Be(HttpStatusCode.PreconditionRequired);
    }

    [Theory]
    [InlineData("\"{0}\"", HttpStatusCode.OK)]
    [InlineData("W/\"{0}\"", HttpStatusCode.OK)]
    [InlineData("\"99\", W/\"{0}\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"0{0}\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"99\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"abc\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("{0}", HttpStatusCode.BadRequest)]
    public async Task CompareTheTagsOfIfMatchWithTheStoredVersion(string header, HttpStatusCode status)
    {
        using var http = host.Client(CanvasApiRoles.Teacher);
        var client = new CanvasOperationsClient(http);
        var note = await client.AddCourseNoteAsync(host.People.Course, Text);
        header = string.Format(System.Globalization.CultureInfo.InvariantCulture, header, note.Version);

        using var request = new HttpRequestMessage(HttpMethod.Patch, $"notes/{note.Id}") { Content = JsonContent.Create(new { text = "Called home." }) };
        request.Headers.TryAddWithoutValidation("If-Match", header);
        using var response = await http.SendAsync(request);

        response.StatusCode.Should().Be(status);
        if (status == HttpStatusCode.PreconditionFailed)
        {
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("current").GetProperty("version").GetInt32().Should().Be(note.Version);
        }

        (await client.GetNoteAsync(note.Id)).Text.Should().Be(status == HttpStatusCode.OK ? "Called home." : Text.Text);
    }

    [Fact]
    public async Task ShareANoteWithItsStudentOnlyWhenItIsShared()
    {
        using var teacher = host.Client(CanvasApiRoles.Teacher);
        using var student = host.Client(CanvasApiRoles.Student);
        var (writer, reader) = (new CanvasOperationsClient(teacher), new CanvasOperationsClient(student));
        var note = await writer.AddCourseStudentNoteAsync(host.People.Course, host.People.Student, Text);

        await reader.Awaiting(one => one.GetNoteAsync(note.Id)).Should().ThrowAsync<CanvasApiRequestException>().Where(error => error.Status == HttpStatusCode.NotFound);
        await writer.EditNoteAsync(note.Id, note.Version, new NoteChange { Text = "Well done.", Visibility = "person" });

        (await reader.GetNoteAsync(note.Id)).Text.Should().Be("Well done.");
        (await reader.ListNoteRevisionsAsync(note.Id)).Should().BeEmpty("the earlier text was for staff");
        (await reader.ListStudentNotesAsync(host.People.Student)).Rows.Should().Contain(one => one.Id == note.Id);
    }

    [Fact]
    public async Task TagAndDescribeObjects()
    {
        using var http = host.Client(CanvasApiRoles.Adviser);
        var client = new CanvasOperationsClient(http);
        var student = host.People.Student;

        (await client.AddStudentTagsAsync(student, new TagNames(["first year", "First  Year"]))).Changed.Should().Be(1);
        (await client.ListStudentTagsAsync(student)).Should().Contain(tag => tag.Name == "first year");
        (await client.RemoveStudentTagsAsync(student, new TagNames(["first year"]))).Changed.Should().Be(1);

        await client.ChangeStudentFieldsAsync(student, [new FieldChange { Name = "seat", Value = "12" }]);
        (await client.ListStudentFieldsAsync(student)).Should().ContainSingle().Which.Text.Should().Be("12");
        await client.Awaiting(one => one.ChangeStudentFieldsAsync(student, [new FieldChange { Name = "seat", Value = "13", Version = 99 }]))
            .Should().ThrowAsync<CanvasApiRequestException>().Where(error => error.Status == HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task DecideAboutAVanishedAssignment()
    {
        var school = host.Canvas.School;
        var vanishing = school.AddAssignment(host.People.Course, "Vanishing", 10, school.Now.AddDays(-1));
        await host.SyncAsync();
        using var teacher = host.Client(CanvasApiRoles.Teacher);
        await new CanvasOperationsClient(teacher).AddAssignmentNoteAsync(host.People.Course, vanishing.Id, Text);
        school.DeleteAssignment(host.People.Course, vanishing.Id);
        await host.SyncAsync();
        using var http = host.Client("administrator", 42);
        var client = new CanvasOperationsClient(http);

        var review = (await client.ListReviewsAsync("assignment")).Rows.Should().ContainSingle(item => item.ObjectId == vanishing.Id).Subject;
        review.NoteCount.Should().Be(1);
        (await client.GetDependenciesAsync("assignment", vanishing.Id)).Nodes.Should().HaveCountGreaterThan(1);
        await client.Awaiting(one => one.DeletePermanentlyAsync(new DeletionRequest { ObjectType = "assignment", Ids = [vanishing.Id] }))
            .Should().ThrowAsync<CanvasApiRequestException>().Where(error => error.Status == HttpStatusCode.Conflict);
        (await client.DecideAsync(new DecisionRequest { Decision = DecisionKind.Approve, ObjectType = "assignment", Ids = [vanishing.Id] })).Changed.Should().Be(1);
        (await client.DeletePermanentlyAsync(new DeletionRequest { ObjectType = "assignment", Ids = [vanishing.Id] })).Objects.Should().Be(1);
        (await client.ListReviewsAsync("assignment")).Rows.Should().NotContain(item => item.ObjectId == vanishing.Id);
    }
}
