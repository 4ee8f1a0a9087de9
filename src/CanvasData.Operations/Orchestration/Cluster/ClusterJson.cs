using System.Text.Json;
using System.Text.Json.Serialization;
using CanvasData.Operations.Client;
using CanvasData.Operations.Sync;

namespace CanvasData.Operations.Orchestration;

/// <summary>The report of a course as it is stored, with what only the end of the run needs.</summary>
internal sealed record StoredCourseReport(CourseSyncReport Report, IReadOnlyList<long> TookFrom)
{
    public CourseSyncReport ToReport() => Report with { TookFrom = TookFrom.ToHashSet() };
}

/// <summary>The JSON of what the nodes leave for one another.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SyncRequest))]
[JsonSerializable(typeof(StoredCourseReport))]
[JsonSerializable(typeof(AccountSyncReport))]
[JsonSerializable(typeof(SyncFailure))]
[JsonSerializable(typeof(ClusterTotals))]
internal sealed partial class ClusterJson : JsonSerializerContext;

/// <summary>Listed courses as JSON. What Canvas left out stays left out: it must not come back as null.</summary>
internal static class ListedCourseJson
{
    private static readonly JsonSerializerOptions Options = new(CanvasJson.TypeOf<CourseRecord>().Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static string Write(CourseRecord course) => JsonSerializer.Serialize(course, Options.GetTypeInfo(typeof(CourseRecord)));

    public static CourseRecord Read(string json, DateTime? serverTime)
    {
        var course = (CourseRecord)JsonSerializer.Deserialize(json, Options.GetTypeInfo(typeof(CourseRecord)))!;
        course.ServerTime = serverTime is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
        return course;
    }
}
