using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator.Generation;

/// <summary>Makes a school from its options: people first, then courses, then the term so far.</summary>
internal sealed class SchoolGenerator(CanvasSimulatorOptions options)
{
    private const int TermDays = 126;

    private readonly DateTimeOffset now = new(options.StartsAt.UtcTicks - (options.StartsAt.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    private long lastEnrollment = 20_000_000;

    /// <summary>Students who had dropped out of everything before the beginning; they come on top, so that sizes are as asked.</summary>
    private int FormerStudents => options.Students < 10 ? 0 : Math.Max(2, options.Students / 80);

    public SchoolState Generate()
    {
        var terms = Terms();
        var school = new SchoolState(options.Seed, terms, Moment.From(now)) { OmitsPostedAt = options.OmitsPostedAt };
        for (var i = 0; i < options.Students + FormerStudents; i++)
        {
            school.AddUser(Student(i));
        }

        var attending = Attendance();
        for (var i = 0; i < options.Courses; i++)
        {
            var past = i % 10 == 6 || RealShapes.IsLeftOpen(options, i);
            var term = past ? terms[1] : RealShapes.IsInWeightedTerm(options, i) ? terms[3] : terms[2];
            var course = new CourseGenerator(options, school, i, term, attending[i]).Generate(() => ++lastEnrollment);
            school.AddCourse(course);
        }

        if (options.Courses >= 5)
        {
            school.AddCourse(RestrictedCourse(school, options.Courses, terms[2]));
        }

        school.LastEnrollmentId = lastEnrollment;
        return school;
    }

    public static SimulatedUser NewStudent(int seed, int ordinal, DateTimeOffset createdAt)
    {
        var dice = new SeededRandom(seed, 11, ordinal);
        var kind = dice.Below(10) switch { < 5 => StudentKind.Steady, < 7 => StudentKind.Rising, < 9 => StudentKind.Falling, _ => StudentKind.Vanishing };
        var user = Person(seed, 1, ordinal, Ids.User(ordinal), createdAt);
        return user with { Kind = kind, Ability = dice.Between(0.5, 0.97), Ordinal = ordinal };
    }

    public static SimulatedUser Person(int seed, int role, int ordinal, long id, DateTimeOffset createdAt)
    {
        var dice = new SeededRandom(seed, 12, role, ordinal);
        var (first, last) = Names.Person(ref dice);
        return new SimulatedUser
        {
            Id = id,
            Name = $"{first} {last}",
            SortableName = $"{last}, {first}",
            LoginId = $"u{id % 10_000_000}@school.example",
            SisUserId = ordinal % 9 == 8 ? null : $"S{role}{ordinal:000000}",
            CreatedAt = createdAt.AddDays(-dice.Below(900)),
            Ordinal = -1 - ((role * 100_000) + ordinal),
        };
    }

    private SimulatedUser Student(int ordinal)
    {
        var user = NewStudent(options.Seed, ordinal, now.AddDays(-100));
        // A name with a leading blank: seen in real data, and never trimmed.
        return ordinal == 1 ? user with { Name = " " + user.Name } : user;
    }

    private SimulatedTerm[] Terms()
    {
        var begins = now.Date.AddDays(-63);
        var begin = new DateTimeOffset(begins, TimeSpan.Zero);
        return
        [
            new SimulatedTerm(Ids.DefaultTerm, "Default Term", null, null, null, null),
            new SimulatedTerm(Ids.EarlierTerm, "Earlier Term", begin.AddDays(-TermDays - 21), begin.AddDays(-21), null, "T-EARLIER"),
            new SimulatedTerm(Ids.PresentTerm, "Present Term", begin, begin.AddDays(TermDays), Ids.PeriodGroup, "T-PRESENT"),
            .. options.RealShapes && options.Courses > 7
                ? new[] { new SimulatedTerm(Ids.WeightedTerm, "Present Term, by parts", begin, begin.AddDays(TermDays), Ids.WeightedPeriodGroup, "T-PARTS") }
                : [],
        ];
    }

    private List<int>[] Attendance()
    {
        var attending = new List<int>[options.Courses];
        for (var i = 0; i < attending.Length; i++)
        {
            attending[i] = [];
        }

        var each = Math.Min(options.Courses, CanvasSimulatorOptions.CoursesPerStudent);
        for (var student = 0; student < options.Students + FormerStudents; student++)
        {
            var first = new SeededRandom(options.Seed, 13, student).Below(options.Courses);
            for (var i = 0; i < each; i++)
            {
                attending[(first + i) % options.Courses].Add(student);
            }
        }

        return attending;
    }

    private CourseState RestrictedCourse(SchoolState school, int ordinal, SimulatedTerm term)
    {
        var teacher = Person(options.Seed, 2, ordinal, Ids.Teacher(ordinal), now);
        school.AddUser(teacher);
        var (name, code) = Names.Course(ordinal);
        var info = new SimulatedCourse
        {
            Id = Ids.Course(ordinal),
            Name = name,
            CourseCode = code,
            WorkflowState = "available",
            TermId = term.Id,
            CreatedAt = now.AddDays(-200),
            TimeZone = "Europe/Stockholm",
            AccessRestrictedByDate = true,
        };
        return new CourseState(ordinal, info, Ids.Submissions(ordinal))
        {
            Teacher = teacher,
            Term = (Moment.From(term.StartAt), Moment.From(term.EndAt)),
            Periods = [],
            Standards = [],
        };
    }
}
