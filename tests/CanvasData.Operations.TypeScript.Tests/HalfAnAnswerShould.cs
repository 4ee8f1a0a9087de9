using CanvasData.Operations.Faults.Tests.Support;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using CanvasData.Operations.Testing;
using CanvasData.Operations.TypeScript.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>A course whose answer breaks off keeps the rows that it had.</summary>
[Collection(nameof(ReferenceInterface))]
public class HalfAnAnswerShould(ReferenceInterface reference)
{
    // Passes on what the sample program says, up to its twentieth submission.
    private const string Script = """
        import readline from 'node:readline';
        import { spawn } from 'node:child_process';
        const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { cwd: process.env.PROGRAM, env: process.env, stdio: ['pipe', 'pipe', 'inherit'] });
        process.stdin.pipe(child.stdin);
        const write = (text) => new Promise((resolve) => process.stdout.write(text, resolve));
        let submissions = 0;
        for await (const line of readline.createInterface({ input: child.stdout })) {
          const breaksOff = line.includes('"kind":"submission"') && ++submissions === 20;
          if (breaksOff && process.env.FAULT === 'lost') continue;
          await write(breaksOff && process.env.FAULT === 'cut' ? line.slice(0, 100) : line + '\n');
          if (breaksOff) process.exit(process.env.FAULT === 'crash' ? 1 : 0);
        }
        """;

    [Theory]
    [InlineData(Provider.Sqlite)]
    [InlineData(Provider.PostgreSql)]
    public async Task WriteNothing(Provider provider)
    {
        await using var canvas = await CanvasSimulator.StartAsync(new CanvasSimulatorOptions { Courses = 1, Students = 20, AssignmentsPerCourse = 6 });
        var course = canvas.School.Courses[0].Id;
        using var store = await TestStore.CreateAsync(provider);
        await using var whole = await SyncHost.StartAsync(canvas, store, builder => builder.UseTypeScriptClient(options => reference.Configure(options, canvas.BaseAddress, canvas.Token)));
        using var restStore = await TestStore.CreateAsync(provider);
        await using var rest = await SyncHost.StartAsync(canvas, restStore);
        foreach (var each in new[] { whole, rest })
        {
            (await each.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        }

        canvas.School.Advance(TimeSpan.FromDays(20));
        var before = await whole.MirrorRowsAsync();

        foreach (var (fault, message) in new[] { ("crash", "*exit code 1 without a closing line*"), ("cut", "*in the middle of a line*"), ("exit", "*exit code 0 without a closing line*"), ("lost", "*its closing line counts*") })
        {
            await using var child = Child.Running(Script);
            await using var host = await SyncHost.StartAsync(canvas, store, builder => builder.UseTypeScriptClient(options =>
            {
                (options.BaseAddress, options.AccessToken, options.Folder, options.Entry, options.MaxAttempts) = (canvas.BaseAddress, canvas.Token, child.Folder, "main.mjs", 1);
                (options.Environment["PROGRAM"], options.Environment["FAULT"]) = (reference.Folder, fault);
            }));

            var report = await host.Bridge.SyncCourseAsync(course);

            report.Outcome.Should().Be(CourseSyncOutcome.Failed, fault);
            report.Failure!.Message.Should().Match(message);
            (await host.MirrorRowsAsync()).ShouldBeTheRows(before, fault);
        }

        (await whole.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        (await whole.MirrorRowsAsync()).Should().NotBeEquivalentTo(before, "the school went on");
        (await rest.Bridge.SyncCourseAsync(course)).Outcome.Should().Be(CourseSyncOutcome.Succeeded);
        (await whole.MirrorRowsAsync()).ShouldBeTheRows(await rest.MirrorRowsAsync(), "after the whole answer");
    }
}
