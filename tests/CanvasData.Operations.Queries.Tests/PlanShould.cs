using System.Data.Common;
using System.Text.RegularExpressions;
using CanvasData.Operations.Benchmarks.Queries;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>A school in which reading a whole table of submissions would be felt.</summary>
public abstract class LargeHost(Provider provider) : IAsyncLifetime
{
    public static GeneratedSchool School { get; } = new(Students: 2_000, Courses: 100, CoursesPerStudent: 8, AssignmentsPerCourse: 15);

    public QueryHost Host { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await QueryHost.StartAsync(provider);
        await Host.InContextAsync(async context =>
        {
            await School.FillAsync(context);
            return true;
        });
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}

public sealed class LargeSqlite() : LargeHost(Provider.Sqlite);

public sealed class LargePostgreSql() : LargeHost(Provider.PostgreSql);

/// <summary>The plans of the databases: no query about one student, assignment or course reads all submissions or all history.</summary>
public abstract partial class PlanShould(LargeHost large)
{
    private const long Student = 77;
    private static readonly long Course = LargeHost.School.CourseOfStudent(Student);
    private static readonly long Teacher = LargeHost.School.Students + Course;
    private static readonly long[] SomeStudents = [.. Enumerable.Range(1, 100)];
    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly Dictionary<string, Func<IQueryBuilder, IQueryable<object>>> Queries = new()
    {
        ["student's grades"] = q => q.StudentGrades(studentId: Student, details: GradeDetails.LastChange),
        ["student's own grades"] = q => q.ForStudent(Student).StudentGrades(),
        ["teacher's grades of a course"] = q => q.ForTeacher(Teacher).StudentGrades(Course),
        ["teacher's grades"] = q => q.ForTeacher(Teacher).StudentGrades(),
        ["adviser's grades"] = q => q.ForAdviser([Student, Student + 1]).StudentGrades(),
        ["curriculum's grades"] = q => q.WithinCourses([Course, Course + 1]).StudentGrades(),
        ["assignment's submissions"] = q => q.AssignmentSubmissions((Course * 1000) + 3),
        ["gradebook"] = q => q.Gradebook(Course),
        ["gradebook of some students"] = q => q.Gradebook(Course).Where(cell => EF.Parameter(SomeStudents).Contains(cell.StudentId)),
        ["enrollments of a course"] = q => q.CourseEnrollments(Course),
        ["enrollments of a student"] = q => q.CourseEnrollments(studentId: Student),
        ["courses of a teacher"] = q => q.ForTeacher(Teacher).Courses(),
        ["courses of a student"] = q => q.ForStudent(Student).Courses(),
        ["performance of a student"] = q => q.PerformanceSummary(studentId: Student),
        ["performance of a course"] = q => q.PerformanceSummary(Course),
        ["score history of a student"] = q => q.ScoreHistory(studentId: Student),
        ["score history of an assignment"] = q => q.ScoreHistory(assignmentId: (Course * 1000) + 3),
        ["grade history of a course"] = q => q.GradeHistory(Course),
        ["activity of a student"] = q => q.RecentActivity(Since, studentId: Student),
        ["activity of a course"] = q => q.RecentActivity(Since, courseId: Course),
        ["missing work of a student"] = q => q.MissingWork(studentId: Student),
        ["upcoming work of a student"] = q => q.UpcomingWork(TimeSpan.FromDays(30), studentId: Student),
    };

    public static readonly Dictionary<string, Func<IQueryBuilder, IQueryable<object>>> Pages = new()
    {
        ["all grades"] = q => q.StudentGrades().Take(50),
        ["grades of a course"] = q => q.StudentGrades(Course).Take(50),
        ["teacher's grades of a course"] = q => q.ForTeacher(Teacher).StudentGrades(Course).Take(50),
        ["gradebook"] = q => q.Gradebook(Course).Take(50),
    };

    public static TheoryData<string> Names() => [.. Queries.Keys];

    public static TheoryData<string> PageNames() => [.. Pages.Keys];

