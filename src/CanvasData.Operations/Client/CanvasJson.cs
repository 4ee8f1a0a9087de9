using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CanvasData.Operations.Client;

/// <summary>The JSON form of the records: snake_case names, ids as texts or numbers, generated readers.</summary>
public static class CanvasJson
{
    /// <summary>The generated reader of a record.</summary>
    /// <typeparam name="T">A record of this namespace.</typeparam>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not a record of this namespace.</exception>
    public static JsonTypeInfo<T> TypeOf<T>() where T : CanvasRecord =>
        (JsonTypeInfo<T>?)CanvasJsonContext.Default.GetTypeInfo(typeof(T))
        ?? throw new NotSupportedException($"{typeof(T).Name} is not a Canvas record. Use a record of {typeof(CanvasRecord).Namespace}.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    MaxDepth = 64)]
[JsonSerializable(typeof(AccountRecord))]
[JsonSerializable(typeof(CourseRecord))]
[JsonSerializable(typeof(TermRecord))]
[JsonSerializable(typeof(SectionRecord))]
[JsonSerializable(typeof(EnrollmentRecord))]
[JsonSerializable(typeof(GradesRecord))]
[JsonSerializable(typeof(UserRecord))]
[JsonSerializable(typeof(AssignmentGroupRecord))]
[JsonSerializable(typeof(DropRulesRecord))]
[JsonSerializable(typeof(AssignmentRecord))]
[JsonSerializable(typeof(AssignmentOverrideRecord))]
[JsonSerializable(typeof(CheckpointRecord))]
[JsonSerializable(typeof(CheckpointSubmissionRecord))]
[JsonSerializable(typeof(CourseSettingsRecord))]
[JsonSerializable(typeof(SubmissionRecord))]
[JsonSerializable(typeof(GradingPeriodRecord))]
[JsonSerializable(typeof(GradingStandardRecord))]
[JsonSerializable(typeof(GradingSchemeEntryRecord))]
[JsonSerializable(typeof(LatePolicyRecord))]
[JsonSerializable(typeof(ModuleRecord))]
[JsonSerializable(typeof(ModuleItemRecord))]
[JsonSerializable(typeof(CompletionRequirementRecord))]
[JsonSerializable(typeof(IReadOnlyList<Optional<long?>>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<AssignmentOverrideRecord>))]
[JsonSerializable(typeof(IReadOnlyList<CheckpointRecord>))]
[JsonSerializable(typeof(IReadOnlyList<CheckpointSubmissionRecord>))]
[JsonSerializable(typeof(IReadOnlyList<ModuleItemRecord>))]
[JsonSerializable(typeof(IReadOnlyList<GradingSchemeEntryRecord>))]
internal sealed partial class CanvasJsonContext : JsonSerializerContext;
