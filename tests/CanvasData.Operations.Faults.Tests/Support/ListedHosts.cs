using CanvasData.Operations.Configuration;
using CanvasData.Operations.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Faults.Tests.Support;

internal static class ListedHosts
{
    /// <summary>A host that syncs these lists.</summary>
    public static Task<SyncHost> HostAsync(this ListedCanvas canvas, TestStore store, Action<CanvasOperationsOptions>? options = null, Action<CanvasOperationsBuilder>? configure = null) =>
        SyncHost.StartAsync(canvas.Instance, "unused", store, builder =>
        {
            builder.UseCanvasClient(_ => canvas);
            builder.Services.Configure<CanvasOperationsOptions>(settings => options?.Invoke(settings));
            configure?.Invoke(builder);
        });
}
