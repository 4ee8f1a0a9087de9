using System.Globalization;

namespace CanvasData.Operations.Benchmarks.Capacity;

/// <summary>What a school of some size costs, from unit costs that were measured. <c>docs/capacity.md</c> shows the table and says where the costs are from.</summary>
/// <param name="Students">The students.</param>
public sealed record CapacityModel(long Students)
{
    /// <summary>In how many courses a student is.</summary>
    public const int CoursesPerStudent = 5;

    /// <summary>The students of a course.</summary>
    public const int StudentsPerCourse = 100;

    /// <summary>The assignments of a course.</summary>
    public const int AssignmentsPerCourse = 20;

    /// <summary>The rows of a page of Canvas.</summary>
    public const int RowsPerPage = 100;

    /// <summary>The requests of a first sync of a course beside its pages of people and submissions.</summary>
    public const int FixedRequests = 17;

    /// <summary>The lists that are as long as the course has people: users and enrollments.</summary>
    public const int ListsOfPeople = 2;

    /// <summary>The requests of an incremental sync of a course in which nothing changed.</summary>
    public const double QuietRequests = 4.5;

    /// <summary>The requests of an incremental sync of a course in which people worked since the night before.</summary>
    public const double LivingRequests = 7.8;

    /// <summary>The seconds that Canvas takes for a page.</summary>
    public const double SecondsPerPage = 0.2;

    /// <summary>The requests in flight, <c>CanvasRestOptions.MaxConcurrentRequests</c>.</summary>
    public const int RequestsAtOnce = 4;

    /// <summary>The units a second that Canvas's bucket of one token leaks.</summary>
    public const double UnitsPerSecond = 10;

    /// <summary>The units of a page, which Canvas sends as <c>X-Request-Cost</c>.</summary>
    public const double UnitsPerPage = 0.4;

    /// <summary>The submissions a second of one process, from pages to rows, when Canvas answers at once.</summary>
    public const double RowsPerSecond = 46_497;

    /// <summary>The seconds in which the database compares an unchanged row.</summary>
    public const double SecondsPerComparedRow = 0.84e-6;

    /// <summary>The bytes on disk of a submission, with its indexes, its share of the history and of everything else.</summary>
    public const double BytesPerSubmission = 350;

    /// <summary>The MiB of a process that syncs.</summary>
    public const int ProcessMemory = 245;

    /// <summary>The courses.</summary>
    public long Courses => Students * CoursesPerStudent / StudentsPerCourse;

    /// <summary>The submissions of a term.</summary>
    public long Submissions => Students * CoursesPerStudent * AssignmentsPerCourse;

    /// <summary>The requests of the first sync.</summary>
    public long FirstRequests => Courses * FirstRequestsOf(StudentsPerCourse, AssignmentsPerCourse);

    /// <summary>The requests of a night in which nothing changed.</summary>
    public long QuietNight => (long)(Courses * QuietRequests);

    /// <summary>The requests of a night in term.</summary>
    public long LivingNight => (long)(Courses * LivingRequests);

    /// <summary>The requests a second that one token can make: what is in flight, or what Canvas's bucket lets through.</summary>
    public static double RequestsPerSecond => Math.Min(RequestsAtOnce / SecondsPerPage, UnitsPerSecond / UnitsPerPage);

    /// <summary>The hours of the first sync that wait for Canvas.</summary>
    public double FirstHours => Hours(FirstRequests / RequestsPerSecond);

    /// <summary>The hours of a night in term that wait for Canvas.</summary>
    public double LivingHours => Hours(LivingNight / RequestsPerSecond);

    /// <summary>The hours in which processes and database write the first sync.</summary>
    public double WriteHours => Hours(Submissions / RowsPerSecond);

    /// <summary>The minutes in which a full pass compares every stored row.</summary>
    public double CompareMinutes => Submissions * SecondsPerComparedRow / 60;

    /// <summary>The GB on disk of a term.</summary>
    public double DiskOfTerm => Submissions * BytesPerSubmission / 1e9;

    /// <summary>The tokens with a bucket of their own that finish a night in term within six hours.</summary>
    public long TokensForSixHours => (long)Math.Ceiling(LivingHours / 6);

    /// <summary>The requests of the first sync of a course.</summary>
    /// <param name="students">Its students.</param>
    /// <param name="assignments">Its assignments.</param>
    public static long FirstRequestsOf(long students, long assignments) =>
        FixedRequests + (ListsOfPeople * Pages(students)) + Pages(students * assignments);

    /// <summary>The rows of the table in <c>docs/capacity.md</c>.</summary>
    /// <param name="sizes">The numbers of students.</param>
    public static IReadOnlyList<string> Table(params IReadOnlyList<long> sizes)
    {
        var models = sizes.Select(size => new CapacityModel(size)).ToList();
        return
        [
            Row("students", model => Count(model.Students)),
            $"|---|{string.Concat(models.Select(_ => "---|"))}",
            Row("courses", model => Count(model.Courses)),
            Row("submissions of a term", model => Count(model.Submissions)),
            Row("requests of the first sync", model => Count(model.FirstRequests)),
            Row("hours of the first sync, one token", model => Number(model.FirstHours)),
            Row("requests of a quiet night", model => Count(model.QuietNight)),
            Row("requests of a night in term", model => Count(model.LivingNight)),
            Row("hours of a night in term, one token", model => Number(model.LivingHours)),
            Row("tokens for a night of six hours", model => Count(model.TokensForSixHours)),
            Row("hours of writing in the first sync", model => Number(model.WriteHours)),
            Row("minutes of comparing in a full pass", model => Number(model.CompareMinutes)),
            Row("GB on disk for each term", model => Number(model.DiskOfTerm)),
            Row("MiB of memory of each worker", _ => Count(ProcessMemory)),
        ];

        string Row(string name, Func<CapacityModel, string> value) => $"| {name} | {string.Join(" | ", models.Select(value))} |";
    }

    private static long Pages(long rows) => Math.Max(1, (rows + RowsPerPage - 1) / RowsPerPage);

    private static double Hours(double seconds) => seconds / 3600;

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 1 ? "0.00" : value < 10 ? "0.0" : "N0", CultureInfo.InvariantCulture);
}
