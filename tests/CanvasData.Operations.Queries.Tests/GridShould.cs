using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Queries.Tests;

/// <summary>The gradebook as a table, and rows as files for other programs.</summary>
public sealed class GridShould(SqliteSchool filled) : IClassFixture<SqliteSchool>
{
    private readonly QueryHost _host = filled.Host;

    [Fact]
    public async Task PutStudentsIntoLinesAndAssignmentsIntoColumns()
    {
        var (columns, lines) = await _host.AskAsync(async q =>
        {
            var grid = await q.ForTeacher(School.Teacher).GradebookGridAsync(School.Algebra);
            grid.StudentCount.Should().Be(2);
            return (grid.Columns, await grid.ReadLinesAsync().ToListAsync());
        });

        columns.Select(column => column.AssignmentId).Should().Equal(School.Quiz, School.Hidden, School.Essay, School.Project);
        lines.Select(line => line.Student.SortableName).Should().Equal("Lind, Ana", "ode, ben");
        lines[0].Cells.Select(cell => cell?.Score).Should().Equal(15, 3, null, null);
        lines[1].Cells.Select(cell => cell is null).Should().Equal(false, false, true, true);
    }

    [Fact]
    public async Task ComeFromTheInMemoryProviderToo()
    {
        await using var host = await QueryHost.StartAsync(Provider.InMemory);
        await host.FillAsync(School.Rows());
        foreach (var scope in Catalog.Scopes.Values)
        {
            var expected = await _host.AskAsync(q => scope(q).Courses().ToListAsync());
            (await host.AskAsync(q => scope(q).Courses().ToListAsync())).Should().Equal(expected);
            var lines = await _host.AskAsync(async q => await (await scope(q).GradebookGridAsync(School.Algebra)).ReadLinesAsync().ToListAsync());
            var found = await host.AskAsync(async q => await (await scope(q).GradebookGridAsync(School.Algebra)).ReadLinesAsync().ToListAsync());
            found.SelectMany(line => line.Cells).Should().Equal(lines.SelectMany(line => line.Cells));
        }
    }

    [Fact]
    public async Task WriteTheFormOfCanvassExport()
    {
        var text = new StringWriter();
        await _host.AskAsync(async q =>
        {
            await (await q.ForTeacher(School.Teacher).GradebookGridAsync(School.Algebra)).WriteCsvAsync(text);
            return true;
        });
        text.ToString().Split("\r\n").Should().Equal(
            "Student,ID,SIS User ID,Section,Quiz (101),Hidden (102),essay (104),Project (105),Current Score,Final Score,Override Score,Effective Score,Effective Grade",
            "Points Possible,,,,20,0,10,,,,,,",
            "\"Lind, Ana\",11,U-11,Section 11,15,3,,,90,90,,90,",
            "\"ode, ben\",12,U-12,Section 12,,,,,,,,,",
            "");
    }

    [Fact]
    public async Task BeEmptyOutsideOfTheScope()
    {
        var grid = await _host.AskAsync(q => q.ForTeacher(School.OtherTeacher).GradebookGridAsync(School.Algebra));
        (grid.Columns.Count, grid.StudentCount).Should().Be((0, 0));
        var own = await _host.AskAsync(q => q.ForStudent(School.Ana).GradebookGridAsync(School.Algebra));
        own.StudentCount.Should().Be(1);
    }

    [Fact]
    public async Task ReadTheCellsOfManyStudentsInPortions()
    {
        await using var host = await QueryHost.StartAsync(Provider.Sqlite);
        await host.FillAsync(
        [
            new CanvasCourse { Id = 1, Name = "Large", WorkflowState = "available" }, School.Assignment(5, 1, "One", 10, 6),
            .. Enumerable.Range(1, 250).SelectMany(i => new object[]
            {
                new CanvasUser { Id = 1000 + i, SortableName = $"Name {9999 - i}" }, School.Enrollment(i, 1, 1000 + i, section: 1), School.Submission(i, 1, 5, 1000 + i, i / 4.0, posted: true),
            }),
        ]);
        host.Statements.Texts.Clear();
        var lines = await host.AskAsync(async q => await (await q.GradebookGridAsync(1)).ReadLinesAsync().ToListAsync());

        lines.Should().HaveCount(250).And.BeInAscendingOrder(line => line.Student.SortableName);
        lines.Should().OnlyContain(line => line.Cells.Single()!.Score == (line.Student.StudentId - 1000) / 4.0);
        host.Statements.Texts.Should().HaveCount(5, "columns, students, and cells of 100 students at a time");
    }

    [Fact]
    public async Task WriteRowsForARegistrarAndDisarmFormulas()
    {
        await using var host = await QueryHost.StartAsync(Provider.Sqlite);
        await host.FillAsync(
        [
            new CanvasCourse { Id = 1, Name = "=1+1", WorkflowState = "available", SisCourseId = "C,1" }, new CanvasUser { Id = 7, Name = "@Ana \"A\"", SisUserId = "-7" }, new CanvasSection { Id = 3, CourseId = 1, Name = "A\nB", SisSectionId = "S" },
            School.Enrollment(1, 1, 7, section: 3, score: -0.5),
        ]);
        var text = new StringWriter();
        await host.AskAsync(async q =>
        {
            await q.ForCourses([1]).CourseEnrollments(1).WriteCsvAsync(text, "sisUserId, SisCourseId,SectionName,StudentName,CourseName,CurrentScore,EnrolledAt,LateCount");
            return true;
        });
        text.ToString().Should().Be("SisUserId,SisCourseId,SectionName,StudentName,CourseName,CurrentScore,EnrolledAt,LateCount\r\n'-7,\"C,1\",\"A\nB\",\"'@Ana \"\"A\"\"\",'=1+1,-0.5,,0\r\n");
        (await FluentActions.Awaiting(() => host.AskAsync(async q =>
        {
            await q.CourseEnrollments().WriteCsvAsync(text, "SisUserId,Password");
            return true;
        })).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("SisCourseId");
    }
}
