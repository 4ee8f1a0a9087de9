using CanvasData.Operations.Model;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Privacy;

/// <summary>People who are erased while Canvas is asked about a course: those of the course, and others.</summary>
public class ErasureDuringSyncShould
{
    private const long FirstStudent = 7_300_001;
    private const long Elsewhere = 7_400_001;
    private const int Students = 8;

    public static TheoryData<Provider> Providers => [Provider.InMemory, Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LetACourseEndWhosePeopleAreErasedOneAfterTheOther(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var erased = new List<long>();
        canvas.Before = async (what, course, _) =>
        {
            if (what == "submissions" && course == 1 && erased.Count < Students - 2)
            {
                erased.Add(FirstStudent + erased.Count);
                await host.AskAsync(personal => personal.ErasePersonAsync(erased[^1]));
            }
        };

        var report = await host.SyncCourseAsync(1);

        report.Outcome.Should().Be(CourseSyncOutcome.Succeeded, "{0}", report);
        erased.Should().HaveCount(Students - 2);
        (await host.RowsAsync<CanvasEnrollment>()).Where(row => row.CourseId == 1).Select(row => row.UserId).Should().BeEquivalentTo([FirstStudent + Students - 2, FirstStudent + Students - 1]);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task LetARefreshEndWhosePeopleAreErasedOneAfterTheOther(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var students = string.Join(',', Enumerable.Range(0, Students).Select(i => FirstStudent + i));
        canvas.Courses[0].Assignments[0] = canvas.Courses[0].Assignments[0].Replace(
            "\"overrides\":[]", $$"""
            "overrides":[{"id":31,"assignment_id":101,"title":"Some","student_ids":[{{students}}],"due_at":"2026-03-01T00:00:00Z"}]
            """, StringComparison.Ordinal);
        var erased = new List<long>();
        canvas.Before = async (what, _, _) =>
        {
            if (what == "assignments" && erased.Count < Students - 2)
            {
                erased.Add(FirstStudent + erased.Count);
                await host.AskAsync(personal => personal.ErasePersonAsync(erased[^1]));
            }
        };

        await host.Services.GetRequiredService<ICanvasRefresh>().RefreshAssignmentAsync(1, 101);

        erased.Should().HaveCount(Students - 2);
        (await host.RowsAsync<CanvasAssignmentOverride>()).Should().ContainSingle().Which.StudentIds.Should().Be($"{FirstStudent + Students - 2},{FirstStudent + Students - 1}");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NotConcernCoursesOfOthers(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        var (lists, next) = (0, Elsewhere);
        canvas.Before = async (what, course, _) =>
        {
            if (what == "enrollments")
            {
                lists++;
                await host.AskAsync(personal => personal.ErasePersonAsync(next++));
            }
        };

        var sync = await host.SyncCourseAsync(1);
        var refresh = await host.Services.GetRequiredService<ICanvasRefresh>().RefreshEnrollmentsAsync(1, FirstStudent);

        (sync.Outcome, refresh.Outcome, lists).Should().Be((CourseSyncOutcome.Succeeded, RefreshOutcome.Unchanged, 2), "what was fetched names no one who was erased");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NotConcernTheMarkOfAMissingCourse(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await host.SyncAsync();
        canvas.Courses.RemoveAt(2);
        canvas.Before = async (what, course, _) =>
        {
            if (what == "course" && course == 3)
            {
                await host.AskAsync(personal => personal.ErasePersonAsync(Elsewhere));
            }
        };

        (await host.Bridge.SyncAllCoursesAsync()).Succeeded.Should().BeTrue();

        (await host.RowsAsync<CanvasErasedPerson>()).Should().ContainSingle();
        (await host.RowsAsync<CanvasCourse>()).Single(course => course.Id == 3).MissingSince.Should().NotBeNull();
    }

    private static ScriptedCanvas Canvas()
    {
        var canvas = new ScriptedCanvas();
        for (var id = 1; id <= 3; id++)
        {
            var course = canvas.AddCourse(id).AddSection(id).AddAssignment(100 + id);
            for (var i = 0; i < Students; i++)
            {
                var student = (id == 1 ? FirstStudent : Elsewhere) + i;
                course.Enroll((10_000 * id) + i, student, section: id).AddSubmission((100_000 * id) + i, 100 + id, student);
            }
        }

        return canvas;
    }
}
