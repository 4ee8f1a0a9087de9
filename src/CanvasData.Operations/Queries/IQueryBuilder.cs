namespace CanvasData.Operations.Queries;

/// <summary>
/// The queries of a portal, in the request's context. Choose first whose eyes they have, then ask:
/// <c>queries.ForTeacher(userId).StudentGrades(courseId)</c>. Without a scope the queries see everything, unless the
/// host has set <see cref="QueryOptions.RequireScope"/>. A scope cannot be widened by arguments. A private note is
/// shown to its author only.
/// </summary>
public interface IQueryBuilder : ICanvasQueries
{
    /// <summary>
    /// What a teacher or a teaching assistant sees: the courses taught, past ones included, and where the
    /// enrollment is limited to a section, the students of that section. Notes of those courses, and own notes.
    /// </summary>
    /// <param name="userId">The Canvas user id; one who teaches nothing sees nothing.</param>
    ICanvasQueries ForTeacher(long userId);

    /// <summary>What a student sees: own rows in published courses, posted grades, published work, own notes, and notes that are shared with the student.</summary>
    /// <param name="userId">The Canvas user id.</param>
    ICanvasQueries ForStudent(long userId);

    /// <summary>What an observer sees: what the observed students see, in the courses in which they are observed, but not their notes.</summary>
    /// <param name="userId">The Canvas user id of the observer.</param>
    ICanvasQueries ForObserver(long userId);

    /// <summary>What an adviser sees: everything about these students, in every course, unposted grades and notes included.</summary>
    /// <param name="studentIds">The Canvas user ids; none sees nothing.</param>
    ICanvasQueries ForAdviser(IReadOnlyCollection<long> studentIds);

    /// <summary>Everything in these courses, as their staff sees it.</summary>
    /// <param name="courseIds">The Canvas course ids; none sees nothing.</param>
    ICanvasQueries ForCourses(IReadOnlyCollection<long> courseIds);

    /// <summary>Everything. For jobs and for staff who may see the whole school.</summary>
    ICanvasQueries ForEverything();
}
