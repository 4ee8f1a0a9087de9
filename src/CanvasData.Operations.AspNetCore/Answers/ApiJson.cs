using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

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

    /// <summary>The options of the host, which hold the types of the API.</summary>
    public static JsonSerializerOptions Options(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private static void NameInCamelCase(JsonTypeInfo type)
    {
        if (type.Kind == JsonTypeInfoKind.Object && type.Type.Assembly.GetName().Name!.StartsWith("CanvasData.Operations", StringComparison.Ordinal))
        {
            foreach (var property in type.Properties)
            {
                property.Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                if (property.PropertyType == typeof(ulong))
                {
                    // A browser rounds numbers above 2^53.
                    property.NumberHandling = JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString;
                }
            }
        }
    }
}
