using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Auditing;

/// <inheritdoc/>
internal sealed class StoredGrades(IReadContext context) : IStoredGrades
{
    public Task<GradeSheet?> LoadAsStudentAsync(long courseId, long studentId, CancellationToken cancellationToken) =>
        LoadAsync(courseId, studentId, EnrollmentRules.Member, asStudent: true, cancellationToken);

    public Task<GradeSheet?> LoadAsync(long courseId, long studentId, CancellationToken cancellationToken) =>
        LoadAsync(courseId, studentId, EnrollmentRules.Graded, asStudent: false, cancellationToken);

    public async IAsyncEnumerable<GradeSheet> LoadAllAsync(long courseId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new StoredGradeReader(context.ForQuestion(), courseId);
        if (await reader.CourseAsync(cancellationToken).ConfigureAwait(false) is not { } course)
        {
            yield break;
        }

        var calculator = new GradeCalculator(course.Graded);
        await foreach (var students in reader.StudentsAsync(course, cancellationToken).ConfigureAwait(false))
        {
            foreach (var student in students)
            {
                yield return new GradeSheet(courseId, student.Id, course.Graded, calculator, student.Graded);
            }
        }
    }

    private async Task<GradeSheet?> LoadAsync(long courseId, long studentId, Expression<Func<CanvasEnrollment, bool>> who, bool asStudent, CancellationToken cancellationToken)
    {
        var reader = new StoredGradeReader(context.ForQuestion(), courseId);
        if (await reader.CourseAsync(cancellationToken).ConfigureAwait(false) is not { } course ||
            (asStudent && !course.ShowsTotals) ||
            await reader.StudentAsync(course, studentId, who, cancellationToken).ConfigureAwait(false) is not { } student)
        {
            return null;
        }

        if (!asStudent)
        {
            return new GradeSheet(courseId, studentId, course.Graded, new GradeCalculator(course.Graded), student.Graded);
        }

        var seen = course.Graded with { Assignments = [.. course.Graded.Assignments.Where(assignment => assignment.IsPublished)] };
        var own = student with { Work = [.. student.Work.Select(work => work.AsSeen)] };
        return new GradeSheet(courseId, studentId, seen, new GradeCalculator(seen), own.Graded);
    }
}
