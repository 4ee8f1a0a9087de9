using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Maintenance;

/// <summary>Checks of Layer 3: every tag exists, and every target is an object that was stored once.</summary>
internal static class PortalRules
{
    /// <summary>The check that finds links without their tag.</summary>
    public const string LinkWithoutTag = "tag.link";

    private const string NoTarget = "Its target was never stored: the id is wrong, or the object was deleted by SQL. Correct the id, or delete it.";

    public static IEnumerable<IntegrityRule> All()
    {
        yield return new QueryRule<CanvasTagLink>(
            new IntegrityCheck(LinkWithoutTag, IntegritySeverity.Error, "The tag of a link does not exist. The id of the tag is given.", IntegrityRepairKind.RemoveTagLinks),
            database => LinksWithoutTag(database).Select(link => new FoundRow { Id = link.TagId }));
        yield return Targets<CanvasTagLink>("target.tag", database => database.Rows<CanvasTagLink>().Select(row => new Target { Id = row.TargetId, Type = row.TargetType, TargetId = row.TargetId }));
        yield return Targets<CanvasNote>("target.note", database => database.Rows<CanvasNote>().Select(row => new Target { Id = row.Id, Type = row.TargetType, TargetId = row.TargetId }));
        yield return Targets<CanvasCustomFieldValue>("target.custom_field", database => database.Rows<CanvasCustomFieldValue>().Select(row => new Target { Id = row.TargetId, Type = row.TargetType, TargetId = row.TargetId }));
        yield return Targets<CanvasStudentMetadata>("target.student_metadata", database => database.Rows<CanvasStudentMetadata>().Select(row => new Target { Id = row.UserId, Type = CanvasTargetTypes.Student, TargetId = row.UserId }));
        yield return Targets<CanvasAssignmentMetadata>("target.assignment_metadata", database => database.Rows<CanvasAssignmentMetadata>().Select(row => new Target { Id = row.AssignmentId, Type = CanvasTargetTypes.Assignment, TargetId = row.AssignmentId }));
        yield return Targets<CanvasCourseMetadata>("target.course_metadata", database => database.Rows<CanvasCourseMetadata>().Select(row => new Target { Id = row.CourseId, Type = CanvasTargetTypes.Course, TargetId = row.CourseId }));
    }

    /// <summary>The links without their tag.</summary>
    public static IQueryable<CanvasTagLink> LinksWithoutTag(DbContext database)
    {
        var tags = database.Rows<CanvasTag>();
        return database.Rows<CanvasTagLink>().Where(link => !tags.Any(tag => tag.Id == link.TagId));
    }

    private static QueryRule<TRow> Targets<TRow>(string name, Func<DbContext, IQueryable<Target>> targets) where TRow : class => new(
        new IntegrityCheck(name, IntegritySeverity.Warning, NoTarget, IntegrityRepairKind.None),
        database =>
        {
            var (users, assignments, courses) = (database.Rows<CanvasUser>(), database.Rows<CanvasAssignment>(), database.Rows<CanvasCourse>());
            var (sections, groups, modules) = (database.Rows<CanvasSection>(), database.Rows<CanvasAssignmentGroup>(), database.Rows<CanvasModule>());
            var statuses = database.Rows<CanvasObjectStatus>();
            return targets(database).Where(of =>
                !(of.Type == CanvasTargetTypes.Student && users.Any(row => row.Id == of.TargetId)) && !(of.Type == CanvasTargetTypes.Assignment && assignments.Any(row => row.Id == of.TargetId)) &&
                !(of.Type == CanvasTargetTypes.Course && courses.Any(row => row.Id == of.TargetId)) && !(of.Type == CanvasTargetTypes.Section && sections.Any(row => row.Id == of.TargetId)) &&
                !(of.Type == CanvasTargetTypes.AssignmentGroup && groups.Any(row => row.Id == of.TargetId)) && !(of.Type == CanvasTargetTypes.Module && modules.Any(row => row.Id == of.TargetId)) &&
                !statuses.Any(row => row.ObjectType == (of.Type == CanvasTargetTypes.Student ? CanvasObjectTypes.User : of.Type) && row.ObjectId == of.TargetId))
                .Select(of => new FoundRow { Id = of.Id });
        });

    private sealed class Target
    {
        public required long Id { get; init; }

        public required string Type { get; init; }

        public required long TargetId { get; init; }
    }
}
