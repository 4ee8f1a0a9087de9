using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using CanvasData.Operations.AspNetCore;
using CanvasData.Operations.Benchmarks.Bars;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.Benchmarks.Queries;

/// <summary>
/// What the web API adds to the queries that it serves, over HTTP on loopback: endpoint and query take turns. And the memory that the CSV of
/// a whole course takes.
/// </summary>
internal sealed class WebApiBar(Provider provider) : Bar
{
    private const int Rounds = 60;
    private const int LinesBetweenLooks = 5_000;
    private const double MaxGrowthMiB = 16;

    public override string Name => $"web API on {provider}";

    public override async Task<IReadOnlyList<BarResult>> MeasureAsync()
    {
        var school = await SchoolStore.OpenAsync(provider);
        await using var app = await StartAsync(school);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/canvas/") };
        var course = SchoolStore.School.LargeCourse;
        return
        [
            await RatioAsync(app.Services, http, "page of 200 grades", $"courses/{course}/grades?size=200", queries => queries.StudentGrades(course).ToKeysetPageAsync(200)),
            await RatioAsync(app.Services, http, "roster of 500", $"courses/{course}/students?size=500", queries => queries.CourseEnrollments(course).ToKeysetPageAsync(500)),
            await RatioAsync(app.Services, http, "gradebook of 500 x 100", $"courses/{course}/gradebook?format=csv", async queries =>
            {
                await using var text = new StreamWriter(Stream.Null);
                await (await queries.GradebookGridAsync(course)).WriteCsvAsync(text);
            }, Rounds / 10),
            await MemoryAsync(http, $"courses/{course}/grades?format=csv"),
        ];
    }

    private async Task<BarResult> RatioAsync(IServiceProvider services, HttpClient http, string what, string path, Func<ICanvasQueries, Task> query, int rounds = Rounds)
    {
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var direct = await TimeAsync(async () =>
            {
                await using var scope = services.CreateAsyncScope();
                await query(scope.ServiceProvider.GetRequiredService<IQueryBuilder>().ForEverything());
            });
            var endpoint = await TimeAsync(async () => (await http.GetAsync(path)).EnsureSuccessStatusCode().Dispose());

            // The first rounds compile both.
            if (round >= rounds / 4)
            {
                ratios.Add(endpoint / direct);
            }
        }

        return BarResult.AtMost($"{provider}: endpoint against its query, {what}", Race.Median(ratios), 1.3);
    }

    private async Task<BarResult> MemoryAsync(HttpClient http, string path)
    {
        var (least, most, lines) = (long.MaxValue, 0L, 0);
        using var response = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        using var text = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        while (await text.ReadLineAsync() is not null)
        {
            if (++lines % LinesBetweenLooks == 0)
            {
                var now = GC.GetTotalMemory(forceFullCollection: true);
                (least, most) = (Math.Min(least, now), Math.Max(most, now));
            }
        }

        var growth = (most - least) / 1024.0 / 1024;
        return new BarResult(
            string.Create(CultureInfo.InvariantCulture, $"{provider}: memory between the first and the last of {lines:N0} lines of CSV"), string.Create(CultureInfo.InvariantCulture, $"{growth:0.0} MiB"),
            string.Create(CultureInfo.InvariantCulture, $"<= {MaxGrowthMiB:0} MiB"), lines > LinesBetweenLooks && growth <= MaxGrowthMiB);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalSeconds;
    }

    private async Task<WebApplication> StartAsync(IServiceProvider school)
    {
        await using var scope = school.CreateAsyncScope();
        var database = TestStore.Existing(provider, scope.ServiceProvider.GetRequiredService<SchoolContext>().Database.GetConnectionString()!);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddDbContextPool<SchoolContext>(options => database.Configure(options));
        builder.Services.AddAuthorizationBuilder().AddPolicy("anyone", policy => policy.RequireAssertion(_ => true));
        builder.Services.AddCanvasOperations().UseDbContext<SchoolContext>().AddWebApi(options =>
        {
            options.UserIdClaim = "id";
            options.FindRoles = _ => ValueTask.FromResult(CanvasApiRoles.Administrator);
            options.Policy = "anyone";
        });
        var app = builder.Build();
        app.Use((HttpContext http, RequestDelegate next) =>
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity("benchmark"));
            return next(http);
        });
        app.MapCanvasOperations("/canvas");
        await app.StartAsync();
        return app;
    }
}
