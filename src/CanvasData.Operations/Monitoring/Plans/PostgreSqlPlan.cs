using System.Text.Json;

namespace CanvasData.Operations.Monitoring;

/// <summary>A plan of PostgreSQL: nodes, costs and rows. Conditions are left out, since they quote literals of the statement.</summary>
internal sealed class PostgreSqlPlan
{
    private readonly List<string> _lines = [];
    private readonly List<(string Table, double Cost)> _scans = [];
    private readonly List<(string Schema, string Table)> _tables = [];

    public double Total { get; private init; }

    public IReadOnlyList<string> Lines => _lines;

    public HashSet<string> Indexes { get; } = [];

    public static PostgreSqlPlan Read(JsonElement root)
    {
        var plan = new PostgreSqlPlan { Total = root.GetProperty("Total Cost").GetDouble() };
        plan.Add(root, depth: 0);
        return plan;
    }

    /// <summary>The tables that the plan reads.</summary>
    public IEnumerable<(string Schema, string Table)> Tables => _tables.Distinct();

    public double? ScanCost(string table) => _scans.Where(scan => scan.Table == table).Select(scan => (double?)scan.Cost).Max();

    private void Add(JsonElement node, int depth)
    {
        var (type, cost) = (Text(node, "Node Type") ?? "", node.GetProperty("Total Cost").GetDouble());
        var (schema, table, index) = (Text(node, "Schema") ?? "public", Text(node, "Relation Name"), Text(node, "Index Name"));
        if (table is not null)
        {
            _tables.Add((schema, table));
            if (type == "Seq Scan")
            {
                _scans.Add((table, cost));
            }
        }

        if (index is not null)
        {
            Indexes.Add(index);
        }

        _lines.Add(PlanCommands.Invariant($"{new string(' ', depth * 2)}{type}{(table is null ? "" : $" on {table}")}{(index is null ? "" : $" using {index}")} (cost {cost:0.00}, rows {node.GetProperty("Plan Rows").GetDouble():0})"));
        if (node.TryGetProperty("Plans", out var plans))
        {
            foreach (var inner in plans.EnumerateArray())
            {
                Add(inner, depth + 1);
            }
        }
    }

    private static string? Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString() : null;
}
