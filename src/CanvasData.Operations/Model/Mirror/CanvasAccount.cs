namespace CanvasData.Operations.Model;

/// <summary>An account: the school itself, or a part of it.</summary>
public class CanvasAccount : CanvasRow
{
    /// <summary>The name of the account.</summary>
    public string? Name { get; set; }

    /// <summary>The account above; null for a root account.</summary>
    public long? ParentAccountId { get; set; }

    /// <summary>The root account; null for a root account.</summary>
    public long? RootAccountId { get; set; }

    /// <summary>The state: active or deleted; other values may occur.</summary>
    public string? WorkflowState { get; set; }

    /// <summary>The IANA name of the time zone that new courses get.</summary>
    public string? DefaultTimeZone { get; set; }

    /// <summary>The universally unique id.</summary>
    public string? Uuid { get; set; }

    /// <summary>The SIS id.</summary>
    public string? SisAccountId { get; set; }

    /// <summary>The id in an integrated system; null for none.</summary>
    public string? IntegrationId { get; set; }

    /// <summary>
    /// The ids from the topmost stored account down to this one, each between slashes: <c>/1/20/300/</c>. The sync computes it from
    /// <see cref="ParentAccountId"/>. An account lies below another one when its path contains the other's id between slashes.
    /// </summary>
    public string? Path { get; set; }
}
