
namespace CanvasData.Operations.Auditing;

/// <summary>
/// Computes the grades of a synced course from its stored rows and compares them with Canvas's own numbers. Canvas's numbers are the truth.
/// A difference means that they are late, that something was not sent, or that a token cannot see some setting. Reads in the request's
/// context and writes nothing.
/// </summary>
public interface IGradeAudit
{
    /// <summary>
    /// The students of a course, each with the grades as computed and where Canvas's differ. In the order of the students' ids, read in
    /// portions.
    /// </summary>
    /// <param name="courseId">The Canvas course id; an unknown one gives nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<StudentGradeAudit> AuditAsync(long courseId, CancellationToken cancellationToken = default);

    /// <summary>The counts of what agrees and what differs in a course, by cause, with some of the differences.</summary>
    /// <param name="courseId">The Canvas course id; an unknown one gives zeros.</param>
    /// <param name="examples">How many students with differences are kept as examples; 0 or more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of examples is negative.</exception>
    Task<GradeAuditReport> SummarizeAsync(long courseId, int examples = 20, CancellationToken cancellationToken = default);
}
