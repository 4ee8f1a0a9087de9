namespace CanvasData.Operations.Simulator.Generation;

/// <summary>The accounts of every simulated school.</summary>
internal static class Accounts
{
    public static SimulatedAccount Root { get; } = new(Ids.Account, "Simulated School", null, "SCHOOL");

    public static SimulatedAccount Evening { get; } = new(Ids.SubAccount, "Evening School", Ids.Account, "EVENING");

    public static IReadOnlyList<SimulatedAccount> All { get; } = [Root, Evening];
}
