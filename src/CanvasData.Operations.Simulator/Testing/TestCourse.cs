using CanvasData.Operations.Client;
using CanvasData.Operations.Grading;

namespace CanvasData.Operations.Simulator.Testing;

/// <summary>A course of a <see cref="TestSchool"/>.</summary>
public sealed class TestCourse
{
    private readonly TestSchool _school;
    private readonly string _name;
    private readonly DateTimeOffset _startAt;
    private readonly List<Group> _groups = [];
    private readonly List<Assignment> _assignments = [];
    private readonly List<Member> _staff = [];
    private readonly List<TestStudent> _students = [];
    private DateTimeOffset _endAt;
    private bool _isConcluded;

    internal TestCourse(TestSchool school, long id, string name, DateTimeOffset startAt, DateTimeOffset endAt) =>
        (_school, Id, _name, _startAt, _endAt) = (school, id, name, startAt, endAt);

    /// <summary>The Canvas course id.</summary>
    public long Id { get; }

    internal TestSchool School => _school;

    /// <summary>Adds a teacher. One name is one person in all courses.</summary>
    /// <param name="name">The name.</param>
    public TestCourse WithTeacher(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return Change(() => _staff.Add(new Member(_school.NextId("enrollment"), _school.PersonOf(name), name)));
    }

    /// <summary>Adds a student; a name that the course has already gives that student. One name is one person in all courses.</summary>
    /// <param name="name">The name.</param>
    public TestStudent WithStudent(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return _school.Change(() =>
        {
            if (_students.Find(one => one.Name == name) is { } known)
            {
                return known;
            }

            var student = new TestStudent(this, _school.NextId("enrollment"), _school.PersonOf(name), name);
            _students.Add(student);
            return student;
        });
    }

