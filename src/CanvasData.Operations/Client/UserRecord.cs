namespace CanvasData.Operations.Client;

/// <summary>A person.</summary>
public sealed class UserRecord : CanvasRecord
{
    /// <summary>The Canvas id.</summary>
    public Optional<long?> Id { get; set; }

    /// <summary>The full name.</summary>
    public Optional<string?> Name { get; set; }

    /// <summary>The name for sorting: last name, first name.</summary>
    public Optional<string?> SortableName { get; set; }

    /// <summary>The display name.</summary>
    public Optional<string?> ShortName { get; set; }

    /// <summary>The login; sent only with permission.</summary>
    public Optional<string?> LoginId { get; set; }

    /// <summary>The e-mail address; sent only when asked for and permitted.</summary>
    public Optional<string?> Email { get; set; }

    /// <summary>The SIS id; sent only with permission.</summary>
    public Optional<string?> SisUserId { get; set; }

    /// <summary>The integration id; sent only with permission.</summary>
    public Optional<string?> IntegrationId { get; set; }

    /// <summary>When the person was created.</summary>
    public Optional<DateTimeOffset?> CreatedAt { get; set; }

    /// <summary>The last login, when asked for.</summary>
    public Optional<DateTimeOffset?> LastLogin { get; set; }

    /// <summary>The pronouns that the user chose.</summary>
    public Optional<string?> Pronouns { get; set; }

    /// <summary>The language.</summary>
    public Optional<string?> Locale { get; set; }

    /// <summary>The IANA name of the user's time zone.</summary>
    public Optional<string?> TimeZone { get; set; }

    /// <summary>The picture.</summary>
    public Optional<string?> AvatarUrl { get; set; }

    /// <summary>The person that this deleted one was merged into.</summary>
    public Optional<long?> MergedIntoUserId { get; set; }
}
