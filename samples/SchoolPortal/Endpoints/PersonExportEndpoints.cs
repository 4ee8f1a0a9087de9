using System.Globalization;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.SchoolPortal.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>Everything that is stored about a person, as a zip file.</summary>
internal static class PersonExportEndpoints
{
    // The form has an antiforgery token, so that no other site can start an export.
    public static void MapPersonExport(this WebApplication app) => app
        .MapPost("/admin/people/{userId:long}/export", (long userId, [FromForm] string? _, IPersonalData personalData, CancellationToken cancellationToken) => Results.Stream(
            stream => personalData.ExportPersonAsync(userId, stream, cancellationToken: cancellationToken),
            "application/zip",
            string.Create(CultureInfo.InvariantCulture, $"person-{userId}.zip")))
        .RequireAuthorization(policy => policy.RequireRole(PortalRoles.Administrator));
}
