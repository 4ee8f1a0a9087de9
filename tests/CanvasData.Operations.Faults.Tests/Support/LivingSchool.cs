namespace CanvasData.Operations.Faults.Tests.Support;

/// <summary>An enrollment of a <see cref="LivingSchool"/>.</summary>
internal sealed record LivingEnrollment(long Id, long User, long Section, double Total, bool Dropped = false);

/// <summary>An assignment of a <see cref="LivingSchool"/>.</summary>
internal sealed record LivingAssignment(long Id, long Course, int Position, bool Published);

/// <summary>A submission of a <see cref="LivingSchool"/>.</summary>
internal sealed record LivingSubmission(long Id, long Assignment, long User, double Score);

/// <summary>A small school that changes at random while it is read: names, roles in sections, places of sections, persons that are merged, work and grades.</summary>
internal sealed class LivingSchool
{
    private readonly Lock _lock = new();
    private readonly Random _random;
    private long _next = 10_000;

    public LivingSchool(int seed)
    {
        _random = new Random(seed);
        for (var course = 1L; course <= 3; course++)
        {
            Courses.Add(course);
            Sections[course * 10] = course;
            Sections[(course * 10) + 1] = course;
            Enumerable.Range(0, 3).ToList().ForEach(_ => AddAssignment(course));
        }

        for (var user = 100L; user < 124; user++)
        {
            Names[user] = NewName();
            Enroll(user, Pick(Sections.Keys));
            if (user % 3 == 0)
            {
                Enroll(user, Pick(Sections.Keys));
            }
        }
    }

    /// <summary>How many changes happen between two pages, on the average.</summary>
    public double Pace { get; set; }

    public SortedSet<long> Courses { get; } = [];

    /// <summary>The course of each section.</summary>
    public SortedDictionary<long, long> Sections { get; } = [];

    public Dictionary<long, string> Names { get; } = [];

    public SortedDictionary<long, LivingEnrollment> Enrollments { get; } = [];

    public SortedDictionary<long, LivingAssignment> Assignments { get; } = [];

    public SortedDictionary<long, LivingSubmission> Submissions { get; } = [];

    /// <summary>Ids of sections, enrollments, assignments and submissions that came, went or moved since the set was emptied.</summary>
    public HashSet<long> Disturbed { get; } = [];

    public T Look<T>(Func<T> look)
    {
        lock (_lock)
        {
            return look();
        }
    }

    public IEnumerable<LivingEnrollment> EnrollmentsOf(long course) => Enrollments.Values.Where(row => !row.Dropped && Sections[row.Section] == course);

    public IEnumerable<LivingSubmission> SubmissionsOf(long course)
    {
        var students = EnrollmentsOf(course).Select(row => row.User).ToHashSet();
        return Submissions.Values.Where(row => Assignments.TryGetValue(row.Assignment, out var work) && work.Course == course && work.Published && students.Contains(row.User));
    }

    /// <summary>What a submission needs to be there.</summary>
    public IEnumerable<long> Grounds(LivingSubmission row) =>
        [row.Id, row.Assignment, .. EnrollmentsOf(Assignments[row.Assignment].Course).Where(enrollment => enrollment.User == row.User).SelectMany(enrollment => (long[])[enrollment.Id, enrollment.Section])];

    /// <summary>A moment passes.</summary>
    public void Live()
    {
        lock (_lock)
        {
            for (var left = Pace; left > 0 && _random.NextDouble() < left; left--)
            {
                Change();
            }
        }
    }

    public void Change()
    {
        switch (_random.Next(11))
        {
            case 0 or 1 or 2:
                Names[Pick(Names.Keys)] = NewName();
                break;
            case 3:
                var section = Pick(Sections.Keys);
                Sections[section] = Pick(Courses);
                Disturb(section);
                break;
            case 4:
                Enroll(Pick(Names.Keys), Pick(Sections.Keys));
                break;
            case 5:
                var enrollment = Pick(Enrollments.Values);
                Enrollments[enrollment.Id] = enrollment with { Dropped = !enrollment.Dropped };
                Disturb(enrollment.Id);
                break;
            case 6:
                Merge(Pick(Names.Keys), Pick(Names.Keys));
                break;
            case 7:
                var work = Pick(Assignments.Values);
                Assignments[work.Id] = work with { Published = !work.Published };
                Disturb(work.Id);
                break;
            case 8 when Assignments.Count > 6:
                var gone = Pick(Assignments.Keys);
                Assignments.Remove(gone);
                Disturb(gone);
                break;
            case 8:
                AddAssignment(Pick(Courses));
                break;
            case 9:
                var moved = Pick(Assignments.Values);
                Assignments[moved.Id] = moved with { Position = _random.Next(100) };
                break;
            default:
                Grade();
                break;
        }
    }

    private void Grade()
    {
        var enrollment = Pick(Enrollments.Values);
        Enrollments[enrollment.Id] = enrollment with { Total = _random.Next(1, 100) };
        var submission = Pick(Submissions.Values);
        Submissions[submission.Id] = submission with { Score = _random.Next(1, 100) };
    }

    // As Canvas does it: what the other person has already goes away.
    private void Merge(long from, long into)
    {
        if (from == into)
        {
            return;
        }

        foreach (var row in Enrollments.Values.Where(row => row.User == from).ToList())
        {
            var doubled = Enrollments.Values.Any(other => other.User == into && other.Section == row.Section);
            Enrollments[row.Id] = doubled ? row with { Dropped = true } : row with { User = into };
            Disturb(row.Id);
        }

        foreach (var row in Submissions.Values.Where(row => row.User == from).ToList())
        {
            if (Submissions.Values.FirstOrDefault(other => other.User == into && other.Assignment == row.Assignment) is { } own)
            {
                Submissions.Remove(own.Id);
                Disturb(own.Id);
            }

            Submissions[row.Id] = row with { User = into };
            Disturb(row.Id);
        }
    }

    private void Enroll(long user, long section)
    {
        if (Enrollments.Values.Any(row => row.User == user && row.Section == section))
        {
            return;
        }

        var id = _next++;
        Enrollments[id] = new LivingEnrollment(id, user, section, _random.Next(1, 100));
        Disturb(id);
        foreach (var work in Assignments.Values.ToList())
        {
            Submit(work.Id, user);
        }
    }

    private void AddAssignment(long course)
    {
        var id = _next++;
        Assignments[id] = new LivingAssignment(id, course, _random.Next(100), Published: true);
        Disturb(id);
        foreach (var user in Names.Keys)
        {
            Submit(id, user);
        }
    }

    private void Submit(long assignment, long user)
    {
        if (!Submissions.Values.Any(row => row.Assignment == assignment && row.User == user))
        {
            var id = _next++;
            Submissions[id] = new LivingSubmission(id, assignment, user, _random.Next(1, 100));
            Disturb(id);
        }
    }

    private void Disturb(long id) => Disturbed.Add(id);

    private string NewName() => $"{(char)('A' + _random.Next(26))}{_random.Next(1_000)}";

    private T Pick<T>(ICollection<T> of) => of.ElementAt(_random.Next(of.Count));
}
