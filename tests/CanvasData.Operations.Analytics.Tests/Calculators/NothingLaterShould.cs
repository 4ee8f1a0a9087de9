using CsCheck;

namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>What happens after a moment changes no bit of what is told of it.</summary>
public class NothingLaterShould
{
    private static readonly List<OfferingSnapshot> Finished = [.. Enumerable.Range(1, 3).SelectMany(seed => OfferingSnapshots.Create(Course.Generated(seed, 60, 12)))];

    private static readonly FinalGradeModel History = FinalGradeModel.Fit(Finished, "invented");

    [Fact]
    public void BeSeenOfWorkThatIsHandedIn()
    {
        var work = Course.Of([9, 2, null, null], [5, 6, 7, null]);
        work.Cells[0] = work.Cells[0] with { DueAt = null };
        var asOf = Course.Due(1).AddDays(2);
        var later = work with { Cells = (WorkCell[])work.Cells.Clone() };
        later.Cells[0] = later.Cells[0] with { SubmittedAt = null };
        var before = StandingCalculator.Calculate(later, asOf);
        later = later with { Cells = (WorkCell[])later.Cells.Clone() };
        later.Cells[0] = later.Cells[0] with { SubmittedAt = asOf.AddDays(3), Late = true };
        later.Cells[3] = later.Cells[3] with { SubmittedAt = asOf.AddDays(9), GradedAt = asOf.AddDays(9), Score = 1 };
        var after = StandingCalculator.Calculate(later, asOf);
        after[0].Should().Be(before[0]);
        after.InputsHash.Should().Be(before.InputsHash);
        TrendCalculator.Calculate(after).Should().Equal(TrendCalculator.Calculate(before));
    }

    [Fact]
    public void ChangeTheResultOfAMoment() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Double[0, 13], Gen.Int[1, 1_000_000]).Sample(
        (seed, week, change) =>
        {
            var asOf = Course.Start.AddDays(7 * week);
            var work = WithMemberships(RandomCourse.Of(seed, 7), seed);
            var changed = Changed(work, asOf, change);
            foreach (var model in new[] { FinalGradeModel.ColdStart, History })
            {
                AnalysisBits.Of(changed, asOf, model).Should().Equal(AnalysisBits.Of(work, asOf, model));
            }
        },
        iter: 500);

    [Fact]
    public void ChangeWhatASnapshotSawOfAFinishedOffering() => Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[1, 1_000_000]).Sample(
        (seed, change) =>
        {
            var work = RandomCourse.Of(seed, 4);
            foreach (var cut in OfferingSnapshots.Cuts)
            {
                if (OfferingSnapshots.MomentOf(work, cut) is { } moment)
                {
                    List<StudentStanding> At(CourseWork of) => [.. OfferingSnapshots.Create(of).Where(row => row.Cut == cut).Select(row => row.Standing)];
                    At(Changed(work, moment, change)).Should().Equal(At(work));
                }
            }
        },
        iter: 500);

    private static CourseWork WithMemberships(CourseWork work, int seed)
    {
        var random = new Random(seed);
        return work with { Memberships = [.. work.StudentIds.Select(_ => new Membership(random.Next(4) == 0 ? Course.Due(random.Next(6)) : null, random.Next(4) == 0 ? Course.Due(random.Next(4, 12)) : null))] };
    }

    // Whatever comes later comes at other times, with other scores, or not at all; what has not come yet may come.
    private static CourseWork Changed(CourseWork work, DateTime asOf, int seed)
    {
        var random = new Random(seed);
        DateTime Later() => asOf.AddTicks(1 + random.NextInt64(TimeSpan.FromDays(90).Ticks));
        DateTime? Moved(DateTime? time) => time <= asOf ? time : random.Next(2) == 0 ? Later() : null;
        var cells = work.Cells.Select(cell =>
        {
            var isScored = cell.Score is not null && !((cell.GradedAt ?? cell.SubmittedAt) > asOf);
            var changed = cell with { SubmittedAt = Moved(cell.SubmittedAt), PostedAt = Moved(cell.PostedAt) };
            changed = changed with { Late = changed.SubmittedAt <= asOf ? cell.Late : random.Next(2) == 0 };

            // What is marked as missing and not due was marked when it was graded, and without a due date and that time always was.
            return isScored ? changed
                : cell.MarkedMissing && !(cell.DueAt <= asOf) ? changed with { Score = null, GradedAt = cell.GradedAt > asOf ? Later() : cell.GradedAt }
                : random.Next(2) == 0 ? changed with { Score = 200 * random.NextDouble(), GradedAt = Later() }
                : changed with { Score = null, GradedAt = cell.GradedAt <= asOf ? cell.GradedAt : random.Next(2) == 0 ? Later() : null };
        });
        return work with
        {
            Cells = [.. cells],
            Memberships = [.. work.Memberships.Select(member => member with { Joined = member.Joined > asOf ? Later() : member.Joined, Left = member.Left <= asOf ? member.Left : random.Next(2) == 0 ? Later() : null })],
        };
    }
}
