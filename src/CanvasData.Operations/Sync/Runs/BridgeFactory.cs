using CanvasData.Operations.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Sync;

/// <summary>Makes bridges that read another client than that of the host, and write through the same leases and locks.</summary>
internal sealed class BridgeFactory(IServiceProvider services)
{
    public ICanvasBridge Create(ICanvasClient client) => ActivatorUtilities.CreateInstance<CanvasBridge>(
        services, client, ActivatorUtilities.CreateInstance<CourseSync>(services, client), ActivatorUtilities.CreateInstance<AccountSync>(services, client), ActivatorUtilities.CreateInstance<SchemaGuard>(services, client));
}
