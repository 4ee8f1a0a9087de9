namespace CanvasData.Operations.Simulator;

/// <summary>An account: the school, or a part of it.</summary>
/// <param name="Id">The account's id.</param>
/// <param name="Name">The name of the account.</param>
/// <param name="ParentId">The account above; null for the school itself.</param>
/// <param name="SisAccountId">The id in the student information system.</param>
public sealed record SimulatedAccount(long Id, string Name, long? ParentId, string SisAccountId);

/// <summary>A term of the school.</summary>
/// <param name="Id">The term's id.</param>
/// <param name="Name">The name of the term.</param>
/// <param name="StartAt">When it begins; null for the default term.</param>
/// <param name="EndAt">When it ends; null for the default term.</param>
/// <param name="GradingPeriodGroupId">The set of grading periods; null when its courses have none.</param>
/// <param name="SisTermId">The id in the student information system, or null.</param>
public sealed record SimulatedTerm(long Id, string Name, DateTimeOffset? StartAt, DateTimeOffset? EndAt, long? GradingPeriodGroupId, string? SisTermId);

/// <summary>A grading period; an assignment belongs to the one in which the student's own due date falls, without a due date to the last.</summary>
/// <param name="Id">The period's id.</param>
/// <param name="GroupId">The set that it belongs to.</param>
/// <param name="Title">The title of the period.</param>
/// <param name="StartDate">The beginning, exclusive.</param>
/// <param name="EndDate">The end, inclusive.</param>
/// <param name="CloseDate">When grading in it ends.</param>
/// <param name="Weight">The weight in percent, or null.</param>
public sealed record SimulatedGradingPeriod(long Id, long GroupId, string Title, DateTimeOffset StartDate, DateTimeOffset EndDate, DateTimeOffset CloseDate, double? Weight);

/// <summary>A grading scheme of a course.</summary>
/// <param name="Id">The scheme's id.</param>
/// <param name="CourseId">The course that owns it; null when the account does.</param>
/// <param name="Title">The title of the scheme.</param>
/// <param name="Rows">The names with their lower bounds, 0 to 1, highest first.</param>
public sealed record SimulatedGradingStandard(long Id, long? CourseId, string Title, IReadOnlyList<(string Name, decimal LowerBound)> Rows);

/// <summary>A course's late policy. All figures are percent of the points possible.</summary>
/// <param name="Id">The policy's id.</param>
/// <param name="LateEnabled">Whether late work loses points.</param>
/// <param name="LateDeduction">The percentage lost for each interval.</param>
/// <param name="LateInterval">The interval: <c>hour</c> or <c>day</c>.</param>
/// <param name="MinimumPercent">The floor that a deduction does not cross.</param>
/// <param name="MissingEnabled">Whether missing work gets a score by itself.</param>
/// <param name="MissingDeduction">The percentage that missing work loses.</param>
public sealed record SimulatedLatePolicy(long Id, bool LateEnabled, decimal LateDeduction, string LateInterval, decimal MinimumPercent, bool MissingEnabled, decimal MissingDeduction);
