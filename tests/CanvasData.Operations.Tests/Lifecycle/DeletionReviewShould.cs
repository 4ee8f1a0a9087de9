using System.Text.Json;
using CanvasData.Operations.Lifecycle;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Lifecycle;

public class DeletionReviewShould
{
    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowWhatAnApprovalScreenNeeds(Provider provider)
    {
        var clock = new FixedTime();
        var canvas = LifecycleSchool.Canvas(out var course);
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store, services => services.AddSingleton<TimeProvider>(clock));
        course.Submissions[0] = """{"id":30,"assignment_id":4,"user_id":10,"score":7}""";
        clock.Now += TimeSpan.FromDays(1);
        await host.SyncAsync();
        course.Submissions[0] = """{"id":30,"assignment_id":4,"user_id":10,"score":8}""";
        clock.Now += TimeSpan.FromDays(1);
        await host.SyncAsync();
        await host.ChangeAsync(context =>
        {
            context.AddRange(Enumerable.Range(1, 7).Select(i => new CanvasNote { TargetType = "assignment", TargetId = 4, Category = "check", Text = $"note {i}", Visibility = i == 6 ? NoteVisibility.Author : NoteVisibility.Staff, CreatedAt = LifecycleSchool.Noted.AddHours(i) }));
            return Task.CompletedTask;
        });
        clock.Now += TimeSpan.FromDays(1);
        await host.LifeAsync(life => life.MarkMissingAsync(CanvasObjectTypes.Assignment, [4], "deleted by a teacher"));
        clock.Now += TimeSpan.FromDays(1);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.User, [10], "left the school", "ann"));
        clock.Now += TimeSpan.FromDays(1);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Enrollment, [21]));
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Course, [1]));

        var page = await host.LifeAsync(life => life.GetPendingDeletionsAsync());

        (page.Total, page.Next).Should().Be((4, null));
        page.Items.Select(item => (item.ObjectType, item.ObjectId)).Should().Equal(("course", 1), ("enrollment", 21), ("user", 10), ("assignment", 4));
        var assignment = page.Items[3];
        (assignment.Name, assignment.CourseId, assignment.CourseName, assignment.Reason, assignment.IsInCanvas, assignment.ProposedBy)
            .Should().Be(("Task 4", 1, "Course 1", "deleted by a teacher", false, null));
        assignment.Since.Should().Be(clock.Now.AddDays(-2));
        assignment.NoteCount.Should().Be(8);
        assignment.Notes.Select(note => note.Text).Should().Equal(["note 7", "note 5", "note 4", "note 3", "note 2"], "note 6 is for its author alone, though it goes with the assignment");
        assignment.Tags.Should().Equal("Exam");
        assignment.Metadata.Should().Equal(new Dictionary<string, string> { ["difficulty"] = "3", ["hours"] = "1.5", ["room"] = "B12" });
        assignment.History.Should().Be(new DeletionReviewHistory(2, clock.Now.AddDays(-4), clock.Now.AddDays(-3)));
        assignment.AffectedStudents.Should().Equal(new DeletionReviewStudent(10, "Student 10"), new DeletionReviewStudent(11, "Student 11"));
        var student = page.Items[2];
        (student.Name, student.IsInCanvas, student.ProposedBy, student.Reason, student.AffectedStudentCount, student.NoteCount).Should().Be(("Student 10", true, "ann", "left the school", 1, 1));
        student.Metadata.Should().Contain("group", "B");
        student.Since.Should().Be(clock.Now.AddDays(-1));
        student.History.Rows.Should().BeGreaterThan(0);
        var enrollment = page.Items[1];
        (enrollment.Name, enrollment.CourseName, enrollment.NoteCount).Should().Be(("Student 11", "Course 1", 0));
        var whole = page.Items[0];
        (whole.Name, whole.AffectedStudentCount).Should().Be(("Course 1", 2));
        whole.Metadata.Should().Contain("color", "#112233");
        JsonSerializer.Deserialize<DeletionReviewPage>(JsonSerializer.Serialize(page))!.Should().BeEquivalentTo(page);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowTheFirstOfManyStudentsAndTheLatestOfManyNotes(Provider provider)
    {
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(2).AddAssignment(4).AddAssignment(5);
        long[] students = [.. Enumerable.Range(1, 30).Select(place => place * 7L % 31)];
        foreach (var student in students)
        {
            course.Enroll(student + 1000, student).AddSubmission(student + 2000, 4, student).AddSubmission(student + 3000, 5, student);
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(canvas, store);
        await host.ChangeAsync(context =>
        {
            // Two notes of one moment each, and the later id is the later note.
            context.AddRange(Enumerable.Range(0, 40).Select(place => new CanvasNote
            {
                TargetType = "assignment", TargetId = place % 2 == 0 ? 4 : 5, Category = "check", Text = $"note {place}", CreatedAt = LifecycleSchool.Noted.AddHours(1 + (place * 7 % 40 / 4)),
            }));
            return Task.CompletedTask;
        });
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4, 5]));
        var notes = await host.RowsAsync<CanvasNote>();

        var page = await host.LifeAsync(life => life.GetPendingDeletionsAsync());

        page.Items.Select(item => item.ObjectId).Should().BeEquivalentTo([4L, 5L]);
        page.Items.Should().AllSatisfy(item =>
        {
            item.AffectedStudentCount.Should().Be(students.Length);
            item.AffectedStudents.Select(student => student.Name).Should().Equal(students.Select(id => $"Student {id}").Order(StringComparer.Ordinal).Take(DeletionReviewItem.MaxStudents));
            item.Notes.Select(note => note.NoteId).Should().Equal(
                notes.Where(note => note.TargetType == "assignment" && note.TargetId == item.ObjectId).OrderByDescending(note => note.CreatedAt).ThenByDescending(note => note.Id)
                    .Take(DeletionReviewItem.MaxNotes).Select(note => note.Id));
        });
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowACourseAmongItsParts(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Course, [1]));
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4]));

        var page = await host.LifeAsync(life => life.GetPendingDeletionsAsync(new DeletionReviewRequest { CourseId = 1 }));

        page.Items.Select(item => item.ObjectType).Should().BeEquivalentTo(CanvasObjectTypes.Course, CanvasObjectTypes.Assignment);
        (await host.LifeAsync(life => life.GetPendingDeletionsAsync(new DeletionReviewRequest { CourseId = 4 }))).Items.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NeitherRepeatNorSkipWhenDecisionsAreMadeBetweenPages(Provider provider)
    {
        var clock = new FixedTime();
        var canvas = new ScriptedCanvas();
        var course = canvas.AddCourse(1).AddSection(2);
        for (var id = 100; id < 123; id++)
        {
            course.AddAssignment(id).Enroll(id + 1000, id + 2000);
        }

        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store, services: services => services.AddSingleton<TimeProvider>(clock));
        await host.SyncAsync();
        long[] ids = [.. Enumerable.Range(100, 23)];
        for (var day = 0; day < 4; day++)
        {
            clock.Now += TimeSpan.FromDays(1);
            await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [.. ids.Where(id => id % 4 == day)]));
            await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Enrollment, [.. ids.Where(id => id % 4 == day).Select(id => id + 1000)]));
        }

        var seen = new List<(string, long)>();
        var position = (DeletionReviewPosition?)null;
        do
        {
            var request = new DeletionReviewRequest { Size = 7, After = position };
            var page = await host.LifeAsync(life => life.GetPendingDeletionsAsync(request));
            page.Total.Should().Be(46 - seen.Count);
            seen.AddRange(page.Items.Select(item => (item.ObjectType, item.ObjectId)));
            foreach (var item in page.Items)
            {
                await host.LifeAsync(life => life.ApproveDeletionAsync(item.ObjectType, [item.ObjectId]));
            }

            position = page.Next;
        }
        while (position is not null);

        seen.Should().HaveCount(46).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task NarrowToAKindAndACourse(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await LifecycleSchool.StartAsync(LifecycleSchool.Canvas(out _), store);
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Assignment, [4, 5]));
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.Enrollment, [20]));
        await host.LifeAsync(life => life.MarkForDeletionAsync(CanvasObjectTypes.User, [11]));

        (await TotalAsync(new DeletionReviewRequest { ObjectType = CanvasObjectTypes.Assignment })).Should().Be(2);
        (await TotalAsync(new DeletionReviewRequest { ObjectType = CanvasObjectTypes.Enrollment })).Should().Be(1);
        (await TotalAsync(new DeletionReviewRequest { CourseId = 1 })).Should().Be(3);
        (await TotalAsync(new DeletionReviewRequest { CourseId = 2 })).Should().Be(0);

        async Task<int> TotalAsync(DeletionReviewRequest request) => (await host.LifeAsync(life => life.GetPendingDeletionsAsync(request))).Total;
    }
}
