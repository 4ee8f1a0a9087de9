using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.QuickStart;

/// <summary>The host application: this is all that it has to write.</summary>
internal static class Portal
{
    public static ServiceProvider Build(Canvas canvas, Store store)
    {
        var services = new ServiceCollection();
        services.AddSingleton(canvas.Clock);
        services.AddDbContext<SchoolContext>(store.Configure);
        services.AddCanvasOperations()
            .UseDbContext<SchoolContext>()
            .UseRestClient(rest =>
            {
                rest.BaseAddress = canvas.Address;
                rest.AccessToken = canvas.Token;
            })
            .UseSqliteBulkWriter()
            .UsePostgreSqlBulkWriter();
        return services.BuildServiceProvider(validateScopes: true);
    }
}
