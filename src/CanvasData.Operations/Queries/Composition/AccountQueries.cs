using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

// A comparison of texts that EF Core translates takes no kind of comparison.
#pragma warning disable CA1310

namespace CanvasData.Operations.Queries;

/// <summary>Queries about the accounts of a school. The path of an account begins with the path of each account above it.</summary>
internal static class AccountQueries
{
    public static IQueryable<AccountOverview> Accounts(ScopedTables tables)
    {
        var (asked, learner, courses, all) = (tables.Asked, tables.IsLearner, tables.Courses, tables.Table<CanvasAccount>());
        var accounts = asked.AccountId is null ? tables.Accounts : Below(tables, tables.Accounts);
        if (!tables.IsUnbounded)
        {
            // Whoever sees a course sees the accounts above it.
            accounts = accounts.Where(a => courses.Any(c => c.AccountId == a.Id) || all.Any(b => b.Path!.StartsWith(a.Path!) && courses.Any(c => c.AccountId == b.Id)));
        }

        return tables.Sorted(accounts.Select(a => new AccountOverview
        {
            AccountId = a.Id,
            AccountName = a.Name,
            ParentAccountId = a.ParentAccountId,
            RootAccountId = a.RootAccountId,
            SisAccountId = EF.Constant(learner) ? null : a.SisAccountId,
            WorkflowState = a.WorkflowState,
            DefaultTimeZone = a.DefaultTimeZone,
            CourseCount = courses.Count(c => c.AccountId == a.Id),
            MissingSince = a.MissingSince,
        }));
    }

    /// <summary>The courses of the asked account and of those below it.</summary>
    public static IQueryable<CanvasCourse> Within(ScopedTables tables, IQueryable<CanvasCourse> courses)
    {
        var (asked, below) = (tables.Asked, Below(tables, tables.Table<CanvasAccount>()));
        return courses.Where(c => c.AccountId == asked.AccountId || below.Any(a => a.Id == c.AccountId));
    }

    private static IQueryable<CanvasAccount> Below(ScopedTables tables, IQueryable<CanvasAccount> accounts)
    {
        var (asked, all) = (tables.Asked, tables.Table<CanvasAccount>());
        return accounts.Where(a => a.Id == asked.AccountId || all.Any(top => top.Id == asked.AccountId && a.Path!.StartsWith(top.Path!)));
    }
}
