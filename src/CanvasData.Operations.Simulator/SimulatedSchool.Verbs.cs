using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.Grades;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator;

public sealed partial class SimulatedSchool
{
    private const double MaxPoints = 1_000_000_000;

    /// <summary>Gives a score, before the late policy takes its part. Grades of assignments that post manually stay hidden.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="userId">The student.</param>
    /// <param name="score">The score as entered; may be negative or above the points possible, up to a billion either way.</param>
    public void SetScore(long courseId, long assignmentId, long userId, double score)
    {
        CheckPoints(score, -MaxPoints, nameof(score));
        ChangeRow(courseId, assignmentId, userId, (CourseState c, ref SubmissionRow row, Moment now) => Marking.Grade(c, ref row, score, now));
    }

    /// <summary>Takes a score away. The time of grading stays, so nothing that asks for newly graded work sees it.</summary>
    public void Ungrade(long courseId, long assignmentId, long userId) =>
        ChangeRow(courseId, assignmentId, userId, (CourseState _, ref SubmissionRow row, Moment _) => Marking.Ungrade(ref row));

    /// <summary>Excuses a student from an assignment, which clears the score.</summary>
    public void Excuse(long courseId, long assignmentId, long userId) =>
        ChangeRow(courseId, assignmentId, userId, (CourseState c, ref SubmissionRow row, Moment now) => Marking.Excuse(c, ref row, now));

    /// <summary>Hands something in now, as the next attempt.</summary>
    public void HandIn(long courseId, long assignmentId, long userId) =>
        ChangeRow(courseId, assignmentId, userId, (CourseState _, ref SubmissionRow row, Moment now) =>
        {
            row.SubmittedAt = now;
            row.Attempt = (byte)Math.Min(row.Attempt + 1, byte.MaxValue);
            row.State = WorkState.Submitted;
            row.Outdated = row.HasScore;
            row.MissingByPolicy = false;
        });

    /// <summary>Shows a grade to the student.</summary>
    public void Post(long courseId, long assignmentId, long userId) =>
        ChangeRow(courseId, assignmentId, userId, (CourseState _, ref SubmissionRow row, Moment now) => row.PostedAt = now);

    /// <summary>Hides a grade from the student.</summary>
    public void Unpost(long courseId, long assignmentId, long userId) =>
        ChangeRow(courseId, assignmentId, userId, (CourseState _, ref SubmissionRow row, Moment _) => row.PostedAt = Moment.None);

    /// <summary>Moves an assignment's base due date; null takes it away.</summary>
    public void MoveDueDate(long courseId, long assignmentId, DateTimeOffset? dueAt)
    {
        CheckDate(dueAt);
        ChangeAssignment(courseId, assignmentId, info => info with { DueAt = Moment.From(dueAt).ToTime() });
    }

    /// <summary>Renames an assignment.</summary>
    public void RenameAssignment(long courseId, long assignmentId, string name) =>
        ChangeAssignment(courseId, assignmentId, info => info with { Name = name });

