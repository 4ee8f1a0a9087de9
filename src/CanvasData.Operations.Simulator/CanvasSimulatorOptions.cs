namespace CanvasData.Operations.Simulator;

/// <summary>The size and the manners of a simulated Canvas. The defaults give 20 courses, 1,000 students and about 100,000 submissions.</summary>
public sealed record CanvasSimulatorOptions
{
    private const int MaxRows = 20_000_000;

    /// <summary>How many courses one student attends, as far as there are that many.</summary>
    internal const int CoursesPerStudent = 5;

    /// <summary>The seed of the school. The same options give the same school, byte for byte. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// The courses that the token may read, 1 to 10,000. From five courses on, the list holds one more that is restricted by date. Default
    /// 20.
    /// </summary>
    public int Courses { get; init; } = 20;

    /// <summary>
    /// The students of the school, 1 to 1,000,000; each attends five courses, or all of them when there are fewer. From ten on, a few who
    /// had dropped out before come on top. Default 1,000.
    /// </summary>
    public int Students { get; init; } = 1_000;

    /// <summary>
    /// The published assignments of each course, 0 to 5,000. From five on, each course has one unpublished assignment more. Default 20.
    /// </summary>
    public int AssignmentsPerCourse { get; init; } = 20;

    /// <summary>The bearer token that callers must send; at least one character, no blanks or control characters. Default <c>simulator-token</c>.</summary>
    public string Token { get; init; } = "simulator-token";

    /// <summary>How long every answer is held back, zero to ten minutes. Default zero.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>The port on 127.0.0.1, 0 to 65,535; 0 takes any free one. Default 0.</summary>
    public int Port { get; init; }

    /// <summary>The most rows that a page holds, however many are asked for; 1 to 100. Default 100, as Canvas.</summary>
    public int MaxPerPage { get; init; } = 100;

    /// <summary>The school's clock at the start, in whole seconds, year 2001 to 2060. It moves only when the school changes. Default 2026-03-16T08:00:00Z.</summary>
    public DateTimeOffset StartsAt { get; init; } = new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Whether a share of the courses has what real schools have and plain ones lack: weighted grading periods, work for some students only,
    /// checkpoints, statuses and grades set by hand, codes that begin with a term, dates far away. From four courses on. Default false.
    /// </summary>
    public bool RealShapes { get; init; }

    /// <summary>Whether submissions come without the field <c>posted_at</c>, as from old installations. Default false.</summary>
    public bool OmitsPostedAt { get; init; }

    internal void Validate()
    {
        Within(nameof(Courses), Courses, 1, 10_000);
        Within(nameof(Students), Students, 1, 1_000_000);
        Within(nameof(AssignmentsPerCourse), AssignmentsPerCourse, 0, 5_000);
        Within(nameof(Port), Port, 0, 65_535);
        Within(nameof(MaxPerPage), MaxPerPage, 1, 100);
        Within(nameof(StartsAt), StartsAt.UtcDateTime.Year, 2001, 2060);
        if (Latency < TimeSpan.Zero || Latency > TimeSpan.FromMinutes(10))
        {
            throw new ArgumentException($"{nameof(Latency)} is {Latency}; it must be between zero and ten minutes.");
        }

        if (string.IsNullOrEmpty(Token) || Token.Any(c => c <= ' ' || c >= 127))
        {
            throw new ArgumentException($"{nameof(Token)} must be printable ASCII without blanks, at least one character, since it travels in a header.");
        }

        var rows = (long)Students * Math.Min(Courses, CoursesPerStudent) * AssignmentsPerCourse;
        if (rows > MaxRows)
        {
            throw new ArgumentException(
                $"{Students:N0} students, {Courses:N0} courses and {AssignmentsPerCourse:N0} assignments a course make {rows:N0} submissions; " +
                $"a simulator holds at most {MaxRows:N0} in memory. Lower {nameof(Students)} or {nameof(AssignmentsPerCourse)}.");
        }
    }

    private static void Within(string name, int value, int least, int most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException($"{name} is {value}; it must be between {least:N0} and {most:N0}.");
        }
    }
}
