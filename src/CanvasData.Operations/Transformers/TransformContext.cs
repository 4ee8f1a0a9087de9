using CanvasData.Operations.Client;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Transformers;

/// <summary>
/// Reads the fields of one record after another: makes texts storable, times UTC and to the microsecond,
/// leaves out what cannot be kept, and remembers what was not told.
/// </summary>
public sealed class TransformContext
{
    /// <summary>The longest text that is stored, in UTF-16 units; a longer one is left out.</summary>
    public const int MaxTextLength = 65_536;

    private static readonly DateTime Earliest = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private readonly List<FieldProblem> _problems = [];
    private readonly List<FieldProblem> _leftOut = [];
    private readonly List<string> _unspecified = [];

    /// <summary>Makes a context.</summary>
    /// <param name="courseId">The course that is synced.</param>
    public TransformContext(long courseId) => CourseId = courseId;

    /// <summary>The course that is synced.</summary>
    public long CourseId { get; }

    /// <summary>Why the current record is rejected; empty when it is good.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>The fields of the current record that could not be read; its row is stored without them, and values that are stored stay.</summary>
    public IReadOnlyList<FieldProblem> LeftOut => _leftOut;

    /// <summary>Names of the row's properties that the current record did not tell; stored values stay.</summary>
    public IReadOnlyList<string> Unspecified => _unspecified;

    /// <summary>Texts that had characters replaced because no database could store them.</summary>
    public int SanitizedTexts { get; private set; }

    /// <summary>Forgets the current record, before the next.</summary>
    public void Reset()
    {
        _problems.Clear();
        _leftOut.Clear();
        _unspecified.Clear();
    }

    /// <summary>Rejects the current record.</summary>
    /// <param name="field">The row's property that is bad; empty for the whole record.</param>
    /// <param name="reason">What was expected and what was found, without the value.</param>
    public void Reject(string field, string reason) => _problems.Add(new FieldProblem(field, reason));

    /// <summary>A Canvas id that must be there: 1 or more.</summary>
    /// <param name="told">The record's field.</param>
    /// <param name="property">The row's property.</param>
    public long Key(Optional<long?> told, string property)
    {
        if (told.Problem is null && told.Value is > 0)
        {
            return told.Value.Value;
        }

        Reject(property, told.Problem ?? "expected an id of 1 or more, found none");
        return 0;
    }

    /// <summary>A Canvas id that may be null, but says what the row is: one that cannot be read rejects the row.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public long? OptionalKey(Optional<long?> told, string property)
    {
        if (told.Problem is not null)
        {
            Reject(property, told.Problem);
            return null;
        }

        return Read(told, property);
    }

    /// <summary>A text that must be there.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string KeyText(Optional<string?> told, string property)
    {
        if (told.Problem is null && told.Value is { Length: > 0 } text)
        {
            return Read(text, property) ?? "";
        }

        Reject(property, told.Problem ?? "expected a text, found none");
        return "";
    }

    /// <summary>A text.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string? Read(Optional<string?> told, string property)
    {
        if (!Readable(told, property) || told.Value is null)
        {
            return null;
        }

        if (told.Value.Length > MaxTextLength)
        {
            LeaveOut(property, $"expected a text of at most {MaxTextLength} characters, found {told.Value.Length}");
            return null;
        }

        var text = StorableText.From(told.Value);
        if (!ReferenceEquals(text, told.Value))
        {
            SanitizedTexts++;
        }

        return text;
    }

    /// <summary>A whole number of 64 bits.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public long? Read(Optional<long?> told, string property) => Readable(told, property) ? told.Value : null;

    /// <summary>A whole number of 32 bits.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public int? Read(Optional<int?> told, string property) => Readable(told, property) ? told.Value : null;

    /// <summary>True, false or nothing.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public bool? Read(Optional<bool?> told, string property) => Readable(told, property) ? told.Value : null;

    /// <summary>A number; infinities and NaN are left out, -0 becomes 0.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public double? Read(Optional<double?> told, string property)
    {
        if (!Readable(told, property) || told.Value is not { } number)
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
    public DateTime? Read(Optional<DateTimeOffset?> told, string property)
    {
        if (!Readable(told, property) || told.Value is not { } time)
        {
            return null;
        }

        var utc = time.UtcDateTime;
        if (utc < Earliest)
        {
            LeaveOut(property, "expected a time from 1900 on, found an earlier one");
            return null;
        }

        return new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }

    /// <summary>Ids, separated by commas; null for none.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string? Read(Optional<IReadOnlyList<Optional<long?>>?> told, string property)
    {
        if (!Readable(told, property) || told.Value is null or { Count: 0 })
        {
            return null;
        }

        if (told.Value.FirstOrDefault(id => id.Problem is not null || id.Value is null) is { IsSpecified: true } bad)
        {
            LeaveOut(property, bad.Problem ?? "expected ids, found null among them");
            return null;
        }

        return string.Join(',', told.Value.Select(id => id.Value!.Value));
    }

    /// <summary>Texts, separated by commas; null for none.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public string? Read(Optional<IReadOnlyList<string>?> told, string property) =>
        Readable(told, property) && told.Value is { Count: > 0 }
            ? Read(new Optional<string?>(string.Join(',', told.Value)), property)
            : null;

    /// <summary>An object inside the record.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public T? Read<T>(Optional<T?> told, string property) where T : CanvasRecord => Readable(told, property) ? told.Value : null;

    /// <summary>Objects inside the record.</summary>
    /// <inheritdoc cref="Key" path="/param"/>
    public IReadOnlyList<T>? Read<T>(Optional<IReadOnlyList<T>?> told, string property) where T : CanvasRecord =>
        Readable(told, property) ? told.Value : null;

    private void LeaveOut(string property, string reason)
    {
        _leftOut.Add(new FieldProblem(property, reason));
        _unspecified.Add(property);
    }

    private bool Readable<T>(Optional<T> told, string property)
    {
        if (!told.IsSpecified)
        {
            _unspecified.Add(property);
            return false;
        }

        if (told.Problem is not null)
        {
            LeaveOut(property, told.Problem);
            return false;
        }

        return true;
    }
}

/// <summary>Why a field of a record could not be stored.</summary>
/// <param name="Field">The row's property; empty for the whole record.</param>
/// <param name="Reason">What was expected and what was found, without the value.</param>
public readonly record struct FieldProblem(string Field, string Reason);