    /// <summary>Deletes an assignment; it and its submissions are served no more.</summary>
    public void DeleteAssignment(long courseId, long assignmentId) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var assignment = FindAssignment(course, assignmentId);
        assignment.Deleted = true;
        ForgetGrades(course);
        s.Events.AssignmentChanged(course, assignment);
        return true;
    });

    /// <summary>Adds a published assignment to the first group, with an empty submission for every student.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="name">Its name.</param>
    /// <param name="pointsPossible">Its points, or null.</param>
    /// <param name="dueAt">Its due date, or null.</param>
    public SimulatedAssignment AddAssignment(long courseId, string name, double? pointsPossible, DateTimeOffset? dueAt)
    {
        CheckPoints(pointsPossible ?? 0, 0, nameof(pointsPossible));
        CheckDate(dueAt);
        return Change(s => AddAssignment(s, courseId, name, pointsPossible, dueAt));
    }

    /// <summary>Adds a new person as an active student of section 1, with an empty submission for every published assignment.</summary>
    public SimulatedUser AddStudent(long courseId) => Change(s => AddStudent(s, FindCourse(s, courseId)));

    /// <summary>Makes a person an active teacher of a course, in its first section.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="userId">The person, for example the teacher of another course.</param>
    /// <returns>The enrollment.</returns>
    public SimulatedEnrollment AddTeacher(long courseId, long userId) => Change(s => Enroll(s, FindCourse(s, courseId), FindUser(s, userId).Id, "TeacherEnrollment", 4));

    /// <summary>Makes a person an active observer of a student in a course, in its first section.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="userId">The person who observes.</param>
    /// <param name="studentId">The student of the course who is observed.</param>
    /// <returns>The enrollment.</returns>
    public SimulatedEnrollment AddObserver(long courseId, long userId, long studentId) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        return course.FindStudent(studentId) is null
            ? throw new ArgumentException($"Course {courseId} has no student {studentId}. {nameof(Enrollments)} lists them.", nameof(studentId))
            : Enroll(s, course, FindUser(s, userId).Id, "ObserverEnrollment", 7, studentId);
    });

    /// <summary>Renames a person; the sortable name follows.</summary>
    public void RenameUser(long userId, string name) => Change(s =>
    {
        var user = FindUser(s, userId);
        var parts = name.Trim().Split(' ', 2);
        var renamed = user with { Name = name, SortableName = parts.Length == 2 ? $"{parts[1]}, {parts[0]}" : name };
        s.ChangeUser(renamed);
        s.Events.UserChanged(renamed);
        return true;
    });

    /// <summary>Renames a course.</summary>
    public void RenameCourse(long courseId, string name) => ChangeCourse(courseId, info => info with { Name = name });

    /// <summary>Deletes an enrollment. A student without another one in the course is gone from it with all submissions.</summary>
    public void DeleteEnrollment(long enrollmentId) => ChangeEnrollment(enrollmentId, "deleted");

    /// <summary>Concludes an enrollment: it keeps its last scores, and is listed as completed only.</summary>
    public void ConcludeEnrollment(long enrollmentId) => ChangeEnrollment(enrollmentId, "completed");

    /// <summary>Makes an enrollment active (again); what the student had submitted comes back with it.</summary>
    public void ReactivateEnrollment(long enrollmentId) => ChangeEnrollment(enrollmentId, "active");

    private delegate void RowChange(CourseState course, ref SubmissionRow row, Moment now);

    private void ChangeRow(long courseId, long assignmentId, long userId, RowChange change) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var index = FindRow(course, assignmentId, userId);
        ref var row = ref course.Rows[index];
        var before = row;
        change(course, ref row, s.Now);
        course.Students[row.Student].Grades = null;
        s.Events.SubmissionChanged(course, index, before);
        return true;
    });

    private void ChangeEnrollment(long enrollmentId, string newState) => Change(s =>
    {
        SetEnrollmentState(s, enrollmentId, newState);
        return true;
    });

    private static void SetEnrollmentState(SchoolState school, long enrollmentId, string newState)
    {
        var (course, index) = FindEnrollment(school, enrollmentId);
        var enrollment = course.Enrollments[index];
        var frozen = newState == "completed" ? GradesOf(course, enrollment) : null;
        course.Enrollments[index] = enrollment with { State = newState, UpdatedAt = school.Now.ToTime()!.Value, Frozen = frozen };
        if (course.FindStudent(enrollment.UserId) is { } student && enrollment.IsStudent)
        {
            course.Recount(student);
        }

        school.Events.EnrollmentChanged(course, course.Enrollments[index]);
    }

    private static SimulatedAssignment AddAssignment(SchoolState school, long courseId, string name, double? pointsPossible, DateTimeOffset? dueAt)
    {
        var course = FindCourse(school, courseId);
        if (course.Groups.Count == 0 || course.Assignments.Count >= Ids.MaxPerCourse)
        {
            throw new ArgumentException($"Course {courseId} takes no more assignments: it is restricted, or holds {Ids.MaxPerCourse:N0} already.");
        }

        var now = school.Now.ToTime()!.Value;
        var place = course.Assignments.Count;
        var assignment = course.AddAssignment(new SimulatedAssignment
        {
            Id = Ids.Assignment(course.Ordinal, place),
            CourseId = courseId,
            GroupId = course.Groups[0].Id,
            Name = name,
            Position = place + 1,
            PointsPossible = pointsPossible,
            GradingType = "points",
            SubmissionType = "online_text_entry",
            DueAt = Moment.From(dueAt).ToTime(),
            WorkflowState = "published",
            CreatedAt = now,
            UpdatedAt = now,
        });
        foreach (var student in course.Students)
        {
            course.AddRow(assignment, student);
        }

        ForgetGrades(course);
        school.Events.AssignmentChanged(course, assignment, "created");
        return assignment.Info;
    }

    private static void CheckPoints(double points, double least, string name)
    {
        if (!(points >= least && points <= MaxPoints))
        {
            throw new ArgumentOutOfRangeException(name, points, $"It must be between {least:N0} and {MaxPoints:N0}.");
        }
    }

    private static void CheckDate(DateTimeOffset? time)
    {
        if (time is { UtcDateTime.Year: < 2001 or > 2060 })
        {
            throw new ArgumentOutOfRangeException(nameof(time), time, "A time must lie in the years 2001 to 2060.");
        }
    }

    private static SimulatedUser AddStudent(SchoolState school, CourseState course)
    {
        var user = SchoolGenerator.NewStudent(school.Seed, school.StudentCount, school.Now.ToTime()!.Value);
        var section = FirstSection(course);
        school.AddUser(user);
        var student = course.AddStudent(user, section, isTest: false);
        school.Events.UserChanged(user, "created");
        Enroll(school, course, user.Id, "StudentEnrollment", 3);
        foreach (var assignment in course.Assignments.Where(a => a.HasSubmissions))
        {
            course.AddRow(assignment, student);
        }

        return user;
    }

    private static SimulatedEnrollment Enroll(SchoolState school, CourseState course, long userId, string type, long roleId, long? observedId = null)
    {
        var now = school.Now.ToTime()!.Value;
        var enrollment = new SimulatedEnrollment
        {
            Id = ++school.LastEnrollmentId,
            CourseId = course.Info.Id,
            SectionId = FirstSection(course),
            UserId = userId,
            Type = type,
            Role = type,
            RoleId = roleId,
            State = "active",
            AssociatedUserId = observedId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        school.AddEnrollment(course, enrollment);
        school.Events.EnrollmentChanged(course, enrollment, "created");
        return enrollment;
    }

    private static long FirstSection(CourseState course) =>
        course.Sections.Count > 0 ? course.Sections[0].Id : throw new ArgumentException($"Course {course.Info.Id} takes no people: it is restricted.");

    private static void ForgetGrades(CourseState course)
    {
        foreach (var student in course.Students)
        {
            student.Grades = null;
        }
    }
}
