namespace CanvasData.Operations.Simulator.Generation;

/// <summary>
/// Makes the ids. Every kind has a range of its own, so that a mixed-up id is never another object's by luck. Some courses and people live
/// on another shard, whose ids (shard · 10^13 + local) do not fit a double. Those are odd, and doubles of that size are multiples of four
/// and more. So a client which reads one of them as a double always has another object's id, never the right one by luck.
/// </summary>
internal static class Ids
{
    public const long Account = 1;
    public const long SubAccount = 2;

    /// <summary>The user behind the token.</summary>
    public const long Caller = 42;

    public const long DefaultTerm = 1;
    public const long EarlierTerm = 2;
    public const long PresentTerm = 3;
    public const long WeightedTerm = 4;
    public const long PeriodGroup = 71;
    public const long WeightedPeriodGroup = 72;
    public const long AccountStandard = 900;
    public const int MaxPerCourse = 10_000;

    /// <summary>The first id that another shard could give.</summary>
    public const long Shard = 10_000_000_000_000;

    /// <summary>An id as Canvas writes it into addresses: <c>shard~local</c> when it is another shard's.</summary>
    public static string Short(long id) => id > Shard
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id / Shard}~{id % Shard}")
        : id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static long Course(int course) => course % 7 == 3 ? (2107 * Shard) + 1_001 + (2L * course) : 1_001 + course;

    public static long User(int user) => user % 50 == 7 ? (7752 * Shard) + 5_000_001 + (2L * user) : 100_001 + user;

    public static long Teacher(int course) => 50_001 + course;

    public static long Assistant(int course) => 65_001 + course;

    public static long Observer(int course) => 80_001 + course;

    public static long TestStudent(int course) => 9_000_001 + course;

    public static long Section(int course, int section) => 200_000 + (course * 10) + section;

    public static long Group(int course, int group) => 400_000 + (course * 10) + group;

    public static long Assignment(int course, int assignment) => 3_000_000_000 + ((long)course * MaxPerCourse) + assignment;

    public static long Quiz(int course, int assignment) => 5_000_000_000 + ((long)course * MaxPerCourse) + assignment;

    public static long Checkpoint(long assignmentId, int place) => (assignmentId * 10) + place;

    public static long Period(long group, int place) => (group * 100) + place + 1;

    public static long Topic(long assignmentId) => assignmentId + 5_000_000_000;

    public static long Override(int course, int assignment, int number) => 7_000_000_000 + ((((long)course * MaxPerCourse) + assignment) * 10) + number;

    public static long Module(int course, int module) => 800_000 + (course * 10) + module;

    public static long ModuleItem(int course, int item) => 9_000_000_000 + ((long)course * 100_000) + item;

    public static long GroupCategory(int course) => 300_001 + course;

    public static long StudentGroup(int course, int group) => 600_000_000 + ((long)course * 100) + group;

    public static long Standard(int course) => 1_000 + course;

    public static long LatePolicy(int course) => 20_000 + course;

    /// <summary>The id of a course's first submission; twenty million follow it.</summary>
    public static long Submissions(int course) => (course % 7 == 3 ? 2107 * Shard : 0) + 100_000_000_000 + (course * 20_000_000L);
}
