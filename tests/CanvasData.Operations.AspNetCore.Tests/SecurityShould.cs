using System.Net;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

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
            ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).Should().BeEmpty();
        }
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
}
