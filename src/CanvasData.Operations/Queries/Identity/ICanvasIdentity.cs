namespace CanvasData.Operations.Queries;

/// <summary>
/// Finds the Canvas user who signed in to a portal, and what that person may see: courses taught and students observed. It reads the
/// synced rows in the request's context, by indexes. Known are people of synced courses.
/// </summary>
public interface ICanvasIdentity
{
    /// <summary>Finds a person by the SIS id. Upper and lower case differ, as in Canvas.</summary>
    /// <param name="sisUserId">The SIS id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    Task<PersonMatch> FindBySisIdAsync(string sisUserId, CancellationToken cancellationToken = default);

    /// <summary>Finds many people by their SIS ids, in a few statements.</summary>
    /// <param name="sisUserIds">The SIS ids.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>A match for every id that was asked for.</returns>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    Task<IReadOnlyDictionary<string, PersonMatch>> FindBySisIdsAsync(IReadOnlyCollection<string> sisUserIds, CancellationToken cancellationToken = default);

    /// <summary>Finds a person by the login. Upper and lower case are the same, as in Canvas.</summary>
    /// <param name="loginId">The login.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">The login is empty.</exception>
    Task<PersonMatch> FindByLoginAsync(string loginId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds a person by the e-mail address. Upper and lower case are the same. Several people can have one address; the match is then
    /// ambiguous. Use it only for addresses that your sign-in has verified.
    /// </summary>
    /// <param name="email">The address.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    Task<PersonMatch> FindByEmailAsync(string email, CancellationToken cancellationToken = default);

    /// <summary>Finds a person by the integration id. Upper and lower case differ.</summary>
    /// <param name="integrationId">The id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">The id is empty.</exception>
    Task<PersonMatch> FindByIntegrationIdAsync(string integrationId, CancellationToken cancellationToken = default);

    /// <summary>Finds out whether a Canvas user id, stored by the portal before, is still good.</summary>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<PersonMatch> FindByIdAsync(long userId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Whether a person teaches or assists in a course, or did: whether <see cref="IQueryBuilder.ForTeacher"/> shows the course.
    /// </summary>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<bool> TeachesAsync(long userId, long courseId, CancellationToken cancellationToken = default);

    /// <summary>
    /// The courses that a person teaches or taught, in the order of the ids. With names and counts:
    /// <c>queries.ForTeacher(userId).Courses()</c>.
    /// </summary>
    /// <param name="userId">The Canvas user id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<long>> ListCoursesTaughtAsync(long userId, CancellationToken cancellationToken = default);

    /// <summary>The people who teach or assist in a course, in the order of the ids.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<CourseTeacher>> ListTeachersAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>The students whom a person observes in some course, in the order of the ids.</summary>
    /// <param name="userId">The Canvas user id of the observer.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<long>> ListObservedStudentsAsync(long userId, CancellationToken cancellationToken = default);
}
