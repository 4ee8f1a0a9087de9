using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// The JSON of the API: source-generated, names in camel case, enumerations by their names, ids as texts. It is the same in every host,
/// whatever the host's own JSON looks like.
/// </summary>
internal static class ApiJson
{
    private static readonly IJsonTypeInfoResolver Resolver = ApiJsonContext.Default.WithAddedModifier(NameInCamelCase).WithAddedModifier(CanvasIdJson.WriteAsText);

    public static void Add(JsonSerializerOptions options)
    {
        if (!options.TypeInfoResolverChain.Contains(Resolver))
        {
            options.TypeInfoResolverChain.Insert(0, Resolver);
        }
    }

    private static void NameInCamelCase(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object && type.Type.Assembly.GetName().Name!.StartsWith("CanvasData.Operations", StringComparison.Ordinal))
        {
            foreach (var property in type.Properties)
            {
                property.Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            }
        }
    }
}
