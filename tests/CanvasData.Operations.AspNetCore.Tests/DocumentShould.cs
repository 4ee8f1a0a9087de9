using System.Text.Json;
using CanvasData.Operations.Sync;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore.Tests;

[Collection(OneHost.Name)]
public sealed class DocumentShould(ApiHost host)
{
    [Fact]
    public async Task DescribeEveryOperation()
    {
        var document = await OpenApiDocument.ReadAsync(host);

        document.Version.Should().StartWith("3.1");
        document.Operations.Select(operation => operation.Id).Should().BeEquivalentTo(Rows.All.Select(row => row.Name));
        foreach (var operation in document.Operations)
        {
            operation.Parameters("path").Should().BeEquivalentTo(operation.PathParameters, $"{operation.Id} names the parts of its path");
            operation.Parameters("query").Should().Contain("as").And.NotContain(name => name.Contains("name", StringComparison.OrdinalIgnoreCase) || name.Contains("student", StringComparison.OrdinalIgnoreCase));
            operation.Json.GetProperty("summary").GetString().Should().NotBeNullOrEmpty();
            operation.Json.GetProperty("responses").EnumerateObject().Select(response => response.Name).Should().Contain(["401", "403"]);
        }
    }

    [Fact]
    public async Task ShowExamplesThatAreValuesOfTheirTypes()
    {
        var document = await OpenApiDocument.ReadAsync(host);
        var options = host.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var types = host.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .ToDictionary(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, endpoint => endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().First(one => one.StatusCode < 300).Type);

        foreach (var operation in document.Operations.Where(operation => operation.Example is not null))
        {
            var text = operation.Example!.Value.GetRawText();

            JsonSerializer.Deserialize(text, types[operation.Id]!, options).Should().NotBeNull($"{operation.Id} shows {text}");
        }

        document.Operations.Count(operation => operation.Example is not null).Should().BeGreaterThan(Rows.All.Count * 9 / 10);
    }

    [Fact]
    public async Task ListTheNamesOfEnumerations()
    {
        var schemas = (await OpenApiDocument.ReadAsync(host)).Json.GetProperty("components").GetProperty("schemas");

        Names(schemas.GetProperty("DecisionRequest").GetProperty("properties").GetProperty("decision")).Should().BeEquivalentTo(Enum.GetNames<DecisionKind>());
        Names(schemas.GetProperty("SyncStart").GetProperty("properties").GetProperty("strategy")).Should().BeEquivalentTo(Enum.GetNames<SyncStrategy>());

        // A component of its own stands behind a reference.
        IEnumerable<string?> Names(JsonElement schema) =>
            schema.TryGetProperty("enum", out var names) ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString())
            : schema.TryGetProperty("oneOf", out var choices) ? choices.EnumerateArray().SelectMany(Names)
            : schema.TryGetProperty("$ref", out var reference) ? Names(schemas.GetProperty(reference.GetString()!.Split('/')[^1]))
            : [];
    }

    [Fact]
    public async Task DeclareTheHeadersThatAnswersHave()
    {
        var operations = (await OpenApiDocument.ReadAsync(host)).Operations.ToDictionary(operation => operation.Id);
        var objects = new Objects(host.People.Course, host.People.Student, host.People.Assignment, 1, Guid.NewGuid());
        var compared = 0;
        foreach (var row in Rows.All.Where(row => row.Method == HttpMethod.Get))
        {
            using var response = await host.SharedClient(CanvasApiRoles.Administrator).GetAsync(row.Path(objects));
            if (!response.IsSuccessStatusCode)
            {
                continue;
            }

            var operation = operations[row.Name];
            var responses = operation.Json.GetProperty("responses");
            var headers = responses.GetProperty("200").TryGetProperty("headers", out var declared) ? declared.EnumerateObject().Select(header => header.Name).ToList() : [];
            headers.Contains("ETag").Should().Be(response.Headers.ETag is not null, row.Name);
            responses.TryGetProperty("304", out _).Should().Be(response.Headers.ETag is not null, row.Name);
            headers.Contains("Link").Should().Be(operation.Parameters("query").Contains("cursor"), row.Name);
            compared++;
        }

        compared.Should().BeGreaterThan(40);
    }

    [Fact]
    public async Task DeclareEveryFailure()
    {
        var operations = (await OpenApiDocument.ReadAsync(host)).Operations.ToDictionary(operation => operation.Id);

        foreach (var operation in operations.Values)
        {
            Statuses(operation).Should().Contain(["500", "502", "503"], operation.Id);
        }

        foreach (var name in (string[])["Decide", "DeletePermanently", "ChangeStudentFields", "ChangeCourseFields", "ChangeAssignmentFields"])
        {
            Statuses(operations[name]).Should().Contain("409", name);
        }

        operations["GetHealth"].Json.GetProperty("responses").GetProperty("503").GetProperty("content").GetRawText().Should().Contain("HealthState");
        Statuses(operations["FollowSync"]).Should().Contain("204");
        operations["FollowSync"].Parameters("header").Should().Equal("Last-Event-ID");

        static IEnumerable<string> Statuses(OpenApiDocument.Operation operation) => operation.Json.GetProperty("responses").EnumerateObject().Select(response => response.Name);
    }

    [Fact]
    public async Task ShowIdsAsTexts()
    {
        var document = await OpenApiDocument.ReadAsync(host);

        var id = document.Json.GetProperty("components").GetProperty("schemas").GetProperty("CourseOverview").GetProperty("properties").GetProperty("courseId");

        id.GetProperty("type").ToString().Should().Contain("string");
    }
}
