using CanvasData.Operations.Analytics;
using CanvasData.Operations.SchoolPortal.Data;
using CanvasData.Operations.SchoolPortal.Demo;
using CanvasData.Operations.SchoolPortal.Identity;
using CanvasData.Operations.Sync;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>Makes the tables, the accounts and the first copy of the school, then opens the portal.</summary>
internal sealed partial class SchoolPreparation(
    IServiceScopeFactory scopes, ICanvasBridge bridge, CanvasSource canvas, PortalSettings settings, Readiness readiness, ILogger<SchoolPreparation> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await PrepareAsync(stoppingToken);
            readiness.Open();
            LogReady();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // the pages show the failure; the host goes on, so that they can
        catch (Exception error)
#pragma warning restore CA1031
        {
            readiness.Fail();
            LogFailed(error);
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await CreateTablesAsync(services.GetRequiredService<PortalContext>(), canvas.Simulator is not null, cancellationToken);
        var accounts = services.GetRequiredService<Accounts>();
        if (canvas.Simulator is null && await accounts.HaveDemoPasswordAsync())
        {
            throw new InvalidOperationException("The database holds a simulated school, and everyone knows the password of its accounts. Name another database in ConnectionStrings:Portal beside a real Canvas.");
        }

        await accounts.AddRolesAsync();
        if (settings.Administrator is { UserName: { } name, Password: { } password })
        {
            await accounts.AddAsync(new NewAccount { UserName = name, Password = password, DisplayName = name, Role = PortalRoles.Administrator });
        }

        if (canvas is { Simulator: { } simulator, Clock: { } clock })
        {
            var demo = ActivatorUtilities.CreateInstance<DemoSchool>(services, simulator.School);
            demo.Enroll();
            await SyncAsync(cancellationToken);
            await demo.AddPeopleAsync();
            await demo.WriteNotesAsync();
            for (var week = 0; week < settings.Demo.Weeks; week++)
            {
                clock.Advance(TimeSpan.FromDays(7));
                await SyncAsync(cancellationToken);
            }

            await services.GetRequiredService<IAnalyticsBuilder>().CaptureFinishedOfferingsAsync(cancellationToken: cancellationToken);
        }
    }

    // A portal that lasts has migrations; the sample makes what is not there.
    private static async Task CreateTablesAsync(PortalContext context, bool isSimulated, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
        {
            await creator.CreateAsync(cancellationToken);
        }

        if (!await creator.HasTablesAsync(cancellationToken))
        {
            await creator.CreateTablesAsync(cancellationToken);
        }
        else if (isSimulated)
        {
            throw new InvalidOperationException("The database has tables already, and a simulated school begins again at each start. Name an empty database in ConnectionStrings:Portal, or a real Canvas in Canvas:BaseAddress.");
        }
    }

    private async Task SyncAsync(CancellationToken cancellationToken)
    {
        var report = await bridge.SyncAllCoursesAsync(cancellationToken: cancellationToken);
        LogSynced(report.Courses.Count, report.Duration.TotalSeconds);
        if (!report.Succeeded)
        {
            var failure = report.Failure ?? report.FailedCourses.First().Failure;
            throw new InvalidOperationException($"The school cannot be synced: {failure?.Message} {failure?.Remedy}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Synced {Courses} courses in {Seconds:0.0} s.")]
    private partial void LogSynced(int courses, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The school is ready.")]
    private partial void LogReady();

    [LoggerMessage(Level = LogLevel.Error, Message = "The school cannot be prepared.")]
    private partial void LogFailed(Exception error);
}
