using System.Globalization;
using CanvasData.Operations.Evaluation.Data;
using CanvasData.Operations.Evaluation.Scores;

namespace CanvasData.Operations.Evaluation.Reports;

/// <summary>The predictions of a method for every active student, one line a student and cut.</summary>
internal static class PredictionFile
{
    public static void Write(string path, IEnumerable<MethodResult> results)
    {
        try
        {
            using var target = new StreamWriter(path) { NewLine = "\n" };
            target.WriteLine("code_module,code_presentation,id_student,cut,pred,lo80,hi80,lo90,hi90,p_low,p_risk");
            foreach (var outcome in results.SelectMany(result => result.Outcomes))
            {
                target.WriteLine(LineOf(outcome));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"{path} cannot be written: {exception.Message}");
        }
    }

    private static string LineOf(Outcome outcome)
    {
        var (offering, said) = (outcome.Class.Offering, outcome.Said);
        return string.Join(',',
            Quoted(offering.Module), Quoted(offering.Presentation), offering.Students[outcome.Place].StudentId.ToString(CultureInfo.InvariantCulture), Number(outcome.Class.Cut), Number(said.Point),
            Number(said.Interval80?.Low), Number(said.Interval80?.High), Number(said.Interval90?.Low), Number(said.Interval90?.High), Number(said.BelowPass), Number(said.BelowPass));
    }

    private static string Number(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
