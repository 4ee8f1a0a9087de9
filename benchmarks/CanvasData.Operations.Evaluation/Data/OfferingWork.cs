using CanvasData.Operations.Analytics;

namespace CanvasData.Operations.Evaluation.Data;

/// <summary>Offerings as the calculators read them. Days become moments: what is due on a day is due before it ends.</summary>
internal static class OfferingWork
{
    private static readonly DateTime FirstDay = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The end of a day.</summary>
    public static DateTime EndOf(int day) => FirstDay.AddDays(day + 1).AddTicks(-1);

    /// <summary>The day that a moment is in.</summary>
    public static int DayOf(DateTime moment) => (int)Math.Floor((moment - FirstDay).TotalDays);

    /// <summary>The work of an offering; with a day, only what had happened by its end, so that nothing later can be used.</summary>
    public static CourseWork Of(Offering offering, int? until = null)
    {
        var items = offering.Items;
        var cells = new WorkCell[offering.Students.Count * items.Count];
        for (var s = 0; s < offering.Students.Count; s++)
        {
            for (var i = 0; i < items.Count; i++)
            {
                cells[(s * items.Count) + i] = CellOf(items[i], offering.Students[s], until);
            }
        }

        return new CourseWork
        {
            CourseId = offering.Number,
            CourseKey = offering.Module,
            Grace = TimeSpan.Zero,
            Groups = [],
            Items = [.. items.Select(item => new WorkItem(item.Id, null, null, item.Weight, item.Day is { } day ? EndOf(day) : null))],
            StudentIds = [.. offering.Students.Select(student => student.StudentId)],
            Memberships = [.. offering.Students.Select(student => new Membership(
                student.Registered is { } from ? StartOf(from) : null, student.Unregistered is { } to && to <= (until ?? to) ? StartOf(to) : null))],
            Cells = cells,
        };
    }

    private static DateTime StartOf(int day) => FirstDay.AddDays(day);

    private static WorkCell CellOf(Assessment item, Attendance student, int? until)
    {
        var cell = new WorkCell { Counts = true, DueAt = item.Day is { } due ? StartOf(due) : null, ExpectsSubmission = true };
        if (!student.Work.TryGetValue(item.Id, out var handed) || handed.Day > (until ?? handed.Day))
        {
            return cell;
        }

        var at = StartOf(handed.Day);
        return cell with { SubmittedAt = at, GradedAt = at, PostedAt = at, Score = handed.Score * item.Weight / 100, Late = handed.Day > item.Day };
    }
}
