using System.Globalization;
using System.Text;
using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>From an id in an address to what it means: a number, <c>shard~local</c>, <c>self</c> and the like, or an id of the student information system.</summary>
internal static class Lookup
{
    public static CourseState? Course(SchoolState school, string text) => Sis(text, "course") is { } sis
        ? school.Courses.Find(c => c.Info.SisCourseId == sis)
        : Number(text) is { } id ? school.FindCourse(id) : null;

    /// <summary>A person; the caller is no teacher of theirs and stands in no list.</summary>
    public static SimulatedUser? User(SchoolState school, string text) =>
        Sis(text, "user") is { } sis ? school.Users.FirstOrDefault(u => u.SisUserId == sis)
        : Sis(text, "login") is { } login ? school.Users.FirstOrDefault(u => u.LoginId == login)
        : Number(text) is { } id ? school.FindUser(id) : null;

    public static (CourseState Course, SimulatedSection Section)? Section(SchoolState school, string text)
    {
        var sis = Sis(text, "section");
        var id = Number(text);
        foreach (var course in school.Courses)
        {
            if (course.Sections.Find(s => sis is null ? s.Id == id : s.SisSectionId == sis) is { } section)
            {
                return (course, section);
            }
        }

        return null;
    }

    public static SimulatedAccount? Account(SchoolState school, string text) =>
        text is "self" or "default" ? school.Accounts[0]
        : Sis(text, "account") is { } sis ? school.Accounts.Find(a => a.SisAccountId == sis)
        : Number(text) is { } id ? school.Accounts.Find(a => a.Id == id) : null;

    /// <summary>The accounts below one, however deep.</summary>
    public static IEnumerable<SimulatedAccount> AccountsBelow(SchoolState school, long id) =>
        school.Accounts.Where(a => a.ParentId == id).SelectMany(a => AccountsBelow(school, a.Id).Prepend(a));

    public static SimulatedTerm? Term(SchoolState school, string text) =>
        text == "default" ? school.Terms[0]
        : text == "current" ? school.Terms.LastOrDefault(t => t.StartAt <= school.Now.ToTime() && t.EndAt > school.Now.ToTime())
        : Sis(text, "term") is { } sis ? school.Terms.Find(t => t.SisTermId == sis)
        : Number(text) is { } id ? school.Terms.Find(t => t.Id == id) : null;

    public static bool IsTerm(SchoolState school, string text, long termId) => Term(school, text)?.Id == termId;

    public static AssignmentState? Assignment(CourseState course, string text) =>
        Number(text) is { } id && course.FindAssignment(id) is { Deleted: false } found ? found : null;

    public static SimulatedModule? Module(CourseState course, string text) =>
        Number(text) is { } id ? course.Modules.Find(m => m.Id == id) : null;

    public static (CourseState Course, SimulatedGroup Group)? Group(SchoolState school, string text)
    {
        var id = Number(text);
        var course = school.Courses.Find(c => c.StudentGroups.Exists(g => g.Id == id));
        return course is null ? null : (course, course.StudentGroups.Find(g => g.Id == id)!);
    }

    public static (CourseState Course, SimulatedGroupCategory Category)? GroupCategory(SchoolState school, string text)
    {
        var id = Number(text);
        var course = school.Courses.Find(c => c.GroupCategories.Exists(g => g.Id == id));
        return course is null ? null : (course, course.GroupCategories.Find(g => g.Id == id)!);
    }

    /// <summary>An id as a number, or as <c>shard~local</c>.</summary>
    public static long? Number(string text)
    {
        var tilde = text.IndexOf('~', StringComparison.Ordinal);
        if (tilde > 0)
        {
            return Number(text[..tilde]) is { } shard and < 900_000 && Number(text[(tilde + 1)..]) is { } local and < Ids.Shard ? (shard * Ids.Shard) + local : null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>The id behind <c>sis_KIND_id:</c>, also hex-encoded; null when the text is no such id.</summary>
    private static string? Sis(string text, string kind)
    {
        const string HexPrefix = "hex:";
        var plain = text.StartsWith(HexPrefix, StringComparison.Ordinal) ? FromHex(text[HexPrefix.Length..]) : text;
        var prefix = $"sis_{kind}_id:";
        return plain.StartsWith(prefix, StringComparison.Ordinal) ? plain[prefix.Length..] : null;
    }

    private static string FromHex(string hex)
    {
        // "hex:sis_course_id:536..." encodes only what follows the kind.
        var colon = hex.IndexOf(':', StringComparison.Ordinal);
        var digits = hex[(colon + 1)..];
        return colon > 0 && digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)
            ? hex[..(colon + 1)] + Encoding.UTF8.GetString(Convert.FromHexString(digits))
            : "";
    }
}
