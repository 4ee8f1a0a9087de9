namespace CanvasData.Operations.Analytics.Tests.Evaluation;

/// <summary>
/// A folder in the layout of OULAD with invented students: two courses in three terms, five pieces of coursework due on
/// days 20 to 140 with shares that reach a quarter, a half and three quarters on days 50, 80 and 110, and an exam.
/// </summary>
public sealed class InventedOulad : IDisposable
{
    public const int Students = 40;

    /// <summary>Its student of every offering comes on day 70.</summary>
    public const int Late = 5;

    private static readonly (int Day, int Weight)[] Coursework = [(20, 10), (50, 15), (80, 25), (110, 25), (140, 25)];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("oulad");

    public InventedOulad()
    {
        var offerings = (from module in new[] { "AAA", "BBB", "GGG" } from term in new[] { "2013B", "2013J", "2014B" } select (Module: module, Term: term)).ToList();
        Write("courses.csv", "code_module,code_presentation,module_presentation_length", offerings.Select(o => $"{o.Module},{o.Term},240"));
        Write("assessments.csv", "code_module,code_presentation,id_assessment,assessment_type,date,weight", offerings.SelectMany((o, n) => Coursework
            .Select((work, i) => $"{o.Module},{o.Term},{(n * 10) + i},TMA,{work.Day},{(o.Module == "GGG" ? 0 : work.Weight)}")
            .Append($"{o.Module},{o.Term},{(n * 10) + 9},Exam,?,100")));
        var people = offerings.SelectMany((o, n) => Enumerable.Range(0, Students).Select(i => (Offering: o, Number: n, Place: i))).ToList();
        Write("studentInfo.csv", "code_module,code_presentation,id_student,final_result", people.Select(p => $"{p.Offering.Module},{p.Offering.Term},{IdOf(p.Number, p.Place)},{ResultOf(p.Number, p.Place)}"));
        Write("studentRegistration.csv", "code_module,code_presentation,id_student,date_registration,date_unregistration", people.Select(p =>
            $"{p.Offering.Module},{p.Offering.Term},{IdOf(p.Number, p.Place)},{(p.Place == Late ? 70 : -20)},{(Leaves(p.Place) ? "60" : "?")}"));
        Write("studentAssessment.csv", "id_assessment,id_student,date_submitted,is_banked,score", people.SelectMany(p => Enumerable.Range(0, Coursework.Length)
            .Where(i => HandsIn(p.Place, i)).Select(i => $"{(p.Number * 10) + i},{IdOf(p.Number, p.Place)},{Coursework[i].Day - (p.Place % 3)},0,{ScoreOf(p.Number, p.Place, i)}")));
    }

    public string Folder => _folder.FullName;

    public static bool Leaves(int place) => place % 10 == 9;

    /// <summary>The id of a student of the offering that has this place in the order of courses and terms.</summary>
    public static int IdOf(int offering, int place) => ((offering + 1) * 1000) + place;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Puts other lines in the place of those of a file.</summary>
    public void Change(string name, Func<string[], IEnumerable<string>> change) => File.WriteAllLines(PathOf(name), change(File.ReadAllLines(PathOf(name))));

    public void Dispose() => _folder.Delete(recursive: true);

    private static bool HandsIn(int place, int work) => place == Late ? work >= 2 : Leaves(place) ? work < 2 : place % 7 != 0 || work < 1 + (place % 4);

    private static int ScoreOf(int offering, int place, int work) => Math.Clamp(35 + (place * 37 % 61) + ((((offering + 3) * (place + 5) * (work + 7)) % 21) - 10), 0, 100);

    private static string ResultOf(int offering, int place) => Leaves(place) ? "Withdrawn" : place % 7 == 0 || ScoreOf(offering, place, 4) < 45 ? "Fail" : "Pass";

    private void Write(string name, string header, IEnumerable<string> lines) => File.WriteAllLines(PathOf(name), lines.Prepend(header));
}
