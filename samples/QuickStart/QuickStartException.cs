namespace CanvasData.Operations.QuickStart;

/// <summary>Something outside is not as it must be; the text is for the person at the terminal.</summary>
internal sealed class QuickStartException(string message) : Exception(message);
