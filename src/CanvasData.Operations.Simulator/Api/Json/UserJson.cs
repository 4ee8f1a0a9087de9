namespace CanvasData.Operations.Simulator.Api;

/// <summary>Writes people.</summary>
internal static class UserJson
{
    /// <summary>A person as lists show them, without what only one list adds; the caller closes the object.</summary>
    public static void Open(CanvasJson json, ApiRequest request, SimulatedUser user)
    {
        json.Open();
        WriteFields(json, user);
        if (request.Includes("email"))
        {
            json.Text("email", Email(user));
        }

        if (request.Includes("last_login"))
        {
            json.Time("last_login", user.LastLoginAt);
        }

        if (request.Includes("avatar_url"))
        {
            json.Text("avatar_url", $"{json.Host}/images/messages/avatar-50.png");
        }

        if (request.Includes("bio"))
        {
            json.Text("bio", null);
        }

        if (request.Includes("locked"))
        {
            json.Bool("locked", false);
        }

        if (request.Includes("uuid"))
        {
            json.Text("uuid", $"user-{user.Id}");
        }

        if (request.Includes("time_zone"))
        {
            json.Text("time_zone", "Etc/UTC");
        }
    }

    public static string Email(SimulatedUser user) => $"{user.LoginId.Split('@')[0]}@mail.example";

    public static void WriteFields(CanvasJson json, SimulatedUser user)
    {
        json.Id("id", user.Id);
        json.Text("name", user.Name);
        json.LocalTime("created_at", user.CreatedAt);
        json.Text("sortable_name", user.SortableName);
        json.Text("short_name", user.Name);
        json.Text("sis_user_id", user.SisUserId);
        json.Text("integration_id", null);
        json.Text("login_id", user.LoginId);
    }

    public static void WriteDisplay(CanvasJson json, SimulatedUser user)
    {
        json.Open();
        json.Id("id", user.Id);
        json.Text("anonymous_id", Base36(user.Id));
        json.Text("display_name", user.Name);
        json.Text("avatar_image_url", $"{json.Host}/images/messages/avatar-50.png");
        json.Text("html_url", $"{json.Host}/users/{Generation.Ids.Short(user.Id)}");
        json.Text("pronouns", null);
        json.Close();
    }

    private static string Base36(long id)
    {
        Span<char> digits = stackalloc char[13];
        var at = digits.Length;
        do
        {
            digits[--at] = "0123456789abcdefghijklmnopqrstuvwxyz"[(int)(id % 36)];
            id /= 36;
        }
        while (id > 0);
        return new string(digits[at..]);
    }
}
