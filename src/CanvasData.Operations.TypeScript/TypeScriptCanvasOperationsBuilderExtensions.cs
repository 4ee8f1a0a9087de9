using CanvasData.Operations.Client;
using CanvasData.Operations.TypeScript;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the TypeScript client.</summary>
public static class TypeScriptCanvasOperationsBuilderExtensions
{
    /// <summary>Reads Canvas through a TypeScript or JavaScript program that Node runs, in place of any other client.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets at least the address, the token and the folder. Wrong options stop the host at its start.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseTypeScriptClient(this CanvasOperationsBuilder builder, Action<TypeScriptClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.AddLogging();
        services.AddOptions<TypeScriptClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TypeScriptClientOptions>, TypeScriptClientOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICanvasInterface, CanvasInterface>();
        services.Replace(ServiceDescriptor.Singleton<ICanvasClient, TypeScriptCanvasClient>());
        return builder;
    }
}
