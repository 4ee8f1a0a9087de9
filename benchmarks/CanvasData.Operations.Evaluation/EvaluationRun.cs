using CanvasData.Operations.Evaluation.Data;
using CanvasData.Operations.Evaluation.Methods;
using CanvasData.Operations.Evaluation.Reports;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation;

/// <summary>Learns from some terms, predicts another and says how near every method came.</summary>
internal static class EvaluationRun
{
    /// <returns>0, or 1 when a bar is missed.</returns>
    public static int Start(EvaluationArguments arguments, TextWriter target)
    {
        var offerings = OuladFolder.Read(arguments.Data);
        var (history, predict) = PresentationsOf(offerings, arguments);
        var finished = Of(offerings, history);
        var running = Of(offerings, predict);
        if (history.Intersect(predict, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            throw new EvaluationException($"{both} is in --history and in --predict; a term cannot be predicted from itself.");
        }

        var methods = MethodList.Of(finished, arguments.Trees);
        if (methods.All(method => method.Name != arguments.Method))
        {
            throw new EvaluationException($"There is no method {arguments.Method}; there are {string.Join(", ", methods.Select(method => method.Name))}.");
        }

        var classes = running.SelectMany(CutClass.Of).ToList();
        if (classes.Count == 0)
        {
            throw new EvaluationException($"No offering of {string.Join(", ", predict)} has coursework due on two days or more, so nothing can be predicted.");
        }

        var results = methods.SelectMany(method => classes.Select(today => today.Cut).Distinct().Order().Select(cut => new MethodResult(method, cut, classes))).ToList();
        ScoreTable.Write(target, results);
        if (arguments.Courses)
        {
            CourseTable.Write(target, results);
        }

        if (arguments.Csv is { } path)
        {
            PredictionFile.Write(path, results.Where(result => result.Method.Name == arguments.Method));
        }

        if (!arguments.Bars)
        {
            return 0;
        }

        return Bars.Write(target, results, TrendScore.Of(running)) ? 0 : 1;
    }

    // Named by year and month, presentations are in the order of time.
    private static (IReadOnlyList<string> History, IReadOnlyList<string> Predict) PresentationsOf(IReadOnlyList<Offering> offerings, EvaluationArguments arguments)
    {
        var all = offerings.Select(offering => offering.Presentation).Distinct().Order(StringComparer.Ordinal).ToList();
        var predict = arguments.Predict ?? [.. all.TakeLast(1)];
        var history = arguments.History ?? all.FindAll(presentation => predict.All(running => string.CompareOrdinal(presentation, running) < 0));
        return history.Count > 0 && predict.Count > 0
            ? (history, predict)
            : throw new EvaluationException($"There is no presentation to learn from; the data has {string.Join(", ", all)}. It takes {EvaluationArguments.Usage}.");
    }

    private static List<Offering> Of(IReadOnlyList<Offering> offerings, IReadOnlyList<string> presentations)
    {
        var unknown = presentations.FirstOrDefault(presentation => offerings.All(offering => offering.Presentation != presentation));
        return unknown is null
            ? [.. offerings.Where(offering => presentations.Contains(offering.Presentation))]
            : throw new EvaluationException($"The data has no presentation {unknown} with weighted coursework; it has {string.Join(", ", offerings.Select(offering => offering.Presentation).Distinct().Order())}.");
    }
}
