using System.Data.Common;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Sync;

public class StatementsShould
{
    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeAsManyForThreeThousandRowsAsForThirty(Provider provider)
    {
        var few = await CountAsync(provider, students: 3);
        var many = await CountAsync(provider, students: 300);

        few.Should().OnlyContain(count => count > 0);
        many.Should().Equal(few, "the first sync, an unchanged one, one in which every row changed, and one that loses the work of a student");
    }

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task BeFewForACourseThatIsStillEmpty(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var statements = new Counter();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(statements)), builder => builder.UseCanvasClient(_ => canvas));
        for (var id = 1; id <= 21; id++)
        {
            canvas.AddCourse(id);
        }

        await host.SyncAsync();
        statements.Count = 0;
        await host.SyncAsync(new SyncRequest { CourseIds = [1] });
        var one = statements.Count;
        statements.Count = 0;
        await host.SyncAsync();

        ((statements.Count - one) / 20.0).Should().BeLessThanOrEqualTo(8);
    }

    private static async Task<List<int>> CountAsync(Provider provider, int students)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1);
        Fill(course, students, score: 1);
        var statements = new Counter();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(statements)),
            builder => builder.UseCanvasClient(_ => canvas),
            options => options.Sync.MassDisappearanceShare = 1);
        await host.SyncAsync(new SyncRequest { CourseIds = [] });
        var counts = new List<int>();
        foreach (var step in (Action[])[() => { }, () => { }, () => Fill(course, students, score: 2), () => course.Submissions.RemoveAll(json => json.Contains("\"user_id\":3,", StringComparison.Ordinal))])
        {
            step();
            statements.Count = 0;
            await host.SyncCourseAsync(1);
            counts.Add(statements.Count);
        }

        return counts;
    }

    private static void Fill(ScriptedCourse course, int students, int score)
    {
        course.Enrollments.Clear();
        course.Assignments.Clear();
        course.Submissions.Clear();
        for (var assignment = 1; assignment <= 10; assignment++)
        {
            course.AddAssignment(assignment);
            for (var user = 1; user <= students; user++)
            {
                course.AddSubmission((assignment * 10_000) + user, assignment, user, $""","score":{score}""");
            }
        }

        for (var user = 1; user <= students; user++)
        {
            course.Enroll(user, user, $$$""","grades":{"current_score":{{{score}}}}""");
        }
    }

    private sealed class Counter : DbCommandInterceptor
    {
        private int _count;

        public int Count { get => _count; set => _count = value; }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return ValueTask.FromResult(result);
        }
    }
}
