using System.Text.Json;
using CanvasData.Operations.Model;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>Objects and lists that come as texts.</summary>
public sealed class TextsOfStructuresShould : TablesTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BeReadAsWhatTheyHold(bool asText)
    {
        var item = Canvas.School.Courses.SelectMany(course => Canvas.School.Modules(course.Id)).SelectMany(module => module.Items).First();
        Rewrite("assignment_groups", "rules", """{"drop_lowest":2,"drop_highest":1}""");
        Rewrite("context_modules", "completion_requirements", $$"""[{"id":{{item.Id}},"type":"min_score","min_score":7.5}]""");

        await Host.RunAsync();

        (await Host.UseAsync(context => context.Set<CanvasAssignmentGroup>().AsNoTracking().ToListAsync())).Should().OnlyContain(row => row.DropLowest == 2 && row.DropHighest == 1);
        (await Host.UseAsync(context => context.Set<CanvasModuleItem>().AsNoTracking().SingleAsync(row => row.Id == item.Id)))
            .Should().BeEquivalentTo(new { CompletionType = "min_score", CompletionMinScore = 7.5 });

        void Rewrite(string table, string column, string json) => Canvas.DataAccess.Rewrite(table, (_, record) =>
        {
            record[column] = asText ? json : JsonSerializer.SerializeToNode(JsonElement.Parse(json));
            return record;
        });
    }

    [Fact]
    public async Task LeaveAloneWhatIsStoredWhenTheyAreNotOffered()
    {
        var item = Canvas.School.Courses.SelectMany(course => Canvas.School.Modules(course.Id)).SelectMany(module => module.Items).First();
        Canvas.DataAccess.Rewrite("context_modules", (_, record) =>
        {
            record["completion_requirements"] = $$"""[{"id":{{item.Id}},"type":"must_view"}]""";
            return record;
        });
        await Host.RunAsync();

        Canvas.DataAccess.Rewrite("context_modules", null);
        Canvas.DataAccess.RemoveColumn("context_modules", "completion_requirements");
        await RunLaterAsync();

        (await Host.UseAsync(context => context.Set<CanvasModuleItem>().Where(row => row.Id == item.Id).Select(row => row.CompletionType).SingleAsync())).Should().Be("must_view");
    }
}
