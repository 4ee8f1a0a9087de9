using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>
/// The scope of a person, in one place, as a choice of enrollments. Every query shows a student in a course only if an enrollment of that
/// student there is in scope. The predicates become part of the SQL.
/// </summary>
internal abstract class QueryScope
{
    /// <summary>Whether unposted grades, unpublished work and staff's notes are hidden.</summary>
    public virtual bool IsLearner => false;

    /// <summary>Whether it names its students by a set of any size.</summary>
    public virtual bool NamesStudents => false;

    /// <summary>Whether there is nothing to leave out.</summary>
    public virtual bool SeesEverything => false;

    /// <summary>Enrollments in scope.</summary>
    /// <param name="rows">Enrollments to choose from.</param>
    /// <param name="rights">Enrollments that give rights: those that Canvas has.</param>
    /// <param name="parameters">The user and the rights of the scope.</param>
    public abstract IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters);

    /// <summary>Courses in scope; without an override, those with a student in scope.</summary>
    public virtual IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
        rows.Where(c => students.Select(e => e.CourseId).Contains(c.Id));

    /// <summary>Sections that staff sees; without an override, all.</summary>
    public virtual IQueryable<CanvasSection> Sections(IQueryable<CanvasSection> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) => rows;

    /// <summary>A wider choice of submissions that lets the database begin at an index; the enrollments decide.</summary>
    public virtual IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) => rows;

    /// <summary>Notes about students in scope that may be read; belonging is checked elsewhere. Private notes are read by their authors only.</summary>
    public virtual IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, QueryParameters parameters) => rows.Where(NoteRules.ForStaff).Where(n => n.CourseId != null);

    /// <summary>Enrollments that give the rights of a teacher.</summary>
    public static IQueryable<CanvasEnrollment> Teaching(IQueryable<CanvasEnrollment> rights) => InForce(rights).Where(EnrollmentRules.Teaching);

    /// <summary>Enrollments that give the rights of an observer.</summary>
    public static IQueryable<CanvasEnrollment> Observing(IQueryable<CanvasEnrollment> rights) => InForce(rights).Where(EnrollmentRules.Observing);

    private static IQueryable<CanvasEnrollment> InForce(IQueryable<CanvasEnrollment> rights) =>
        rights.Where(EnrollmentRules.InForce);

    public sealed class Everything : QueryScope
    {
        public override bool SeesEverything => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) => rows;

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) => rows;

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, QueryParameters parameters) => rows.Where(NoteRules.ForStaff);
    }

    public sealed class Courseload : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            rows.Where(e => EF.Parameter(parameters.MemberIds!).Contains(e.CourseId));

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            rows.Where(c => EF.Parameter(parameters.MemberIds!).Contains(c.Id));

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            rows.Where(s => EF.Parameter(parameters.MemberIds!).Contains(s.CourseId));
    }

    public sealed class Adviser : QueryScope
    {
        public override bool NamesStudents => true;

        // Beside a set of assignments the students do not lead: SQLite would search an index for each pair of the two.
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            parameters.AssignmentIds is null
                ? rows.Where(e => EF.Parameter(parameters.MemberIds!).Contains(e.UserId))
                : rows.Where(e => EF.Parameter(parameters.MemberIds!).Contains(e.UserId + 0));

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            rows.Where(s => EF.Parameter(parameters.MemberIds!).Contains(s.UserId!.Value));

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, QueryParameters parameters) => rows.Where(NoteRules.ForStaff);
    }

    public sealed class Teacher : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters)
        {
            var taught = Taught(rights, parameters);
            return rows.Where(e => taught.Any(t => t.CourseId == e.CourseId && (t.LimitPrivilegesToCourseSection != true || (t.SectionId != null && t.SectionId == e.SectionId))));
        }

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, QueryParameters parameters)
        {
            var taught = Taught(rights, parameters);
            return rows.Where(c => taught.Select(t => t.CourseId).Contains(c.Id));
        }

        public override IQueryable<CanvasSection> Sections(IQueryable<CanvasSection> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters)
        {
            var taught = Taught(rights, parameters);
            return rows.Where(x => taught.Any(t => t.CourseId == x.CourseId && (t.LimitPrivilegesToCourseSection != true || t.SectionId == x.Id)));
        }

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters)
        {
            var taught = Taught(rights, parameters);
            return rows.Where(s => taught.Select(t => t.CourseId).Contains(s.CourseId));
        }

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, QueryParameters parameters) =>
            rows.Where(n => (n.CourseId != null && Rule.Holds(NoteRules.ForStaff, n)) || n.AuthorUserId == parameters.UserId).WithRules();

        private static IQueryable<CanvasEnrollment> Taught(IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            Teaching(rights).Where(t => t.UserId == parameters.UserId);
    }

    public sealed class Student : QueryScope
    {
        public override bool IsLearner => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            rows.Where(e => e.UserId == parameters.UserId);

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            rows.Where(s => s.UserId == parameters.UserId);

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, QueryParameters parameters) =>
            rows.Where(n => n.AuthorUserId == parameters.UserId || (n.TargetId == parameters.UserId && Rule.Holds(NoteRules.ForPerson, n))).WithRules();
    }

    public sealed class Observer : QueryScope
    {
        public override bool IsLearner => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters)
        {
            var observed = Observed(rights, parameters);
            return rows.Where(e => observed.Any(o => o.CourseId == e.CourseId && o.AssociatedUserId == e.UserId));
        }

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, QueryParameters parameters)
        {
            var observed = Observed(rights, parameters);
            return rows.Where(s => observed.Select(o => o.AssociatedUserId).Contains(s.UserId));
        }

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, QueryParameters parameters) => rows.Where(n => n.AuthorUserId == parameters.UserId);

        private static IQueryable<CanvasEnrollment> Observed(IQueryable<CanvasEnrollment> rights, QueryParameters parameters) =>
            Observing(rights).Where(o => o.UserId == parameters.UserId);
    }
}
