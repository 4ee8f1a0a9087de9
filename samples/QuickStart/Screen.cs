using System.Globalization;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Spectre.Console;

namespace CanvasData.Operations.QuickStart;

/// <summary>What the person at the terminal sees. All names pass Markup.Escape: one "[" in a name would end the program.</summary>
internal sealed class Screen(IAnsiConsole console, IAnsiConsole trouble)
{
    /// <summary>The terminal; when a program listens, nothing but trouble, and that on standard error.</summary>
    public static Screen Of(Arguments arguments) => arguments.Json
        ? new(On(TextWriter.Null), On(Console.Error))
        : new(AnsiConsole.Console, AnsiConsole.Console);

    public void Welcome(Canvas canvas, Store store)
    {
        console.MarkupLine("[bold]CanvasData.Operations[/]  [grey]a Canvas in your own database[/]");
        console.MarkupLine($"[grey]from[/]  {Markup.Escape(canvas.Description)}");
        console.MarkupLine($"[grey]into[/]  {Markup.Escape(store.Description)}");
    }

    public void Heading(string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold]{Markup.Escape(text)}[/]") { Justification = Justify.Left, Style = new Style(Color.Grey) });
    }

    /// <summary>Follows a run: bars in a terminal, nothing where there is none.</summary>
    public async Task<SyncReport> FollowAsync(IAsyncEnumerable<SyncEvent> run, Func<long, string> nameOf)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return await LastReportAsync(run, _ => { });
        }

        var notes = new NoteColumn();
        return await console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 28 }, notes)
            .StartAsync(progress => LastReportAsync(run, new CourseBars(progress, notes, nameOf).Show));
    }

    public void Show(SyncReport report, Func<long, string> nameOf)
    {
        var compared = report.Rows.Values.Sum(rows => rows.Added + rows.Changed + rows.Unchanged);
        Line($"[bold]{compared:N0}[/] rows from {report.Requests:N0} requests in [bold]{report.Duration.TotalSeconds:N1} s[/], [bold]{report.RowsWritten:N0}[/] rows written");
        if (report.Rows.Values.Any(rows => rows.Added + rows.Changed + rows.Missing > 0))
        {
            console.Write(TableOf(report));
        }

        var history = report.Courses.Sum(course => course.HistoryRows);
        if (history > 0)
        {
            Line($"[bold]{history:N0}[/] rows added to the history of the gradebook");
        }

        foreach (var skipped in report.Courses.SelectMany(course => course.Skipped).CountBy(skipped => skipped))
        {
            Line($"[grey]{skipped.Value:N0} × {Markup.Escape(skipped.Key.Key)}: {Markup.Escape(skipped.Key.Value)}[/]");
        }

        if (report.Failure is { } failure)
        {
            trouble.MarkupLine($"[red]The run was stopped:[/] {Markup.Escape($"{failure.Message} {failure.Remedy}")}");
        }

        foreach (var course in report.FailedCourses)
        {
            trouble.MarkupLine($"[red]{Markup.Escape(nameOf(course.CourseId))}: {course.Outcome}[/] {Markup.Escape(course.Failure?.Message ?? "")}");
        }
    }

    public void Show(SchoolChanges changes)
    {
        Line($"[grey]at school[/]   {changes.SubmissionsTouched:N0} pieces of work submitted, graded or regraded");
        Line($"[grey]people[/]      {changes.NewStudents.Count} new, {changes.DroppedEnrollments.Count} dropped out, {changes.ReturnedEnrollments.Count} came back, {changes.RenamedUsers.Count} renamed");
        Line($"[grey]assignments[/] {changes.DeletedAssignments.Count} deleted, {changes.MovedAssignments.Count} with a new due date");
    }

    public async Task ShowAsync(TeacherQuestions questions, DateTime since, CancellationToken cancellationToken)
    {
        var missing = Answer("Who is missing most work?", "Student", "Missing", "Score");
        foreach (var row in await questions.WhoIsMissingMostAsync(cancellationToken))
        {
            Add(missing, row.Student, $"{row.Assignments}", $"{row.Score:N1}");
        }

        var fallen = Answer("Whose score fell this week?", "Student", "Before", "Now");
        foreach (var row in await questions.WhoseScoreFellAsync(since, cancellationToken))
        {
            Add(fallen, row.Student, $"{row.Before:N1}", $"[red]{row.Now:N1}[/]");
        }

        var waiting = Answer("What needs grading?", "Assignment", "Waiting", "Oldest");
        foreach (var row in await questions.WhatNeedsGradingAsync(cancellationToken))
        {
            Add(waiting, row.Assignment, $"{row.Submissions}", $"{row.Oldest:d MMM}");
        }

        var hardest = Answer("Which assignments are hardest?", "Assignment", "Average", "Graded");
        foreach (var row in await questions.WhichAssignmentsAreHardestAsync(cancellationToken))
        {
            Add(hardest, row.Assignment, $"{row.Average:N1}%", $"{row.Graded}");
        }

        console.Write(new Columns(missing, fallen, waiting, hardest) { Expand = false });
    }

    public async Task ShowAsync(Outlook outlook, CancellationToken cancellationToken)
    {
        var students = await outlook.WhoMayNotPassAsync(cancellationToken);
        if (students.Count == 0)
        {
            return;
        }

        var risk = Answer("Who may not pass?", "Student", "Risk", "Predicted", "Overdue");
        foreach (var student in students)
        {
            Add(risk, student.Student, $"{student.Band}", $"{student.Predicted:N1}%", $"{student.Overdue:N1} pt");
        }

        console.Write(risk);
        var (first, prediction) = (students[0], await outlook.PredictFinalGradeAsync(students[0].Id, cancellationToken));
        if (prediction.Interval80 is { } likely)
        {
            Line($"[bold]{Markup.Escape(first.Student ?? "")}[/]: predicted final grade [bold]{prediction.Point:N1}%[/] (80% likely between {likely.Low:N1}% and {likely.High:N1}%).");
            Line($"[grey]as of {prediction.Provenance.AsOf:d MMM}, model {prediction.Provenance.ModelVersion}, basis {prediction.Provenance.Basis}{(prediction.IntervalIsReference ? ": no finished offering to learn from yet, wide on purpose" : "")}[/]");
        }

        Line($"What the student reads, from posted grades and own work alone:");
        foreach (var insight in await outlook.StudentInsightsAsync(first.Id, cancellationToken))
        {
            Line($"  {Markup.Escape(insight.Text)} [grey]{Markup.Escape(insight.WhatWouldChange ?? "")}[/]");
        }
    }

    public void Farewell(string text)
    {
        console.WriteLine();
        console.MarkupLine($"[grey]{Markup.Escape(text)}[/]");
    }

    private static async Task<SyncReport> LastReportAsync(IAsyncEnumerable<SyncEvent> run, Action<SyncEvent> show)
    {
        SyncReport? report = null;
        await foreach (var happened in run)
        {
            show(happened);
            report = (happened as SyncRunEnded)?.Report ?? report;
        }

        return report!;
    }

    private static Table TableOf(SyncReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn("Table");
        foreach (var column in (string[])["Added", "Changed", "Unchanged", "Missing"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var (name, rows) in report.Rows.OrderByDescending(pair => pair.Value.Added + pair.Value.Changed + pair.Value.Unchanged).ThenBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add(table, name, Cell(rows.Added, "green"), Cell(rows.Changed, "yellow"), Cell(rows.Unchanged, "default"), Cell(rows.Missing, "red"));
        }

        return table;

        static FormattableString Cell(long count, string color) => $"[{(count == 0 ? "grey" : color)}]{count:N0}[/]";
    }

    private static Table Answer(string question, string subject, params string[] figures)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"[bold]{question}[/]") };
        table.AddColumn(new TableColumn(subject).Width(28));
        foreach (var figure in figures)
        {
            table.AddColumn(new TableColumn(figure).RightAligned().Width(8).NoWrap());
        }

        return table;
    }

    private static void Add(Table table, string? subject, params FormattableString[] figures) =>
        table.AddRow([Markup.Escape(subject ?? "(no name)"), .. figures.Select(figure => figure.ToString(CultureInfo.InvariantCulture))]);

    private static IAnsiConsole On(TextWriter writer) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer), Interactive = InteractionSupport.No });

    private void Line(FormattableString line) => console.MarkupLine(line.ToString(CultureInfo.InvariantCulture));
}
