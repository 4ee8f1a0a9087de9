namespace CanvasData.Operations.Diagnostics;

/// <summary>The root of every exception that this library throws by itself.</summary>
public class CanvasOperationsException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened and where. No tokens, no personal data.</param>
    /// <param name="remedy">The call or setting that cures it.</param>
    /// <param name="innerException">The cause; null for none.</param>
    public CanvasOperationsException(string message, string remedy, Exception? innerException = null)
        : base($"{message} {remedy}", innerException) => (Problem, Remedy) = (message, remedy);

    /// <summary>What happened, without the remedy.</summary>
    internal string Problem { get; }

    /// <summary>The call or setting that cures it; <see cref="Exception.Message"/> ends with it too.</summary>
    public string Remedy { get; }

    /// <summary>Whether the same call may succeed later without any change.</summary>
    public virtual bool IsTransient => false;
}
