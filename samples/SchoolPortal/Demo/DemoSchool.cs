using CanvasData.Operations.Metadata;
using CanvasData.Operations.Model;
using CanvasData.Operations.SchoolPortal.Data;
using CanvasData.Operations.SchoolPortal.Identity;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.SchoolPortal.Demo;

/// <summary>Gives the simulated school the people of the demo accounts, and what the portal knows about its students.</summary>
internal sealed class DemoSchool(SimulatedSchool school, Accounts accounts, DemoAccounts offered, PortalContext context, IMetadataManager metadata, ITagManager tags)
{
    private const int CoursesOfTeacher = 3;
    private const int CaseloadSize = 24;

    private readonly IReadOnlyList<SimulatedCourse> _running = [.. school.Courses.Where(course => course is { WorkflowState: "available", AccessRestrictedByDate: false })];

    /// <summary>Gives the demo teacher more than one course, and the observer every course of the child. Before the first sync.</summary>
    public void Enroll()
    {
        var (teacher, observer, student) = (Teacher, Observer, Student);
        foreach (var course in _running.Skip(1).Take(CoursesOfTeacher - 1))
        {
            school.AddTeacher(course.Id, teacher);
        }

        foreach (var course in _running.Skip(1).Where(course => Studies(course.Id, student)))
        {
            school.AddObserver(course.Id, observer, student);
        }
    }

    public async Task AddPeopleAsync()
    {
        List<NewAccount> people =
        [
            Account(PortalRoles.Teacher, Teacher),
            Account(PortalRoles.Student, Student),
            Account(PortalRoles.Observer, Observer),
            Account(PortalRoles.Adviser, "Amina Okafor"),
            Account(PortalRoles.Administrator, "Erik Sandberg"),
        ];
        foreach (var person in people)
        {
            var account = await accounts.AddAsync(person);
            if (person.Role == PortalRoles.Adviser)
            {
                context.Caseload.AddRange(Classmates.Take(CaseloadSize).Select(id => new CaseloadEntry { AdviserId = account.Id, StudentId = id }));
            }
        }

        await context.SaveChangesAsync();
        offered.Offer(people);
    }

    /// <summary>Writes a few notes and tags, as teachers and advisers do.</summary>
    public async Task WriteNotesAsync()
    {
        var course = _running[0].Id;
        var author = new NoteAuthor(Teacher, school.User(Teacher).Name.Trim());
        var some = Classmates.Take(4).ToList();
        (string Category, string Visibility, string Text)[] texts =
        [
            ("general", NoteVisibility.Staff, "Asked for the lab safety sheet again; handed it over on Tuesday."),
            ("support", NoteVisibility.Person, "We agreed on the reading group on Thursdays. Please bring the open questions of chapter 4."),
            ("family", NoteVisibility.Staff, "Phone call with the family: travels until the end of the month, works online."),
            ("praise", NoteVisibility.Person, "Very clear explanation in front of the class today."),
        ];
        foreach (var (student, (category, visibility, text)) in some.Zip(texts))
        {
            await metadata.AddNoteAsync(new NewNote { Target = MetadataTarget.Student(student), CourseId = course, Author = author, Category = category, Visibility = visibility, Text = text });
        }

        await tags.AddAsync([.. some.Take(2).Select(MetadataTarget.Student)], ["reading group"]);
        await tags.AddAsync([MetadataTarget.Student(some[2])], ["works online"]);
    }

    private long Teacher => PersonOf("TeacherEnrollment").UserId;

    private long Observer => PersonOf("ObserverEnrollment").UserId;

    private long Student => PersonOf("ObserverEnrollment").AssociatedUserId!.Value;

    private IEnumerable<long> Classmates => school.Enrollments(_running[0].Id).Where(person => person is { Type: "StudentEnrollment", State: "active" }).Select(person => person.UserId).Distinct();

    private SimulatedEnrollment PersonOf(string type) => school.Enrollments(_running[0].Id).First(person => person.Type == type);

    private bool Studies(long courseId, long studentId) =>
        school.Enrollments(courseId).Any(person => person.UserId == studentId && person is { Type: "StudentEnrollment", State: "active" });

    private NewAccount Account(string role, long userId) => Account(role, school.User(userId).Name.Trim()) with { CanvasUserId = userId };

    private static NewAccount Account(string role, string name) => new()
    {
        UserName = DemoAccounts.UserNameOf(role),
        Password = DemoAccounts.Password,
        Role = role,
        DisplayName = name,
    };
}
