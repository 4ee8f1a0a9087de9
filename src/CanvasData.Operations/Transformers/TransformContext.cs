using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>
/// Reads the fields of one record after another. It makes texts storable and times UTC and to the microsecond, leaves out what cannot be
/// kept, and remembers which fields were not specified.
/// </summary>
public sealed class TransformContext
{
    /// <summary>The longest text that is stored, in UTF-16 units; a longer one is left out.</summary>
    public const int MaxTextLength = 65_536;

    private static readonly DateTime Earliest = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly List<FieldProblem> _problems = [];
    private readonly List<FieldProblem> _leftOut = [];
    private readonly List<string> _unspecified = [];

    /// <summary>Creates a context.</summary>
    /// <param name="courseId">The course that is synced.</param>
    public TransformContext(long courseId) => CourseId = courseId;

    /// <summary>The course that is synced.</summary>
    public long CourseId { get; }

    /// <summary>The reasons why the current record is rejected; empty when it is good.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>The fields of the current record that could not be read; its row is stored without them, and values that are stored stay.</summary>
    public IReadOnlyList<FieldProblem> LeftOut => _leftOut;

    /// <summary>The names of the row's properties that the current record did not specify; stored values stay.</summary>
    public IReadOnlyList<string> Unspecified => _unspecified;

    /// <summary>The texts that had characters replaced because no database could store them.</summary>
    public int SanitizedTexts { get; private set; }

    /// <summary>Resets the context before the next record.</summary>
    public void Reset()
    {
        _problems.Clear();
        _leftOut.Clear();
        _unspecified.Clear();
    }

    /// <summary>Rejects the current record.</summary>
    /// <param name="field">The row's property that is bad; empty for the whole record.</param>
    /// <param name="reason">The reason: what was expected and what was found, without the value.</param>
    public void Reject(string field, string reason) => _problems.Add(new FieldProblem(field, reason));

    /// <summary>A Canvas id that must be there: 1 or more.</summary>
    /// <param name="value">The record's field.</param>
    /// <param name="property">The row's property.</param>
    public long Key(Optional<long?> value, string property)
    {
        if (value.Problem is null && value.Value is > 0)
        {
            return value.Value.Value;
        }

        Reject(property, value.Problem ?? "expected an id of 1 or more, found none");
        return 0;
    }

    /// <summary>Reads a Canvas id that may be null but identifies the row; one that cannot be read rejects the row.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public long? OptionalKey(Optional<long?> value, string property)
    {
        if (value.Problem is not null)
        {
            Reject(property, value.Problem);
            return null;
        }

        return Read(value, property);
    }

    /// <summary>A text that must be there.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string KeyText(Optional<string?> value, string property)
    {
        if (value.Problem is null && value.Value is { Length: > 0 } text)
        {
            return Read(text, property) ?? "";
        }

        Reject(property, value.Problem ?? "expected a text, found none");
        return "";
    }

    /// <summary>A text.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string? Read(Optional<string?> value, string property)
    {
        if (!Readable(value, property) || value.Value is null)
        {
            return null;
        }

        if (value.Value.Length > MaxTextLength)
        {
            LeaveOut(property, $"expected a text of at most {MaxTextLength} characters, found {value.Value.Length}");
            return null;
        }

        var text = StorableText.From(value.Value);
        if (!ReferenceEquals(text, value.Value))
        {
            SanitizedTexts++;
        }

        return text;
    }

    /// <summary>A whole number of 64 bits.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public long? Read(Optional<long?> value, string property) => Readable(value, property) ? value.Value : null;

    /// <summary>A whole number of 32 bits.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public int? Read(Optional<int?> value, string property) => Readable(value, property) ? value.Value : null;

    /// <summary>Reads a truth value: true, false or null.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public bool? Read(Optional<bool?> value, string property) => Readable(value, property) ? value.Value : null;

    /// <summary>A number; infinities and NaN are left out, -0 becomes 0.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public double? Read(Optional<double?> value, string property)
    {
        if (!Readable(value, property) || value.Value is not { } number)
        {
            return null;
        }

        if (!double.IsFinite(number))
        {
            LeaveOut(property, "expected a finite number, found one out of range");
            return null;
        }

        return number == 0 ? 0 : number;
    }

    /// <summary>A time, to UTC and to the microsecond, up to the year 9999; one before 1900 is left out.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public DateTime? Read(Optional<DateTimeOffset?> value, string property)
    {
        if (!Readable(value, property) || value.Value is not { } time)
        {
            return null;
        }

        var utc = time.UtcDateTime;
        if (utc < Earliest)
        {
            LeaveOut(property, "expected a time from 1900 on, found an earlier one");
            return null;
        }

        return UtcDateTimeConverter.ToMicroseconds(utc);
    }

    /// <summary>The ids, separated by commas; null for none.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string? Read(Optional<IReadOnlyList<Optional<long?>>?> value, string property)
    {
        if (!Readable(value, property) || value.Value is null or { Count: 0 })
        {
            return null;
        }

        if (value.Value.FirstOrDefault(id => id.Problem is not null || id.Value is null) is { IsSpecified: true } bad)
        {
            LeaveOut(property, bad.Problem ?? "expected ids, found null among them");
            return null;
        }

        return string.Join(',', value.Value.Select(id => id.Value!.Value));
    }

    /// <summary>The texts, separated by commas; null for none.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string? Read(Optional<IReadOnlyList<string>?> value, string property) =>
        Readable(value, property) && value.Value is { Count: > 0 }
            ? Read(new Optional<string?>(string.Join(',', value.Value)), property)
            : null;

    /// <summary>An object inside the record.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public T? Read<T>(Optional<T?> value, string property) where T : CanvasRecord => Readable(value, property) ? value.Value : null;

    /// <summary>The objects inside the record.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public IReadOnlyList<T>? Read<T>(Optional<IReadOnlyList<T>?> value, string property) where T : CanvasRecord =>
        Readable(value, property) ? value.Value : null;

    /// <summary>Leaves a property of a stored row as it is; a row that is new takes the value.</summary>
    internal void LeaveUnspecified(string property) => _unspecified.Add(property);

    private void LeaveOut(string property, string reason)
    {
        _leftOut.Add(new FieldProblem(property, reason));
        _unspecified.Add(property);
    }

    private bool Readable<T>(Optional<T> value, string property)
    {
        if (!value.IsSpecified)
        {
            _unspecified.Add(property);
            return false;
        }

        if (value.Problem is not null)
        {
            LeaveOut(property, value.Problem);
            return false;
        }

        return true;
    }
}

/// <summary>The reason why a field of a record could not be stored.</summary>
/// <param name="Field">The row's property; empty for the whole record.</param>
/// <param name="Reason">The reason: what was expected and what was found, without the value.</param>
public readonly record struct FieldProblem(string Field, string Reason);
