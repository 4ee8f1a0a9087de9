using System.Text.Json.Serialization;

namespace CanvasData.Operations.Client;

/// <summary>
/// A value that Canvas may or may not have sent. Canvas leaves keys out that the token may not see. A value that is not specified
/// (<see cref="IsSpecified"/> is false) never overwrites a stored value; a null that Canvas sent does.
/// </summary>
/// <typeparam name="T">A nullable type; null means that Canvas said null.</typeparam>
[JsonConverter(typeof(OptionalConverterFactory))]
public readonly record struct Optional<T>
{
    /// <summary>Creates a specified value.</summary>
    /// <param name="value">The value; null means that Canvas said null.</param>
    public Optional(T value)
    {
        Value = value;
        IsSpecified = true;
    }

    private Optional(string problem)
    {
        Value = default!;
        IsSpecified = true;
        Problem = problem;
    }

    /// <summary>The specified value; the default of <typeparamref name="T"/> when not specified or not readable.</summary>
    public T Value { get; }

    /// <summary>Whether the key was there at all.</summary>
    public bool IsSpecified { get; }

    /// <summary>
    /// The reason why the value could not be read ("expected a number, found a string"), or null when it could. Never holds the value
    /// itself. The row is stored without such a field, or goes to quarantine when it is a key.
    /// </summary>
    public string? Problem { get; }

    /// <summary>A key that was there with a value of the wrong kind.</summary>
    /// <param name="problem">The reason: what was expected and what was found, without the value.</param>
    public static Optional<T> Unreadable(string problem) => new(problem);

    /// <summary>Wraps a specified value.</summary>
    /// <param name="value">The value; null means that Canvas said null.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Wraps a specified value; the named form of the implicit conversion.</summary>
    /// <param name="value">The value; null means that Canvas said null.</param>
    public static Optional<T> ToOptional(T value) => new(value);
}