    /// <summary>Adds a published assignment.</summary>
    /// <param name="name">The name, by which marks refer to it; one of its own in the course.</param>
    /// <param name="points">The points possible, 0 or more.</param>
    /// <param name="dueAt">The due date; null for none.</param>
    /// <param name="group">The assignment group; added when the course has none of that name.</param>
    /// <exception cref="ArgumentException">The course has an assignment of that name.</exception>
    public TestCourse WithAssignment(string name, double points = 10, DateTimeOffset? dueAt = null, string group = "Assignments")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        return Change(() => Add(name, points, dueAt, group));
    }

    /// <summary>Sets the weight of an assignment group; groups without one then weigh nothing.</summary>
    /// <param name="name">The group; added when the course has none of that name.</param>
    /// <param name="percent">The weight, percent, 0 or more.</param>
    public TestCourse WithGroupWeight(string name, double percent)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        return Change(() => FindGroup(name).Weight = percent);
    }

    /// <summary>Concludes the course; its last day was yesterday.</summary>
    public TestCourse Concluded() => Change(() => (_isConcluded, _endAt) = (true, _school.Now.AddDays(-1)));

    /// <summary>Returns the Canvas id of an assignment.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">The course has no assignment of that name.</exception>
    public long AssignmentId(string name) => _school.Change(() => Find(name).Id);

    internal Assignment Find(string name) => _assignments.Find(one => one.Name == name)
        ?? throw new ArgumentException($"The course \"{_name}\" has no assignment \"{name}\": add it with WithAssignment.", nameof(name));

    /// <summary>The first assignment without work of a student; a new one when there is none.</summary>
    internal Assignment NextFor(TestStudent student) =>
        _assignments.Find(one => !student.HasWork(one.Id)) ?? Add($"Assignment {_assignments.Count + 1}", 10, null, "Assignments");

    internal CourseRecord ToRecord() => new()
    {
        Id = Id,
        Name = _name,
        CourseCode = _name,
        WorkflowState = _isConcluded ? "completed" : "available",
        StartAt = _startAt,
        EndAt = _endAt,
        CreatedAt = _startAt,
        RestrictEnrollmentsToCourseDates = true,
        ApplyAssignmentGroupWeights = _groups.Exists(group => group.Weight is not null),
        HasGradingPeriods = false,
        TotalStudents = _students.Count,
        ServerTime = _school.Now,
    };

    internal SectionRecord ToSection() => new() { Id = Id, CourseId = Id, Name = _name };

    internal IReadOnlyList<AssignmentGroupRecord> ToGroups() =>
        [.. _groups.Select((group, index) => new AssignmentGroupRecord { Id = group.Id, Name = group.Name, Position = index + 1, GroupWeight = group.Weight ?? 0 })];

    internal IReadOnlyList<AssignmentRecord> ToAssignments() => [.. _assignments.Select((one, index) => new AssignmentRecord
    {
        Id = one.Id,
        CourseId = Id,
        AssignmentGroupId = one.GroupId,
        Name = one.Name,
        PointsPossible = one.Points,
        DueAt = one.DueAt,
        GradingType = GradingTypes.Points,
        SubmissionTypes = new Optional<IReadOnlyList<string>?>(["online_text_entry"]),
        WorkflowState = "published",
        Published = true,
        Position = index + 1,
        PostManually = false,
        OnlyVisibleToOverrides = false,
        Overrides = new Optional<IReadOnlyList<AssignmentOverrideRecord>?>([]),
    })];

    internal IReadOnlyList<EnrollmentRecord> ToEnrollments()
    {
        var calculator = new GradeCalculator(new GradedCourse
        {
            IsWeighted = _groups.Exists(group => group.Weight is not null),
            Groups = [.. _groups.Select(group => new GradedGroup(group.Id, group.Weight ?? 0))],
            Assignments = [.. _assignments.Select(one => new GradedAssignment(one.Id, one.GroupId, one.Points))],
        });
        return
        [
            .. _staff.Select(member => Enrollment(member.EnrollmentId, member.UserId, member.Name, "TeacherEnrollment")),
            .. _students.Select(student => Enrollment(student.EnrollmentId, student.UserId, student.Name, "StudentEnrollment", student.ToGrades(calculator))),
        ];
    }

    internal IReadOnlyList<SubmissionRecord> ToSubmissions() =>
        [.. _students.SelectMany(student => _assignments.Select(one => student.ToSubmission(one, _staff.Count == 0 ? null : _staff[0].UserId)))];

    private Assignment Add(string name, double points, DateTimeOffset? dueAt, string group)
    {
        if (_assignments.Exists(one => one.Name == name))
        {
            throw new ArgumentException($"The course \"{_name}\" has an assignment \"{name}\" already: give each a name of its own.", nameof(name));
        }

        var assignment = new Assignment(_school.NextId("assignment"), FindGroup(group).Id, name, points, dueAt);
        _assignments.Add(assignment);
        return assignment;
    }

    private Group FindGroup(string name)
    {
        if (_groups.Find(group => group.Name == name) is { } known)
        {
            return known;
        }

        var added = new Group(_school.NextId("group"), name);
        _groups.Add(added);
        return added;
    }

    private EnrollmentRecord Enrollment(long id, long userId, string name, string type, GradesRecord? grades = null) => new()
    {
        Id = id,
        UserId = userId,
        CourseId = Id,
        CourseSectionId = Id,
        Type = type,
        Role = type,
        EnrollmentState = _isConcluded ? "completed" : "active",
        CreatedAt = _startAt,
        Grades = grades is null ? default : new Optional<GradesRecord?>(grades),
        User = new Optional<UserRecord?>(new UserRecord
        {
            Id = userId,
            Name = name,
            SortableName = name.LastIndexOf(' ') is > 0 and var blank ? $"{name[(blank + 1)..]}, {name[..blank]}" : name,
            ShortName = name,
            LoginId = $"user{userId}",
            Email = $"user{userId}@school.test",
            SisUserId = $"S{userId}",
        }),
    };

    private TestCourse Change(Action change) => _school.Change(() =>
    {
        change();
        return this;
    });

    internal sealed record Assignment(long Id, long GroupId, string Name, double Points, DateTimeOffset? DueAt);

    private sealed record Group(long Id, string Name)
    {
        public double? Weight { get; set; }
    }

    private sealed record Member(long EnrollmentId, long UserId, string Name);
}
