using System.Diagnostics;

namespace CanvasData.Operations.Monitoring;

/// <summary>
/// The attributes of a shape in metrics and spans, by the semantic conventions of OpenTelemetry for databases
/// (https://opentelemetry.io/docs/specs/semconv/database/). All are of low cardinality; values are never among them.
/// </summary>
internal sealed class QueryTags
{
    private readonly StatementText _statement;
    private readonly TagList _tags;

    public QueryTags(StatementText statement, string system)
    {
        _statement = statement;
        _tags.Add("db.system.name", system);
        _tags.Add("db.operation.name", statement.Operation);
        _tags.Add("db.query.summary", statement.Summary);
        if (statement.Table is { } table)
        {
            _tags.Add("db.collection.name", table);
        }
    }

    public TagList Create(string? errorType)
    {
        var tags = _tags;
        if (errorType is not null)
        {
            tags.Add("error.type", errorType);
        }

        return tags;
    }

    public ActivityTagsCollection CreateForSpan(string? errorType, string? callSite)
    {
        var tags = new ActivityTagsCollection(Create(errorType)) { { "db.query.text", _statement.Text } };
        if (callSite is not null)
        {
            tags.Add("canvas.db.call_site", callSite);
        }

        return tags;
    }
}
