using CanvasData.Operations.Auditing;
using CanvasData.Operations.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Grades with supposed scores. Nothing is stored.</summary>
internal static class WhatIfEndpoints
{
    public static void Map(ApiGroup api) =>
        api.Ask("courses/{courseId:long}/students/{studentId:long}/what-if", "AskWhatIf", "The totals of a student with supposed scores, and the scores that targets need. It stores nothing.", AskAsync)
            .Returns<WhatIfResult>();

    private static async Task<IResult> AskAsync(Caller caller, IStoredGrades grades, long courseId, long studentId, WhatIfRequest request, CancellationToken cancellationToken)
    {
        var (scores, targets, letters) = (request.Scores ?? new Dictionary<long, double>(), request.Targets ?? [], request.Letters ?? []);
        if (scores.Count + targets.Count + letters.Count > WhatIfRequest.MaxParts)
        {
            throw new InvalidArgumentException("request", "it has too many scores and targets.", $"Give at most {WhatIfRequest.MaxParts}.");
        }

        if (letters.Any(string.IsNullOrWhiteSpace))
        {
            throw new InvalidArgumentException("letters", "one of them is blank.", "Give letters of the course's grading scheme.");
        }

        var sheet = !await caller.SeesStudentAsync(courseId, studentId, cancellationToken).ConfigureAwait(false) ? null
            : caller.IsStaff ? await grades.LoadAsync(courseId, studentId, cancellationToken).ConfigureAwait(false)
            : await grades.LoadAsStudentAsync(courseId, studentId, cancellationToken).ConfigureAwait(false);
        if (sheet is null)
        {
            return ApiProblems.NotFound;
        }

        var supposed = sheet.WhatIf(scores);
        return new TaggedJson<WhatIfResult>(new WhatIfResult
        {
            Now = new GradeTotals(sheet.Current, sheet.Final),
            Then = new GradeTotals(supposed.Current, supposed.Final),
            Targets =
            [
                .. targets.Select(target => new TargetAnswer(target, null, supposed.Required(target))),
                .. letters.Select(letter => new TargetAnswer(null, letter, supposed.Required(letter))),
            ],
        });
    }
}
