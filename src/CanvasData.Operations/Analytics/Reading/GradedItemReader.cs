using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics;

/// <summary>Which assignments of a course count in its total, and in which groups.</summary>
internal sealed class GradedItemReader
{
    private GradedItemReader(WorkGroup[] groups, GradedItem[] items)
    {
        Groups = groups;
        Items = Array.ConvertAll(items, item => item.Item);
        Ids = Array.ConvertAll(items, item => item.Item.AssignmentId);
        Rules = items;
    }

    public IReadOnlyList<WorkGroup> Groups { get; }

    public IReadOnlyList<WorkItem> Items { get; }

    /// <summary>Assignment ids in ascending order; the place of each is its place among the items.</summary>
    public long[] Ids { get; }

    public IReadOnlyList<GradedItem> Rules { get; }

    /// <summary>Published work that is graded and counts, as far as it was there at the moment, by course.</summary>
    public static async Task<Dictionary<long, GradedItemReader>> ReadAsync(DbContext database, long[] courses, DateTime moment, CancellationToken cancellationToken)
    {
        var groups = await database.Set<CanvasAssignmentGroup>().AsNoTracking()
            .Where(group => EF.Parameter(courses).Contains(group.CourseId) && group.MissingSince == null)
            .OrderBy(group => group.Id)
            .Select(group => new { group.CourseId, group.Id, group.Name, group.GroupWeight, group.DropLowest, group.DropHighest, group.NeverDrop })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var items = await Counted(database.Set<CanvasAssignment>().Where(assignment => EF.Parameter(courses).Contains(assignment.CourseId)), moment)
            .OrderBy(assignment => assignment.Id)
            .Select(GradedItem.FromRow(database.Set<CanvasAssignmentOverride>().Where(one => one.MissingSince == null)))
            .WithNullsOfCSharp(database)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var (groupsOf, itemsOf) = (groups.ToLookup(group => group.CourseId), items.ToLookup(item => item.CourseId));
        return courses.ToDictionary(course => course, course => new GradedItemReader(
            [.. groupsOf[course].Select(group => new WorkGroup(
                group.Id, group.Name, group.GroupWeight ?? 0, group.DropLowest ?? 0, group.DropHighest ?? 0, Identifiers.Parse(group.NeverDrop)))],
            [.. itemsOf[course]]));
    }

    /// <summary>Assignments that count. One that was made later than the moment, and due later, was not known then.</summary>
    public static IQueryable<CanvasAssignment> Counted(IQueryable<CanvasAssignment> rows, DateTime moment) =>
        rows.AsNoTracking().Where(AssignmentRules.Counted).Where(assignment => assignment.MissingSince == null &&
            (assignment.CreatedAt == null || assignment.CreatedAt <= moment || assignment.DueAt <= moment));

    /// <returns>The place of an assignment; negative when it does not count.</returns>
    public int PlaceOf(long assignmentId) => Array.BinarySearch(Ids, assignmentId);
}
