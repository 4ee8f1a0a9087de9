using System.Globalization;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Api;

/// <summary>Which people of a course a caller asked for, by their enrollments.</summary>
internal sealed class MemberFilter(ApiRequest request, CourseState course, string? alwaysType, long? sectionId)
{
    private readonly string?[] types = alwaysType is null ? [.. request.List("enrollment_type")] : [alwaysType];
    private readonly string?[] states = [.. request.List("enrollment_state")];
    private readonly string?[] users = [.. request.List("user_ids")];
    private readonly string?[] sections = sectionId is { } section ? [Text(section)] : [.. request.List("section_ids")];
    private readonly string? role = request["enrollment_role"];
    private readonly string? roleId = request["enrollment_role_id"];
    private readonly bool withTest = request.Includes("test_student") || request.List("enrollment_type").Contains("student_view");

    /// <summary>The person's enrollments that were asked for; none leaves the person out.</summary>
    public List<SimulatedEnrollment> Enrollments(CourseMember member)
    {
        List<SimulatedEnrollment> own = [];
        if (users.Length > 0 && !users.Contains(Text(member.User.Id)))
        {
            return own;
        }

        foreach (var index in member.Enrollments)
        {
            var e = course.Enrollments[index];
            if (Matches(e))
            {
                own.Add(e);
            }
        }

        return own;
    }

    public static string ShortType(string type) => type switch
    {
        "StudentEnrollment" => "student",
        "TeacherEnrollment" => "teacher",
        "TaEnrollment" => "ta",
        "DesignerEnrollment" => "designer",
        "StudentViewEnrollment" => "student_view",
        _ => "observer",
    };

    private bool Matches(SimulatedEnrollment e) =>
        (states.Length == 0 ? e.State is "active" or "invited" : states.Contains(e.State))
        && (e.IsTestStudent ? withTest : types.Length == 0 || types.Contains(ShortType(e.Type)) || types.Contains(e.Type))
        && (role is null || role == e.Role)
        && (roleId is null || roleId == Text(e.RoleId))
        && (sections.Length == 0 || sections.Contains(Text(e.SectionId)));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
