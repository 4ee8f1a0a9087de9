using System.Net;
using System.Text;
using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.Sync;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class MatrixShould(ApiHost host) : IAsyncLifetime
{
    private static readonly CanvasApiRoles[] Roles =
        [CanvasApiRoles.None, CanvasApiRoles.Student, CanvasApiRoles.Observer, CanvasApiRoles.Teacher, CanvasApiRoles.Adviser, CanvasApiRoles.Administrator];

    private Objects _own = null!;
    private Objects _foreign = null!;

    public static TheoryData<string> Names => [.. Rows.All.Select(row => row.Name)];

    public async Task InitializeAsync()
    {
        var background = host.Services.GetRequiredService<IBackgroundSync>();
        var run = background.Start(new SyncRequest { CourseIds = [] });
        await foreach (var _ in background.FollowAsync(run))
        {
        }

        await using var scope = host.Services.CreateAsyncScope();
        var notes = scope.ServiceProvider.GetRequiredService<IMetadataManager>();
        var people = host.People;
        var note = await notes.AddNoteAsync(new NewNote
        {
            Target = MetadataTarget.Student(people.Student), CourseId = people.Course, Author = new NoteAuthor(people.Teacher), Visibility = NoteVisibility.Person, Text = "Well done.",
        });
        var foreign = await notes.AddNoteAsync(new NewNote
        {
            Target = MetadataTarget.Student(people.ForeignStudent), CourseId = people.ForeignCourse, Author = NoteAuthor.Named("somebody"), Visibility = NoteVisibility.Person, Text = "Foreign.",
        });
        _own = new Objects(people.Course, people.Student, people.Assignment, note.Id, run);
        _foreign = new Objects(people.ForeignCourse, people.ForeignStudent, people.ForeignAssignment, foreign.Id, Guid.NewGuid());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void HoldEveryEndpoint()
    {
        var endpoints = host.Endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/canvas", StringComparison.Ordinal)).ToList();

        endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName).Should().BeEquivalentTo(Rows.All.Select(row => row.Name));
        endpoints.Should().OnlyContain(endpoint => endpoint.Metadata.OfType<IAuthorizeData>().Any(policy => policy.Policy == "portal"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task KeepEveryRoleInItsScope(string name)
    {
        var row = Rows.All.Single(one => one.Name == name);
        foreach (var role in Roles)
        {
            var own = role == CanvasApiRoles.Observer ? _own with { Student = host.People.Observed } : _own;
            if (role == CanvasApiRoles.None)
            {
                await ExpectAsync(row, role, own, HttpStatusCode.Unauthorized);
            }
            else if (!row.Roles.HasFlag(role))
            {
                await ExpectAsync(row, role, own, HttpStatusCode.Forbidden);
            }
            else
            {
                var text = await ExpectAsync(row, role, own, row.Answer);
                if (role != CanvasApiRoles.Administrator)
                {
                    if (role != CanvasApiRoles.Teacher)
                    {
                        text.Should().NotContain($"\"{Classmate(role)}\"", $"{role} sees no classmate in {name}");
                    }

                    text.Should().NotContain($"\"{_foreign.Student}\"", $"{role} sees no foreign student in {name}").And.NotContain($"\"{_foreign.Course}\"", $"{role} sees no foreign course in {name}");
                    await ExpectForeignToBeUnknownAsync(row, role, own);
                }
            }
        }
    }

    /// <summary>Another student of the course of a person who sees some of its students only.</summary>
    private long Classmate(CanvasApiRoles role) => role == CanvasApiRoles.Observer ? host.People.Student : host.People.Observed;

    private async Task ExpectForeignToBeUnknownAsync(Row row, CanvasApiRoles role, Objects own)
    {
        if (!row.NamesObjects)
        {
            return;
        }

        await ExpectAsync(row, role, _foreign, HttpStatusCode.NotFound);

        // A classmate is as foreign to a student, an observer and an adviser of others as a stranger.
        var classmate = own with { Student = Classmate(role) };
        if (role != CanvasApiRoles.Teacher && row.Path(classmate) != row.Path(own))
        {
            await ExpectAsync(row, role, classmate, HttpStatusCode.NotFound);
        }

        // Nor does an own course open a foreign student, or an own student a foreign course.
        foreach (var mixed in (Objects[])[own with { Student = _foreign.Student }, own with { Course = _foreign.Course }, own with { Assignment = _foreign.Assignment }])
        {
            if (row.Path(mixed) != row.Path(own))
            {
                await ExpectAsync(row, role, mixed, HttpStatusCode.NotFound);
            }
        }
    }

    private async Task<string> ExpectAsync(Row row, CanvasApiRoles role, Objects objects, HttpStatusCode status)
    {
        var client = host.SharedClient(role);
        using var request = new HttpRequestMessage(row.Method, row.Path(objects));
        if (row.Body is { } body)
        {
            request.Content = new StringContent(body(objects), Encoding.UTF8, "application/json");
        }

        if (row.Version is { } version)
        {
            request.Headers.Add("If-Match", $"\"{version}\"");
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(status, $"{role} asked {row.Method} {row.Path(objects)} and got {text[..Math.Min(300, text.Length)]}");
        if ((int)status >= 400)
        {
            response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
            response.Headers.Location.Should().BeNull();
        }

        return text;
    }
}
