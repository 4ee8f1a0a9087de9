namespace CanvasData.Operations.Model;

/// <summary>A process that receives Live Events. What it has not refreshed goes to another when its lease expires.</summary>
public class CanvasLiveEventReceiver
{
    /// <summary>The id; a process has another one after each start.</summary>
    public Guid Id { get; set; }

    /// <summary>The process: machine, process id and start.</summary>
    public string Process { get; set; } = "";

    /// <summary>The end of the lease, by the database's clock.</summary>
    public DateTime LeaseUntil { get; set; }
}
