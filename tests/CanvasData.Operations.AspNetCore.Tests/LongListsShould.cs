using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class LongListsShould(ApiHost host)
{
    // A page is larger than what the connection holds, so that the next one is read only after the test has read this.
    private const int Notes = 2_500;
    private static readonly string Text = new('x', 20_000);

    [Fact]
    public async Task BringEveryNoteOnceWhileNotesComeAndGo()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var school = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var course = host.People.ForeignCourse;
        for (var added = 0; added < Notes; added += 250)
        {
            await AddAsync(school, 250);
        }

        var all = school.Set<CanvasNote>().Where(note => note.TargetType == CanvasTargetTypes.Course && note.TargetId == course).OrderByDescending(note => note.CreatedAt).ThenByDescending(note => note.Id);
        var ids = await all.Select(note => note.Id).ToListAsync();
        try
        {
            using var response = await host.SharedClient(CanvasApiRoles.Administrator).GetAsync($"courses/{course}/notes?format=csv", HttpCompletionOption.ResponseHeadersRead);
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
            (await lines.ReadLineAsync())!.Should().StartWith("Id,");

            // Rows of the first page go, and the page would lose as many of the second.
            var gone = ids.Take(30).ToList();
            await all.Where(note => gone.Contains(note.Id)).ExecuteDeleteAsync();
            var read = new List<long>();
            while (read.Count < 1_100)
            {
                read.Add((await IdAsync())!.Value);
            }

            await AddAsync(school, 40);
            while (await IdAsync() is { } id)
            {
                read.Add(id);
            }

            read.Should().Equal(ids);

            async Task<long?> IdAsync() => await lines.ReadLineAsync() is { } line ? long.Parse(line.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture) : null;
        }
        finally
        {
            await all.ExecuteDeleteAsync();
        }
    }

    private async Task AddAsync(SchoolContext school, int count)
    {
        school.ChangeTracker.Clear();
        school.AddRange(Enumerable.Range(0, count).Select(_ => new CanvasNote { TargetType = CanvasTargetTypes.Course, TargetId = host.People.ForeignCourse, AuthorName = "somebody", Category = "general", Text = Text }));
        await school.SaveChangesAsync();
        school.ChangeTracker.Clear();
    }
}
