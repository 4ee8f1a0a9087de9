using System.Security.Cryptography;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// Encrypts the cursors of pages: a cursor holds the sorted values of a row, which may be a name, and links are logged. A cursor belongs to
/// one endpoint and one person.
/// </summary>
internal sealed class ApiCursors(IDataProtectionProvider protection)
{
    // The encryption proves where a cursor is from; processes that share its keys share the cursors.
    public static CursorKey Key { get; } = CursorKey.FromSecret("CanvasData.Operations.AspNetCore, all cursors"u8);

    public string Seal(string cursor, HttpContext http, Caller caller) => ProtectorOf(http, caller).Protect(cursor);

    /// <summary>The cursor; null for one that this endpoint did not give this person.</summary>
    public string? Open(string cursor, HttpContext http, Caller caller)
    {
        try
        {
            return ProtectorOf(http, caller).Unprotect(cursor);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(HttpContext http, Caller caller) => protection.CreateProtector(
        "CanvasData.Operations.AspNetCore.Cursor", (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", $"{caller.Role} {caller.UserId} {caller.Key}");
}
