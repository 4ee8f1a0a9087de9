using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class SecurityShould(ApiHost host)
{
    [Fact]
    public void MapNothingUntilTheHostSaysWhoMay()
    {
        Action<CanvasApiOptions>[] unfinished =
        [
            _ => { },
            options => options.UserIdClaim = "id",
            options => (options.UserIdClaim, options.Policy) = ("id", "portal"),
            options => (options.UserIdClaim, options.FindRoles) = ("id", _ => ValueTask.FromResult(CanvasApiRoles.Student)),
            options => (options.UserIdClaim, options.FindRoles, options.Policy) = ("id", _ => ValueTask.FromResult(CanvasApiRoles.Student), "unknown"),
        ];

        foreach (var configure in unfinished)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Services.AddCanvasOperations().AddWebApi(configure);
            var app = builder.Build();

            app.Invoking(one => one.MapCanvasOperations("/canvas")).Should().Throw<CanvasConfigurationException>();
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task TakeAPolicyForAnArea()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var app = Build("administrators");
        Portal.Map(app);

        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/canvas", StringComparison.Ordinal)).ToList();

        var syncs = endpoints.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/canvas/syncs", StringComparison.Ordinal)).ToList();
        syncs.Should().NotBeEmpty();
        endpoints.Should().AllSatisfy(endpoint => endpoint.Metadata.OfType<IAuthorizeData>().Select(policy => policy.Policy).Should().Equal(
            [syncs.Contains(endpoint) ? "administrators" : "portal"], endpoint.RoutePattern.RawText));

        await using var wrong = Build("unknown");
        wrong.Invoking(Portal.Map).Should().Throw<CanvasConfigurationException>().WithMessage("*unknown*");

        WebApplication Build(string policy)
        {
            var builder = WebApplication.CreateSlimBuilder();
            Portal.Configure(builder.Services, store, () => []);
            builder.Services.AddAuthorizationBuilder().AddPolicy("administrators", administrators => administrators.RequireRole("administrator"));
            builder.Services.Configure<CanvasApiOptions>(options => options.AreaPolicies[CanvasApiArea.Sync] = policy);
            return builder.Build();
        }
    }

    [Fact]
    public async Task ReportTheHealthCheckThatTheHostNames()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        Portal.Configure(builder.Services, store, () => []).UseCanvasClient(_ => throw new NotSupportedException());
        builder.Services.AddHealthChecks().AddCanvasSync(name: "school");
        builder.Services.Configure<CanvasApiOptions>(options => options.HealthCheckName = "school");
        builder.Services.Configure<HealthCheckServiceOptions>(options => options.Registrations.Remove(options.Registrations.Single(check => check.Name == "canvas-sync")));
        await using var app = builder.Build();
        Portal.Map(app);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.EnsureCreatedAsync();
        }

        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "administrator:") } };
        using var response = await client.GetAsync(new Uri("/canvas/health", UriKind.Relative));

        response.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.TryGetProperty("status", out _).Should().BeTrue();
    }

    [Fact]
    public async Task AnswerAMissingSignInBy401AndNeverByARedirect()
    {
        using var client = host.Client(CanvasApiRoles.None);

        using var response = await client.GetAsync("courses");

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.Location.Should().BeNull();
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task RefuseARoleThatThePersonDoesNotHave()
    {
        using var client = host.Client(CanvasApiRoles.Student);

        (await client.GetAsync("courses?as=administrator")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await client.GetAsync("courses?as=nobody")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await client.GetAsync("courses?as=student")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task RefuseATeacherWithoutACanvasUser()
    {
        using var client = host.Client("teacher");

        (await client.GetAsync("courses")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task TakeTheWidestRoleUnlessTheRequestChooses()
    {
        using var client = host.Client("teacher,administrator", host.People.Teacher);

        var all = await client.JsonAsync("courses?size=1000");
        var taught = await client.JsonAsync("courses?size=1000&as=teacher");

        all.GetArrayLength().Should().BeGreaterThan(taught.GetArrayLength());
        (await client.JsonAsync("me?as=teacher")).GetProperty("role").GetString().Should().Be("Teacher");
    }

    [Fact]
    public async Task WriteIdsAsTexts()
    {
        using var client = host.Client(CanvasApiRoles.Teacher);

        var first = (await client.JsonAsync("courses"))[0];

        first.GetProperty("courseId").ValueKind.Should().Be(JsonValueKind.String);
        first.GetProperty("roles").ValueKind.Should().Be(JsonValueKind.String);
    }

    [Fact]
    public void RefuseAKeyedInstance() =>
        new ServiceCollection().Invoking(services => services.AddCanvasOperations("other").AddWebApi(_ => { })).Should().Throw<CanvasConfigurationException>();

    [Fact]
    public async Task KeepATeacherOfOneSectionInTheSection()
    {
        var (inside, outside) = await LimitAsync(true);
        try
        {
            var client = host.SharedClient(CanvasApiRoles.Teacher);
            var course = host.People.Course;

            foreach (var path in (string[])["students?size=1000", "history/totals?at=2100-01-01T00:00:00Z", "history/submissions?at=2100-01-01T00:00:00Z", "gradebook", "risk", "grades?size=1000"])
            {
                var text = (await client.JsonAsync($"courses/{course}/{path}")).GetRawText();
                text.Should().NotContain($"\"{outside}\"", path);
            }

            (await client.JsonAsync($"courses/{course}/history/totals?at=2100-01-01T00:00:00Z")).GetRawText().Should().Contain($"\"{inside}\"");
            foreach (var path in (string[])["notes", "prediction", "history/days"])
            {
                (await client.GetAsync($"courses/{course}/students/{outside}/{path}")).StatusCode.Should().Be(HttpStatusCode.NotFound);
                (await client.GetAsync($"courses/{course}/students/{inside}/{path}")).StatusCode.Should().Be(HttpStatusCode.OK);
            }
        }
        finally
        {
            await LimitAsync(false);
        }
    }

    // A student of the teacher's section, and one of another.
    private async Task<(long Inside, long Outside)> LimitAsync(bool isLimited)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var school = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        var rows = school.Set<CanvasEnrollment>().Where(row => row.CourseId == host.People.Course);
        await rows.Where(row => row.UserId == host.People.Teacher).ExecuteUpdateAsync(set => set.SetProperty(row => row.LimitPrivilegesToCourseSection, isLimited));
        var sections = await rows.Where(row => row.UserId == host.People.Teacher).Select(row => row.SectionId).ToListAsync();
        var students = (await rows.Where(row => row.Type == EnrollmentTypes.Student && row.EnrollmentState == EnrollmentStates.Active).ToListAsync()).ToLookup(row => row.UserId, row => row.SectionId);
        return (students.First(student => student.All(sections.Contains)).Key, students.First(student => !student.Any(sections.Contains)).Key);
    }
}
