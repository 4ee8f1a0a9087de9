using CanvasData.Operations.Simulator.Generation;
using CanvasData.Operations.Simulator.School;

namespace CanvasData.Operations.Simulator;

public sealed partial class SimulatedSchool
{
    private const int MaxModules = 10;

    /// <summary>Changes a course in any way that Canvas allows: its code, dates, term, grading scheme and settings.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="change">Makes the changed course, for example <c>c => c with { CourseCode = "202580-HIST-1575" }</c>. The id stays.</param>
    public void ChangeCourse(long courseId, Func<SimulatedCourse, SimulatedCourse> change) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var changed = change(course.Info) with { Id = courseId };
        if (!s.Terms.Exists(t => t.Id == changed.TermId))
        {
            throw new ArgumentException($"The school has no term {changed.TermId}. {nameof(Terms)} lists them.");
        }

        FindAccount(s, changed.AccountId);

        var moves = changed.TermId != course.Info.TermId;
        course.Info = changed;
        if (moves)
        {
            s.TakePeriods(course);
        }

        ForgetGrades(course);
        s.Events.CourseChanged(course);
        return true;
    });

    /// <summary>
    /// Changes an assignment in any way that Canvas allows: its points, dates, overrides, submission type, state. It counts as edited now.
    /// Publishing it gives every student an empty submission.
    /// </summary>
    /// <param name="courseId">The course.</param>
    /// <param name="assignmentId">The assignment.</param>
    /// <param name="change">Makes the changed assignment, for example <c>a => a with { SubmissionType = "wiki_page" }</c>. The ids stay.</param>
    public void ChangeAssignment(long courseId, long assignmentId, Func<SimulatedAssignment, SimulatedAssignment> change) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var assignment = FindAssignment(course, assignmentId);
        assignment.Change(change(assignment.Info) with { Id = assignmentId, CourseId = courseId, UpdatedAt = s.Now.ToTime()!.Value });
        foreach (var student in assignment.HasSubmissions ? course.Students : [])
        {
            if (assignment.RowOf(student.Ordinal) < 0)
            {
                course.AddRow(assignment, student);
            }
        }

        ForgetGrades(course);
        s.Events.AssignmentChanged(course, assignment);
        return true;
    });

    /// <summary>Changes a group of assignments: its name, weight and drop rules.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="change">Makes the changed group, for example <c>g => g with { DropLowest = 0 }</c>. The ids stay.</param>
    public void ChangeAssignmentGroup(long courseId, long groupId, Func<SimulatedAssignmentGroup, SimulatedAssignmentGroup> change) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var index = course.Groups.FindIndex(g => g.Id == groupId);
        if (index < 0)
        {
            throw new ArgumentException($"Course {courseId} has no assignment group {groupId}. {nameof(AssignmentGroups)} lists them.");
        }

        course.Groups[index] = change(course.Groups[index]) with { Id = groupId, CourseId = courseId };
        ForgetGrades(course);
        s.Events.PartChanged(course, "assignment_group", groupId);
        return true;
    });

    /// <summary>Changes a module. Assigning it to some sections or students takes its assignments away from everyone else.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="moduleId">The module.</param>
    /// <param name="change">Makes the changed module, for example <c>m => m with { AssignedSectionIds = [sectionId] }</c>. The ids stay.</param>
    public void ChangeModule(long courseId, long moduleId, Func<SimulatedModule, SimulatedModule> change) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        var index = course.Modules.FindIndex(m => m.Id == moduleId);
        if (index < 0)
        {
            throw new ArgumentException($"Course {courseId} has no module {moduleId}. {nameof(Modules)} lists them.");
        }

        course.Modules[index] = change(course.Modules[index]) with { Id = moduleId, CourseId = courseId };
        course.LimitByModules();
        ForgetGrades(course);
        s.Events.PartChanged(course, "module", moduleId);
        return true;
    });

    /// <summary>Adds a module with some of the course's assignments at the end.</summary>
    /// <param name="courseId">The course.</param>
    /// <param name="name">Its name.</param>
    /// <param name="assignmentIds">Its assignments in order.</param>
    /// <returns>The module, assigned to everyone.</returns>
    public SimulatedModule AddModule(long courseId, string name, params IReadOnlyList<long> assignmentIds) => Change(s =>
    {
        var course = FindCourse(s, courseId);
        if (course.Modules.Count >= MaxModules)
        {
            throw new ArgumentException($"Course {courseId} takes no more modules: it holds {MaxModules} already.");
        }

        var id = Ids.Module(course.Ordinal, course.Modules.Count);
        var lastItem = course.Modules.SelectMany(m => m.Items).Select(i => i.Id).DefaultIfEmpty(Ids.ModuleItem(course.Ordinal, 0)).Max();
        var items = assignmentIds.Select((a, place) => ItemOf(FindAssignment(course, a).Info, lastItem + 1 + place, id, place + 1)).ToList();
        var module = new SimulatedModule(id, courseId, name, course.Modules.Count + 1, null, items);
        course.Modules.Add(module);
        s.Events.PartChanged(course, "module", id, "created");
        return module;
    });

    /// <summary>Adds an account. A course comes into it by <see cref="ChangeCourse"/>.</summary>
    /// <param name="name">The name of the account.</param>
    /// <param name="parentId">The account above.</param>
    /// <param name="sisAccountId">The id in the student information system.</param>
    public SimulatedAccount AddAccount(string name, long parentId, string sisAccountId) => Change(s =>
    {
        var account = new SimulatedAccount(s.Accounts.Max(a => a.Id) + 1, name, FindAccount(s, parentId).Id, sisAccountId);
        s.Accounts.Add(account);
        return account;
    });

    /// <summary>Changes an account below the school's: its name, or the account above it.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="change">Makes the account from what it was; its id stays.</param>
    public void ChangeAccount(long accountId, Func<SimulatedAccount, SimulatedAccount> change) => Change(s =>
    {
        ArgumentNullException.ThrowIfNull(change);
        var account = FindAccount(s, accountId);
        var changed = change(account) with { Id = accountId };
        var moves = changed.ParentId is { } parent && parent != account.ParentId;
        if (account.ParentId is null || changed.ParentId is null || (moves && Api.Lookup.AccountsBelow(s, accountId).Append(account).Any(a => a.Id == FindAccount(s, changed.ParentId.Value).Id)))
        {
            throw new ArgumentException($"Account {accountId} cannot be changed so: the school's account stays, and each other one lies below an account that is not below it.", nameof(change));
        }

        s.Accounts[s.Accounts.IndexOf(account)] = changed;
        return true;
    });

    /// <summary>Deletes an account below which nothing is.</summary>
    /// <param name="accountId">The account.</param>
    public void DeleteAccount(long accountId) => Change(s =>
    {
        var account = FindAccount(s, accountId);
        if (account.ParentId is null || s.Accounts.Exists(a => a.ParentId == accountId) || s.Courses.Exists(c => c.Info.AccountId == accountId))
        {
            throw new ArgumentException($"Account {accountId} holds accounts or courses, or is the school's: move them first.", nameof(accountId));
        }

        return s.Accounts.Remove(account);
    });

    private static SimulatedAccount FindAccount(SchoolState state, long accountId) =>
        state.Accounts.Find(a => a.Id == accountId) ?? throw new ArgumentException($"The school has no account {accountId}. {nameof(Accounts)} lists them.", nameof(accountId));

    /// <summary>Adds a term without grading periods. A course comes into it by <see cref="ChangeCourse"/>.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="startAt">When it begins, or null.</param>
    /// <param name="endAt">When it ends, or null.</param>
    /// <returns>The term.</returns>
    public SimulatedTerm AddTerm(string name, DateTimeOffset? startAt, DateTimeOffset? endAt) => Change(s =>
    {
        var term = new SimulatedTerm(s.Terms.Max(t => t.Id) + 1, name, startAt, endAt, null, null);
        s.Terms.Add(term);
        return term;
    });

    /// <summary>Gives a term and all its courses a new set of grading periods.</summary>
    /// <param name="termId">The term.</param>
    /// <param name="weighted">Whether courses' totals are made of the periods' totals by their weights.</param>
    /// <param name="periods">The periods in order; each ends grading with its own end. None takes the periods away.</param>
    /// <returns>The periods with their ids.</returns>
    public IReadOnlyList<SimulatedGradingPeriod> SetGradingPeriods(
        long termId, bool weighted, params IReadOnlyList<(string Title, DateTimeOffset StartDate, DateTimeOffset EndDate, double? Weight)> periods) => Change(s =>
    {
        var index = s.Terms.FindIndex(t => t.Id == termId);
        if (index < 0)
        {
            throw new ArgumentException($"The school has no term {termId}. {nameof(Terms)} lists them.");
        }

        var group = s.Terms.Max(t => t.GradingPeriodGroupId ?? Ids.PeriodGroup) + 1;
        var made = periods.Select((p, i) => new SimulatedGradingPeriod(Ids.Period(group, i), group, p.Title, p.StartDate, p.EndDate, p.EndDate, p.Weight)).ToList();
        s.Terms[index] = s.Terms[index] with { GradingPeriodGroupId = made.Count == 0 ? null : group };
        s.PeriodsOfTerm[termId] = (made, weighted);
        foreach (var course in s.Courses.Where(c => c.Info.TermId == termId))
        {
            s.TakePeriods(course);
            ForgetGrades(course);
        }

        return made;
    });

    internal static SimulatedModuleItem ItemOf(SimulatedAssignment assignment, long id, long moduleId, int position)
    {
        var type = assignment.QuizId is not null ? "Quiz" : assignment.SubmissionType == "discussion_topic" ? "Discussion" : "Assignment";
        var content = type == "Discussion" ? Ids.Topic(assignment.Id) : assignment.QuizId ?? assignment.Id;
        return new SimulatedModuleItem(id, moduleId, position, assignment.Name, type, content);
    }
}
