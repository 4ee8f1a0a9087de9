using CanvasData.Operations.SchoolPortal.Identity;

namespace CanvasData.Operations.SchoolPortal.Demo;

/// <summary>The accounts that the sign-in page offers beside a simulated school; empty beside a real one.</summary>
internal sealed class DemoAccounts
{
    /// <summary>The password of every demo account. It opens an invented school that is made again at each start.</summary>
    public const string Password = "Demo-school-1";

    private volatile IReadOnlyList<NewAccount> _all = [];

    public IReadOnlyList<NewAccount> All => _all;

    public static string UserNameOf(string role) => role.ToLowerInvariant();

    public void Offer(IReadOnlyList<NewAccount> accounts) => _all = accounts;
}
