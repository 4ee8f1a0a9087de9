using System.Globalization;
using CanvasData.Operations.SchoolPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SchoolPortal.Identity;

/// <summary>What the portal itself stores about a person of Canvas: accounts with their claims and roles, and rows of caseloads.</summary>
internal sealed class PortalRecords(PortalContext context)
{
    public async Task<PortalRecord> ReadAsync(IReadOnlyCollection<long> userIds, CancellationToken cancellationToken)
    {
        var ids = await AccountsOf(userIds).ToListAsync(cancellationToken);
        var users = await context.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToListAsync(cancellationToken);
        var claims = await context.UserClaims.AsNoTracking().Where(claim => ids.Contains(claim.UserId)).ToListAsync(cancellationToken);
        var roles = await context.UserRoles.Where(role => ids.Contains(role.UserId))
            .Join(context.Roles, role => role.RoleId, role => role.Id, (of, role) => new { of.UserId, role.Name }).ToListAsync(cancellationToken);
        return new PortalRecord
        {
            Accounts = [.. users.Select(user => new PortalAccount
            {
                UserName = user.UserName,
                Email = user.Email,
                PhoneNumber = user.PhoneNumber,
                Roles = [.. roles.Where(role => role.UserId == user.Id).Select(role => role.Name ?? "")],
                Claims = claims.Where(claim => claim.UserId == user.Id).Select(claim => new PortalClaim(claim.ClaimType ?? "", claim.ClaimValue)).ToList(),
            })],
            Caseload = await CaseloadOf(userIds, ids).AsNoTracking().ToListAsync(cancellationToken),
        };
    }

    /// <summary>Deletes the records. Claims, roles and sign-ins go with their account.</summary>
    /// <returns>The rows deleted.</returns>
    public async Task<int> EraseAsync(IReadOnlyCollection<long> userIds, CancellationToken cancellationToken)
    {
        var ids = await AccountsOf(userIds).ToListAsync(cancellationToken);
        var rows = await CaseloadOf(userIds, ids).ExecuteDeleteAsync(cancellationToken);
        rows += await context.UserClaims.Where(claim => ids.Contains(claim.UserId)).ExecuteDeleteAsync(cancellationToken);
        rows += await context.UserRoles.Where(role => ids.Contains(role.UserId)).ExecuteDeleteAsync(cancellationToken);
        return rows + await context.Users.Where(user => ids.Contains(user.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    private IQueryable<string> AccountsOf(IReadOnlyCollection<long> userIds)
    {
        var values = userIds.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToList();
        return context.UserClaims.Where(claim => claim.ClaimType == PortalRoles.CanvasUserId && values.Contains(claim.ClaimValue!)).Select(claim => claim.UserId).Distinct();
    }

    private IQueryable<CaseloadEntry> CaseloadOf(IReadOnlyCollection<long> userIds, List<string> accounts) =>
        context.Caseload.Where(entry => userIds.Contains(entry.StudentId) || accounts.Contains(entry.AdviserId));
}

/// <summary>The records of a person. Passwords are not among them.</summary>
internal sealed record PortalRecord
{
    public required IReadOnlyList<PortalAccount> Accounts { get; init; }

    public required IReadOnlyList<CaseloadEntry> Caseload { get; init; }
}

/// <summary>An account of the portal.</summary>
internal sealed record PortalAccount
{
    public required string? UserName { get; init; }

    public required string? Email { get; init; }

    public required string? PhoneNumber { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required IReadOnlyList<PortalClaim> Claims { get; init; }
}

/// <summary>A claim that an account carries.</summary>
internal sealed record PortalClaim(string Type, string? Value);
