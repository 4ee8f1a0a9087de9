using System.Runtime.CompilerServices;
using System.Text.Json;
using CanvasData.Operations.Queries;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.AspNetCore;

/// <summary>A list of values that no query pages: all of them as JSON, or as CSV with a column for each plain property.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="values">The values, read once.</param>
/// <param name="format">json or csv, in place of the Accept header; null for the header.</param>
internal sealed class ValueList<T>(IAsyncEnumerable<T> values, string? format = null) : IResult
{
    public ValueList(IEnumerable<T> values, string? format = null)
        : this(values.ToAsyncEnumerable(), format)
    {
    }

    public Task ExecuteAsync(HttpContext httpContext) => CsvBody.IsWanted(httpContext.Request, format)
        ? CsvBody.WriteAsync(httpContext, WriteCsvAsync)
        : new StreamedJson(WriteJsonAsync).ExecuteAsync(httpContext);

    private async Task WriteCsvAsync(TextWriter text, CancellationToken cancellationToken)
    {
        await CanvasCsv.WriteLineAsync(text, CsvColumns<T>.All.Select(column => column.Name), cancellationToken).ConfigureAwait(false);
        await foreach (var value in values.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await CanvasCsv.WriteLineAsync(text, CsvColumns<T>.All.Select(column => column.GetValue(value)), cancellationToken).ConfigureAwait(false);
        }
    }

    private async IAsyncEnumerable<bool> WriteJsonAsync(Utf8JsonWriter json, JsonSerializerOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var type = options.GetTypeInfo(typeof(T));
        json.WriteStartArray();
        await foreach (var value in values.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            JsonSerializer.Serialize(json, value, type);
            yield return true;
        }

        json.WriteEndArray();
    }
}
