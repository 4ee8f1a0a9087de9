using CanvasData.Operations.Metadata;
using CanvasData.Operations.SchoolPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SchoolPortal.Identity;

/// <summary>The names to show for the authors of notes. An author who is not in Canvas is stored by the account.</summary>
internal sealed class AuthorNames
{
    private readonly Dictionary<string, string?> _byAccount;

    private AuthorNames(Dictionary<string, string?> byAccount) => _byAccount = byAccount;

    public static AuthorNames Empty { get; } = new([]);

    public static async Task<AuthorNames> ReadAsync(PortalContext context, IEnumerable<NoteAuthor?> authors)
    {
        var accounts = authors.Where(author => author is { UserId: null, Name: not null }).Select(author => author!.Name!).Distinct().ToList();
        var claims = accounts.Count == 0
            ? []
            : await context.UserClaims.Where(claim => claim.ClaimType == PortalRoles.DisplayName && accounts.Contains(claim.UserId)).ToListAsync();
        return new AuthorNames(claims.DistinctBy(claim => claim.UserId).ToDictionary(claim => claim.UserId, claim => claim.ClaimValue));
    }

    /// <summary>The name; null for an unknown author and for an account that is no longer there.</summary>
    public string? Of(NoteAuthor? author) => author is { UserId: null, Name: { } account } ? _byAccount.GetValueOrDefault(account) : author?.Name;
}
