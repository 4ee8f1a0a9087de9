namespace CanvasData.Operations.Evaluation.Data;

/// <summary>An offering of a course with its coursework and students.</summary>
/// <param name="Number">The number that serves as the Canvas course id.</param>
/// <param name="Module">The course.</param>
/// <param name="Presentation">The term.</param>
/// <param name="Length">Days.</param>
/// <param name="Items">Coursework without exams, in the order of ids.</param>
/// <param name="Students">In the order of ids.</param>
internal sealed record Offering(long Number, string Module, string Presentation, int Length, IReadOnlyList<Assessment> Items, IReadOnlyList<Attendance> Students);

/// <summary>A piece of coursework.</summary>
/// <param name="Id">The number of the assessment.</param>
/// <param name="Day">When it is due; null when unknown.</param>
/// <param name="Weight">Its weight in the coursework.</param>
internal sealed record Assessment(long Id, int? Day, double Weight);

/// <summary>A student in an offering.</summary>
/// <param name="StudentId">The student.</param>
/// <param name="Registered">Day of registration; null for ever.</param>
/// <param name="Unregistered">Day of leaving; null for not.</param>
/// <param name="Result">Pass, Distinction, Fail or Withdrawn.</param>
/// <param name="Work">What was handed in, by assessment.</param>
internal sealed record Attendance(long StudentId, int? Registered, int? Unregistered, string Result, IReadOnlyDictionary<long, Handed> Work)
{
    /// <summary>Whether the student stayed to the end.</summary>
    public bool Completed => Result != "Withdrawn";

    /// <summary>Whether the student failed or left.</summary>
    public bool FailedOrLeft => Result is "Fail" or "Withdrawn";

    /// <summary>The final percentage: work that was never handed in is 0.</summary>
    public double FinalOf(Offering offering) =>
        offering.Items.Sum(item => Work.TryGetValue(item.Id, out var handed) ? item.Weight * handed.Score.GetValueOrDefault() : 0) / offering.Items.Sum(item => item.Weight);
}

/// <summary>A piece of work that was handed in.</summary>
/// <param name="Day">When.</param>
/// <param name="Score">Percent; null for not marked.</param>
internal readonly record struct Handed(int Day, double? Score);
