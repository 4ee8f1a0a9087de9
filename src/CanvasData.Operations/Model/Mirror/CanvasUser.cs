namespace CanvasData.Operations.Model;

/// <summary>A person: a student, a teacher or an observer.</summary>
public class CanvasUser : CanvasRow
{
    /// <summary>The full name.</summary>
    public string? Name { get; set; }

    /// <summary>The name for sorting: last name, first name.</summary>
    public string? SortableName { get; set; }

    /// <summary>The display name.</summary>
    public string? ShortName { get; set; }

    /// <summary>The login.</summary>
    public string? LoginId { get; set; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; set; }

    /// <summary>The login in lower case, which <c>ICanvasIdentity</c> searches. It follows <see cref="LoginId"/>.</summary>
    public string? LoginKey { get => SignInNames.Key(LoginId); private set { } }

    /// <summary>The e-mail address in lower case, which <c>ICanvasIdentity</c> searches. It follows <see cref="Email"/>.</summary>
    public string? EmailKey { get => SignInNames.Key(Email); private set { } }

    /// <summary>The SIS id.</summary>
    public string? SisUserId { get; set; }

    /// <summary>The id in an integrated system; null for none.</summary>
    public string? IntegrationId { get; set; }

    /// <summary>When it was created.</summary>
    public DateTime? CreatedAt { get; set; }

    /// <summary>The time of the last login.</summary>
    public DateTime? LastLogin { get; set; }

    /// <summary>The pronouns that the user chose.</summary>
    public string? Pronouns { get; set; }

    /// <summary>The language.</summary>
    public string? Locale { get; set; }

    /// <summary>The IANA name of the user's time zone.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The person that this one was merged into.</summary>
    public long? MergedIntoUserId { get; set; }
}