    [Theory]
    [MemberData(nameof(PageNames))]
    public async Task FindAPageInTheOrderOfAnIndex(string name)
    {
        var plan = await PlanAsync(Pages[name]);
        plan.Where(line => WholeTable().IsMatch(line) || WholeSort().IsMatch(line)).Should().BeEmpty("the plan is\n{0}", string.Join('\n', plan));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeginAtAnIndex(string name)
    {
        var plan = await PlanAsync(Queries[name]);

        // A co-routine is a part of the statement, not a table.
        plan.Where(line => WholeTable().IsMatch(line) && !plan.Contains($"CO-ROUTINE {line[5..]}")).Should().BeEmpty("the plan is\n{0}", string.Join('\n', plan));
        plan.Should().Contain(line => line.Contains("IX_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindAPageOfTheActivityOfACourseByTheIndexOfTheCourse()
    {
        var plan = await PlanAsync(q => q.RecentActivity(Since, ActivityKinds.Grade, Course).Take(50));
        plan.Where(line => WholeTable().IsMatch(line)).Should().BeEmpty("the plan is\n{0}", string.Join('\n', plan));
        plan.Should().Contain(line => line.Contains("IX_CanvasSubmission_CourseId", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FindAPersonByAnIndex()
    {
        large.Host.Statements.Asked.Clear();
        await large.Host.UseAsync<ICanvasIdentity, bool>(async identity =>
        {
            await identity.FindBySisIdAsync("none");
            await identity.FindByLoginAsync("none");
            await identity.FindByEmailAsync("none");
            await identity.FindByIntegrationIdAsync("none");
            await identity.FindBySisIdsAsync(["none", "nobody"]);
            await identity.TeachesAsync(Teacher, Course);
            await identity.ListCoursesTaughtAsync(Teacher);
            await identity.ListTeachersAsync(Course);
            await identity.ListObservedStudentsAsync(Student);
            return true;
        });
        large.Host.Statements.Asked.Should().HaveCount(9);
        foreach (var (text, values) in large.Host.Statements.Asked.ToList())
        {
            var plan = await large.Host.InContextAsync(async context =>
            {
                await context.Database.OpenConnectionAsync();
                await using var command = context.Database.GetDbConnection().CreateCommand();
                command.CommandText = text;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }

                return await ExplainAsync(command);
            });
            plan.Where(line => WholeTableOfPeople().IsMatch(line) && !plan.Contains($"CO-ROUTINE {line[5..]}")).Should().BeEmpty("the plan of {0} is\n{1}", text, string.Join('\n', plan));
        }
    }

    [Fact]
    public async Task StreamAGradebookOfManyCellsAsItIs()
    {
        var (streamed, whole) = (await large.Host.AskAsync(q => q.StreamGradebookAsync(Course).ToListAsync().AsTask()), await large.Host.ListAsync(q => q.Gradebook(Course)));
        streamed.Should().Equal(whole).And.HaveCountGreaterThan(2000);
    }

    private async Task<List<string>> PlanAsync(Func<IQueryBuilder, IQueryable<object>> query)
    {
        await using var scope = large.Host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SchoolContext>();
        await context.Database.OpenConnectionAsync();
        await using var command = query(scope.ServiceProvider.GetRequiredService<IQueryBuilder>()).CreateDbCommand();
        return await ExplainAsync(command);
    }

    private async Task<List<string>> ExplainAsync(DbCommand command)
    {
        command.CommandText = (large.Host.Provider == Provider.Sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + command.CommandText;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(reader.FieldCount - 1));
        }

        return lines;
    }

    [GeneratedRegex("""Seq Scan on "Canvas(User|Enrollment)"|^SCAN [a-z]\d*$""")]
    private static partial Regex WholeTableOfPeople();

    // Tables are c, c0, c1, …; a scan of SQLite that names an index reads a part.
    [GeneratedRegex("""Seq Scan on "(CanvasSubmission|CanvasAssignmentScoreHistory|CanvasGradeHistory)"|^SCAN c\d*$""")]
    private static partial Regex WholeTable();

    // Level rows are sorted among themselves, and those of the page; no more.
    [GeneratedRegex("""(?<!Incremental )Sort  \(cost=\S+ rows=(?!50 )|USE TEMP B-TREE FOR ORDER BY""")]
    private static partial Regex WholeSort();
}

public sealed class PlanOnSqliteShould(LargeSqlite large) : PlanShould(large), IClassFixture<LargeSqlite>;

public sealed class PlanOnPostgreSqlShould(LargePostgreSql large) : PlanShould(large), IClassFixture<LargePostgreSql>;
