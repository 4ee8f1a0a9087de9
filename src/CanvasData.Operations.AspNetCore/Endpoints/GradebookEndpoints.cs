using System.Runtime.CompilerServices;
using System.Text.Json;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>The gradebook of a course: as a table, by cells, and its columns.</summary>
internal static class GradebookEndpoints
{
    public static void Map(ApiGroup api)
    {
        api.Get("courses/{courseId:long}/gradebook", "GetGradebook", "The gradebook of a course as a table. CSV has the form of Canvas's own export.", (
            Caller caller, HttpContext http, long courseId, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () => Table(http, await caller.Queries.GradebookGridAsync(courseId, cancellationToken).ConfigureAwait(false), format)))
            .Returns<GradebookTable>(csv: true);

        api.Get("courses/{courseId:long}/gradebook/cells", "ListGradebookCells", "The cells of a gradebook, for pages that read a part of it.", (Caller caller, long courseId, [AsParameters] ListParameters list) =>
            new RowList<GradebookCell>(caller.Queries.Gradebook(courseId), list, token => caller.SeesCourseAsync(courseId, token))).ReturnsList<GradebookCell>();

        api.Get("courses/{courseId:long}/assignments", "ListAssignments", "The graded assignments of a course, in the order of the gradebook.", (
            Caller caller, long courseId, string? format, CancellationToken cancellationToken) =>
            ApiAnswers.WhenAsync(caller.SeesCourseAsync(courseId, cancellationToken), async () =>
                new ValueList<GradebookColumn>((await caller.Queries.GradebookGridAsync(courseId, cancellationToken).ConfigureAwait(false)).Columns, format)))
            .ReturnsList<GradebookColumn>();
    }

    private static IResult Table(HttpContext http, GradebookGrid grid, string? format) =>
        CsvBody.IsWanted(http.Request, format) ? new CsvResult(grid.WriteCsvAsync) : new StreamedJson((json, options, token) => WriteAsync(grid, json, options, token));

    private static async IAsyncEnumerable<bool> WriteAsync(GradebookGrid grid, Utf8JsonWriter json, JsonSerializerOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var line = options.GetTypeInfo(typeof(GradebookLine));
        json.WriteStartObject();
        json.WritePropertyName("columns");
        JsonSerializer.Serialize(json, grid.Columns, options.GetTypeInfo(typeof(IReadOnlyList<GradebookColumn>)));
        json.WriteStartArray("lines");
        await foreach (var student in grid.ReadLinesAsync(cancellationToken).ConfigureAwait(false))
        {
            JsonSerializer.Serialize(json, student, line);
            yield return true;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private sealed class CsvResult(Func<TextWriter, CancellationToken, Task> write) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => CsvBody.WriteAsync(httpContext, write);
    }
}
