using CanvasData.Operations.Client;

namespace CanvasData.Operations.TypeScript;

/// <summary>What a Canvas interface is asked for: lists of courses.</summary>
public sealed record CanvasInterfaceRequest
{
    /// <summary>The lists of a course, as the contract names them, in the order in which a program sends them.</summary>
    public static IReadOnlyList<string> CourseLists { get; } =
    [
        "course", "settings", "sections", "enrollments", "users", "assignment_groups", "assignments", "submissions", "grading_periods",
        "grading_standards", "late_policy", "modules",
    ];

    /// <summary>The Canvas ids of the courses; empty when accounts or the list of courses are asked for.</summary>
    public required IReadOnlyList<long> CourseIds { get; init; }

    /// <summary>The lists: names of <see cref="CourseLists"/>, or "accounts" or "courses" alone.</summary>
    public required IReadOnlyList<string> Lists { get; init; }

    /// <summary>Which submissions are listed. Default all.</summary>
    public SubmissionFilter Submissions { get; init; } = SubmissionFilter.All;

    /// <summary>Asks for the list of courses.</summary>
    public static CanvasInterfaceRequest CourseList() => new() { CourseIds = [], Lists = ["courses"] };

    /// <summary>Asks for the accounts that the token may read.</summary>
    public static CanvasInterfaceRequest Accounts() => new() { CourseIds = [], Lists = ["accounts"] };

    /// <summary>Asks for lists of one course.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="lists">The lists; none for all of <see cref="CourseLists"/>.</param>
    public static CanvasInterfaceRequest Course(long courseId, params IReadOnlyList<string> lists) => Courses([courseId], lists);

    /// <summary>Asks for lists of several courses.</summary>
    /// <param name="courseIds">The Canvas course ids.</param>
    /// <param name="lists">The lists; none for all of <see cref="CourseLists"/>.</param>
    public static CanvasInterfaceRequest Courses(IReadOnlyList<long> courseIds, params IReadOnlyList<string> lists)
    {
        ArgumentNullException.ThrowIfNull(courseIds);
        ArgumentNullException.ThrowIfNull(lists);
        return new() { CourseIds = courseIds, Lists = lists.Count == 0 ? CourseLists : lists };
    }

    internal void Check()
    {
        if (Lists is null || CourseIds is null || Submissions is null)
        {
            throw new ArgumentException("The request names null in place of lists, courses or submissions. Give an empty list of courses for none, and SubmissionFilter.All for all submissions.");
        }

        var isList = Lists is ["accounts"] or ["courses"];
        if (!isList && (Lists.Count == 0 || Lists.FirstOrDefault(list => !CourseLists.Contains(list)) is not null))
        {
            throw new ArgumentException($"The request names the lists \"{string.Join(", ", Lists)}\". Name \"accounts\" or \"courses\" alone, or some of {string.Join(", ", CourseLists)}.");
        }

        if (isList == CourseIds.Count > 0 || CourseIds.Any(id => id <= 0))
        {
            throw new ArgumentException("The request names no course, or an id below 1. Give the Canvas ids of courses for their lists, and none for accounts and the list of courses.");
        }
    }
}
