using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>What belongs to the account and to the caller.</summary>
internal static class AccountEndpoints
{
    public static ApiResponse List(ApiRequest request, IReadOnlyList<SimulatedAccount> accounts) => Paging.Numbered(request, accounts, Write);

    public static ApiResponse Show(ApiRequest request, SimulatedAccount account) => Paging.One(request, json => Write(json, account));

    public static ApiResponse Terms(SchoolState school, ApiRequest request, SimulatedAccount account)
    {
        if (account.ParentId is not null)
        {
            return ApiResponse.Json(400, """{"message":"Terms only belong to root_accounts."}""");
        }

        if (SearchTerm.TryRead(request, out _) is { } tooShort)
        {
            return tooShort;
        }

        var states = request.List("workflow_state");
        var name = request["term_name"] ?? request["search_term"];
        var all = states.Count == 0 || states.Contains("active") || states.Contains("all") ? school.Terms : [];
        return Paging.Numbered(request, all.FindAll(t => name is null || t.Name.Contains(name, StringComparison.OrdinalIgnoreCase)), (response, terms) =>
        {
            using var json = new CanvasJson(response.Buffer(), request.StringIds, request.Host);
            json.Open();
            json.OpenList("enrollment_terms");
            foreach (var term in terms)
            {
                WriteWhole(json, school, request, term);
            }

            json.CloseList();
            json.Close();
        });
    }

    public static ApiResponse Term(SchoolState school, ApiRequest request, SimulatedTerm term) =>
        Paging.One(request, json => WriteWhole(json, school, request, term));

    public static ApiResponse Roles(ApiRequest request) => Paging.Numbered(request, Generation.Roles.All, Write);

    public static ApiResponse Role(ApiRequest request, long? id) =>
        Generation.Roles.All.Where(r => r.Id == id).ToList() is [var role] ? Paging.One(request, json => Write(json, role)) : ApiErrors.NotFound();

    public static ApiResponse Admins(ApiRequest request) => Paging.Numbered(request, [Ids.Caller], (json, user) =>
    {
        json.Open();
        json.Id("id", 1);
        json.Text("role", "AccountAdmin");
        json.Id("role_id", 1);
        json.Text("workflow_state", "active");
        json.Open("user");
        json.Id("id", user);
        json.Text("name", "Sync Account");
        json.Close();
        json.Close();
    });

    private static void Write(CanvasJson json, (long Id, string Name, string BaseType) role)
    {
        json.Open();
        json.Id("id", role.Id);
        json.Text("role", role.Name);
        json.Text("label", role.Name);
        json.Text("base_role_type", role.BaseType);
        json.Text("workflow_state", role.Name == role.BaseType ? "built_in" : "active");
        json.Bool("is_account_role", false);
        json.Close();
    }

    public static ApiResponse Self(ApiRequest request) => Paging.One(request, json =>
    {
        json.Open();
        json.Id("id", Ids.Caller);
        json.Text("name", "Sync Account");
        json.LocalTime("created_at", new DateTimeOffset(2020, 1, 1, 8, 0, 0, TimeSpan.Zero));
        json.Text("sortable_name", "Account, Sync");
        json.Text("short_name", "Sync Account");
        json.Text("locale", null);
        json.Text("effective_locale", "en");
        json.Open("permissions");
        json.Bool("can_update_name", true);
        json.Close();
        json.Close();
    });

    public static void WriteFields(CanvasJson json, SimulatedAccount account)
    {
        json.Id("id", account.Id);
        json.Text("name", account.Name);
        json.Id("parent_account_id", account.ParentId);
        json.Id("root_account_id", account.ParentId is null ? null : Ids.Account);
        json.Text("uuid", $"account-{account.Id}");
        json.Text("default_time_zone", "America/Denver");
        json.Int("default_storage_quota_mb", 500);
        json.Int("default_user_storage_quota_mb", 50);
        json.Int("default_group_storage_quota_mb", 50);
        json.Text("workflow_state", "active");
        json.Text("sis_account_id", account.SisAccountId);
        json.Id("sis_import_id", null);
        json.Text("integration_id", null);
    }

    private static void Write(CanvasJson json, SimulatedAccount account)
    {
        json.Open();
        WriteFields(json, account);
        json.Close();
    }

    private static void WriteWhole(CanvasJson json, SchoolState school, ApiRequest request, SimulatedTerm term)
    {
        json.Open();
        WriteTerm(json, term, withSis: true);
        if (request.Includes("overrides"))
        {
            json.Open("overrides");
            json.Close();
        }

        if (request.Includes("course_count"))
        {
            json.Int("course_count", school.Courses.Count(c => c.Info.TermId == term.Id));
        }

        json.Close();
    }

    public static void WriteTerm(CanvasJson json, SimulatedTerm term, bool withSis)
    {
        json.Id("id", term.Id);
        json.Text("name", term.Name);
        json.Time("start_at", term.StartAt);
        json.Time("end_at", term.EndAt);
        json.Time("created_at", (term.StartAt ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero)).AddDays(-60));
        json.Text("workflow_state", "active");
        json.Id("grading_period_group_id", term.GradingPeriodGroupId);
        if (withSis)
        {
            json.Text("sis_term_id", term.SisTermId);
            json.Id("sis_import_id", null);
        }
    }
}
