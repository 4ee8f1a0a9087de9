using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Persistence;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Queries;

/// <summary>Gives a scope to every query; by itself it sees everything, or nothing when a scope is required.</summary>
internal sealed class QueryBuilder(IReadContext context, TimeProvider clock, IOptions<QueryOptions> options)
    : CanvasQueries(context, clock, CallerScope.Everything.Scope, CallerScope.Everything.Parameters, includeMissing: false), IQueryBuilder
{
    public ICanvasQueries ForTeacher(long userId) => With(CallerScope.Teacher(userId));

    public ICanvasQueries ForStudent(long userId) => With(CallerScope.Student(userId));

    public ICanvasQueries ForObserver(long userId) => With(CallerScope.Observer(userId));

    public ICanvasQueries ForAdviser(IReadOnlyCollection<long> studentIds) => With(CallerScope.Adviser(studentIds));

    public ICanvasQueries ForCourses(IReadOnlyCollection<long> courseIds) => With(CallerScope.Courses(courseIds));

    public ICanvasQueries ForEverything() => With(CallerScope.Everything);

    protected override void RefuseWithoutScope()
    {
        if (options.Value.RequireScope)
        {
            throw new CanvasConfigurationException(
                "A query without a scope was refused, because CanvasOperationsOptions.Queries.RequireScope is set.",
                "Call one of ForTeacher, ForStudent, ForObserver, ForAdviser, ForCourses or ForEverything before the query.");
        }
    }

    private CanvasQueries With(CallerScope caller) => new(Context, Clock, caller.Scope, caller.Parameters, includeMissing: false);
}
