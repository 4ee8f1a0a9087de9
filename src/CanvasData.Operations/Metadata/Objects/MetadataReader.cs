using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Metadata;

/// <summary>Finds metadata.</summary>
internal sealed class MetadataReader(IRequestContext contexts, IOptions<MetadataOptions> options)
{
    public static StudentMetadata StudentOf(CanvasStudentMetadata row, string? name) => new()
    {
        UserId = row.UserId,
        Name = name,
        CustomGroupId = row.CustomGroupId,
        EnrollmentDate = row.EnrollmentDate,
        UpdatedAt = row.UpdatedAt,
        Version = row.Version,
    };

    public static AssignmentMetadata AssignmentOf(CanvasAssignmentMetadata row, long? courseId, string? name) => new()
    {
        AssignmentId = row.AssignmentId,
        CourseId = courseId,
        Name = name,
        DifficultyRating = row.DifficultyRating,
        EstimatedHours = row.EstimatedHours,
        UpdatedAt = row.UpdatedAt,
        Version = row.Version,
    };

    public static CourseMetadata CourseOf(CanvasCourseMetadata row, string? name) => new()
    {
        CourseId = row.CourseId,
        Name = name,
        CustomColor = row.CustomColor,
        CourseHours = row.CourseHours,
        TrackingEnabled = row.TrackingEnabled,
        UpdatedAt = row.UpdatedAt,
        Version = row.Version,
    };

    public static CustomFieldValue ValueOf(CanvasCustomFieldValue row, MetadataOptions options)
    {
        var field = options.Find(row.TargetType, row.Name);
        return new CustomFieldValue
        {
            Target = new MetadataTarget(row.TargetType, row.TargetId),
            Name = row.Name,
            Type = field?.Type,
            Value = field is null ? row.Value : CustomFieldText.Read(field, row.Value),
            Text = row.Value,
            UpdatedAt = row.UpdatedAt,
            Version = row.Version,
        };
    }

