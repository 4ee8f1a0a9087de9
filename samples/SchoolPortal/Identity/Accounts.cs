using System.Globalization;
using System.Security.Claims;
using CanvasData.Operations.SchoolPortal.Demo;
using Microsoft.AspNetCore.Identity;

namespace CanvasData.Operations.SchoolPortal.Identity;

/// <summary>Makes accounts of the portal.</summary>
internal sealed class Accounts(UserManager<IdentityUser> users, RoleManager<IdentityRole> roles)
{
    public async Task AddRolesAsync()
    {
        foreach (var role in PortalRoles.All)
        {
            if (!await roles.RoleExistsAsync(role))
            {
                Check(await roles.CreateAsync(new IdentityRole(role)), role);
            }
        }
    }

    /// <summary>Makes an account that is not there yet.</summary>
    /// <returns>The account.</returns>
    public async Task<IdentityUser> AddAsync(NewAccount account)
    {
        if (await users.FindByNameAsync(account.UserName) is { } existing)
        {
            return existing;
        }

        var user = new IdentityUser(account.UserName);
        Check(await users.CreateAsync(user, account.Password), account.UserName);
        Check(await users.AddToRoleAsync(user, account.Role), account.UserName);
        List<Claim> claims = [new(PortalRoles.DisplayName, account.DisplayName)];
        if (account.CanvasUserId is { } id)
        {
            claims.Add(new Claim(PortalRoles.CanvasUserId, id.ToString(CultureInfo.InvariantCulture)));
        }

        Check(await users.AddClaimsAsync(user, claims), account.UserName);
        return user;
    }

    /// <summary>Whether a demo account can be opened with the password that everyone knows.</summary>
    public async Task<bool> HaveDemoPasswordAsync()
    {
        foreach (var role in PortalRoles.All)
        {
            if (await users.FindByNameAsync(DemoAccounts.UserNameOf(role)) is { } user && await users.CheckPasswordAsync(user, DemoAccounts.Password))
            {
                return true;
            }
        }

        return false;
    }

    // The descriptions of Identity name the rule that is broken, never the password.
    private static void Check(IdentityResult result, string name)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The account or role {name} cannot be made: {string.Join(' ', result.Errors.Select(error => error.Description))}");
        }
    }
}

/// <summary>An account to be made.</summary>
internal sealed record NewAccount
{
    public required string UserName { get; init; }

    public required string Password { get; init; }

    public required string DisplayName { get; init; }

    public required string Role { get; init; }

    /// <summary>The Canvas user id; null for somebody who is not in Canvas.</summary>
    public long? CanvasUserId { get; init; }
}
