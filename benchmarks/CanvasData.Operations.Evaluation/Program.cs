using System.Globalization;
using CanvasData.Operations.Evaluation;
using CanvasData.Operations.Evaluation.Data;

CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
try
{
    return EvaluationRun.Start(EvaluationArguments.Parse(args), Console.Out);
}
catch (EvaluationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