    public async Task<StudentMetadata?> StudentAsync(long userId, CancellationToken cancellationToken)
    {
        var database = contexts.ForQuestion();
        var found = await Students(database, database.VisibleRows<CanvasStudentMetadata>().Where(row => row.UserId == userId)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : StudentOf(found.Row, found.Name);
    }

    public async Task<AssignmentMetadata?> AssignmentAsync(long assignmentId, CancellationToken cancellationToken)
    {
        var database = contexts.ForQuestion();
        var found = await Assignments(database, database.VisibleRows<CanvasAssignmentMetadata>().Where(row => row.AssignmentId == assignmentId)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : AssignmentOf(found.Row, found.CourseId, found.Name);
    }

    public async Task<CourseMetadata?> CourseAsync(long courseId, CancellationToken cancellationToken)
    {
        var database = contexts.ForQuestion();
        var found = await Courses(database, database.VisibleRows<CanvasCourseMetadata>().Where(row => row.CourseId == courseId)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return found is null ? null : CourseOf(found.Row, found.Name);
    }

    public async Task<Page<StudentMetadata>> StudentsAsync(StudentMetadataSearch search, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var database = contexts.ForQuestion();
        var rows = database.VisibleRows<CanvasStudentMetadata>();
        rows = search.CustomGroupId is { } group ? rows.Where(row => row.CustomGroupId == group) : rows;
        var found = await Paging.ReadAsync(Students(database, rows).OrderBy(named => named.Row.UserId), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(named => StudentOf(named.Row, named.Name));
    }

    public async Task<Page<AssignmentMetadata>> AssignmentsAsync(AssignmentMetadataSearch search, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var database = contexts.ForQuestion();
        var rows = database.VisibleRows<CanvasAssignmentMetadata>();
        rows = search.MinDifficulty is { } difficulty ? rows.Where(row => row.DifficultyRating >= difficulty) : rows;
        rows = search.MinHours is { } hours ? rows.Where(row => row.EstimatedHours >= hours) : rows;
        if (search.CourseId is { } course)
        {
            var assignments = database.VisibleRows<CanvasAssignment>().Where(assignment => assignment.CourseId == course).Select(assignment => assignment.Id);
            rows = rows.Where(row => assignments.Contains(row.AssignmentId));
        }

        var found = await Paging.ReadAsync(Assignments(database, rows).OrderBy(named => named.Row.AssignmentId), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(named => AssignmentOf(named.Row, named.CourseId, named.Name));
    }

    public async Task<Page<CourseMetadata>> CoursesAsync(CourseMetadataSearch search, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(search);
        var database = contexts.ForQuestion();
        var rows = database.VisibleRows<CanvasCourseMetadata>();
        rows = search.TrackingEnabled is { } tracked ? rows.Where(row => row.TrackingEnabled == tracked) : rows;
        rows = search.MinHours is { } hours ? rows.Where(row => row.CourseHours >= hours) : rows;
        var found = await Paging.ReadAsync(Courses(database, rows).OrderBy(named => named.Row.CourseId), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(named => CourseOf(named.Row, named.Name));
    }

    public async Task<IReadOnlyList<CustomFieldValue>> CustomFieldsAsync(MetadataTarget target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(target);
        TargetTable.CheckType(target.Type, "target.Type");
        var rows = await contexts.ForQuestion().VisibleRows<CanvasCustomFieldValue>()
            .Where(row => row.TargetType == target.Type && row.TargetId == target.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.OrderBy(row => row.Name, StringComparer.Ordinal).Select(row => ValueOf(row, options.Value))];
    }

    public async Task<Page<CustomFieldValue>> CustomFieldAsync(string targetType, string name, object? value, int page, int pageSize, CancellationToken cancellationToken)
    {
        TargetTable.CheckType(targetType, nameof(targetType));
        var field = MetadataChecks.Field(options.Value, targetType, name, nameof(name));
        var rows = contexts.ForQuestion().VisibleRows<CanvasCustomFieldValue>().Where(row => row.TargetType == targetType && row.Name == field.Name);
        if (value is not null)
        {
            var text = CustomFieldText.Write(field, value, nameof(value));
            rows = rows.Where(row => row.Value == text);
        }

        var found = await Paging.ReadAsync(rows.OrderBy(row => row.TargetId), page, pageSize, cancellationToken).ConfigureAwait(false);
        return found.Select(row => ValueOf(row, options.Value));
    }

    private static IQueryable<Named<CanvasStudentMetadata>> Students(DbContext database, IQueryable<CanvasStudentMetadata> rows) =>
        from row in rows
        join user in database.VisibleRows<CanvasUser>() on row.UserId equals user.Id into users
        from user in users.DefaultIfEmpty()
        select new Named<CanvasStudentMetadata> { Row = row, Name = user.Name };

    private static IQueryable<Named<CanvasAssignmentMetadata>> Assignments(DbContext database, IQueryable<CanvasAssignmentMetadata> rows) =>
        from row in rows
        join assignment in database.VisibleRows<CanvasAssignment>() on row.AssignmentId equals assignment.Id into assignments
        from assignment in assignments.DefaultIfEmpty()
        select new Named<CanvasAssignmentMetadata> { Row = row, Name = assignment.Name, CourseId = assignment.CourseId };

    private static IQueryable<Named<CanvasCourseMetadata>> Courses(DbContext database, IQueryable<CanvasCourseMetadata> rows) =>
        from row in rows
        join course in database.VisibleRows<CanvasCourse>() on row.CourseId equals course.Id into courses
        from course in courses.DefaultIfEmpty()
        select new Named<CanvasCourseMetadata> { Row = row, Name = course.Name };

    private sealed class Named<TRow>
    {
        public required TRow Row { get; init; }

        public required string? Name { get; init; }

        public long? CourseId { get; init; }
    }
}
