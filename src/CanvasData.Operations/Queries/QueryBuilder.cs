using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Registration;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.Queries;

/// <summary>Gives a scope to every query; by itself it sees everything, or nothing when a scope is required.</summary>
internal sealed class QueryBuilder(IRequestContext context, TimeProvider clock, IOptions<CanvasOperationsOptions> options)
    : CanvasQueries(context, clock, new QueryScope.Everything(), curriculum: null, includeMissing: false), IQueryBuilder
{
    public ICanvasQueries ForTeacher(long userId) => With(new QueryScope.Teacher(userId));

    public ICanvasQueries ForStudent(long userId) => With(new QueryScope.Student(userId));

    public ICanvasQueries ForObserver(long userId) => With(new QueryScope.Observer(userId));

    public ICanvasQueries ForAdviser(IReadOnlyCollection<long> studentIds)
    {
        ArgumentNullException.ThrowIfNull(studentIds);
        return With(new QueryScope.Adviser([.. studentIds.Distinct()]));
    }

    public ICanvasQueries ForCourses(IReadOnlyCollection<long> courseIds)
    {
        ArgumentNullException.ThrowIfNull(courseIds);
        return With(new QueryScope.Courseload([.. courseIds.Distinct()]));
    }

    public ICanvasQueries ForEverything() => With(new QueryScope.Everything());

    protected override Sight Sight => RefuseWithoutScope(base.Sight);

    protected override CanvasQueries Narrowed(long[]? curriculum, bool includeMissing) => RefuseWithoutScope(base.Narrowed(curriculum, includeMissing));

    private CanvasQueries With(QueryScope scope) => new(Context, Clock, scope, curriculum: null, includeMissing: false);

    private T RefuseWithoutScope<T>(T granted) => options.Value.Queries.RequireScope
        ? throw new CanvasConfigurationException(
            "A query without a scope was refused, because CanvasOperationsOptions.Queries.RequireScope is set.",
            "Call one of ForTeacher, ForStudent, ForObserver, ForAdviser, ForCourses or ForEverything before the query.")
        : granted;
}
