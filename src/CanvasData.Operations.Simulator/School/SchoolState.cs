namespace CanvasData.Operations.Simulator.School;

/// <summary>The whole school. Not thread safe by itself: <see cref="SimulatedSchool"/> holds its lock.</summary>
internal sealed class SchoolState(int seed, IReadOnlyList<SimulatedTerm> terms, Moment now)
{
    private readonly Dictionary<long, CourseState> courseOfId = [];
    private readonly Dictionary<long, SimulatedUser> users = [];
    private readonly Dictionary<long, List<CourseState>> coursesOfUser = [];
    private readonly Dictionary<long, (CourseState Course, int Index)> enrollments = [];

    public int Seed { get; } = seed;

    /// <summary>Says what happens to whoever listens.</summary>
    public SchoolEvents Events { get; } = new();

    public List<SimulatedTerm> Terms { get; } = [.. terms];

    public List<SimulatedAccount> Accounts { get; } = [.. Generation.Accounts.All];

    /// <summary>Whether submissions come without <c>posted_at</c>, as from old installations.</summary>
    public bool OmitsPostedAt { get; init; }

    /// <summary>The grading periods of those terms that were given some, by the term's id.</summary>
    public Dictionary<long, (IReadOnlyList<SimulatedGradingPeriod> Periods, bool AreWeighted)> PeriodsOfTerm { get; } = [];

    public Moment Now { get; set; } = now;

    public List<CourseState> Courses { get; } = [];

    public long LastEnrollmentId { get; set; }

    public IEnumerable<SimulatedUser> Users => users.Values;

    public int StudentCount { get; private set; }

    public void AddUser(SimulatedUser user)
    {
        users.Add(user.Id, user);
        if (user.Ordinal >= 0)
        {
            StudentCount++;
        }
    }

    public void AddCourse(CourseState course)
    {
        Courses.Add(course);
        courseOfId.Add(course.Info.Id, course);
        for (var i = 0; i < course.Enrollments.Count; i++)
        {
            Index(course, i);
        }
    }

    public void AddEnrollment(CourseState course, SimulatedEnrollment enrollment)
    {
        course.AddEnrollment(enrollment);
        Index(course, course.Enrollments.Count - 1);
    }

    /// <summary>Gives the course the grading periods of its term.</summary>
    public void TakePeriods(CourseState course) =>
        (course.Periods, course.WeighsPeriods) = PeriodsOfTerm.TryGetValue(course.Info.TermId, out var set) ? set : ([], false);

    public CourseState? FindCourse(long id) => courseOfId.GetValueOrDefault(id);

    public SimulatedUser? FindUser(long id) => users.GetValueOrDefault(id);

    /// <summary>The courses in which a person has or had an enrollment.</summary>
    public IReadOnlyList<CourseState> CoursesOf(long userId) => coursesOfUser.GetValueOrDefault(userId, []);

    public (CourseState Course, int Index)? FindEnrollment(long id) => enrollments.TryGetValue(id, out var found) ? found : null;

    public void ChangeUser(SimulatedUser user)
    {
        users[user.Id] = user;
        foreach (var course in coursesOfUser.GetValueOrDefault(user.Id, []))
        {
            course.ForgetOrder();
            if (course.FindStudent(user.Id) is { } student)
            {
                student.User = user;
            }
        }
    }

    private void Index(CourseState course, int index)
    {
        var enrollment = course.Enrollments[index];
        enrollments.Add(enrollment.Id, (course, index));
        if (!coursesOfUser.TryGetValue(enrollment.UserId, out var courses))
        {
            coursesOfUser.Add(enrollment.UserId, courses = []);
        }

        if (!courses.Contains(course))
        {
            courses.Add(course);
        }
    }
}
