using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>
/// A generated school in a database, and the library over it. Made once a run and provider; or kept from one run to the
/// next in the database that CANVASDATA_SCHOOL_SQLITE or CANVASDATA_SCHOOL_POSTGRESQL names by a connection string.
/// </summary>
internal static class SchoolStore
{
    private static readonly Dictionary<Provider, ServiceProvider> Opened = [];

    /// <summary>Whether the whole school is asked for: CANVASDATA_FULL_SCHOOL=1.</summary>
    public static GeneratedSchool School { get; } = Environment.GetEnvironmentVariable("CANVASDATA_FULL_SCHOOL") == "1" ? GeneratedSchool.Full : GeneratedSchool.Tenth;

    public static async Task<IServiceProvider> OpenAsync(Provider provider)
    {
        if (Opened.TryGetValue(provider, out var open))
        {
            return open;
        }

        var kept = Environment.GetEnvironmentVariable($"CANVASDATA_SCHOOL_{provider.ToString().ToUpperInvariant()}");
        var store = kept is null ? await TestStore.CreateAsync(provider) : TestStore.Existing(provider, kept);

        // Npgsql then keeps the plans of statements that it sends often, as a portal would let it.
        var connected = provider == Provider.PostgreSql ? TestStore.Existing(provider, store.ConnectionString + ";Max Auto Prepare=100") : store;
        var services = new ServiceCollection();
        services.AddDbContextPool<SchoolContext>(options => connected.Configure(options));
        services.AddCanvasOperations().UseDbContext<SchoolContext>();
        var root = services.BuildServiceProvider();
        await using (var scope = root.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
            await context.Database.EnsureCreatedAsync();
            if (!await context.Set<CanvasCourse>().AnyAsync())
            {
                await School.FillAsync(context);
            }
        }

        Console.Error.WriteLine($"{provider}: {School}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => store.Dispose();
        return Opened[provider] = root;
    }
}
