using System.Text.Json;

namespace CanvasData.Operations.Grading.Tests.Cases;

/// <summary>What Canvas's own specifications expect, as numbers.</summary>
internal sealed record CaseFile(
    IReadOnlyList<CourseCase> Courses, IReadOnlyList<PeriodCase> Periods, IReadOnlyList<LateCase> Late, IReadOnlyList<MissingCase> Missing, IReadOnlyList<LetterCase> Letters)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static CaseFile All { get; } =
        JsonSerializer.Deserialize<CaseFile>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "cases.json")), Options)!;
}

internal sealed record CourseCase(
    string Id, string Category, string Title, bool Weighted, bool Concluded, IReadOnlyList<CaseGroup> Groups, IReadOnlyList<CaseSubmission> Submissions, Dictionary<string, JsonElement> Expected)
{
    public GradedCourse Course => new()
    {
        IsWeighted = Weighted,
        Groups = [.. Groups.Select(group => new GradedGroup(group.Id, group.Weight, group.DropLowest, group.DropHighest) { NeverDrop = group.NeverDrop })],
        Assignments = [.. Groups.SelectMany(group => group.Assignments.Select(assignment => new GradedAssignment(assignment.Id, group.Id, assignment.Points)
        {
            OmitFromFinalGrade = assignment.Omit,
            IsAnonymousUnposted = assignment.AnonymousUnposted,
        }))],
    };

    public GradedStudent Student => new()
    {
        IsConcluded = Concluded,
        NotAssigned = [.. Groups.SelectMany(group => group.Assignments).Where(assignment => !assignment.Visible).Select(assignment => assignment.Id)],
        Submissions = [.. Submissions.Select(submission => new GradedSubmission(submission.Assignment, submission.Score, submission.Posted)
        {
            IsExcused = submission.Excused,
            IsPendingReview = submission.PendingReview,
            HypotheticalScore = submission.WhatIf,
        })],
    };
}

internal sealed record CaseGroup(long Id, double Weight, int DropLowest, int DropHighest, IReadOnlyList<long> NeverDrop, IReadOnlyList<CaseAssignment> Assignments);

internal sealed record CaseAssignment(long Id, double? Points, bool Omit = false, bool Visible = true, bool AnonymousUnposted = false);

internal sealed record CaseSubmission(long Assignment, double? Score, bool Excused = false, bool Posted = true, bool PendingReview = false, double? WhatIf = null);

internal sealed record PeriodCase(string Id, string Title, IReadOnlyList<PeriodScore> Scores, IReadOnlyList<double?> Weights, Dictionary<string, decimal?> Expected);

internal sealed record PeriodScore(decimal? Current, decimal? Final);

internal sealed record LateCase(string Id, double? Score, double? Possible, int Seconds, double Deduct, string Every, double? Minimum, decimal Expected, string GradingType = GradingTypes.Points);

internal sealed record MissingCase(string Id, double Possible, string GradingType, double? Deduction, decimal Expected);

internal sealed record LetterCase(IReadOnlyList<JsonElement[]> Scheme, decimal Score, string Expected);
