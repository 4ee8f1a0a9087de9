using CanvasData.Operations.Client;

namespace CanvasData.Operations.DataAccess;

/// <summary>Maps accounts and terms.</summary>
internal static class AccountMapping
{
    public static AccountRecord Account(SourceRow row)
    {
        var parent = row.Long("parent_account_id");
        return new AccountRecord
        {
            Id = row.Id,
            Name = row.Text("name"),
            ParentAccountId = parent,

            // REST gives a root account none.
            RootAccountId = parent is { IsSpecified: true, Value: null } ? (long?)null : row.Long("root_account_id"),
            WorkflowState = row.Text("workflow_state"),
            DefaultTimeZone = row.Text("default_time_zone"),
            Uuid = row.Text("uuid"),
            SisAccountId = row.Text("sis_source_id"),
            IntegrationId = row.Text("integration_id"),
        };
    }

    public static TermRecord Term(SourceRow row) => new()
    {
        Id = row.Id,
        Name = row.Text("name"),
        StartAt = row.Time("start_at"),
        EndAt = row.Time("end_at"),
        WorkflowState = row.Text("workflow_state"),
        CreatedAt = row.Time("created_at"),
        GradingPeriodGroupId = row.Long("grading_period_group_id"),
        SisTermId = row.Text("sis_source_id"),
    };

    /// <summary>The account at the top; null when one on the way is not staged.</summary>
    public static long? Root(long? account, SourceReader reader)
    {
        var top = Chain(account, reader).Select(id => reader.Find("accounts", id)).LastOrDefault();
        return top is { } row && row.Long("parent_account_id") is { IsSpecified: true, Value: null } ? row.Id : null;
    }

    /// <summary>The account and those above it, the nearest first.</summary>
    public static IEnumerable<long> Chain(long? account, SourceReader reader)
    {
        var seen = new HashSet<long>();
        while (account is { } id && seen.Add(id))
        {
            yield return id;
            account = reader.Find("accounts", id)?.Long("parent_account_id").Value;
        }
    }
}
