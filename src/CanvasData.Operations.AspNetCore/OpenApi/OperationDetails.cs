using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Completes the operations of the web API in the host's OpenAPI document: the role, the headers, and an example of each body. Operations of
/// the host stay as they are.
/// </summary>
internal sealed class OperationDetails(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    private const string JsonType = "application/json";
    private const string EventsType = "text/event-stream";

    private JsonSerializerOptions Options => json.Value.SerializerOptions;

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<ApiEndpoint>().LastOrDefault() is not { } endpoint)
        {
            return Task.CompletedTask;
        }

        operation.Description = $"Roles: {endpoint.Roles}.{(endpoint.IsWrite ? " It needs a bearer token or an antiforgery token." : "")}";
        operation.Parameters ??= [];
        AddPathParameters(operation.Parameters, context.Description.RelativePath ?? "");
        operation.Parameters.Add(Parameter(CallerReader.RoleParameter, ParameterLocation.Query, "The role of the request; the widest one of the person by default.", RolesOf(endpoint)));
        if (metadata.OfType<VersionNeeded>().Any())
        {
            operation.Parameters.Add(Parameter("If-Match", ParameterLocation.Header, "The entity tag that was read, for example \"3\" with its quotation marks.", isRequired: true));
        }

        if (metadata.OfType<Resumable>().Any())
        {
            operation.Parameters.Add(Parameter("Last-Event-ID", ParameterLocation.Header, "The id of the last event that the reader has; missing for all events."));
        }

        DescribeBodies(operation, context.Description, metadata);
        return Task.CompletedTask;
    }

    private static List<JsonNode> RolesOf(ApiEndpoint endpoint) =>
        [.. Enum.GetValues<CanvasApiRoles>().Where(role => role != CanvasApiRoles.None && endpoint.Roles.HasFlag(role)).Select(role => (JsonNode)JsonValue.Create(role.ToString()))];

    // An endpoint that reads the values of its route by itself has no parameters for the document.
    private static void AddPathParameters(IList<IOpenApiParameter> parameters, string path)
    {
        foreach (var part in RoutePatternFactory.Parse(path).Parameters.Where(part => !parameters.Any(one => one.In == ParameterLocation.Path && one.Name == part.Name)))
        {
            parameters.Add(Parameter(part.Name, ParameterLocation.Path, "A Canvas id.", isRequired: true));
        }
    }

    private static OpenApiParameter Parameter(string name, ParameterLocation place, string description, List<JsonNode>? values = null, bool isRequired = false) => new()
    {
        Name = name,
        In = place,
        Description = description,
        Required = isRequired,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = values },
    };

    private void DescribeBodies(OpenApiOperation operation, ApiDescription description, IList<object> metadata)
    {
        if (operation.RequestBody?.Content?.TryGetValue(JsonType, out var request) == true &&
            description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source.Id == "Body")?.Type is { } body)
        {
            request.Example = ApiExamples.Of(body, Options);
        }

        foreach (var produced in metadata.OfType<IProducesResponseTypeMetadata>().Where(produced => produced.StatusCode < 300 && produced.Type is not null))
        {
            if (operation.Responses?.TryGetValue(produced.StatusCode.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response) != true || response is not OpenApiResponse answer)
            {
                continue;
            }

            Describe(answer, produced.Type!);
            AddHeaders(operation, answer, !metadata.OfType<Untagged>().Any());
        }

        if (description.HttpMethod == HttpMethods.Get && operation.Responses!.Values.Any(response => response.Headers?.ContainsKey("ETag") == true))
        {
            operation.Responses["304"] = new OpenApiResponse { Description = "The answer is the one that If-None-Match names." };
        }
    }

    private static void AddHeaders(OpenApiOperation operation, OpenApiResponse answer, bool isTagged)
    {
        if (answer.Content?.ContainsKey(JsonType) != true)
        {
            return;
        }

        answer.Headers = new Dictionary<string, IOpenApiHeader>();
        if (isTagged)
        {
            answer.Headers["ETag"] = Header("The tag of the answer. A request with it in If-None-Match gets 304 while the answer is the same. A very large answer has none.");
        }

        if (operation.Parameters!.Any(parameter => parameter is { In: ParameterLocation.Query, Name: "cursor" }))
        {
            answer.Headers["Link"] = Header("The next page with rel=next; missing on the last page.");
        }
    }

    private void Describe(OpenApiResponse answer, Type type)
    {
        var example = type == typeof(void) ? null : ApiExamples.Of(type, Options);
        foreach (var (mediaType, content) in answer.Content ?? new Dictionary<string, OpenApiMediaType>())
        {
            if (mediaType == CsvBody.MediaType)
            {
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }
            else if (mediaType is JsonType)
            {
                content.Example = example;
            }
            else if (mediaType is EventsType)
            {
                content.Example = JsonValue.Create($"event: {ProgressEvents.Progress}\nid: 1\ndata: {example?.ToJsonString()}\n\n");
                content.Schema = new OpenApiSchema { Type = JsonSchemaType.String };
            }
        }
    }

    private static OpenApiHeader Header(string description) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}
