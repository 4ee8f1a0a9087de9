using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CanvasData.Operations.Configuration;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Analytics.Tests.Database;

/// <summary>Every analysis in every scope: it covers what the caller may see, and shows nothing of the rest.</summary>
public sealed partial class ScopesShould
{
    private const long Taught = 70;
    private const long Foreign = 71;
    private const long Unknown = 999;
    private const long Teacher = 9001;
    private const long SectionTeacher = 9002;
    private const long Observer = 9003;
    private const long OtherSection = 7001;

    /// <summary>How each method of a scope is asked about a course and a student. A method that is not here fails the tests.</summary>
    private static readonly Dictionary<string, Func<ICanvasAnalytics, long, long, Task<object>>> StaffMethods = new()
    {
        [nameof(ICanvasAnalytics.CalculateGradeMomentumAsync)] = async (a, course, student) => await a.CalculateGradeMomentumAsync(course, student),
        [nameof(ICanvasAnalytics.CalculatePerformanceTrendsAsync)] = async (a, course, _) => await a.CalculatePerformanceTrendsAsync(course),
        [nameof(ICanvasAnalytics.PredictFinalGradeAsync)] = async (a, course, student) => await a.PredictFinalGradeAsync(course, student, [80]),
        [nameof(ICanvasAnalytics.PredictFinalGradesAsync)] = async (a, course, _) => await a.PredictFinalGradesAsync(course),
        [nameof(ICanvasAnalytics.StreamFinalGradesAsync)] = async (a, course, _) => await a.StreamFinalGradesAsync([course]).ToListAsync(),
        [nameof(ICanvasAnalytics.AnalyzeAtRiskStudentsAsync)] = async (a, course, _) => await a.AnalyzeAtRiskStudentsAsync(course),
        [nameof(ICanvasAnalytics.StreamAtRiskStudentsAsync)] = async (a, course, _) => await a.StreamAtRiskStudentsAsync([course], RiskBand.Unknown).ToListAsync(),
        [nameof(ICanvasAnalytics.GeneratePerformanceInsightsAsync)] = async (a, course, _) => await a.GeneratePerformanceInsightsAsync(course),
        [nameof(ICanvasAnalytics.GenerateStudentInsightsAsync)] = async (a, _, student) => await a.GenerateStudentInsightsAsync(student),
        [nameof(ICanvasAnalytics.GenerateAdviserInsightsAsync)] = async (a, _, student) => await a.GenerateAdviserInsightsAsync(student),
    };

    private static readonly Dictionary<string, Func<IStudentAnalytics, long, Task<object>>> StudentMethods = new()
    {
        [nameof(IStudentAnalytics.GenerateStudentInsightsAsync)] = async (a, student) => await a.GenerateStudentInsightsAsync(student),
    };

    private static readonly Dictionary<string, Func<IAnalyticsBuilder, ICanvasAnalytics>> StaffScopes = new()
    {
        [nameof(IAnalyticsBuilder.ForTeacher)] = a => a.ForTeacher(Teacher),
        ["ForTeacher of a section"] = a => a.ForTeacher(SectionTeacher),
        [nameof(IAnalyticsBuilder.ForAdviser)] = a => a.ForAdviser([Student(Taught, 3), Student(Taught, 4)]),
        [nameof(IAnalyticsBuilder.ForCourses)] = a => a.ForCourses([Taught]),
    };

    private static readonly Dictionary<string, Func<IAnalyticsBuilder, IStudentAnalytics>> StudentScopes = new()
    {
        [nameof(IAnalyticsBuilder.ForStudent)] = a => a.ForStudent(Student(Taught, 3)),
        [nameof(IAnalyticsBuilder.ForObserver)] = a => a.ForObserver(Observer),
    };

    public static TheoryData<Provider, string> Scopes()
    {
        var scopes = new TheoryData<Provider, string>();
        foreach (var scope in StaffScopes.Keys)
        {
            scopes.Add(Provider.Sqlite, scope);
            scopes.Add(Provider.PostgreSql, scope);
        }

        return scopes;
    }

    [Fact]
    public void BeAskedForEveryMethodAndEveryScope()
    {
        typeof(ICanvasAnalytics).GetMethods().Select(method => method.Name).Should().BeEquivalentTo(StaffMethods.Keys);
        typeof(IStudentAnalytics).GetMethods().Select(method => method.Name).Should().BeEquivalentTo(StudentMethods.Keys);
        typeof(IAnalyticsBuilder).GetMethods().Where(method => method.Name.StartsWith("For", StringComparison.Ordinal)).Select(method => method.Name)
            .Should().BeEquivalentTo(StaffScopes.Keys.Where(name => !name.Contains(' ', StringComparison.Ordinal)).Concat(StudentScopes.Keys).Append(nameof(IAnalyticsBuilder.ForEverything)));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task AnswerForeignCoursesAndStudentsLikeUnknownOnes(Provider provider, string scope)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store);
        var (foreign, unknown) = (Student(Foreign, 2), Student(Unknown, 2));

