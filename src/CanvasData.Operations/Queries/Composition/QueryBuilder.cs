using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Queries;

/// <summary>Gives a scope to every query; by itself it sees everything, or nothing when a scope is required.</summary>
internal sealed class QueryBuilder(IRequestContext context, TimeProvider clock, IOptions<QueryOptions> options)
    : CanvasQueries(context, clock, new QueryScope.Everything(), new QueryParameters(), includeMissing: false), IQueryBuilder
{
    public ICanvasQueries ForTeacher(long userId) => With(new QueryScope.Teacher(), new QueryParameters { UserId = userId });

    // A student's questions are about that student, so the database need not ask the roster who else there is.
    public ICanvasQueries ForStudent(long userId) => With(new QueryScope.Student(), new QueryParameters { UserId = userId, StudentId = userId });

    public ICanvasQueries ForObserver(long userId) => With(new QueryScope.Observer(), new QueryParameters { UserId = userId });

    public ICanvasQueries ForAdviser(IReadOnlyCollection<long> studentIds)
    {
        ArgumentNullException.ThrowIfNull(studentIds);
        return With(new QueryScope.Adviser(), new QueryParameters { MemberIds = [.. studentIds.Distinct()] });
    }

    public ICanvasQueries ForCourses(IReadOnlyCollection<long> courseIds)
    {
        ArgumentNullException.ThrowIfNull(courseIds);
        return With(new QueryScope.Courseload(), new QueryParameters { MemberIds = [.. courseIds.Distinct()] });
    }

    public ICanvasQueries ForEverything() => With(new QueryScope.Everything(), new QueryParameters());

    protected override void RefuseWithoutScope()
    {
        if (options.Value.RequireScope)
        {
            throw new CanvasConfigurationException(
                "A query without a scope was refused, because CanvasOperationsOptions.Queries.RequireScope is set.",
                "Call one of ForTeacher, ForStudent, ForObserver, ForAdviser, ForCourses or ForEverything before the query.");
        }
    }

    private CanvasQueries With(QueryScope scope, QueryParameters view) => new(Context, Clock, scope, view, includeMissing: false);
}
