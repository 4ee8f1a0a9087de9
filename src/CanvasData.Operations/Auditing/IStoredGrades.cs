namespace CanvasData.Operations.Auditing;

/// <summary>
/// Loads the stored rows of a course into the grade calculator, for pages that ask "what if" and "what do I need". It reads in the
/// request's context and writes nothing.
/// </summary>
public interface IStoredGrades
{
    /// <summary>
    /// Loads the grades that a student may see: posted grades on published work. A grade that is not posted counts as no grade, as
    /// in Canvas.
    /// </summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The grades; null when the person is no student of the course, when the course is not published, and when it hides totals or numbers
    /// from students.
    /// </returns>
    Task<GradeSheet?> LoadAsStudentAsync(long courseId, long studentId, CancellationToken cancellationToken = default);

    /// <summary>Loads the grades of a student as staff sees them: grades that are not posted yet count in the unposted totals.</summary>
    /// <param name="courseId">The Canvas course id.</param>
    /// <param name="studentId">The Canvas user id of the student.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The grades; null when the person is no student of the course.</returns>
    Task<GradeSheet?> LoadAsync(long courseId, long studentId, CancellationToken cancellationToken = default);

    /// <summary>Loads the grades of every student of a course as staff sees them, in the order of the ids, read in portions.</summary>
    /// <param name="courseId">The Canvas course id; an unknown one gives nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<GradeSheet> LoadAllAsync(long courseId, CancellationToken cancellationToken = default);
}
