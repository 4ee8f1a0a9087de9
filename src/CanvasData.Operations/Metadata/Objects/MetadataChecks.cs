using System.Globalization;
using System.Text.RegularExpressions;
using CanvasData.Operations.Client;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>What metadata may hold. A checked change has the form in which its values are stored.</summary>
internal static partial class MetadataChecks
{
    private const int MaxGroupLength = 100;

    /// <summary>The changes in stored form, or the first problem.</summary>
    public static List<CheckedChange> Check(IReadOnlyCollection<MetadataChange> changes, MetadataOptions options)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var result = new List<CheckedChange>(changes.Count);
        var seen = new HashSet<(MetadataTarget, string?)>();
        foreach (var change in changes)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"changes[{result.Count}]");
            var one = Check(change, options, place);
            if (!seen.Add((one.Target, one.Field?.Name)))
            {
                throw new InvalidArgumentException(place, "the same metadata is changed twice in one call.", "Give one change for each object, and for each value of a custom field.");
            }

            result.Add(one);
        }

        return result;
    }

    /// <summary>A declared field.</summary>
    public static CustomField Field(MetadataOptions options, string targetType, string? name, string argument) =>
        options.Find(targetType, name ?? "") ?? throw new InvalidArgumentException(
            argument, $"no such field is declared for '{targetType}'.",
            options.CustomFields.Where(field => field.TargetType == targetType).Select(field => $"'{field.Name}'").ToList() is { Count: > 0 } names
                ? $"Give one of {string.Join(", ", names)}, or declare the field in MetadataOptions.CustomFields."
                : "Declare the field in MetadataOptions.CustomFields.");

    private static CheckedChange Check(MetadataChange? change, MetadataOptions options, string place)
    {
        if (change?.Version < 0)
        {
            throw new InvalidArgumentException($"{place}.Version", $"'{change.Version}' is not a version.", "Give the version that was read, 0 for metadata that must not exist yet, or null.");
        }

        switch (change)
        {
            case StudentMetadataChange student:
                var group = Read(student.CustomGroupId, $"{place}.CustomGroupId");
                if (group is not null && (group = StorableText.From(group).Trim()).Length is 0 or > MaxGroupLength)
                {
                    throw new InvalidArgumentException($"{place}.CustomGroupId", $"the group has {group.Length} characters.", $"Give 1 to {MaxGroupLength} characters, or null for no group.");
                }

                Read(student.EnrollmentDate, $"{place}.EnrollmentDate");
                return new CheckedChange(MetadataTarget.Student(student.UserId), student.CustomGroupId.IsSpecified ? student with { CustomGroupId = group } : student);
            case AssignmentMetadataChange assignment:
                if (Read(assignment.DifficultyRating, $"{place}.DifficultyRating") is { } rating and not (>= 1 and <= 5))
                {
                    throw new InvalidArgumentException($"{place}.DifficultyRating", $"{rating} is no rating.", "Give 1 (easy) to 5 (hard), or null for not rated.");
                }

                if (Read(assignment.EstimatedHours, $"{place}.EstimatedHours") is { } hours && !(hours >= 0 && double.IsFinite(hours)))
                {
                    throw new InvalidArgumentException($"{place}.EstimatedHours", string.Create(CultureInfo.InvariantCulture, $"'{hours}' is not a valid number of hours."), "Give 0 or more, or null for not estimated.");
                }

                return new CheckedChange(MetadataTarget.Assignment(assignment.AssignmentId), assignment);
            case CourseMetadataChange course:
                var color = Read(course.CustomColor, $"{place}.CustomColor");
                if (color is not null && !Color().IsMatch(color))
                {
                    throw new InvalidArgumentException($"{place}.CustomColor", "the text is no colour.", "Give a number sign and six hexadecimal digits, for example #1A7F37, or null for none.");
                }

                if (Read(course.CourseHours, $"{place}.CourseHours") is < 0 and var negative)
                {
                    throw new InvalidArgumentException($"{place}.CourseHours", $"'{negative}' is not a valid number of hours.", "Give 0 or more, or null for unknown.");
                }

                Read(course.TrackingEnabled, $"{place}.TrackingEnabled");
                return new CheckedChange(MetadataTarget.Course(course.CourseId), course.CustomColor.IsSpecified ? course with { CustomColor = color?.ToUpperInvariant() } : course);
            case CustomFieldChange custom:
                ArgumentNullException.ThrowIfNull(custom.Target, $"{place}.Target");
                TargetTable.CheckType(custom.Target.Type, $"{place}.Target.Type");
                var field = Field(options, custom.Target.Type, custom.Name, $"{place}.Name");
                return new CheckedChange(custom.Target, custom, field, custom.Value is null ? null : CustomFieldText.Write(field, custom.Value, $"{place}.Value"));
            default:
                throw new ArgumentNullException(place);
        }
    }

    private static T Read<T>(Optional<T> value, string argument) => value.Problem is null
        ? value.Value
        : throw new InvalidArgumentException(argument, "the value could not be read.", $"It was {value.Problem}: give a value of that type.");

    [GeneratedRegex("^#[0-9A-Fa-f]{6}\\z")]
    private static partial Regex Color();
}

/// <summary>A change in stored form.</summary>
/// <param name="Target">The object.</param>
/// <param name="Change">The change.</param>
/// <param name="Field">The field; null for a change of other metadata.</param>
/// <param name="Text">The stored value of the field; null removes it.</param>
internal sealed record CheckedChange(MetadataTarget Target, MetadataChange Change, CustomField? Field = null, string? Text = null);
