using System.Collections.Frozen;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Queries;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.AspNetCore;

/// <summary>
/// The fields of a row that a request may name. Texts about people and ids of people are no filters: query strings are logged.
/// </summary>
/// <typeparam name="TRow">The row.</typeparam>
internal static class RowFilter<TRow> where TRow : IQueryRow<TRow>
{
    private static readonly FrozenSet<string> States = FrozenSet.Create(
        "WorkflowState", "EnrollmentState", "Status", "Type", "ObjectType", "CourseCode", "TermName", "CurrentGrade", "FinalGrade", "Grade");

    private static readonly FrozenSet<string> People = FrozenSet.Create("StudentId", "UserId", "EnrollmentId", "SubmissionId", "ItemId", "ObjectId");

    private static readonly FrozenDictionary<string, FilterOperator> Operators = new Dictionary<string, FilterOperator>
    {
        ["eq"] = FilterOperator.Equal,
        ["ne"] = FilterOperator.NotEqual,
        ["lt"] = FilterOperator.LessThan,
        ["le"] = FilterOperator.LessThanOrEqual,
        ["gt"] = FilterOperator.GreaterThan,
        ["ge"] = FilterOperator.GreaterThanOrEqual,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields of conditions.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        [.. CsvColumns<TRow>.All.Where(column => column.PropertyType == typeof(string) ? States.Contains(column.Name) : !People.Contains(column.Name)).Select(column => column.Name)];

    public static IQueryable<TRow> Apply(IQueryable<TRow> rows, IEnumerable<string>? conditions)
    {
        foreach (var condition in conditions ?? [])
        {
            var parts = condition.Split(':', 3);
            if (parts.Length < 2 || !Operators.TryGetValue(parts[1], out var comparison))
            {
                throw new InvalidArgumentException("filter", "a condition has not the form field:operator:value.", $"Take an operator of {string.Join(", ", Operators.Keys.Order(StringComparer.Ordinal))}.");
            }

            var field = Fields.FirstOrDefault(name => name.Equals(parts[0].Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw new InvalidArgumentException("filter", "there is no such field for conditions.", $"Give one of {string.Join(", ", Fields.Order(StringComparer.Ordinal))}.");
            rows = rows.FilterByName(field, comparison, parts.Length == 3 ? parts[2] : null);
        }

        return rows;
    }
}
