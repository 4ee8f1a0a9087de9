using System.Text.Json.Serialization;
using CanvasData.Operations.Diagnostics;

namespace CanvasData.Operations.Sync;

/// <summary>An event of a run; a web page can follow them as JSON. Events hold no personal data.</summary>
/// <param name="At">When it happened.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SyncRunStarted), "runStarted")]
[JsonDerivedType(typeof(CourseSyncStarted), "courseStarted")]
[JsonDerivedType(typeof(CourseRowsFetched), "rowsFetched")]
[JsonDerivedType(typeof(CourseSyncWriting), "courseWriting")]
[JsonDerivedType(typeof(CourseSyncEnded), "courseEnded")]
[JsonDerivedType(typeof(SyncRunEnded), "runEnded")]
public abstract record SyncEvent(DateTimeOffset At);

/// <summary>A run began.</summary>
/// <param name="At">When it happened.</param>
/// <param name="RunId">The run.</param>
/// <param name="Courses">How many courses it is going to sync.</param>
public sealed record SyncRunStarted(DateTimeOffset At, Guid RunId, int Courses) : SyncEvent(At);

/// <summary>A course is claimed and its fetch begins.</summary>
/// <param name="At">When it happened.</param>
/// <param name="CourseId">The course.</param>
public sealed record CourseSyncStarted(DateTimeOffset At, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CourseId) : SyncEvent(At);

/// <summary>The event that rows of a collection were fetched; sent every thousand rows, and at the end.</summary>
/// <param name="At">When it happened.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Entity">The kind of row, for example submission.</param>
/// <param name="Rows">The rows so far.</param>
public sealed record CourseRowsFetched(DateTimeOffset At, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CourseId, string Entity, int Rows) : SyncEvent(At);

/// <summary>The event that a course is fetched completely, and is now compared and written.</summary>
/// <param name="At">When it happened.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Rows">The rows fetched.</param>
public sealed record CourseSyncWriting(DateTimeOffset At, [property: JsonNumberHandling(CanvasIdJson.AsText)] long CourseId, int Rows) : SyncEvent(At);

/// <summary>A course ended, well or not.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Report">The result of the sync.</param>
public sealed record CourseSyncEnded(DateTimeOffset At, CourseSyncReport Report) : SyncEvent(At);

/// <summary>A run ended, well or not.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Report">The result of the sync.</param>
public sealed record SyncRunEnded(DateTimeOffset At, SyncReport Report) : SyncEvent(At);