        foreach (var (name, method) in StaffMethods)
        {
            var asked = await host.AskAsync(a => method(StaffScopes[scope](a), Foreign, foreign));
            var never = await host.AskAsync(a => method(StaffScopes[scope](a), Unknown, unknown));

            Json(asked).Replace($"{foreign}", "S", StringComparison.Ordinal).Replace($"{Foreign}", "C", StringComparison.Ordinal)
                .Should().Be(Json(never).Replace($"{unknown}", "S", StringComparison.Ordinal).Replace($"{Unknown}", "C", StringComparison.Ordinal), name);
        }
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task ShowOnlyStudentsInScope(Provider provider, string scope)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await StartAsync(store);
        var student = Student(Taught, 3);

        foreach (var (name, method) in StaffMethods)
        {
            var seen = await host.AskAsync(a => method(StaffScopes[scope](a), Taught, student));
            var all = await host.AskAsync(a => method(a.ForEverything(), Taught, student));

            if (scope is nameof(IAnalyticsBuilder.ForTeacher) or nameof(IAnalyticsBuilder.ForCourses))
            {
                Json(seen).Should().Be(Json(all), "the whole class is in scope");
            }

            var shown = StudentsIn(JsonNode.Parse(Json(seen))!).ToHashSet();
            if (name != nameof(ICanvasAnalytics.GeneratePerformanceInsightsAsync))
            {
                shown.Should().Contain(student, name);
            }

            shown.Should().BeSubsetOf(Visible(scope), name);
        }
    }

    [Fact]
    public async Task PredictTheSameForAStudentWhoeverAsks()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store);
        var student = Student(Taught, 3);
        var expected = await host.AskAsync(a => a.PredictFinalGradeAsync(Taught, student));

        foreach (var scope in StaffScopes.Values)
        {
            (await host.AskAsync(a => scope(a).PredictFinalGradeAsync(Taught, student))).Should().BeEquivalentTo(expected);
        }
    }

    [Fact]
    public async Task GivePartsOfAClassNoStatisticsOverTheOthers()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store);
        await host.InContextAsync(context => context.Set<CanvasSubmission>().Where(row => row.AssignmentId == (Taught * 100) + 1)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, row => row.Score * 0.3)));
        StaffInsightCode[] overall = [StaffInsightCode.ItemMissing, StaffInsightCode.ItemDifficulty, StaffInsightCode.ItemDiscrimination, StaffInsightCode.SectionDifference];

        var whole = await host.AskAsync(a => a.ForTeacher(Teacher).GeneratePerformanceInsightsAsync(Taught));
        var section = await host.AskAsync(a => a.ForTeacher(SectionTeacher).GeneratePerformanceInsightsAsync(Taught));

        whole.Insights.Select(insight => insight.Code).Should().Contain(code => overall.Contains(code));
        section.Insights.Select(insight => insight.Code).Should().NotContain(code => overall.Contains(code));
        section.Status.Should().Be(AnalyticsStatus.Ok);
    }

    [Fact]
    public async Task CountUnpostedGradesOfStudentsInScopeOnly()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store);
        await host.InContextAsync(context => context.Set<CanvasSubmission>().Where(row => row.AssignmentId == Taught * 100 && row.Score != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PostedAt, (DateTime?)null)));

        var counts = new List<int>();
        foreach (var teacher in (long[])[Teacher, SectionTeacher])
        {
            var insights = await host.AskAsync(a => a.ForTeacher(teacher).GeneratePerformanceInsightsAsync(Taught));
            counts.Add(insights.Insights.Single(insight => insight.Code == StaffInsightCode.UnpostedGrades).Evidence.Count);
        }

        counts[1].Should().BeLessThan(counts[0]).And.BePositive();
    }

    [Fact]
    public async Task StreamTheRunningCoursesInScope()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store);

        var everything = await host.StreamAsync(a => a.StreamFinalGradesAsync());
        var taught = await host.StreamAsync(a => a.ForTeacher(Teacher).StreamFinalGradesAsync());
        var advised = await host.StreamAsync(a => a.ForAdviser([Student(Taught, 3), Student(Foreign, 4)]).StreamAtRiskStudentsAsync(atLeast: RiskBand.Unknown));

        everything.Select(prediction => prediction.CourseId).Distinct().Should().Equal(Taught, Foreign);
        taught.Select(prediction => prediction.CourseId).Distinct().Should().Equal(Taught);
        advised.Select(student => student.StudentId).Should().Equal(Student(Taught, 3), Student(Foreign, 4));
    }

    [Fact]
    public async Task GiveStudentsAndObserversTheirOwnCoursesOnly()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store);

        foreach (var scope in StudentScopes.Values)
        {
            var own = await host.AskAsync(a => scope(a).GenerateStudentInsightsAsync(Student(Taught, 3)));
            var unscoped = await host.AskAsync(a => a.GenerateStudentInsightsAsync(Student(Taught, 3)));
            Json(own).Should().Be(Json(unscoped));
            own.Courses.Should().ContainSingle();
            foreach (var method in StudentMethods.Values)
            {
                (await host.AskAsync(a => method(scope(a), Student(Taught, 4)))).Should().BeOfType<StudentInsights>().Which.Courses.Should().BeEmpty("a classmate is outside the scope");
            }
        }
    }

    [Fact]
    public async Task RefuseQuestionsWithoutAScopeWhereOneIsRequired()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await StartAsync(store, services => services.Configure<CanvasOperationsOptions>(options => options.Queries.RequireScope = true));

        foreach (var (name, method) in StaffMethods)
        {
            var refused = await host.Awaiting(h => h.AskAsync(a => method(a, Taught, Student(Taught, 3)))).Should().ThrowAsync<CanvasConfigurationException>(name);
            refused.Which.Remedy.Should().Contain("ForTeacher");
            await host.Awaiting(h => h.AskAsync(a => method(a.ForEverything(), Taught, Student(Taught, 3)))).Should().NotThrowAsync(name);
        }
    }

    [Fact]
    public void NotLetAStudentsScopeBeCastToOneForStaff()
    {
        var analytics = new ServiceCollection().AddDbContext<SchoolContext>(options => options.UseInMemoryDatabase("scopes")).AddCanvasOperations().UseDbContext<SchoolContext>()
            .Services.BuildServiceProvider().CreateScope().ServiceProvider.GetRequiredService<IAnalyticsBuilder>();

        analytics.ForStudent(1).Should().NotBeAssignableTo<ICanvasAnalytics>();
        analytics.ForObserver(1).Should().NotBeAssignableTo<ICanvasAnalytics>();
    }

    private static async Task<AnalyticsHost> StartAsync(TestStore store, Action<IServiceCollection>? configure = null)
    {
        var host = await AnalyticsHost.StartAsync(store, configure);
        foreach (var course in (long[])[Taught, Foreign])
        {
            await host.FillAsync(GeneratedOfferings.Of(course, $"MATH {course}", termsAgo: 0, students: 24));
            await host.FillAsync(GeneratedOfferings.Of(course + 100, $"MATH {course}", termsAgo: 1, students: 12));
        }

        // Half of the class is in another section.
        await host.InContextAsync(context => context.Set<CanvasEnrollment>().Where(row => row.CourseId == Taught && row.UserId >= Student(Taught, 12))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SectionId, OtherSection)));
        await host.FillAsync(
            new CanvasEnrollment { Id = 1, CourseId = Taught, UserId = Teacher, Type = "TeacherEnrollment", EnrollmentState = "active" },
            new CanvasEnrollment { Id = 2, CourseId = Taught, UserId = SectionTeacher, SectionId = Taught, LimitPrivilegesToCourseSection = true, Type = "TeacherEnrollment", EnrollmentState = "active" },
            new CanvasEnrollment { Id = 3, CourseId = Taught, UserId = Observer, AssociatedUserId = Student(Taught, 3), Type = "ObserverEnrollment", EnrollmentState = "active" });
        return host;
    }

    private static long Student(long course, int number) => GeneratedOfferings.StudentId(course, number);

    private static IEnumerable<long> Visible(string scope) => scope switch
    {
        "ForTeacher of a section" => Enumerable.Range(0, 12).Select(number => Student(Taught, number)),
        nameof(IAnalyticsBuilder.ForAdviser) => [Student(Taught, 3), Student(Taught, 4)],
        _ => Enumerable.Range(0, 24).Select(number => Student(Taught, number)),
    };

    // The hash is one over the id, too.
    private static string Json(object result) => Hash().Replace(JsonSerializer.Serialize(result), "\"InputsHash\":0");

    private static IEnumerable<long> StudentsIn(JsonNode node) => node switch
    {
        JsonObject parts => parts.SelectMany(part => part.Key is "StudentId" or "StudentIds"
            ? part.Value switch { JsonArray ids => ids.Select(Id), { } id => [Id(id)], _ => [] }
            : part.Value is null ? [] : StudentsIn(part.Value)),
        JsonArray items => items.Where(item => item is not null).SelectMany(item => StudentsIn(item!)),
        _ => [],
    };

    [GeneratedRegex("\"InputsHash\":\\d+")]
    private static partial Regex Hash();

    private static long Id(JsonNode? id) => long.Parse(id!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
}
