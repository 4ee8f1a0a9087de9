using System.Globalization;
using System.Text.Json;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>Canvas clients that others wrote for the real one, unchanged, in another language; installed once for all tests.</summary>
public sealed class ThirdPartyClients : IAsyncLifetime
{
    public const string Cure = "Install Node.js 18 or later with npm; these tests are never skipped.";

    public string Folder { get; } = Directory.CreateTempSubdirectory("simulator-clients-").FullName;

    public async Task InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Clients")))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        using var install = Child.Start("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], Cure, Folder);
        var (code, _, error) = await install.EndAsync();
        code.Should().Be(0, "npm should install the clients, but said {0}", error);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

/// <summary>What such a client reads is what the school holds. They keep ids as doubles, so ids are compared as such.</summary>
public sealed class ThirdPartyClientsShould(ThirdPartyClients clients) : OwnSchool, IClassFixture<ThirdPartyClients>
{
    [Theory]
    [InlineData("kth.js")]
    [InlineData("canvas-lms-api.js")]
    [InlineData("node-canvas-api.js")]
    public async Task ReadTheSchoolToTheLastRow(string script)
    {
        var section = School.Sections(CourseId)[1].Id;
        var assignment = School.Assignments(CourseId)[2];
        var module = School.Modules(CourseId)[1];
        var someone = School.User(Students("active").First().UserId);
        var read = await RunAsync(script, section, assignment.Id, module.Id, someone.LoginId);

        Rows("accounts").Should().Equal("1");
        Rows("subAccounts").Should().Equal("2");
        Rows("courses").Should().Equal(School.Courses.Select(c => Text(c.Id)));
        read.GetProperty("self").GetInt64().Should().Be(42);
        var course = School.Courses[0];
        read.GetProperty("course").EnumerateArray().Select(Text).Should().Equal(Text(course.Id), course.Name, School.Terms.Single(t => t.Id == course.TermId).Name);
        Rows("users").Should().BeEquivalentTo(Students("active", "invited").Select(e => School.User(e.UserId)).Distinct().Select(u => Row(u.Id, u.Name, u.LoginId)));
        Rows("found").Should().Equal(Text(someone.Id));
        Rows("sections").Should().Equal(School.Sections(CourseId).Select(s => Row(s.Id, s.Name)));
        Rows("enrollments").Should().BeEquivalentTo(Students("active", "completed").Select(e => Row(e.Id, e.UserId, e.Type, e.State, School.Grades(e.Id)!.CurrentScore)));
        Rows("ofSection").Should().BeEquivalentTo(School.Enrollments(CourseId).Where(e => e.SectionId == section && e.State is "active" or "invited" && e.SectionId == section).Select(e => Text(e.Id)));
        Rows("assignments").Should().Equal(School.Assignments(CourseId).Select(a => Row(a.Id, a.Name, a.PointsPossible, a.DueAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))));
        Rows("groups").Should().Equal(School.StudentGroups(CourseId).Select(g => Row(g.Id, g.MemberIds.Count))).And.HaveCountGreaterThan(1);
        Rows("submissions").Should().BeEquivalentTo(School.Submissions(CourseId).Where(s => s.AssignmentId == assignment.Id).Select(s => Row(s.Id, s.UserId, s.Score, s.WorkflowState, s.Missing)));
        Rows("bulk").Should().BeEquivalentTo(School.Submissions(CourseId).Select(s => Row(s.Id, s.UserId, s.AssignmentId)));
        Rows("modules").Should().Equal(School.Modules(CourseId).Select(m => Row(m.Id, m.Name, m.Items.Count)));
        Rows("items").Should().Equal(module.Items.Select(i => Row(i.Id, i.Title)));

        IEnumerable<string> Rows(string name) => read.GetProperty(name).EnumerateArray()
            .Select(row => row.ValueKind == JsonValueKind.Array ? string.Join('|', row.EnumerateArray().Select(Text)) : Text(row));
    }

    private async Task<JsonElement> RunAsync(string script, long section, long assignment, long module, string term)
    {
        var address = Simulator.BaseAddress.GetLeftPart(UriPartial.Authority);
        using var node = Child.Start(
            "node", [script], ThirdPartyClients.Cure, clients.Folder,
            ("CANVAS_URL", address), ("CANVAS_TOKEN", Simulator.Token), ("CANVAS_API_DOMAIN", $"{address}/api/v1"), ("CANVAS_API_TOKEN", Simulator.Token),
            ("COURSE", Text(CourseId)), ("SECTION", Text(section)), ("ASSIGNMENT", Text(assignment)), ("MODULE", Text(module)), ("TERM", term));
        var (code, output, error) = await node.EndAsync();
        code.Should().Be(0, "the client should finish, but said {0}", error);
        // A client's own chatter comes first.
        return JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
    }

    private IEnumerable<SimulatedEnrollment> Students(params string[] states) =>
        School.Enrollments(CourseId).Where(e => e.Type == "StudentEnrollment" && states.Contains(e.State));

    private static string Row(params object?[] values) => string.Join('|', values.Select(value => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        long id => Text(id),
        IFormattable number => Number(Convert.ToDouble(number, CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    }));

    private static string Text(long id) => Number(id);

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Number(value.GetDouble()),
        JsonValueKind.Null => "",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetString()!,
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
