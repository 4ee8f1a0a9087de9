using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Lists the names of enumerations in the host's OpenAPI document, which does not know the values of <see cref="EnumNames{T}"/>.</summary>
internal sealed class EnumSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var written = context.JsonPropertyInfo?.PropertyType ?? context.JsonTypeInfo.Type;
        var type = Nullable.GetUnderlyingType(written) ?? written;
        if (type.IsEnum && schema.Enum is null or [] && type.Assembly.GetName().Name!.StartsWith("CanvasData.Operations", StringComparison.Ordinal))
        {
            schema.Type = written == type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)JsonValue.Create(name))];
        }

        return Task.CompletedTask;
    }
}
