using CanvasData.Operations.Rest;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The builder step of the REST client.</summary>
public static class CanvasRestBuilderExtensions
{
    /// <summary>Reads Canvas over its REST API.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets at least the address and the token. Wrong options stop the host at its start.</param>
    /// <returns>The same builder.</returns>
    public static CanvasOperationsBuilder UseRestClient(this CanvasOperationsBuilder builder, Action<CanvasRestOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddCanvasRestClient(configure);
        return builder;
    }
}
