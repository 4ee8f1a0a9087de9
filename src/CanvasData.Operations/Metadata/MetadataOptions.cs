using CanvasData.Operations.Model;

namespace CanvasData.Operations.Metadata;

/// <summary>The options of metadata.</summary>
public sealed class MetadataOptions
{
    internal const int MaxNameLength = 100;
    internal const int MaxValueLength = 400;

    /// <summary>The fields of the portal's own. Values are written to declared fields only.</summary>
    public IList<CustomField> CustomFields { get; } = [];

    internal CustomField? Find(string targetType, string name) =>
        CustomFields.FirstOrDefault(field => field.TargetType == targetType && string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase));

    internal IEnumerable<string> Validate()
    {
        for (var i = 0; i < CustomFields.Count; i++)
        {
            var (field, place) = (CustomFields[i], $"Metadata.CustomFields[{i}]");
            if (!CanvasTargetTypes.All.Contains(field.TargetType))
            {
                yield return $"{place}.TargetType is '{field.TargetType}': give one of {string.Join(", ", CanvasTargetTypes.All)}.";
            }

            if (string.IsNullOrWhiteSpace(field.Name) || field.Name.Length > MaxNameLength || field.Name != field.Name.Trim() || StorableText.From(field.Name) != field.Name)
            {
                yield return $"{place}.Name is '{field.Name}': give 1 to {MaxNameLength} characters without spaces around them.";
            }
            else if (Find(field.TargetType, field.Name) != field)
            {
                yield return $"{place}.Name is '{field.Name}', which is declared twice for '{field.TargetType}': give each field another name, whatever its case.";
            }

            if (!Enum.IsDefined(field.Type))
            {
                yield return $"{place}.Type is {field.Type}: give a value of CustomFieldType.";
            }

            if (field.Type == CustomFieldType.Choice != field.Choices.Count > 0)
            {
                yield return $"{place}.Choices has {field.Choices.Count} values for a field of type {field.Type}: give choices to fields of type Choice, and to no others.";
            }

            if (field.Choices.Any(choice => choice.Length is 0 or > MaxValueLength || StorableText.From(choice) != choice) || field.Choices.Distinct().Count() != field.Choices.Count)
            {
                yield return $"{place}.Choices has a value that is empty, too long or doubled: give different texts of 1 to {MaxValueLength} characters.";
            }
        }
    }
}
