using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>What belongs to the account and to the caller.</summary>
internal static class AccountEndpoints
{
    public static ApiResponse Terms(SchoolState school, ApiRequest request) => Paging.Numbered(request, school.Terms, (response, terms) =>
    {
        using var json = new CanvasJson(response.Buffer(), request.StringIds, request.Host);
        json.Open();
        json.OpenList("enrollment_terms");
        foreach (var term in terms)
        {
            json.Open();
            WriteTerm(json, term, withSis: true);
            json.Close();
        }

        json.CloseList();
        json.Close();
    });

    public static ApiResponse Self(ApiRequest request) => Paging.One(request, json =>
    {
        json.Open();
        json.Id("id", 42);
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

    public static ApiResponse Account(ApiRequest request) => Paging.One(request, json =>
    {
        json.Open();
        json.Id("id", Ids.Account);
        json.Text("name", "Simulated School");
        json.Id("parent_account_id", null);
        json.Id("root_account_id", null);
        json.Text("default_time_zone", "America/Denver");
        json.Text("workflow_state", "active");
        json.Close();
    });

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
