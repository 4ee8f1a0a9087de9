using System.Globalization;
using CanvasData.Operations.Model;
using CanvasData.Operations.Testing;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Analytics.Tests.Database;

public sealed class InsightsShould
{
    private const long Course = 70;

    public static TheoryData<Provider> Providers => [Provider.Sqlite, Provider.PostgreSql];

    [Fact]
    public void HaveNoPlaceForStaffFactsInWhatStudentsAreShown()
    {
        var reachable = new HashSet<Type>();
        Walk(typeof(StudentInsights));

        reachable.Where(type => type.Namespace!.StartsWith("CanvasData", StringComparison.Ordinal)).Should().BeEquivalentTo(
            [
                typeof(StudentInsights), typeof(StudentCourseInsights), typeof(StudentInsight), typeof(StudentInsightCode), typeof(StudentInsightTone),
                typeof(StudentEvidence), typeof(StudentFigure), typeof(StudentFigureKind), typeof(AnalyticsStatus),
            ]);
        string[] words = ["Risk", "Band", "Peer", "Rank", "Class", "Unposted", "Probability", "Percentile"];
        reachable.SelectMany(type => type.IsEnum ? Enum.GetNames(type) : [.. type.GetProperties().Select(property => property.Name)])
            .Should().NotContain(name => words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));

