using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Refresh;

/// <summary>Every refresh with a failure at each of its statements: repeated, or nothing.</summary>
public class RefreshFaultsShould
{
    private static readonly Dictionary<string, Func<ICanvasRefresh, Task>> Operations = new()
    {
        ["student"] = refresh => refresh.RefreshStudentAsync(1, 5),
        ["enrollments"] = refresh => refresh.RefreshEnrollmentsAsync(1, 5),
        ["assignment"] = refresh => refresh.RefreshAssignmentAsync(1, 10),
        ["submission"] = refresh => refresh.RefreshSubmissionAsync(1, 10, 5),
    };

    public static TheoryData<Provider, string> Cases()
    {
        var data = new TheoryData<Provider, string>();
        foreach (var provider in (Provider[])[Provider.Sqlite, Provider.PostgreSql])
        {
            foreach (var operation in Operations.Keys)
            {
                data.Add(provider, operation);
            }
        }

        return data;
    }

    // A sync repeats what the database failed at, and so does a refresh: after each failure the end is that of an undisturbed one.
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task EndAsUndisturbed(Provider provider, string name)
    {
        for (var statement = 0; ; statement++)
        {
            var failures = new FailingStatements();
            var (canvas, course) = RefreshShould.School();
            using var store = await TestStore.CreateAsync(provider);
            await using var host = await TestHost.StartAsync(canvas, store, configure: builder => builder.Services.ConfigureDbContext<SchoolContext>(options => options.AddInterceptors(failures)));
            await host.SyncAsync();
            course.Enrollments[0] = course.Enrollments[0].Replace("50.0", "70.0", StringComparison.Ordinal).Replace("Student 5", "Other name", StringComparison.Ordinal);
            course.Assignments[0] = course.Assignments[0].Replace("\"points_possible\":10", "\"points_possible\":20", StringComparison.Ordinal);
            course.Submissions[0] = course.Submissions[0].Replace("\"score\":5", "\"score\":8", StringComparison.Ordinal);
            failures.FailAt(statement);
            await Operations[name](RefreshShould.Refresh(host));
            var failed = failures.Failed;
            failures.FailAt(0);

            var text = string.Join('\n', (await host.TablesAsync(column => !column.EndsWith("At", StringComparison.Ordinal) && column is not ("Id" or "RowHash"))).SelectMany(table => table.Value.Select(row => $"{table.Key}: {row}")));
            Undisturbed.TryAdd((provider, name), text);
            (text == Undisturbed[(provider, name)]).Should().BeTrue($"statement {statement} failed ({failed}), and the end differs: {string.Join('\n', text.Split('\n').Except(Undisturbed[(provider, name)].Split('\n')))}");
            (await RefreshShould.LeaseAsync(host, 1)).LeaseUntil.Should().BeNull($"statement {statement} failed: {failed}");
            if (statement > 0 && failed is null)
            {
                statement.Should().BeGreaterThan(6);
                return;
            }
        }
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(Provider, string), string> Undisturbed = [];
}
