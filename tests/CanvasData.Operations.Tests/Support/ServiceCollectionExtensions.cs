using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Support;

internal static class ServiceCollectionExtensions
{
    public static void AddSingletonTime(this IServiceCollection services, TimeProvider time) => services.AddSingleton(time);
}
