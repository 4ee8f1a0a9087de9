using CanvasData.Operations.Client;
using CanvasData.Operations.Orchestration;
using CanvasData.Operations.TypeScript.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.TypeScript.Tests.ClientContract;

/// <summary>The REST client.</summary>
public class RestClientShould : NetworkClientContract
{
    protected override Task<(ICanvasClient Client, IAsyncDisposable Host)> StartAsync(string token) => Task.FromResult(Rest(Canvas.BaseAddress, token));

    internal static (ICanvasClient Client, IAsyncDisposable Host) Rest(Uri address, string token)
    {
        var services = new ServiceCollection();
        services.AddCanvasRestClient(options => (options.BaseAddress, options.AccessToken) = (address, token));
        var provider = services.BuildServiceProvider();
        return (provider.GetRequiredService<ICanvasClient>(), provider);
    }
}

/// <summary>The sample program in TypeScript.</summary>
[Collection(nameof(ReferenceInterface))]
public class TypeScriptClientShould(ReferenceInterface reference) : NetworkClientContract
{
    protected override Task<(ICanvasClient Client, IAsyncDisposable Host)> StartAsync(string token)
    {
        var services = new ServiceCollection();
        services.AddCanvasOperations().UseTypeScriptClient(options => reference.Configure(options, Canvas.BaseAddress, token));
        var provider = services.BuildServiceProvider();
        return Task.FromResult(((ICanvasClient)provider.GetRequiredService<ICanvasClient>(), (IAsyncDisposable)provider));
    }
}

/// <summary>A client of a host that passes everything on.</summary>
public class DelegatingClientShould : NetworkClientContract
{
    protected override Task<(ICanvasClient Client, IAsyncDisposable Host)> StartAsync(string token)
    {
        var (inner, host) = RestClientShould.Rest(Canvas.BaseAddress, token);
        return Task.FromResult(((ICanvasClient)new Passing(inner), host));
    }

    private sealed class Passing(ICanvasClient inner) : DelegatingCanvasClient(inner);
}

/// <summary>Records that a host brings, read from the same Canvas before.</summary>
public class BundleShould : CanvasClientContract
{
    protected override async Task<(ICanvasClient Client, IAsyncDisposable Host)> StartAsync(string token)
    {
        var (rest, host) = RestClientShould.Rest(Canvas.BaseAddress, token);
        return (new Rereading(rest, await BundleAsync(rest)), host);
    }

    private static async Task<CanvasBundle> BundleAsync(ICanvasClient rest)
    {
        var counter = new RequestCounter();
        var courses = new List<CourseBundle>();
        await foreach (var course in rest.ListCoursesAsync(counter))
        {
            var id = course.Id.Value!.Value;
            courses.Add(new CourseBundle(course)
            {
                Sections = new(await rest.ListSectionsAsync(id, counter).ToListAsync()),
                Enrollments = new(await rest.ListEnrollmentsAsync(id, counter).ToListAsync()),
                Users = new(await rest.ListUsersAsync(id, counter).ToListAsync()),
                AssignmentGroups = new(await rest.ListAssignmentGroupsAsync(id, counter).ToListAsync()),
                Assignments = new(await rest.ListAssignmentsAsync(id, counter).ToListAsync()),
                Submissions = new(await rest.ListSubmissionsAsync(id, SubmissionFilter.All, counter).ToListAsync()),
                GradingPeriods = new(await rest.ListGradingPeriodsAsync(id, counter).ToListAsync()),
                Modules = new(await rest.ListModulesAsync(id, counter).ToListAsync()),
            });
        }

        return new CanvasBundle(rest.Instance, courses);
    }

    // The school goes on in one test: a host would bring a new bundle then.
    private sealed class Rereading(ICanvasClient rest, CanvasBundle first) : DelegatingCanvasClient(first)
    {
        public override async IAsyncEnumerable<SubmissionRecord> ListSubmissionsAsync(
            long courseId, SubmissionFilter filter, RequestCounter counter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var row in (await BundleAsync(rest)).ListSubmissionsAsync(courseId, filter, counter, cancellationToken))
            {
                yield return row;
            }
        }
    }
}
