using static CanvasData.Operations.Analytics.InsightText;

namespace CanvasData.Operations.Analytics;

/// <summary>Sections of 30 students or more whose standing differs from that of the others by more than chance and by five points.</summary>
internal static class SectionInsightRules
{
    private const int MinStudents = 30;
    private const double NoticedDifference = 5;

    public static IEnumerable<StaffInsight> Apply(ClassAnalysis course)
    {
        var standings = course.Students
            .Select((student, place) => (student.StudentId, Section: course.Sections[place], student.Prediction.Standing))
            .Where(student => student is { Section: not null, Standing.KnownItems: > 0 })
            .Select(student => (Section: student.Section!.Value, student.Standing!.Value.Current))
            .ToList();
        foreach (var section in standings.GroupBy(student => student.Section, student => student.Current).OrderBy(section => section.Key))
        {
            var (own, others) = (section.ToList(), standings.Where(student => student.Section != section.Key).Select(student => student.Current).ToList());
            if (own.Count < MinStudents || others.Count < MinStudents)
            {
                continue;
            }

            var difference = own.Average() - others.Average();
            var error = Math.Sqrt((Variance(own) / own.Count) + (Variance(others) / others.Count));
            if (Math.Abs(difference) >= NoticedDifference && Math.Abs(difference) > 2 * error)
            {
                yield return TeacherInsightRules.Create(
                    course,
                    StaffInsightCode.SectionDifference,
                    InsightSeverity.Information,
                    FormattableString.Invariant($"Section {section.Key} ({Count(own.Count, "student")}) stands {Points(Math.Abs(difference))} {(difference < 0 ? "below" : "above")} the other sections."),
                    [],
                    [],
                    own.Count,
                    null,
                    usesUnposted: true,
                    ("SectionId", section.Key),
                    ("Difference", difference),
                    ("StandardError", error));
            }
        }
    }

    private static double Variance(List<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }
}
