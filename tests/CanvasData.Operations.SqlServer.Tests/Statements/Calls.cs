using CanvasData.Operations.Hosts.Tests.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.SqlServer.Tests.Statements;

/// <summary>Calls of the public services, in the order in which they are made: each by the interface and the method.</summary>
public abstract class Calls
{
    private readonly List<(string[] Methods, Func<IServiceProvider, Task> Make)> _calls = [];

    /// <summary>The calls, such as "ITagManager.AddAsync".</summary>
    public IEnumerable<string> Names => _calls.SelectMany(call => call.Methods);

    /// <summary>Makes every call, each in a request of its own.</summary>
    /// <returns>What failed.</returns>
    public async Task<IReadOnlyList<string>> MakeAsync(IServiceProvider services)
    {
        var failures = new List<string>();
        foreach (var (methods, make) in _calls)
        {
            await using var scope = services.CreateAsyncScope();
            try
            {
                await make(scope.ServiceProvider);
            }
            catch (Exception error)
            {
                failures.Add($"{methods[0]}: {error}");
            }
        }

        return failures;
    }

    /// <param name="methods">The methods, separated by commas.</param>
    /// <param name="call">Calls them.</param>
    protected void Add<TService>(string methods, Func<TService, Task> call) where TService : notnull =>
        _calls.Add(([.. methods.Split(", ").Select(method => $"{typeof(TService).Name}.{method}")], services => call(services.GetRequiredService<TService>())));

    protected void Add<TService, T>(string method, Func<TService, IAsyncEnumerable<T>> call) where TService : notnull =>
        Add<TService>(method, async service =>
        {
            await foreach (var _ in call(service))
            {
            }
        });
}

/// <summary>Whom the calls are about.</summary>
/// <param name="People">The course, two of its students, a teacher and an observer.</param>
/// <param name="OtherCourse">Another course.</param>
/// <param name="Assignment">An assignment of the course.</param>
/// <param name="Ids">An id of each type of object that has a lifecycle, of which nothing else is asked.</param>
public sealed record School(Subject People, long OtherCourse, long Assignment, IReadOnlyDictionary<string, long> Ids);
