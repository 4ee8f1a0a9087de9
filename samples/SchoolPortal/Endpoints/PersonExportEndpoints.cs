using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Queries;
using CanvasData.Operations.SchoolPortal.Identity;
using Microsoft.AspNetCore.Mvc;

namespace CanvasData.Operations.SchoolPortal.Endpoints;

/// <summary>Everything that is stored about a person, as a zip file: what Canvas and the library know, and the portal's own records.</summary>
internal static class PersonExportEndpoints
{
    private const string OwnRecords = "portal.json";

    // The form has an antiforgery token, so that no other site can start an export.
    public static void MapPersonExport(this WebApplication app) => app
        .MapPost("/admin/people/{userId:long}/export", WriteAsync)
        .RequireAuthorization(policy => policy.RequireRole(PortalRoles.Administrator));

    private static async Task<IResult> WriteAsync(
        long userId, [FromForm] string? _, ICanvasIdentity people, IPersonalData personalData, PortalRecords records, CancellationToken cancellationToken)
    {
        if ((await people.FindByIdAsync(userId, cancellationToken)).UserId is null)
        {
            return Results.NotFound();
        }

        // An entry is added to a zip file that can be read again: the file is made on disk, and is gone once it is sent.
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous });
        try
        {
            var export = await personalData.ExportPersonAsync(userId, file, cancellationToken: cancellationToken);
            var own = await records.ReadAsync(export.UserIds, cancellationToken);
            using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
            {
                await using var entry = zip.CreateEntry(OwnRecords).Open();
                await JsonSerializer.SerializeAsync(entry, own, JsonSerializerOptions.Web, cancellationToken);
            }

            file.Position = 0;
            return Results.Stream(file, "application/zip", string.Create(CultureInfo.InvariantCulture, $"person-{userId}.zip"));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
