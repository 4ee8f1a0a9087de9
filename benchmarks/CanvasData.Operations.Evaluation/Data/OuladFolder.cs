namespace CanvasData.Operations.Evaluation.Data;

/// <summary>Reads the offerings of a folder in the layout of the Open University Learning Analytics Dataset.</summary>
internal static class OuladFolder
{
    /// <summary>All offerings whose coursework has weight, by module and presentation.</summary>
    public static IReadOnlyList<Offering> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new EvaluationException($"There is no folder {folder}; --data takes a folder in the layout of OULAD.");
        }

        var lengths = CsvTable.Read(folder, "courses.csv", "code_module", "code_presentation", "module_presentation_length")
            .GroupBy(row => (row.Text(0), row.Text(1)), row => row.Day(2).GetValueOrDefault()).ToDictionary(group => group.Key, group => group.Last());
        var items = CsvTable.Read(folder, "assessments.csv", "code_module", "code_presentation", "id_assessment", "assessment_type", "date", "weight")
            .Where(row => !row.Text(3).Equals("Exam", StringComparison.OrdinalIgnoreCase))
            .ToLookup(row => (row.Text(0), row.Text(1)), row => new Assessment(row.Id(2), row.Day(4), Math.Max(0, row.Number(5).GetValueOrDefault())));
        var work = ReadWork(folder, items.SelectMany(group => group.Select(item => (item.Id, Offering: group.Key))).GroupBy(item => item.Id).ToDictionary(group => group.Key, group => group.First().Offering));
        var registrations = CsvTable.Read(folder, "studentRegistration.csv", "code_module", "code_presentation", "id_student", "date_registration", "date_unregistration")
            .GroupBy(row => (row.Text(0), row.Text(1), row.Id(2)), row => (From: row.Day(3), To: row.Day(4))).ToDictionary(group => group.Key, group => group.Last());
        var none = new Dictionary<long, Handed>();
        var students = CsvTable.Read(folder, "studentInfo.csv", "code_module", "code_presentation", "id_student", "final_result")
            .GroupBy(row => (row.Text(0), row.Text(1), Student: row.Id(2)), row => row.Text(3))
            .ToLookup(group => (group.Key.Item1, group.Key.Item2), group => (group.Key, Result: group.Last()));

        return [.. items.Where(group => group.Sum(item => item.Weight) > 0)
            .OrderBy(group => group.Key.Item1, StringComparer.Ordinal).ThenBy(group => group.Key.Item2, StringComparer.Ordinal)
            .Select((group, place) => new Offering(
                place + 1, group.Key.Item1, group.Key.Item2, lengths.GetValueOrDefault(group.Key), [.. group.OrderBy(item => item.Id)],
                [.. students[group.Key].OrderBy(row => row.Key.Student).Select(row =>
                {
                    var (from, to) = registrations.GetValueOrDefault(row.Key);
                    return new Attendance(row.Key.Student, from, to, row.Result, work.GetValueOrDefault(row.Key, none));
                })]))];
    }

    private static Dictionary<(string Module, string Presentation, long Student), Dictionary<long, Handed>> ReadWork(string folder, Dictionary<long, (string, string)> offerings)
    {
        var work = new Dictionary<(string, string, long), Dictionary<long, Handed>>();
        foreach (var row in CsvTable.Read(folder, "studentAssessment.csv", "id_assessment", "id_student", "date_submitted", "score"))
        {
            if (!offerings.TryGetValue(row.Id(0), out var offering) || row.Day(2) is not { } day)
            {
                continue;
            }

            var key = (offering.Item1, offering.Item2, row.Id(1));
            if (!work.TryGetValue(key, out var own))
            {
                work[key] = own = [];
            }

            own[row.Id(0)] = new Handed(day, row.Number(3));
        }

        return work;
    }
}
