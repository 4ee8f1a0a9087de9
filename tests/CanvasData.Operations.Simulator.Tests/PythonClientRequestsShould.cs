using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>
/// The requests that the Python canvasapi 3.4 sends for courses, people, sections, enrollments, work, groups, modules and accounts, as
/// recorded from it. The client itself cannot be had from the package registries of every machine, so its requests are asked in its place.
/// </summary>
public sealed partial class PythonClientRequestsShould : OwnSchool
{
    [Fact]
    public async Task AllBeAnsweredInTheShapeThatTheClientReads()
    {
        Caller.Headers.UserAgent.Clear();
        Caller.Headers.UserAgent.ParseAdd("python-requests/2.28.1");
        var known = Known();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Clients", "canvasapi-requests.txt")))
        {
            var (shape, path) = (line.Split(' ')[0], Placeholder().Replace(line.Split(' ', 2)[1], name => known[name.Groups[1].Value]));
            var answer = await Caller.GetAsync(path);
            answer.Status.Should().Be(HttpStatusCode.OK, "{0} should be served, but said {1}", path, answer.Body);
            answer.Json.ValueKind.Should().Be(shape == "list" ? JsonValueKind.Array : JsonValueKind.Object, path);
        }
    }

    private Dictionary<string, string> Known()
    {
        var assignment = School.Assignments(CourseId).First(a => a.Overrides.Any(o => o.SectionId is not null) && !a.OnlyVisibleToOverrides);
        var enrollment = School.Enrollments(CourseId).First(e => e is { Type: "StudentEnrollment", State: "active" } && School.User(e.UserId).SisUserId is not null);
        var group = School.StudentGroups(CourseId)[0];
        var module = School.Modules(CourseId)[0];
        return new Dictionary<string, object>
        {
            ["course"] = CourseId,
            ["sisCourse"] = School.Courses[0].SisCourseId!,
            ["user"] = enrollment.UserId,
            ["sisUser"] = School.User(enrollment.UserId).SisUserId!,
            ["enrollment"] = enrollment.Id,
            ["section"] = assignment.Overrides[0].SectionId!,
            ["assignment"] = assignment.Id,
            ["override"] = assignment.Overrides[0].Id,
            ["workGroup"] = assignment.GroupId,
            ["group"] = group.Id,
            ["membership"] = group.Id * 100,
            ["category"] = group.CategoryId,
            ["module"] = module.Id,
            ["item"] = module.Items[0].Id,
            ["term"] = School.Terms[1].Id,
            ["period"] = School.GradingPeriods(CourseId)[0].Id,
            ["standard"] = School.GradingStandards(CourseId)[0].Id,
        }.ToDictionary(p => p.Key, p => FormattableString.Invariant($"{p.Value}"));
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();
}
