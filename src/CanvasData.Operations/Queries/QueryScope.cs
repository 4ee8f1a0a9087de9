using CanvasData.Operations.Canvas;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries;

/// <summary>
/// Whom a person may see, told once, as a choice of enrollments: every query shows a student in a course only if
/// an enrollment of that student there is in sight. The predicates become part of the SQL.
/// </summary>
internal abstract class QueryScope
{
    /// <summary>Whether unposted grades, unpublished work and staff's notes are hidden.</summary>
    public virtual bool IsLearner => false;

    /// <summary>Whether there is nothing to leave out.</summary>
    public virtual bool SeesEverything => false;

    /// <summary>Enrollments in sight.</summary>
    /// <param name="rows">Enrollments to choose from.</param>
    /// <param name="rights">Enrollments that give rights: those that Canvas has.</param>
    public abstract IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights);

    /// <summary>Courses in sight; without an override, those with a student in sight.</summary>
    public virtual IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights) =>
        rows.Where(c => students.Any(e => e.CourseId == c.Id));

    /// <summary>A wider choice of submissions that lets the database begin at an index; the enrollments decide.</summary>
    public virtual IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights) => rows;

    /// <summary>Notes about students in sight that may be read; belonging is checked elsewhere.</summary>
    public virtual IQueryable<Metadata.CanvasNote> Notes(IQueryable<Metadata.CanvasNote> rows) => rows.Where(n => n.CourseId != null);

    private static IQueryable<CanvasEnrollment> InForce(IQueryable<CanvasEnrollment> rights) =>
        rights.Where(e => e.EnrollmentState == "active" || e.EnrollmentState == "completed");

    public sealed class Everything : QueryScope
    {
        public override bool SeesEverything => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights) => rows;

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights) => rows;

        public override IQueryable<Metadata.CanvasNote> Notes(IQueryable<Metadata.CanvasNote> rows) => rows;
    }

    public sealed class Courseload(long[] ids) : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(e => EF.Parameter(ids).Contains(e.CourseId));

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(c => EF.Parameter(ids).Contains(c.Id));

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(s => EF.Parameter(ids).Contains(s.CourseId));
    }

    public sealed class Adviser(long[] students) : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(e => EF.Parameter(students).Contains(e.UserId));

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(s => EF.Parameter(students).Contains(s.UserId!.Value));

        public override IQueryable<Metadata.CanvasNote> Notes(IQueryable<Metadata.CanvasNote> rows) => rows;
    }

    public sealed class Teacher(long user) : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights)
        {
            var taught = Taught(rights);
            return rows.Where(e => taught.Any(t => t.CourseId == e.CourseId && (t.LimitPrivilegesToCourseSection != true || (t.SectionId != null && t.SectionId == e.SectionId))));
        }

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights)
        {
            var taught = Taught(rights);
            return rows.Where(c => taught.Select(t => t.CourseId).Contains(c.Id));
        }

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights)
        {
            var taught = Taught(rights);
            return rows.Where(s => taught.Select(t => t.CourseId).Contains(s.CourseId));
        }

        public override IQueryable<Metadata.CanvasNote> Notes(IQueryable<Metadata.CanvasNote> rows) =>
            rows.Where(n => n.CourseId != null || n.AuthorUserId == user);

        private IQueryable<CanvasEnrollment> Taught(IQueryable<CanvasEnrollment> rights) =>
            InForce(rights).Where(t => t.UserId == user && (t.Type == "TeacherEnrollment" || t.Type == "TaEnrollment"));
    }

    public sealed class Student(long user) : QueryScope
    {
        public override bool IsLearner => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(e => e.UserId == user);

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights) =>
            rows.Where(s => s.UserId == user);

        public override IQueryable<Metadata.CanvasNote> Notes(IQueryable<Metadata.CanvasNote> rows) => rows.Where(n => n.AuthorUserId == user);
    }

    public sealed class Observer(long user) : QueryScope
    {
        public override bool IsLearner => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights)
        {
            var observed = Observed(rights);
            return rows.Where(e => observed.Any(o => o.CourseId == e.CourseId && o.AssociatedUserId == e.UserId));
        }

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights)
        {
            var observed = Observed(rights);
            return rows.Where(s => observed.Select(o => o.AssociatedUserId).Contains(s.UserId));
        }

        public override IQueryable<Metadata.CanvasNote> Notes(IQueryable<Metadata.CanvasNote> rows) => rows.Where(n => n.AuthorUserId == user);

        private IQueryable<CanvasEnrollment> Observed(IQueryable<CanvasEnrollment> rights) =>
            InForce(rights).Where(o => o.UserId == user && o.Type == "ObserverEnrollment");
    }
}
