namespace CanvasData.Operations.Analytics;

/// <summary>How well finished offerings are predicted from the others. All errors are percentage points of the final grade.</summary>
/// <param name="Offerings">The course ids of the offerings, in order.</param>
/// <param name="Snapshots">How many snapshots of completers went in.</param>
/// <param name="ModelVersion">The model that was tested.</param>
/// <param name="Accepted">Whether it may be used at any cut, see <see cref="BacktestFigures.Accepted"/>.</param>
/// <param name="ByCut">The figures at each cut.</param>
/// <param name="ByOffering">The figures of each offering, all cuts together.</param>
/// <param name="ByGroup">The figures of the caller's groups with at least 30 students; empty without groups.</param>
public sealed record BacktestReport(
    IReadOnlyList<long> Offerings,
    int Snapshots,
    string ModelVersion,
    bool Accepted,
    IReadOnlyList<BacktestFigures> ByCut,
    IReadOnlyList<BacktestFigures> ByOffering,
    IReadOnlyList<GroupAudit> ByGroup);

/// <summary>The figures of a backtest: grades of those who stayed to the end, chances of everybody who was there at the moment.</summary>
/// <param name="Slice">The slice that they describe: a cut such as 0.25, or a course id.</param>
/// <param name="Count">The number of snapshots of completers.</param>
/// <param name="MeanAbsoluteError">The mean absolute error of the median prediction.</param>
/// <param name="RootMeanSquareError">The root mean squared error of the median prediction.</param>
/// <param name="Bias">The mean of prediction minus final grade.</param>
/// <param name="CarryForwardError">The mean absolute error when the current percentage, missing work as 0, is carried forward.</param>
/// <param name="ClassOnlyError">The mean absolute error of the model of the class alone.</param>
/// <param name="Coverage80">The share of final grades within the 80% interval.</param>
/// <param name="Coverage90">The share of final grades within the 90% interval.</param>
/// <param name="Width80">The mean width of the 80% interval.</param>
/// <param name="Width90">The mean width of the 90% interval.</param>
/// <param name="CalibrationError">The expected calibration error of P(below the passing score), ten bins of equal width, 0 to 1.</param>
/// <param name="Brier">The brier score of the same, 0 to 1.</param>
/// <param name="Auc">The area under the ROC curve of the same; null when all passed or all failed.</param>
/// <param name="Drift">The mean residual of the future rate when it is beyond two standard errors, shrunk by n/(n+4) over the snapshots of completers; 0 otherwise. Reported only: added to the rates of a running class, it made predictions worse where it was measured. In a slice of several cuts a student counts up to three times, which makes the standard error look smaller than it is.</param>
public sealed record BacktestFigures(
    string Slice,
    int Count,
    double MeanAbsoluteError,
    double RootMeanSquareError,
    double Bias,
    double CarryForwardError,
    double ClassOnlyError,
    double Coverage80,
    double Coverage90,
    double Width80,
    double Width90,
    double CalibrationError,
    double Brier,
    double? Auc,
    double Drift)
{
    /// <summary>Whether the model may be used there: not worse than the class alone by more than 2% of mean absolute error.</summary>
    public bool Accepted => MeanAbsoluteError <= ClassOnlyError * (1 + FinalGradeModel.Margin);
}

/// <summary>The accuracy for a group that the caller names. Labels are never stored.</summary>
/// <param name="Group">The label.</param>
/// <param name="Students">The distinct students who stayed to the end, at least 30.</param>
/// <param name="MeanPredicted">The mean prediction.</param>
/// <param name="MeanFinal">The mean final grade.</param>
/// <param name="FalsePositiveRate">The share of those who passed that had a probability of a half or more to fail; null when no one passed.</param>
/// <param name="FalseNegativeRate">The share of those who failed that had less than a half; null when no one failed.</param>
/// <param name="Coverage80">The share of final grades within the 80% interval.</param>
public sealed record GroupAudit(string Group, int Students, double MeanPredicted, double MeanFinal, double? FalsePositiveRate, double? FalseNegativeRate, double Coverage80);
