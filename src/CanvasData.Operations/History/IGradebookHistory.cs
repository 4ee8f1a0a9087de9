namespace CanvasData.Operations.History;

/// <summary>
/// Reads the gradebook as it was stored at any past moment. The state of a row comes from the previous values of the first change after the
/// moment, or from the current row without one.
/// </summary>
public interface IGradebookHistory
{
    /// <summary>The submissions of a course as they stood, in the order of ids.</summary>
    /// <param name="courseId">The Canvas course id; an unknown one gives nothing.</param>
    /// <param name="moment">The moment; one before the first sync gives nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<SubmissionAsOf> SubmissionsAsOfAsync(long courseId, DateTimeOffset moment, CancellationToken cancellationToken = default);

    /// <summary>The totals of every enrollment of a course as they stood, in the order of ids.</summary>
    /// <param name="courseId">The Canvas course id; an unknown one gives nothing.</param>
    /// <param name="moment">The moment; one before the first sync gives nothing.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<TotalsAsOf> TotalsAsOfAsync(long courseId, DateTimeOffset moment, CancellationToken cancellationToken = default);
}
