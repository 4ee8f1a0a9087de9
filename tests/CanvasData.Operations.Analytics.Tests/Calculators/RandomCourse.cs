namespace CanvasData.Operations.Analytics.Tests.Calculators;

/// <summary>Courses of which a seed decides everything: groups and their rules, points and dates, and what each student did.</summary>
internal static class RandomCourse
{
    private static readonly double[] PointsPossible = [5, 10, 10, 20, 100, 12.5, 0];

    /// <summary>A course.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="students">How many students.</param>
    /// <param name="drops">Whether groups may have drop rules.</param>
    /// <param name="finished">Whether nothing is open: every item has a score, is missing, or is excused.</param>
    public static CourseWork Of(int seed, int students = 8, bool drops = true, bool finished = false)
    {
        var random = new Random(seed);
        var (items, groups) = (random.Next(1, 13), new WorkGroup[random.Next(1, 4)]);
        WorkItem[] list = [.. Enumerable.Range(0, items).Select(i => new WorkItem(
            i + 1, random.Next(groups.Length) + 1, $"Item {i}", PointsPossible[random.Next(PointsPossible.Length)], random.Next(5) == 0 ? null : Course.Due(random.Next(items))))];
        for (var g = 0; g < groups.Length; g++)
        {
            var never = list.Where(_ => random.Next(6) == 0).Select(item => item.AssignmentId).ToList();
            var rules = drops && random.Next(2) == 0;
            groups[g] = new WorkGroup(g + 1, $"Group {g}", random.Next(0, 13) * 5, rules ? random.Next(0, 3) : 0, rules ? random.Next(0, 2) : 0, rules ? never : []);
        }

        var work = new CourseWork
        {
            CourseId = seed,
            CourseKey = "invented",
            StartAt = random.Next(3) == 0 ? null : Course.Start,
            EndAt = random.Next(3) == 0 ? null : Course.Due(random.Next(2, 14)),
            WeightsGroups = random.Next(2) == 0,
            Grace = TimeSpan.FromHours(random.Next(0, 49)),
            Groups = groups,
            Items = list,
            StudentIds = [.. Enumerable.Range(1, students).Select(id => 5L * id)],
            Cells = new WorkCell[students * items],
        };
        for (var cell = 0; cell < work.Cells.Length; cell++)
        {
            work.Cells[cell] = CellOf(random, work.Items[cell % items], items, finished);
        }

        return work;
    }

    private static WorkCell CellOf(Random random, WorkItem item, int items, bool finished)
    {
        var due = random.Next(4) == 0 ? Course.Due(random.Next(items)).AddHours(random.Next(48)) : item.DueAt;
        var cell = new WorkCell { Counts = random.Next(12) > 0, ExpectsSubmission = finished || random.Next(6) > 0, DueAt = finished ? due ?? Course.Start : due };
        var score = Math.Round((random.NextDouble() * 1.15 * (item.Points > 0 ? item.Points : 3)) - (random.Next(15) == 0 ? 3 : 0), 1);
        var handedIn = (due ?? Course.Due(random.Next(items))).AddHours(random.Next(-100, 60));
        return random.Next(10) switch
        {
            < 6 => cell with { Score = score, SubmittedAt = random.Next(9) == 0 ? null : handedIn, GradedAt = handedIn.AddHours(random.Next(1, 90)), PostedAt = handedIn.AddHours(random.Next(90, 200)), Late = handedIn > due },
            6 => cell with { Score = random.Next(3) == 0 ? Math.Max(0, score) : 0, GradedAt = handedIn, MarkedMissing = random.Next(2) == 0, DueAt = due ?? handedIn },
            7 when !finished => cell with
            {
                SubmittedAt = handedIn, Late = handedIn > due, MarkedMissing = random.Next(6) == 0, DueAt = due ?? handedIn, AwaitsReview = random.Next(3) == 0, Score = random.Next(2) == 0 ? score : null, GradedAt = random.Next(2) == 0 ? handedIn : null,
            },
            8 => cell with { MarkedMissing = true, DueAt = due ?? handedIn },
            _ => cell,
        };
    }
}
