namespace CanvasData.Operations.Evaluation.Data;

/// <summary>What was asked for cannot be done: one sentence that says why and what would help.</summary>
internal sealed class EvaluationException(string message) : Exception(message);
