using CanvasData.Operations.Model;


namespace CanvasData.Operations.Queries;

/// <summary>A student of a course by name, in the order in which courses are listed.</summary>
internal sealed class VisibleStudent : IQueryRow<VisibleStudent>
{
    public required Student Student { get; init; }

    public required long CourseId { get; init; }

    public required string? CourseName { get; init; }

    public required long StudentId { get; init; }

    public required string? StudentName { get; init; }

    public required string? SortableName { get; init; }

    public required string? SisUserId { get; init; }

    static IReadOnlyList<string> IQueryRow<VisibleStudent>.Key => [nameof(CourseId), nameof(StudentId)];

    static string IQueryRow<VisibleStudent>.DefaultSort => "CourseName,CourseId,SortableName";

    public static IQueryable<VisibleStudent> Select(ScopedTables tables, IQueryable<Student> students) =>
        from s in students
        join u in tables.Table<CanvasUser>() on s.UserId equals u.Id into users
        from u in users.DefaultIfEmpty()
        select new VisibleStudent { Student = s, CourseId = s.CourseId, CourseName = s.CourseName, StudentId = s.UserId, StudentName = u.Name, SortableName = u.SortableName, SisUserId = u.SisUserId };
}
