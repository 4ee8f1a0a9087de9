namespace CanvasData.Operations.Queries;

/// <summary>
/// The queries of a portal, in the request's context. Choose a scope first (who is asking), then query:
/// <c>queries.ForTeacher(userId).StudentGrades(courseId)</c>. Without a scope the queries see everything, unless the host has set
/// <see cref="QueryOptions.RequireScope"/>. A scope cannot be widened by arguments. A private note is shown to its author only.
/// </summary>
public interface IQueryBuilder : ICanvasQueries
{
    /// <summary>
    /// The scope of a teacher or a teaching assistant: the courses taught, past ones included. Where the enrollment is limited to a
    /// section, only the students of that section. Also notes of those courses, and own notes.
    /// </summary>
    /// <param name="userId">The Canvas user id; one who teaches nothing sees nothing.</param>
    ICanvasQueries ForTeacher(long userId);

    /// <summary>
    /// The scope of a student: own rows in published courses, posted grades, published work, own notes, and notes that are shared with the
    /// student.
    /// </summary>
    /// <param name="userId">The Canvas user id.</param>
    ICanvasQueries ForStudent(long userId);

    /// <summary>
    /// The scope of an observer: what the observed students see in the courses in which they are observed, without their notes.
    /// </summary>
    /// <param name="userId">The Canvas user id of the observer.</param>
    ICanvasQueries ForObserver(long userId);

    /// <summary>The scope of an adviser: everything about these students in every course, unposted grades and notes included.</summary>
    /// <param name="studentIds">The Canvas user ids; none sees nothing.</param>
    ICanvasQueries ForAdviser(IReadOnlyCollection<long> studentIds);

    /// <summary>The scope of the staff of these courses: everything in them.</summary>
    /// <param name="courseIds">The Canvas course ids; none sees nothing.</param>
    ICanvasQueries ForCourses(IReadOnlyCollection<long> courseIds);

    /// <summary>The scope without limits, for jobs and for staff who may see the whole school.</summary>
    ICanvasQueries ForEverything();
}
