using CanvasData.Operations.Model;
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

    /// <summary>Whether it names its students by a set of any size.</summary>
    public virtual bool NamesStudents => false;

    /// <summary>Whether there is nothing to leave out.</summary>
    public virtual bool SeesEverything => false;

    /// <summary>Enrollments in sight.</summary>
    /// <param name="rows">Enrollments to choose from.</param>
    /// <param name="rights">Enrollments that give rights: those that Canvas has.</param>
    /// <param name="asked">Whose eyes.</param>
    public abstract IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked);

    /// <summary>Courses in sight; without an override, those with a student in sight.</summary>
    public virtual IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
        rows.Where(c => students.Any(e => e.CourseId == c.Id));

    /// <summary>A wider choice of submissions that lets the database begin at an index; the enrollments decide.</summary>
    public virtual IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) => rows;

    /// <summary>Notes about students in sight that may be read; belonging is checked elsewhere.</summary>
    public virtual IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, Inputs asked) => rows.Where(n => n.CourseId != null);

    private static IQueryable<CanvasEnrollment> InForce(IQueryable<CanvasEnrollment> rights) =>
        rights.Where(EnrollmentRules.InForce);

    public sealed class Everything : QueryScope
    {
        public override bool SeesEverything => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) => rows;

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, Inputs asked) => rows;

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, Inputs asked) => rows;
    }

    public sealed class Courseload : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            rows.Where(e => EF.Parameter(asked.MemberIds!).Contains(e.CourseId));

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            rows.Where(c => EF.Parameter(asked.MemberIds!).Contains(c.Id));

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            rows.Where(s => EF.Parameter(asked.MemberIds!).Contains(s.CourseId));
    }

    public sealed class Adviser : QueryScope
    {
        public override bool NamesStudents => true;

        // Beside a set of assignments the students do not lead: SQLite would search an index for each pair of the two.
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            asked.AssignmentIds is null
                ? rows.Where(e => EF.Parameter(asked.MemberIds!).Contains(e.UserId))
                : rows.Where(e => EF.Parameter(asked.MemberIds!).Contains(e.UserId + 0));

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            rows.Where(s => EF.Parameter(asked.MemberIds!).Contains(s.UserId!.Value));

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, Inputs asked) => rows;
    }

    public sealed class Teacher : QueryScope
    {
        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked)
        {
            var taught = Taught(rights, asked);
            return rows.Where(e => taught.Any(t => t.CourseId == e.CourseId && (t.LimitPrivilegesToCourseSection != true || (t.SectionId != null && t.SectionId == e.SectionId))));
        }

        public override IQueryable<CanvasCourse> Courses(IQueryable<CanvasCourse> rows, IQueryable<CanvasEnrollment> students, IQueryable<CanvasEnrollment> rights, Inputs asked)
        {
            var taught = Taught(rights, asked);
            return rows.Where(c => taught.Select(t => t.CourseId).Contains(c.Id));
        }

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, Inputs asked)
        {
            var taught = Taught(rights, asked);
            return rows.Where(s => taught.Select(t => t.CourseId).Contains(s.CourseId));
        }

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, Inputs asked) =>
            rows.Where(n => n.CourseId != null || n.AuthorUserId == asked.PersonId);

        private static IQueryable<CanvasEnrollment> Taught(IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            InForce(rights).Where(EnrollmentRules.Teaching).Where(t => t.UserId == asked.PersonId);
    }

    public sealed class Student : QueryScope
    {
        public override bool IsLearner => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            rows.Where(e => e.UserId == asked.PersonId);

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            rows.Where(s => s.UserId == asked.PersonId);

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, Inputs asked) => rows.Where(n => n.AuthorUserId == asked.PersonId);
    }

    public sealed class Observer : QueryScope
    {
        public override bool IsLearner => true;

        public override IQueryable<CanvasEnrollment> Enrollments(IQueryable<CanvasEnrollment> rows, IQueryable<CanvasEnrollment> rights, Inputs asked)
        {
            var observed = Observed(rights, asked);
            return rows.Where(e => observed.Any(o => o.CourseId == e.CourseId && o.AssociatedUserId == e.UserId));
        }

        public override IQueryable<CanvasSubmission> Reach(IQueryable<CanvasSubmission> rows, IQueryable<CanvasEnrollment> rights, Inputs asked)
        {
            var observed = Observed(rights, asked);
            return rows.Where(s => observed.Select(o => o.AssociatedUserId).Contains(s.UserId));
        }

        public override IQueryable<CanvasNote> Notes(IQueryable<CanvasNote> rows, Inputs asked) => rows.Where(n => n.AuthorUserId == asked.PersonId);

        private static IQueryable<CanvasEnrollment> Observed(IQueryable<CanvasEnrollment> rights, Inputs asked) =>
            InForce(rights).Where(o => o.UserId == asked.PersonId && o.Type == EnrollmentTypes.Observer);
    }
}
