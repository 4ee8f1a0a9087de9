namespace CanvasData.Operations.Queries;

/// <summary>A kind of scope with the caller or the ids that it is made for. Queries and analytics take the same.</summary>
internal sealed record CallerScope(QueryScope Scope, QueryParameters Parameters)
{
    public static CallerScope Everything { get; } = new(new QueryScope.Everything(), new QueryParameters());

    public static CallerScope Teacher(long userId) => new(new QueryScope.Teacher(), new QueryParameters { UserId = userId });

    // A student's questions are about that student, so the database need not ask the roster who else there is.
    public static CallerScope Student(long userId) => new(new QueryScope.Student(), new QueryParameters { UserId = userId, StudentId = userId });

    public static CallerScope Observer(long userId) => new(new QueryScope.Observer(), new QueryParameters { UserId = userId });

    public static CallerScope Adviser(IReadOnlyCollection<long> studentIds)
    {
        ArgumentNullException.ThrowIfNull(studentIds);
        return new(new QueryScope.Adviser(), new QueryParameters { MemberIds = [.. studentIds.Distinct()] });
    }

    public static CallerScope Courses(IReadOnlyCollection<long> courseIds)
    {
        ArgumentNullException.ThrowIfNull(courseIds);
        return new(new QueryScope.Courseload(), new QueryParameters { MemberIds = [.. courseIds.Distinct()] });
    }
}
