using System.Diagnostics.CodeAnalysis;
using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator;

/// <summary>
/// The school behind the API: the truth that a client's copy can be compared with. It is the same for the same options. Its clock stands
/// still while it is read and moves one second with every change. It may be read and changed while requests are served.
/// </summary>
/// <remarks>Members that take an id throw <see cref="ArgumentException"/> when the school has no such object.</remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The school stays readable after its server has stopped.")]
public sealed partial class SimulatedSchool
{
    private const int RowsPerGlance = 4_096;

    // A change made by a caller's function may look at the school.
    private readonly ReaderWriterLockSlim gate = new(LockRecursionPolicy.SupportsRecursion);
    private readonly SchoolState state;

    internal SimulatedSchool(CanvasSimulatorOptions options) => state = new SchoolGenerator(options).Generate();

    /// <summary>The school's clock; the API's Date header shows it.</summary>
    public DateTimeOffset Now => Read(s => s.Now.ToTime()!.Value);

    /// <summary>The courses in the order of the API, the restricted one included.</summary>
    public IReadOnlyList<SimulatedCourse> Courses => Read(s => s.Courses.ConvertAll(c => c.Info));

    /// <summary>The students, without staff, observers and test students.</summary>
    public IReadOnlyList<SimulatedUser> Students => Read(s => s.Users.Where(u => u.Ordinal >= 0).ToList());

    /// <summary>The school's account, then those below it.</summary>
    public IReadOnlyList<SimulatedAccount> Accounts => Read(s => s.Accounts.ToList());

    /// <summary>The terms of the school.</summary>
    public IReadOnlyList<SimulatedTerm> Terms => Read(s => s.Terms.ToList());

    /// <summary>The person with this id.</summary>
    public SimulatedUser User(long userId) => Read(s => FindUser(s, userId));

    /// <summary>The course's sections.</summary>
    public IReadOnlyList<SimulatedSection> Sections(long courseId) => Read(s => FindCourse(s, courseId).Sections.ToList());

    /// <summary>The course's enrollments of every kind and state, deleted ones included; the API shows active and invited ones unless asked for more.</summary>
    public IReadOnlyList<SimulatedEnrollment> Enrollments(long courseId) => Read(s => FindCourse(s, courseId).Enrollments.ToList());

    /// <summary>The course's assignment groups.</summary>
    public IReadOnlyList<SimulatedAssignmentGroup> AssignmentGroups(long courseId) => Read(s => FindCourse(s, courseId).Groups.ToList());

    /// <summary>The course's assignments, unpublished ones included, deleted ones not.</summary>
    public IReadOnlyList<SimulatedAssignment> Assignments(long courseId) =>
        Read(s => FindCourse(s, courseId).Assignments.Where(a => a.IsServed).Select(a => a.Info).ToList());

    /// <summary>The course's modules with all their items.</summary>
    public IReadOnlyList<SimulatedModule> Modules(long courseId) => Read(s => FindCourse(s, courseId).Modules.ToList());

    /// <summary>The course's categories of student groups; empty in most courses.</summary>
    public IReadOnlyList<SimulatedGroupCategory> GroupCategories(long courseId) => Read(s => FindCourse(s, courseId).GroupCategories.ToList());

    /// <summary>The course's student groups.</summary>
    public IReadOnlyList<SimulatedGroup> StudentGroups(long courseId) => Read(s => FindCourse(s, courseId).StudentGroups.ToList());

    /// <summary>The course's grading periods; empty when it has none.</summary>
    public IReadOnlyList<SimulatedGradingPeriod> GradingPeriods(long courseId) => Read(s => FindCourse(s, courseId).Periods);

    /// <summary>The grading schemes that the course can use: its own, then the account's.</summary>
    public IReadOnlyList<SimulatedGradingStandard> GradingStandards(long courseId) => Read(s => FindCourse(s, courseId).Standards);

    /// <summary>The submissions that the API serves for all students of the course, in order of id. Read piece by piece, so that a million fit.</summary>
    public IEnumerable<SimulatedSubmission> Submissions(long courseId)
    {
        var course = Read(s => FindCourse(s, courseId));
        List<SimulatedSubmission> glance = [];
        for (var row = 0; ;)
        {
            var from = row;
            row = Read(s => Glance(s, course, from, glance));
            foreach (var submission in glance)
            {
                yield return submission;
            }

            if (row < 0)
            {
                yield break;
            }
        }
    }