        void Walk(Type type)
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [])
            {
                Walk(part);
            }

            if (type.Namespace?.StartsWith("CanvasData", StringComparison.Ordinal) == true && reachable.Add(type))
            {
                foreach (var property in type.GetProperties())
                {
                    Walk(property.PropertyType);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowAStudentNothingThatWasNotPosted(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store);
        await host.ChangeAsync(context => context.Set<CanvasSubmission>().Where(s => s.AssignmentId % 3 == 0).ExecuteUpdateAsync(set => set.SetProperty(s => s.PostedAt, (DateTime?)null)));
        var student = GeneratedOfferings.StudentId(Course, 5);
        var before = await host.AskAsync(a => a.GenerateStudentInsightsAsync(student));

        // Every grade that is not posted to this student, and every grade of the others.
        await host.ChangeAsync(context => context.Set<CanvasSubmission>().Where(s => s.PostedAt == null || s.UserId != student).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.Score, 1.0).SetProperty(s => s.GradedAt, GeneratedOfferings.Now.AddDays(-1)).SetProperty(s => s.WorkflowState, "graded").SetProperty(s => s.Excused, true)));
        var after = await host.AskAsync(a => a.GenerateStudentInsightsAsync(student));

        before.Courses.Should().ContainSingle().Which.Insights.Should().NotBeEmpty();
        after.Should().BeEquivalentTo(before);

        // And what is posted does change it.
        await host.ChangeAsync(context => context.Set<CanvasSubmission>().Where(s => s.PostedAt != null && s.UserId == student).ExecuteUpdateAsync(set => set.SetProperty(s => s.Score, 1.0)));
        (await host.AskAsync(a => a.GenerateStudentInsightsAsync(student))).InputsHash.Should().NotBe(before.InputsHash);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowAStudentWhatIsOverdueAndWhatTheRestNeeds(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store);
        var student = await StudentWithMissingWorkAsync(host);

        var course = (await host.AskAsync(a => a.GenerateStudentInsightsAsync(student))).Courses.Should().ContainSingle().Subject;

        (course.CourseId, course.Status).Should().Be((Course, AnalyticsStatus.Ok));
        course.Insights.Select(i => i.Code).Should().StartWith([StudentInsightCode.OverdueWork, StudentInsightCode.RequiredAverage, StudentInsightCode.Outlook]);
        var overdue = course.Insights[0];
        overdue.Evidence.AssignmentIds.Should().NotBeEmpty();
        overdue.Evidence.AsOf.Should().Be(GeneratedOfferings.Now);
        overdue.Text.Should().MatchRegex(@"^\d+ pieces? of work (is|are) missing; [\d.]+ percentage points? of the course total depends? on (it|them)\.$");
        course.Insights.Should().OnlyContain(i => i.Evidence.Items >= 3);
        var needed = course.Insights[1].Evidence.Figures.ToDictionary(f => f.Kind, f => f.Value);
        var outlook = course.Insights[2].Evidence.Figures.ToDictionary(f => f.Kind, f => f.Value);
        var remaining = (outlook[StudentFigureKind.Highest] - outlook[StudentFigureKind.Lowest]) / 100;
        (outlook[StudentFigureKind.Lowest] + (remaining * needed[StudentFigureKind.RequiredAverage])).Should().BeApproximately(needed[StudentFigureKind.Target], 1e-9, "the average told leads to the target told");
    }

    [Fact]
    public async Task KeepTotalsFromStudentsWhereTheCourseHidesThem()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await FilledAsync(store);
        await host.ChangeAsync(context => context.Set<CanvasCourse>().ExecuteUpdateAsync(set => set.SetProperty(c => c.HideFinalGrades, true)));
        var student = await StudentWithMissingWorkAsync(host);

        var insights = (await host.AskAsync(a => a.GenerateStudentInsightsAsync(student))).Courses.Single().Insights;

        insights.Should().NotBeEmpty().And.NotContain(i => i.Code == StudentInsightCode.RequiredAverage || i.Code == StudentInsightCode.Outlook);
        insights.SelectMany(i => i.Evidence.Figures).Should().NotContain(f => f.Kind == StudentFigureKind.PointsAtStake);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ShowTeachersAndAdvisersWhatStandsOutInAFixedOrder(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await FilledAsync(store);
        await host.ChangeAsync(async context =>
        {
            // One item that was far harder, one that most did not hand in, grades that are not posted.
            await context.Set<CanvasSubmission>().Where(s => s.AssignmentId == (Course * 100) + 1 && s.Score != null).ExecuteUpdateAsync(set => set.SetProperty(s => s.Score, s => s.Score * 0.3));
            await context.Set<CanvasSubmission>().Where(s => s.AssignmentId == (Course * 100) + 4 && s.UserId % 4 != 0).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.Score, (double?)null).SetProperty(s => s.SubmittedAt, (DateTime?)null).SetProperty(s => s.GradedAt, (DateTime?)null).SetProperty(s => s.WorkflowState, "unsubmitted"));
            await context.Set<CanvasSubmission>().Where(s => s.AssignmentId == (Course * 100) + 2).ExecuteUpdateAsync(set => set.SetProperty(s => s.PostedAt, (DateTime?)null));
        });

        var teacher = await host.AskAsync(a => a.GeneratePerformanceInsightsAsync(Course));
        var student = await StudentWithMissingWorkAsync(host);
        var adviser = await host.AskAsync(a => a.GenerateAdviserInsightsAsync(student));

        teacher.Insights.Should().OnlyContain(i => i.Audience == StaffAudience.Teacher && i.Evidence.Count >= 3 && i.Evidence.UsesUnposted && i.Evidence.AsOf == GeneratedOfferings.Now);
        teacher.Insights.Select(i => i.Code).Should().StartWith([StaffInsightCode.OverdueWork, StaffInsightCode.Prediction]);
        teacher.Insights.Where(i => i.Code == StaffInsightCode.ItemMissing).Select(i => i.Evidence.AssignmentIds[0]).Should().Contain((Course * 100) + 4);
        teacher.Insights.Where(i => i.Code == StaffInsightCode.ItemDifficulty).Select(i => i.Evidence.AssignmentIds[0]).Should().Contain((Course * 100) + 1);
        teacher.Insights.Should().ContainSingle(i => i.Code == StaffInsightCode.UnpostedGrades).Which.Evidence.AssignmentIds.Should().Equal((Course * 100) + 2);
        adviser.Courses.Should().ContainSingle().Which.Insights.Select(i => i.Code).Should().StartWith([StaffInsightCode.OverdueWork, StaffInsightCode.RequiredAverage, StaffInsightCode.Prediction]);
        adviser.Courses[0].Insights.Should().OnlyContain(i => i.Audience == StaffAudience.Adviser && i.Evidence.StudentIds.SequenceEqual(new[] { student }));
    }

    [Fact]
    public async Task ReadTheSameInEveryCulture()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await FilledAsync(store);
        var student = await StudentWithMissingWorkAsync(host);
        var texts = new List<string>();
        foreach (var culture in (string[])["en-US", "de-DE", "ar-SA", "tr-TR"])
        {
            await Task.Run(async () =>
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                await using var fresh = await AnalyticsHost.StartAsync(store);
                texts.Add(string.Join('\n', (await fresh.AskAsync(a => a.GenerateStudentInsightsAsync(student))).Courses.SelectMany(c => c.Insights).Select(i => i.Text + i.WhatWouldChange)
                    .Concat((await fresh.AskAsync(a => a.GeneratePerformanceInsightsAsync(Course))).Insights.Select(i => i.Text + i.WhatWouldChange))
                    .Concat((await fresh.AskAsync(a => a.GenerateAdviserInsightsAsync(student))).Courses.SelectMany(c => c.Insights).Select(i => i.Text + i.WhatWouldChange))));
            });
        }

        texts.Distinct().Should().ContainSingle().Which.Should().Contain("overdue");
    }

    [Fact]
    public async Task SayNothingOnFewerThanThreePiecesOfWork()
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await FilledAsync(store);
        var early = new DateTimeOffset(2026, 2, 7, 0, 0, 0, TimeSpan.Zero);

        (await host.AskAsync(a => a.GenerateStudentInsightsAsync(GeneratedOfferings.StudentId(Course, 1), early))).Courses.Should().ContainSingle().Which.Insights.Should().BeEmpty();
        (await host.AskAsync(a => a.GenerateAdviserInsightsAsync(GeneratedOfferings.StudentId(Course, 1), early))).Courses.Should().ContainSingle().Which.Insights.Should().BeEmpty();
    }

    private static async Task<AnalyticsHost> FilledAsync(TestStore store)
    {
        var host = await AnalyticsHost.StartAsync(store);
        await host.FillAsync(GeneratedOfferings.Of(Course, "MATH 101", 0, 40));
        return host;
    }

    private static async Task<long> StudentWithMissingWorkAsync(AnalyticsHost host) =>
        (await host.AskAsync(a => a.AnalyzeAtRiskStudentsAsync(Course))).Students.Where(s => s.MissingAssignmentIds.Count > 0).MinBy(s => s.StudentId)!.StudentId;
}
