using System.Text.Json;

namespace CanvasData.Operations.Simulator.Tests;

/// <summary>A Canvas client that others wrote, unchanged, in another language.</summary>
public sealed class NodeClientShould : OwnSchool
{
    private const string Cure = "Install Node.js 20 or later with npm; this test is never skipped.";

    [Fact]
    public async Task PageCoursesEnrollmentsAndSubmissionsToTheLastRow()
    {
        var folder = Directory.CreateTempSubdirectory("simulator-node-");
        try
        {
            foreach (var file in new[] { "package.json", "count.js" })
            {
                File.Copy(Path.Combine(AppContext.BaseDirectory, "Node", file), Path.Combine(folder.FullName, file));
            }

            using var install = Child.Start("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock"], Cure, folder.FullName);
            var installed = await install.EndAsync();
            installed.Code.Should().Be(0, "npm should install @kth/canvas-api, but said {0}", installed.Error);
            using var node = Child.Start("node", ["count.js"], Cure, folder.FullName, ("CANVAS_URL", $"{Simulator.BaseAddress}api/v1"), ("CANVAS_TOKEN", Simulator.Token));
            var (code, output, error) = await node.EndAsync();
            code.Should().Be(0, "the client should finish, but said {0}", error);
            // The client's own chatter comes first.
            AssertCounts(JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void AssertCounts(JsonElement counts)
    {
        counts.GetProperty("courses").GetInt32().Should().Be(School.Courses.Count);
        counts.GetProperty("restricted").GetInt32().Should().Be(1);
        counts.GetProperty("pages").GetInt32().Should().BeGreaterThan(30);
        foreach (var course in School.Courses.Where(c => !c.AccessRestrictedByDate))
        {
            counts.GetProperty("enrollments").GetProperty(course.CourseCode).GetInt32().Should().Be(School.Enrollments(course.Id).Count(e => e.State is "active" or "invited"));
            counts.GetProperty("submissions").GetProperty(course.CourseCode).GetInt32().Should().Be(School.Submissions(course.Id).Count());
        }
    }
}
