using CanvasData.Operations.History;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.History;

public class StreamedGradebookShould
{
    private const int Students = 4_500;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task GiveItsFirstRowsBeforeTheLastAreRead(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        var read = new CountRows();
        await using var host = await TestHost<SchoolContext>.StartAsync(
            services => services.AddDbContext<SchoolContext>(options => store.Configure(options).AddInterceptors(read)),
            builder => builder.UseCanvasClient(_ => new ScriptedCanvas()));
        var (first, last) = (new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        await host.ChangeAsync(context =>
        {
            for (var id = 1; id <= Students; id++)
            {
                context.Add(new CanvasSubmission { Id = id, CourseId = 1, AssignmentId = 1, UserId = id, Score = 2, FirstSyncedAt = first });
                context.Add(new CanvasAssignmentScoreHistory { SubmissionId = id, CourseId = 1, AssignmentId = 1, UserId = id, Change = HistoryChange.Changed, PreviousScore = 1, Score = 2, RecordedAt = last });
                context.Add(new CanvasEnrollment { Id = id, CourseId = 1, UserId = id, CurrentScore = 20, FirstSyncedAt = first });
            }

            return Task.CompletedTask;
        });
        var history = host.Services.GetRequiredService<IGradebookHistory>();
        var moment = new DateTimeOffset(first.AddDays(1));
        read.Rows = 0;

        (await history.SubmissionsAsOfAsync(1, moment).FirstAsync()).Score.Should().Be(1);
        read.Rows.Should().BeLessThan(Students / 2, "of rows and their changes");
        read.Rows = 0;
        (await history.TotalsAsOfAsync(1, moment).FirstAsync()).CurrentScore.Should().Be(20);
        read.Rows.Should().BeLessThan(Students / 2);

        (await history.SubmissionsAsOfAsync(1, moment).Select(row => row.SubmissionId).ToListAsync()).Should().Equal(Enumerable.Range(1, Students).Select(id => (long)id));
        (await history.SubmissionsAsOfAsync(1, moment).AllAsync(row => row.Score == 1)).Should().BeTrue();
        (await history.TotalsAsOfAsync(1, moment).CountAsync()).Should().Be(Students);
    }

    private sealed class CountRows : IMaterializationInterceptor
    {
        public int Rows { get; set; }

        public object CreatedInstance(MaterializationInterceptionData materializationData, object entity)
        {
            Rows++;
            return entity;
        }
    }
}
