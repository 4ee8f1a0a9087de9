using CanvasData.Operations.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Configuration;

/// <summary>The services of Live Events.</summary>
internal static class LiveEventServices
{
    public static void Add(IServiceCollection services, Action<LiveEventOptions> configure)
    {
        services.AddOptions<LiveEventOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveEventOptions>, LiveEventOptionsValidator>());
        services.TryAddSingleton<LiveEventStore>();
        services.TryAddSingleton<CourseRefresher>();
        services.TryAddSingleton<LiveEventInbox>();
        services.TryAddSingleton<ILiveEvents>(provider => provider.GetRequiredService<LiveEventInbox>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LiveEventService>());
    }
}
