using System.Runtime.InteropServices;
using CanvasData.Operations.Simulator.Api;

namespace CanvasData.Operations.Simulator.School;

/// <summary>Everything of one course. Not thread safe by itself: the school's lock guards it.</summary>
internal sealed class CourseState(int ordinal, SimulatedCourse info, long submissionBase)
{
    private readonly List<SubmissionRow> rows = [];
    private readonly Dictionary<long, int> studentOfUser = [];
    private readonly Dictionary<long, int> assignmentOfId = [];
    private readonly Dictionary<int, RowDetails> details = [];

    public int Ordinal { get; } = ordinal;

    public SimulatedCourse Info { get; set; } = info;

    public required SimulatedUser Teacher { get; init; }

    /// <summary>The days over which the course's work is spread.</summary>
    public required (Moment Opens, Moment Closes) Term { get; init; }

    public required IReadOnlyList<SimulatedGradingPeriod> Periods { get; set; }

    /// <summary>Whether the total is made of the periods' totals by their weights.</summary>
    public bool WeighsPeriods { get; set; }

    public required IReadOnlyList<SimulatedGradingStandard> Standards { get; init; }

    public List<SimulatedSection> Sections { get; } = [];

    public List<SimulatedEnrollment> Enrollments { get; } = [];

    public List<StudentState> Students { get; } = [];

    public List<SimulatedAssignmentGroup> Groups { get; } = [];

    public List<AssignmentState> Assignments { get; } = [];

    public List<SimulatedModule> Modules { get; } = [];

    public List<SimulatedGroupCategory> GroupCategories { get; } = [];

    public List<SimulatedGroup> StudentGroups { get; } = [];

    /// <summary>The enrollments as Canvas lists them, by type, sortable name and id; null until someone asks, and again after each change.</summary>
    public IReadOnlyList<(BookmarkKey Key, int Index)>? EnrollmentOrder { get; set; }

    /// <summary>The people as Canvas lists them, by sortable name and id, each with the places of their enrollments; null as above.</summary>
    public IReadOnlyList<CourseMember>? Members { get; set; }

    public Span<SubmissionRow> Rows => CollectionsMarshal.AsSpan(rows);

    /// <summary>The course's grading scheme, names with lower bounds; null when it gives no letters.</summary>
    public IReadOnlyList<(string Name, decimal LowerBound)>? Scheme => Info.GradingStandardId switch
    {
        null => null,
        0 => Grades.GradeText.DefaultScheme,
        { } id => Standards.FirstOrDefault(s => s.Id == id)?.Rows,
    };

    public long SubmissionId(int row) => submissionBase + row;

    /// <summary>The first row whose id is above this one.</summary>
    public int RowAfter(long submissionId) => (int)Math.Clamp(submissionId - submissionBase + 1, 0, rows.Count);

    public void Reserve(int more) => rows.EnsureCapacity(rows.Count + more);

    public StudentState AddStudent(SimulatedUser user, long sectionId, bool isTest)
    {
        var student = new StudentState(Students.Count, user, sectionId) { IsTest = isTest };
        Students.Add(student);
        studentOfUser.Add(user.Id, student.Ordinal);
        return student;
    }

    public void AddEnrollment(SimulatedEnrollment enrollment)
    {
        if (enrollment.IsStudent)
        {
            var student = FindStudent(enrollment.UserId)!;
            student.Enrollments.Add(Enrollments.Count);
            if (!student.Sections.Contains(enrollment.SectionId))
            {
                student.Sections.Add(enrollment.SectionId);
            }
        }

        Enrollments.Add(enrollment);
        ForgetOrder();
    }

    /// <summary>Forgets the order of people, since a name or an enrollment has changed.</summary>
    public void ForgetOrder()
    {
        EnrollmentOrder = null;
        Members = null;
    }

    public AssignmentState AddAssignment(SimulatedAssignment info)
    {
        var assignment = new AssignmentState(Assignments.Count, info);
        Assignments.Add(assignment);
        assignmentOfId.Add(info.Id, assignment.Ordinal);
        return assignment;
    }

    public int AddRow(AssignmentState assignment, StudentState student)
    {
        assignment.SetRow(student.Ordinal, rows.Count);
        rows.Add(SubmissionRow.Empty(assignment.Ordinal, student.Ordinal));
        return rows.Count - 1;
    }

    public IEnumerable<long> GroupsOf(long userId) => StudentGroups.Where(g => g.MemberIds.Contains(userId)).Select(g => g.Id);

    public StudentState? FindStudent(long userId) => studentOfUser.TryGetValue(userId, out var index) ? Students[index] : null;

    public AssignmentState? FindAssignment(long id) => assignmentOfId.TryGetValue(id, out var index) ? Assignments[index] : null;

    /// <summary>Recomputes whether the student is still here from the enrollments.</summary>
    public void Recount(StudentState student)
    {
        student.InScope = student.Enrollments.Exists(e => Enrollments[e].State is not ("deleted" or "rejected"));
        student.IsStudying = student.Enrollments.Exists(e => Enrollments[e].State is "active" or "invited");
        student.Grades = null;
    }

    /// <summary>Whether the listing of all students' submissions covers the row at all.</summary>
    public bool IsListed(in SubmissionRow row) =>
        Assignments[row.Assignment] is { HasSubmissions: true } assignment && Students[row.Student] is { InScope: true } student && assignment.IsAssignedTo(student);

    /// <summary>Whether the student has the assignment; Canvas looks at this only after it has cut the page.</summary>
    public bool IsVisible(in SubmissionRow row) => Assignments[row.Assignment].IsVisibleTo(Students[row.Student]);

    /// <summary>What few rows have; null when this one has none of it.</summary>
    public RowDetails? DetailsOf(int row) => Rows[row].HasDetails ? details[row] : null;

    /// <summary>The same, made when it is not there.</summary>
    public RowDetails Detail(int row)
    {
        Rows[row].HasDetails = true;
        if (!details.TryGetValue(row, out var found))
        {
            details.Add(row, found = new RowDetails());
        }

        return found;
    }

    /// <summary>Reads again which assignments the modules limit to some.</summary>
    public void LimitByModules()
    {
        var limiting = Modules.FindAll(m => m.IsAssignedToSome);
        foreach (var assignment in Assignments)
        {
            var around = limiting.FindAll(m => m.Items.Any(i => i.ContentId is { } content && assignment.IsContent(content)));
            assignment.Limit(around.Count == 0 ? null : new Audience(around.SelectMany(m => m.AssignedSectionIds ?? []), around.SelectMany(m => m.AssignedStudentIds ?? [])));
        }
    }

    public long? PeriodOf(Moment due)
    {
        if (Periods.Count == 0)
        {
            return null;
        }

        foreach (var period in Periods)
        {
            if (!due.IsNone && Moment.From(period.StartDate) < due && due <= Moment.From(period.EndDate))
            {
                return period.Id;
            }
        }

        return due.IsNone ? Periods[^1].Id : null;
    }
}
