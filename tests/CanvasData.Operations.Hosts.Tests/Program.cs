using System.Globalization;
using System.Text.Json;
using CanvasData.Operations.Analytics;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Queries;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Hosts.Tests;

/// <summary>
/// A host in a process of its own, for settings of a whole process: syncs for each line that it reads and writes what it
/// answers then. Its arguments are a connection string, the address and the token of Canvas, and the moment of its questions.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args.Length != 4)
        {
            return 1;
        }

        await using var host = await SyncHost.StartAsync(new Uri(args[1]), args[2], TestStore.Existing(Provider.PostgreSql, args[0]));
        while (await Console.In.ReadLineAsync() is { } strategy)
        {
            Console.WriteLine(await AnswerAsync(host, Enum.Parse<SyncStrategy>(strategy), DateTimeOffset.Parse(args[3], CultureInfo.InvariantCulture)));
        }

        return 0;
    }

    internal static async Task<string> AnswerAsync(SyncHost host, SyncStrategy strategy, DateTimeOffset moment)
    {
        try
        {
            var report = await host.Bridge.SyncAllCoursesAsync(new SyncRequest { Strategy = strategy });
            if (!report.Succeeded)
            {
                return $"failed: {report.Courses[0].Failure?.Message}";
            }
        }
        catch (CanvasConfigurationException error)
        {
            return $"refused: {error.Message}";
        }

        await using var scope = host.Services.CreateAsyncScope();
        var grades = await scope.ServiceProvider.GetRequiredService<IQueryBuilder>().ForEverything().StudentGrades().ToListAsync();
        var risk = await scope.ServiceProvider.GetRequiredService<IAnalyticsBuilder>().AnalyzeAtRiskStudentsAsync(grades[0].CourseId, moment);
        var same = (await host.Pipeline.VerifyAsync(new VerificationRequest { AgainstCanvas = true })).Succeeded;
        return JsonSerializer.Serialize(new { Same = same, Grades = grades.Select(grade => (grade.SubmittedAt, grade.GradedAt, grade.DueAt, grade.PostedAt, grade.Score)).Select(times => times.ToString()), Risk = risk });
    }
}
