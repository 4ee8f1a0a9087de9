using System.Text.Json.Serialization;
using CanvasData.Operations.Queries;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The types that the API reads and writes.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(CurrentUser))]
[JsonSerializable(typeof(IReadOnlyList<CourseOverview>))]
[JsonSerializable(typeof(IReadOnlyList<CourseStudent>))]
[JsonSerializable(typeof(IReadOnlyList<StudentGrade>))]
internal sealed partial class ApiJsonContext : JsonSerializerContext;