    /// <summary>A submission; null when the API does not serve it.</summary>
    public SimulatedSubmission? Submission(long courseId, long assignmentId, long userId) => Read(s =>
    {
        var course = FindCourse(s, courseId);
        var row = FindRow(course, assignmentId, userId);
        return course.IsListed(course.Rows[row]) && course.IsVisible(course.Rows[row]) ? SubmissionView.Create(course, row, s.Now) : (SimulatedSubmission?)null;
    });

    /// <summary>The student's work on each checkpoint of a discussion; empty for all other work.</summary>
    public IReadOnlyList<SimulatedCheckpointWork> CheckpointWork(long courseId, long assignmentId, long userId) => Read(s =>
    {
        var course = FindCourse(s, courseId);
        return CheckpointView.Create(course, FindRow(course, assignmentId, userId), s.Now);
    });

    /// <summary>Whether the course's totals are made of the totals of its grading periods.</summary>
    public bool WeighsGradingPeriods(long courseId) => Read(s => FindCourse(s, courseId).WeighsPeriods);

    /// <summary>The scores that an enrollment shows: of the student's work now, or as they were when it was concluded. Null for staff and observers.</summary>
    public SimulatedGrades? Grades(long enrollmentId) => Read(s =>
    {
        var (course, index) = FindEnrollment(s, enrollmentId);
        return GradesOf(course, course.Enrollments[index]);
    });

    internal static SimulatedGrades? GradesOf(CourseState course, SimulatedEnrollment enrollment) =>
        !enrollment.IsStudent ? null : enrollment.Frozen ?? GradeBook.For(course, course.FindStudent(enrollment.UserId)!);

    /// <summary>Has every change from now on said to a listener, which is called while the school is locked.</summary>
    internal void Listen(Action<SchoolEvent> listener) => Read(s => s.Events.Listener = listener);

    /// <summary>Reads the school while no change is made.</summary>
    internal T Read<T>(Func<SchoolState, T> look)
    {
        gate.EnterReadLock();
        try
        {
            return look(state);
        }
        finally
        {
            gate.ExitReadLock();
        }
    }

    private T Change<T>(Func<SchoolState, T> change)
    {
        gate.EnterWriteLock();
        try
        {
            state.Now = new Moment(state.Now.Seconds + 1);
            return change(state);
        }
        finally
        {
            gate.ExitWriteLock();
        }
    }

    private static int Glance(SchoolState school, CourseState course, int from, List<SimulatedSubmission> into)
    {
        into.Clear();
        var rows = course.Rows;
        var end = Math.Min(rows.Length, from + RowsPerGlance);
        for (var i = from; i < end; i++)
        {
            if (course.IsListed(rows[i]) && course.IsVisible(rows[i]))
            {
                into.Add(SubmissionView.Create(course, i, school.Now));
            }
        }

        return end == rows.Length ? -1 : end;
    }

    private static CourseState FindCourse(SchoolState school, long id) =>
        school.FindCourse(id) ?? throw new ArgumentException($"The school has no course {id}. {nameof(Courses)} lists them.");

    private static SimulatedUser FindUser(SchoolState school, long id) =>
        school.FindUser(id) ?? throw new ArgumentException($"The school has no user {id}. {nameof(Students)} lists the students.");

    private static (CourseState Course, int Index) FindEnrollment(SchoolState school, long id) =>
        school.FindEnrollment(id) ?? throw new ArgumentException($"The school has no enrollment {id}. {nameof(Enrollments)} lists those of a course.");

    private static AssignmentState FindAssignment(CourseState course, long id) =>
        course.FindAssignment(id) is { Deleted: false } found
            ? found
            : throw new ArgumentException($"Course {course.Info.Id} has no assignment {id}. {nameof(Assignments)} lists them.");

    private static int FindRow(CourseState course, long assignmentId, long userId)
    {
        var assignment = FindAssignment(course, assignmentId);
        var student = course.FindStudent(userId) ?? throw new ArgumentException($"User {userId} was never a student of course {course.Info.Id}.");
        return assignment.RowOf(student.Ordinal) is >= 0 and var row
            ? row
            : throw new ArgumentException($"User {userId} has no submission for assignment {assignmentId}: it is not published.");
    }
}
