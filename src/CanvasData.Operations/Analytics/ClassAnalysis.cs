using System.ComponentModel;

namespace CanvasData.Operations.Analytics;

/// <summary>Everything that was computed of a class at a moment: what the cache keeps, and every answer is taken from.</summary>
[ImmutableObject(true)]
internal sealed record ClassAnalysis
{
    public required long CourseId { get; init; }

    public required AnalyticsStatus Status { get; init; }

    public required string? Reason { get; init; }

    public required Provenance Provenance { get; init; }

    public required double PassingScore { get; init; }

    public required bool Calibrated { get; init; }

    /// <summary>In the order of user ids, as are the lists beside it.</summary>
    public required IReadOnlyList<AtRiskStudent> Students { get; init; }

    public required IReadOnlyList<GradeMomentum> Trends { get; init; }

    public required IReadOnlyList<GroupStrength?> Strengths { get; init; }

    /// <summary>The section of each student; null when unknown.</summary>
    public required IReadOnlyList<long?> Sections { get; init; }

    public required IReadOnlyList<ItemFacts> Items { get; init; }

    /// <summary>Whether students of the class are left out.</summary>
    public bool IsPartial { get; private init; }

    public static ClassAnalysis None(long courseId, AnalyticsStatus status, string reason, DateTime moment, double passingScore) => new()
    {
        CourseId = courseId,
        Status = status,
        Reason = reason,
        Provenance = new Provenance(moment, "none", PredictionBasis.ClassOnly, [], 0),
        PassingScore = passingScore,
        Calibrated = false,
        Students = [],
        Trends = [],
        Strengths = [],
        Sections = [],
        Items = [],
    };

    /// <summary>The analysis of these students of the class. Statistics over the other students are left out.</summary>
    public ClassAnalysis Within(HashSet<long> students)
    {
        int[] places = [.. Enumerable.Range(0, Students.Count).Where(place => students.Contains(Students[place].StudentId))];
        return places.Length == Students.Count
            ? this
            : this with
            {
                IsPartial = true,
                Students = [.. places.Select(place => Students[place])],
                Trends = [.. places.Select(place => Trends[place])],
                Strengths = [.. places.Select(place => Strengths[place])],
                Sections = [.. places.Select(place => Sections[place])],
                Items = [.. Items.Select(item => item with { Scores = 0, Mean = null, Discrimination = null, Due = 0, Missing = 0 })],
            };
    }

    /// <summary>Greatest risk first: by probability where all have one, else by band and prediction; ties by user id.</summary>
    public IEnumerable<AtRiskStudent> ByRisk() => Students
        .OrderByDescending(student => Calibrated ? student.Probability ?? -1 : 0)
        .ThenByDescending(student => student.Band)
        .ThenBy(student => student.Prediction.Point ?? double.MaxValue)
        .ThenBy(student => student.StudentId);

    public ClassRisk ToRisk()
    {
        var students = ByRisk().ToList();
        return new ClassRisk(CourseId, Status, students, Calibrated, Calibrated ? TopRiskYield.Calculate(students) : [], Provenance);
    }

    /// <returns>The place of a student; negative when not in the class.</returns>
    public int PlaceOf(long studentId)
    {
        var (low, high) = (0, Students.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Students[middle].StudentId.CompareTo(studentId))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return -1;
    }
}

/// <summary>The kind of work in which a student is best against the class.</summary>
/// <param name="GroupId">The assignment group.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Mean percentage of the student's submitted work in it.</param>
/// <param name="AboveClass">Mean distance to the class on the same items, percentage points.</param>
/// <param name="Items">How many items.</param>
internal sealed record GroupStrength(long GroupId, string? Name, double Mean, double AboveClass, int Items);

/// <summary>How a class did on an item.</summary>
/// <param name="AssignmentId">The item.</param>
/// <param name="Name">Its title.</param>
/// <param name="Weight">Its share of the total, percent, for a student to whom every item counts.</param>
/// <param name="Scores">How many submitted it and were graded.</param>
/// <param name="Mean">Mean percentage of those; null for none.</param>
/// <param name="Discrimination">Correlation of its percentages with what the same students earned of the rest; null for fewer than 20 or no spread.</param>
/// <param name="Due">For how many it is due.</param>
/// <param name="Missing">How many of those have not submitted it.</param>
internal sealed record ItemFacts(
    long AssignmentId, string? Name, double Weight, int Scores, double? Mean, double? Discrimination, int Due, int Missing);
