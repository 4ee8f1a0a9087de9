using System.Globalization;
using CanvasData.Operations.SchoolPortal.Identity;
using CanvasData.Operations.History;
using CanvasData.Operations.Queries;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>The gradebook of a course, for the grid on the page and as a file.</summary>
internal static class GradebookEndpoints
{
    public static void MapGradebook(this WebApplication app)
    {
        var teacher = app.MapGroup("/teacher/courses/{courseId:long}").RequireAuthorization(policy => policy.RequireRole(PortalRoles.Teacher));
        teacher.MapGet("/gradebook.json", ReadAsync);
        teacher.MapGet("/gradebook.csv", WriteAsync);
    }

    private static async Task<IResult> ReadAsync(
        long courseId, DateOnly? asOf, Viewer viewer, ICanvasIdentity identity, IQueryBuilder queries, IGradebookHistory history, CancellationToken cancellationToken)
    {
        if (!await identity.TeachesAsync(viewer.CanvasId, courseId, cancellationToken))
        {
            return Results.NotFound();
        }

        var grid = await queries.ForTeacher(viewer.CanvasId).GradebookGridAsync(courseId, cancellationToken);
        return Results.Json(await GradebookView.ReadAsync(grid, EndOf(asOf, viewer), courseId, history, cancellationToken));
    }

    private static async Task<IResult> WriteAsync(long courseId, Viewer viewer, ICanvasIdentity identity, IQueryBuilder queries, CancellationToken cancellationToken)
    {
        if (!await identity.TeachesAsync(viewer.CanvasId, courseId, cancellationToken))
        {
            return Results.NotFound();
        }

        return Results.Stream(
            async stream =>
            {
                await using var text = new StreamWriter(stream, leaveOpen: true);
                var grid = await queries.ForTeacher(viewer.CanvasId).GradebookGridAsync(courseId, cancellationToken);
                await grid.WriteCsvAsync(text, cancellationToken);
            },
            "text/csv",
            string.Create(CultureInfo.InvariantCulture, $"gradebook-{courseId}.csv"));
    }

    /// <summary>The last moment of a day in the viewer's zone; null for now.</summary>
    private static DateTimeOffset? EndOf(DateOnly? day, Viewer viewer)
    {
        if (day is not { } date)
        {
            return null;
        }

        // West of UTC, the last day of the calendar would end beyond it.
        var end = date.ToDateTime(TimeOnly.MaxValue);
        return new DateTimeOffset(end, date == DateOnly.MaxValue ? TimeSpan.Zero : viewer.Zone.GetUtcOffset(end));
    }
}
