namespace CanvasData.Operations.Model;

/// <summary>A run of a sync that the nodes of a cluster share.</summary>
public class CanvasClusterRun
{
    /// <summary>The run; the same id as in <see cref="CanvasSyncRun"/>.</summary>
    public Guid Id { get; set; }

    /// <summary>The name of the schedule that started it; null for a run that was asked for.</summary>
    public string? Schedule { get; set; }

    /// <summary>The request, as JSON.</summary>
    public string Request { get; set; } = "";

    /// <summary>The place among the open runs by priority: 0 for high, 1 for medium, 2 for low.</summary>
    public int Rank { get; set; }

    /// <summary>When it was asked for, by the database's clock.</summary>
    public DateTime CreatedAt { get; set; }

    /// <summary>The state of the run for the nodes: Open, Paused, Stopping or Ended.</summary>
    public string State { get; set; } = "";

    /// <summary>Whether all courses of the run are rows of <see cref="CanvasClusterCourse"/>.</summary>
    public bool IsPlanned { get; set; }

    /// <summary>Whether the courses that lost their rows to others of the run were already opened a second time.</summary>
    public bool IsRepeated { get; set; }

    /// <summary>The node that plans or ends the run now; null for none.</summary>
    public Guid? Node { get; set; }

    /// <summary>The number that every claim of a node raises; a node with an older one has lost its claim.</summary>
    public long Epoch { get; set; }

    /// <summary>The end of the claim of the node, by the database's clock; null when free.</summary>
    public DateTime? LeaseUntil { get; set; }

    /// <summary>The requests that were sent to plan and end the run.</summary>
    public long Requests { get; set; }

    /// <summary>The failure that stopped the whole run, as JSON; null without one.</summary>
    public string? Failure { get; set; }

    /// <summary>The report of the accounts, as JSON; null when the run did not read them.</summary>
    public string? Accounts { get; set; }

    /// <summary>The courses that were marked missing.</summary>
    public int MissingCourses { get; set; }

    /// <summary>The numbers of its courses, as JSON: rows of courses are deleted earlier. Null before the run has ended.</summary>
    public string? Totals { get; set; }

    /// <summary>How it ended: Succeeded, Failed or Canceled; null before that.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it ended, by the database's clock; null before that.</summary>
    public DateTime? EndedAt { get; set; }
}
