namespace CanvasData.Operations.Client;

/// <summary>An account: the school itself, or a part of it.</summary>
public sealed class AccountRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The name of the account.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The account above; null for a root account.</summary>
    public Optional<long?> ParentAccountId { get; set; }

    /// <summary>The root account; null for a root account.</summary>
    public Optional<long?> RootAccountId { get; set; }

    /// <summary>The state: active or deleted; other values may occur.</summary>
    public Optional<string?> WorkflowState { get; set; }

    /// <summary>The IANA name of the time zone that new courses get.</summary>
    public Optional<string?> DefaultTimeZone { get; set; }

    /// <summary>The universally unique id.</summary>
    public Optional<string?> Uuid { get; set; }

    /// <summary>The SIS id; sent only with permission.</summary>
    public Optional<string?> SisAccountId { get; set; }

    /// <summary>The integration id; sent only with permission.</summary>
    public Optional<string?> IntegrationId { get; set; }
}
