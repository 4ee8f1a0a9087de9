namespace CanvasData.Operations.Client;

/// <summary>A person.</summary>
public sealed class UserRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The full name.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>Last, first.</summary>
    public Optional<string?> SortableName { get; set; }

    /// <summary>The display name.</summary>
    public Optional<string?> ShortName { get; set; }

    /// <summary>The login; told only with permission.</summary>
    public Optional<string?> LoginId { get; set; }

    /// <summary>The e-mail address; told only when asked for and permitted.</summary>
    public Optional<string?> Email { get; set; }

    /// <summary>The SIS id; told only with permission.</summary>
    public Optional<string?> SisUserId { get; set; }

    /// <summary>The integration id; told only with permission.</summary>
    public Optional<string?> IntegrationId { get; set; }

    /// <summary>When the person was made.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>Last login, when asked for.</summary>
    public Optional<DateTimeOffset?> LastLogin { get; set; }

    /// <summary>The pronouns.</summary>
    public Optional<string?> Pronouns { get; set; }

    /// <summary>The language.</summary>
    public Optional<string?> Locale { get; set; }

    /// <summary>The time zone.</summary>
    public Optional<string?> TimeZone { get; set; }

    /// <summary>The picture.</summary>
    public Optional<string?> AvatarUrl { get; set; }

    /// <summary>The person that this deleted one was merged into.</summary>
    public Optional<long?> MergedIntoUserId { get; set; }
}
