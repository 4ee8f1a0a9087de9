using System.Globalization;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Queries;
using CanvasData.Operations.SchoolPortal.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>Everything that is stored about a person, as a file.</summary>
internal static class PersonExportEndpoints
{
    // The form has an antiforgery token, so that no other site can start an export.
    public static void MapPersonExport(this WebApplication app) => app
        .MapPost("/admin/people/{userId:long}/export", async (long userId, [FromForm] string? _, ICanvasIdentity people, IPersonalData personalData, CancellationToken cancellationToken) =>
            (await people.FindByIdAsync(userId, cancellationToken)).UserId is null
                ? Results.NotFound()
                : Results.Stream(
                    stream => personalData.ExportPersonAsync(userId, stream, cancellationToken: cancellationToken),
                    "application/zip",
                    string.Create(CultureInfo.InvariantCulture, $"person-{userId}.zip")))
        .RequireAuthorization(policy => policy.RequireRole(PortalRoles.Administrator));
}
