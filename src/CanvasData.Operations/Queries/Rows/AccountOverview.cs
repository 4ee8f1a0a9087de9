namespace CanvasData.Operations.Queries;

/// <summary>An account: the school itself, or a part of it. The accounts of a school are a tree by <see cref="ParentAccountId"/>.</summary>
public sealed record AccountOverview : IQueryRow<AccountOverview>
{
    /// <summary>The account.</summary>
    public required long AccountId { get; init; }

    /// <summary>The name.</summary>
    public required string? AccountName { get; init; }

    /// <summary>The account above; null for a root account.</summary>
    public required long? ParentAccountId { get; init; }

    /// <summary>The root account; null for a root account.</summary>
    public required long? RootAccountId { get; init; }

    /// <summary>The SIS id; null to students and observers.</summary>
    public required string? SisAccountId { get; init; }

    /// <summary>The state: active or deleted; other values may occur.</summary>
    public required string? WorkflowState { get; init; }

    /// <summary>The IANA name of the time zone that new courses get.</summary>
    public required string? DefaultTimeZone { get; init; }

    /// <summary>The courses in scope that the account itself holds, without those of the accounts below it.</summary>
    public required int CourseCount { get; init; }

    /// <summary>The moment from which Canvas lacks the account; null while it has it.</summary>
    public required DateTime? MissingSince { get; init; }

    static IReadOnlyList<string> IQueryRow<AccountOverview>.Key => [nameof(AccountId)];

    static string IQueryRow<AccountOverview>.DefaultSort => "AccountName";
}
