using CanvasData.Operations.Model;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Work that is missing by the rules of Canvas, of which the tables hold no column.</summary>
public sealed class MissingWorkShould : IAsyncLifetime
{
    private readonly TestFolder _folder = TestFolder.Create();
    private CanvasSimulator _canvas = null!;
    private TestStore _store = null!;
    private SyncHost _host = null!;
    private SimulatedSubmission _missing;

    public async Task InitializeAsync()
    {
        _canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 2, Students = 8, AssignmentsPerCourse = 8 });
        _store = await TestStore.CreateAsync(Provider.Sqlite);
        _host = await DataAccessHost.StartAsync(_canvas, _store, _folder);
        _missing = _canvas.School.Courses.SelectMany(course => _canvas.School.Submissions(course.Id)).First(
            one => one.Missing && one is { LatePolicyStatus: null, WorkflowState: "unsubmitted" } && _canvas.School.Enrollments(one.CourseId).Any(
                person => person.UserId == one.UserId && person is { Type: "StudentEnrollment", State: "active" }));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _canvas.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HoldNewQuizzesAndNoOtherTools(bool isNewQuiz)
    {
        Set("assignments", _missing.AssignmentId, ("submission_types", "external_tool"));
        _canvas.DataAccess.Rewrite("submissions", (_, work) =>
        {
            work["cached_quiz_lti"] = isNewQuiz;
            return work;
        });

        await _host.RunAsync();

        (await IsMissingAsync()).Should().Be(isNewQuiz);
        (await _host.UseAsync(context => context.Set<CanvasAssignment>().Where(row => row.Id == _missing.AssignmentId).Select(row => row.IsQuizLtiAssignment).SingleAsync()))
            .Should().Be(isNewQuiz ? true : null);
    }

    [Fact]
    public async Task HoldWhatThePolicyHasGivenAScoreAndNoGrader()
    {
        Set("submissions", _missing.Id, ("workflow_state", "graded"), ("score", 0), ("grade", "0"), ("graded_at", "2026-01-01T00:00:00.5Z"), ("posted_at", "2026-01-01T00:00:00.5Z"));

        await _host.RunAsync();

        (await IsMissingAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task FollowAChangedTypeOfTheAssignment()
    {
        Set("assignments", _missing.AssignmentId, ("submission_types", "on_paper"));
        await _host.RunAsync();
        (await IsMissingAsync()).Should().BeFalse("nothing is submitted through Canvas");

        _canvas.DataAccess.Rewrite("assignments", null);
        _canvas.School.Advance(TimeSpan.FromMinutes(5));
        await _host.RunAsync();

        (await IsMissingAsync()).Should().BeTrue("no record of the work itself has changed");
    }

    private void Set(string table, long key, params (string Column, object Value)[] values) => _canvas.DataAccess.Rewrite(table, (id, record) =>
    {
        foreach (var (column, value) in id == key ? values : [])
        {
            record[column] = System.Text.Json.JsonSerializer.SerializeToNode(value);
        }

        return record;
    });

    private Task<bool?> IsMissingAsync() => _host.UseAsync(context => context.Set<CanvasSubmission>().Where(row => row.Id == _missing.Id).Select(row => row.Missing).SingleAsync());
}
