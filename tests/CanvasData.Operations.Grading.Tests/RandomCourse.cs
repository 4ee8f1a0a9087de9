using CsCheck;

namespace CanvasData.Operations.Grading.Tests;

/// <summary>A course and a student of it.</summary>
public sealed record Enrolled(GradedCourse Course, GradedStudent Student);

/// <summary>Courses with everything in them that can be in a course.</summary>
internal static class RandomCourse
{
    private static readonly Gen<double> Absurd = Gen.OneOf(
        Gen.Double, Gen.Const(1e50), Gen.Const(-1e50), Gen.Const(double.MaxValue), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity), Gen.Const(double.Epsilon), Gen.Const(1e-9));

    /// <summary>Numbers that a gradebook could hold.</summary>
    public static Gen<Enrolled> Sane { get; } = Make(Gen.Int[0, 12_000].Select(n => n / 100.0), Gen.OneOf(Gen.Const(0.0), Gen.Int[1, 10].Select(n => n * 10.0)), Gen.Int[0, 6].Select(n => n * 10.0));

    /// <summary>Numbers that a mistake could leave there.</summary>
    public static Gen<Enrolled> Wild { get; } = Make(Gen.OneOf(Absurd, Gen.Double[-10, 120]), Gen.OneOf(Absurd, Gen.Double[0, 100]), Gen.OneOf(Absurd, Gen.Double[0, 60]));

    private static Gen<Enrolled> Make(Gen<double> scores, Gen<double> points, Gen<double> weights)
    {
        var rarely = Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)));
        var group = Gen.Select(weights, Gen.Int[0, 2], Gen.Int[0, 1], Gen.Long[1, 12].HashSet[0, 3]).Select((weight, low, high, never) => new GradedGroup(0, weight, low, high) { NeverDrop = never });
        var assignment = Gen.Select(Gen.Long[1, 14], Gen.Long[1, 4], points.Nullable(0.1), rarely, rarely, Gen.Long[6, 9]).Select((id, groupId, possible, omit, unpublished, period) =>
            new GradedAssignment(id, groupId, possible) { OmitFromFinalGrade = omit, IsPublished = !unpublished, GradingPeriodId = period });
        var submission = Gen.Select(Gen.Long[1, 14], scores.Nullable(0.25), Gen.Select(rarely, rarely, rarely), Gen.Long[6, 9].Nullable(0.7)).Select((id, score, is_, period) =>
            new GradedSubmission(id, score, !is_.Item1) { IsExcused = is_.Item2, IsPendingReview = is_.Item3, GradingPeriodId = period });
        var period = weights.Nullable(0.1);
        return Gen.Select(group.Array[0, 4], assignment.Array[0, 14], submission.Array[0, 14], period.Array[0, 3], Gen.Select(Gen.Bool, Gen.Bool, rarely), Gen.Long[1, 14].HashSet[0, 2]).Select((groups, assignments, submissions, periods, is_, notAssigned) =>
            new Enrolled(
                new GradedCourse
                {
                    IsWeighted = is_.Item1,
                    HasWeightedPeriods = is_.Item2,
                    Groups = [.. groups.Select((one, i) => one with { Id = i + 1 })],
                    Assignments = assignments,
                    Periods = [.. periods.Select((weight, i) => new GradedPeriod(i + 7, weight))],
                    Scheme = GradingScheme.Default,
                },
                new GradedStudent { Submissions = submissions, NotAssigned = notAssigned, IsConcluded = is_.Item3 }));
    }
}
