using System.Runtime.CompilerServices;
using CanvasData.Operations.Grading;
using CanvasData.Operations.Persistence;

namespace CanvasData.Operations.Auditing;

/// <inheritdoc/>
internal sealed class GradeAudit(IReadContext context) : IGradeAudit
{
    public async IAsyncEnumerable<StudentGradeAudit> AuditAsync(long courseId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new StoredGradeReader(context.ForQuestion(), courseId);
        if (await reader.CourseAsync(cancellationToken).ConfigureAwait(false) is not { } course)
        {
            yield break;
        }

        var calculator = new GradeCalculator(course.Graded);
        var causes = new CauseFinder(course, calculator);
        await foreach (var students in reader.StudentsAsync(course, cancellationToken).ConfigureAwait(false))
        {
            var audits = students.ConvertAll(student => AuditOf(courseId, course.Graded.Scheme, calculator, student));
            long[] differing = [.. audits.Where(audit => audit.Differences.Count > 0).Select(audit => audit.StudentId)];
            var changes = differing.Length == 0 ? null : await reader.ChangesAsync(differing, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < audits.Count; i++)
            {
                yield return audits[i].Differences.Count == 0 ? audits[i] : audits[i] with { Reason = ReasonOf(audits[i], causes, students[i], changes![students[i].Id]) };
            }
        }
    }

    public async Task<GradeAuditReport> SummarizeAsync(long courseId, int examples, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(examples);
        var (students, agreeing, numbers, different) = (0, 0, 0, 0);
        var causes = new SortedDictionary<GradeDifferenceCause, int>();
        var first = new List<StudentGradeAudit>();
        await foreach (var audit in AuditAsync(courseId, cancellationToken).ConfigureAwait(false))
        {
            students++;
            numbers += audit.Compared;
            different += audit.Differences.Count(difference => difference.IsOfPercent);
            if (audit.Reason is not { } reason)
            {
                agreeing++;
                continue;
            }

            causes[reason.Cause] = causes.GetValueOrDefault(reason.Cause) + 1;
            if (first.Count < examples)
            {
                first.Add(audit);
            }
        }

        return new GradeAuditReport
        {
            CourseId = courseId,
            Students = students,
            StudentsInAgreement = agreeing,
            Numbers = numbers,
            NumbersInAgreement = numbers - different,
            Causes = causes,
            Examples = first,
        };
    }

    private static StudentGradeAudit AuditOf(long courseId, GradingScheme? scheme, GradeCalculator calculator, StoredStudent student)
    {
        var grades = calculator.Calculate(student.Graded);
        var differences = new List<GradeDifference>();
        foreach (var (kind, percent, letter) in student.CanvasNumbers)
        {
            var computed = grades[kind].Percent;
            var isSame = StoredStudent.IsSame(percent, computed);
            var computedLetter = LetterOf(scheme, percent);
            if (!isSame || letter != computedLetter)
            {
                differences.Add(new GradeDifference(kind, percent, computed, letter, computedLetter) { IsOfPercent = !isSame });
            }
        }

        return new StudentGradeAudit
        {
            CourseId = courseId,
            StudentId = student.Id,
            EnrollmentId = student.Enrollment.Id,
            Grades = grades,
            Compared = student.CanvasNumbers.Count(),
            Differences = differences,
            Reason = null,
        };
    }

    private static GradeDifferenceReason ReasonOf(StudentGradeAudit audit, CauseFinder causes, StoredStudent student, IEnumerable<StoredChange> changes) =>
        audit.Differences.Any(difference => difference.IsOfPercent)
            ? causes.Find(student, changes)
            : new GradeDifferenceReason(GradeDifferenceCause.Scheme, IsConfirmed: false, []);

    private static string? LetterOf(GradingScheme? scheme, double? percent) =>
        percent is { } score ? scheme?.LetterOf(Numbers.ToDecimal(score)) : null;
}
