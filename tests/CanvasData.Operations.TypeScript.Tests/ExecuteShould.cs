using System.Text.Json;
using CanvasData.Operations.Client;
using CanvasData.Operations.TypeScript.Tests.Support;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>Requests, answers and processes of a program that keeps to the contract.</summary>
public class ExecuteShould
{
    [Fact]
    public async Task SendTheRequestAsOneLineAndNothingOnTheCommandLine()
    {
        await using var child = Child.Answering(
            """
            out({ type: 'record', id: q.id, kind: 'submission', payload: { id: '1', request: line, arguments: process.argv.slice(2) } });
            end(q, 1);
            """);

        var items = await child.AskAsync(CanvasInterfaceRequest.Course(9007199254740993, "submissions") with
        {
            Submissions = new SubmissionFilter(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1))) { UserIds = [5, 9007199254740995], AssignmentIds = [] },
        });

        var payload = items.OfType<CanvasInterfaceRecord>().Single().Record.Unmapped!;
        payload["request"].GetString().Should().Be(
            """{"contract":1,"id":1,"lists":["submissions"],"course_ids":["9007199254740993"],"filter":{"graded_since":"2026-01-02T02:04:05Z","user_ids":["5","9007199254740995"],"assignment_ids":[]}}""");
        payload["arguments"].GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task KeepLargeIds()
    {
        await using var child = Child.Answering(
            """
            out('{"type":"record","id":' + q.id + ',"kind":"submission","course_id":"7","payload":{"id":9007199254740993,"user_id":"9223372036854775807"}}');
            end(q, 1);
            """);

        var record = (SubmissionRecord)(await child.AskAsync()).OfType<CanvasInterfaceRecord>().Single().Record;

        (record.Id.Value, record.UserId.Value).Should().Be((9007199254740993, 9223372036854775807));
    }

    [Fact]
    public async Task GiveEachRecordItsCourse()
    {
        await using var child = Child.Answering("out({ type: 'record', id: q.id, kind: 'submission', payload: { id: '1' } }); end(q, 1)");

        (await child.AskAsync(CanvasInterfaceRequest.Course(9007199254740993, "submissions"))).Should().ContainSingle().Which.CourseId.Should().Be(9007199254740993);
        (await child.Awaiting(c => c.AskAsync(CanvasInterfaceRequest.Courses([7, 8], "submissions"))).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*has a record that names no course, in line 3*");
    }

    [Theory]
    [InlineData("{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"payload\":{\"id\":\"5\",\"more\":{\"a\":[{}]}}}")]
    [InlineData("{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"payload\":{\"id\":\"5\"},\"more\":{\"a\":{}}}")]
    [InlineData("{\"type\":\"record\",\"payload\":{\"id\":\"5\"},\"more\":[{}],\"kind\":\"submission\",\"id\":1}")]
    [InlineData("  {\"type\" : \"record\", \"id\" : 1, \"kind\" : \"submission\", \"payload\" : { \"id\" : \"5\" } } ")]
    public async Task ReadAPayloadWhereverItStands(string line)
    {
        await using var child = Child.Answering($"out('{line}'); end(q, 1)");

        ((SubmissionRecord)(await child.AskAsync()).OfType<CanvasInterfaceRecord>().Single().Record).Id.Value.Should().Be(5);
    }

    [Fact]
    public async Task TakeAMarkerInATextOfCanvasForText()
    {
        await using var child = Child.Answering(
            """
            out({ type: 'record', id: q.id, kind: 'submission', payload: { id: '1', body: '===CANVAS_BRIDGE_RESULT_START===' } });
            end(q, 1);
            """);

        (await child.AskAsync()).Should().HaveCount(1);
    }

    [Fact]
    public async Task ServeManyRequestsByOneProcess()
    {
        await using var child = Child.Answering("record(q, q.id); end(q, 1)");

        var pids = new HashSet<long>();
        for (var i = 1; i <= 20; i++)
        {
            var record = (await child.AskAsync()).OfType<CanvasInterfaceRecord>().Single().Record;
            ((SubmissionRecord)record).Id.Value.Should().Be(i);
            pids.Add(record.Unmapped!["pid"].GetInt64());
        }

        pids.Should().HaveCount(1);
    }

    [Theory]
    [InlineData("submission")]
    [InlineData("user")]
    [InlineData("assignment")]
    public async Task KeepTheProcessThatARecordIsFoundWith(string kind)
    {
        await using var child = Child.Answering(
            $$"""
            for (let i = 1; i <= 5000; i++) out({ type: 'record', id: q.id, kind: '{{kind}}', course_id: '7', payload: { id: String(i), assignment_id: '3', user_id: String(i), n: i, pid: process.pid } });
            end(q, 5000, '{{kind}}');
            """);

        var pids = new HashSet<long>();
        foreach (var id in (long[])[1, 1, 4000])
        {
            var found = (await FindAsync(id))!;
            found.Unmapped!["n"].GetInt64().Should().Be(id);
            pids.Add(found.Unmapped["pid"].GetInt64());
        }

        (await FindAsync(9999)).Should().BeNull();
        pids.Should().ContainSingle("a process whose answer is read to its end takes the next request");

        async Task<CanvasRecord?> FindAsync(long id) => kind switch
        {
            "user" => await child.Client.FindUserAsync(7, id, new RequestCounter()),
            "assignment" => await child.Client.FindAssignmentAsync(7, id, new RequestCounter()),
            _ => await child.Client.FindSubmissionAsync(7, 3, id, new RequestCounter()),
        };
    }

    [Fact]
    public async Task NotCountTheTimeOfTheReaderAsTheirs()
    {
        await using var child = Child.Answering("record(q, 1); await sleep(200); record(q, 2); end(q, 2)", options => options.RequestTimeout = TimeSpan.FromSeconds(4));

        var items = 0;
        await foreach (var _ in child.Interface.ExecuteAsync(CanvasInterfaceRequest.Course(7, "submissions")))
        {
            items++;
            await Task.Delay(TimeSpan.FromSeconds(5));
        }

        items.Should().Be(2);
    }

    [Fact]
    public async Task BeEndedWhenItsAnswerHasNoEnd()
    {
        await using var child = Child.Answering("for (;;) { record(q, 1); await sleep(50); }", options => options.RequestTimeout = TimeSpan.FromSeconds(1));

        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*did not end its answer within 00:00:01*");
    }

    [Fact]
    public async Task KeepConcurrentRequestsApartInFewProcesses()
    {
        await using var child = Child.Answering(
            """
            for (let i = 0; i < 500; i++) out({ type: 'record', id: q.id, kind: 'submission', course_id: q.course_ids[0], payload: { id: String(i), pid: process.pid } });
            end(q, 500);
            """,
            options => options.MaxProcesses = 3);

        var answers = await Task.WhenAll(Enumerable.Range(1, 12).Select(async course => (course, items: await child.AskAsync(CanvasInterfaceRequest.Course(course, "submissions")))));

        answers.Should().AllSatisfy(answer => answer.items.Should().HaveCount(500).And.OnlyContain(item => item.CourseId == answer.course));
        answers.SelectMany(answer => answer.items).OfType<CanvasInterfaceRecord>().Select(item => item.Record.Unmapped!["pid"].GetInt64()).Distinct().Count().Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task LetTheProgramWaitForASlowReader()
    {
        await using var child = Child.Answering(
            """
            const text = 'x'.repeat(10000);
            let i = 0;
            for (; i < 20000; i++) {
              if (!raw(JSON.stringify({ type: 'record', id: q.id, kind: 'submission', payload: { id: String(i), text } }) + '\n')) await new Promise((r) => process.stdout.once('drain', r));
              fs.writeFileSync(process.env.CANVAS_URL.startsWith('https') ? process.env.COUNT_FILE : '', String(i));
            }
            end(q, i);
            """,
            options =>
            {
                options.SilenceTimeout = TimeSpan.FromSeconds(4);
                options.Environment["COUNT_FILE"] = Path.Combine(options.Folder!, "count.txt");
            });
        var read = 0;
        await foreach (var item in child.Interface.ExecuteAsync(CanvasInterfaceRequest.Course(7, "submissions")))
        {
            if (++read == 10)
            {
                // Longer than the program may be silent: the time of the reader is not the program's.
                await Task.Delay(5000);
                int.Parse(await File.ReadAllTextAsync(Path.Combine(child.Folder, "count.txt")), System.Globalization.CultureInfo.InvariantCulture).Should().BeLessThan(200);
            }

            if (read == 300)
            {
                break;
            }
        }

        (await child.OrphansAsync()).Should().Be(0, "a caller that stops early ends the process");
    }

    [Fact]
    public async Task EndTheProcessAndItsChildrenWhenCancelled()
    {
        await using var child = Child.Answering(
            """
            spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).unref();
            record(q, 1);
            await sleep(600000);
            """);
        using var cancel = new CancellationTokenSource();

        var reading = async () =>
        {
            await foreach (var _ in child.Interface.ExecuteAsync(CanvasInterfaceRequest.Course(7, "submissions"), cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        };

        await reading.Should().ThrowAsync<OperationCanceledException>();
        (await child.OrphansAsync()).Should().Be(0);
    }

    [Fact]
    public async Task StartOverWhenAProcessFails()
    {
        await using var child = Child.Answering(
            """
            const first = !fs.existsSync(process.env.ONCE_FILE);
            fs.writeFileSync(process.env.ONCE_FILE, 'x');
            record(q, 1);
            if (first) { await sleep(50); process.exit(1); }
            record(q, 2); end(q, 2);
            """,
            options =>
            {
                options.MaxAttempts = 2;
                options.Environment["ONCE_FILE"] = Path.Combine(options.Folder!, "once.txt");
            });
        var counter = new RequestCounter();

        var items = await child.AskAsync(CanvasInterfaceRequest.Course(7, "submissions"), counter);

        items.OfType<CanvasInterfaceRecord>().Select(item => ((SubmissionRecord)item.Record).Id.Value).Should().Equal(1, 1, 2);
        (counter.Requests, counter.Retries).Should().Be((1, 1));
        child.Log.Should().ContainSingle(line => line.Contains("attempt 1 of 2") && line.Contains("exit code 1"));
    }

    [Fact]
    public async Task GiveTheProgramAMinimalEnvironment()
    {
        Environment.SetEnvironmentVariable("SCHOOL_DATABASE_PASSWORD", "not for children");
        await using var child = Child.Answering("out({ type: 'record', id: q.id, kind: 'submission', payload: { id: '1', env: process.env } }); end(q, 1)", options => options.Environment["MORE"] = "more");

        var env = (await child.AskAsync()).OfType<CanvasInterfaceRecord>().Single().Record.Unmapped!["env"].EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString());

        env.Should().NotContainKeys("SCHOOL_DATABASE_PASSWORD", "HOME").And.ContainKey("PATH");
        (env["CANVAS_URL"], env["CANVAS_TOKEN"], env["MORE"]).Should().Be(("https://canvas.example.edu", child.Token, "more"));
    }

    [Theory]
    [InlineData("a folder with blanks")]
    [InlineData("quotes \" ' ` $HOME %PATH% & ; |")]
    [InlineData("Schüler_学生")]
    public async Task RunInAnyFolder(string folder)
    {
        await using var child = Child.Running(
            """
            import readline from 'node:readline';
            for await (const line of readline.createInterface({ input: process.stdin })) console.log(JSON.stringify({ type: 'end', id: JSON.parse(line).id, counts: {} }) + '\r');
            """,
            folderName: folder);

        (await child.AskAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task TakeProgressLogsNoiseAndSkippedLists()
    {
        await using var child = Child.Answering(
            """
            out('﻿loading…'); out(''); out('{ "some": "object" }');
            out({ type: 'progress', id: q.id, list: 'users', course_id: '7', done: 5, total: 9 });
            out({ type: 'log', level: 'info', message: 'halfway' });
            record(q, 1);
            out({ type: 'skipped', id: q.id, list: 'users', course_id: '7', error: { code: 'permission', message: 'no' } });
            end(q, 1);
            """);
        var progress = new List<CanvasInterfaceProgress>();

        var items = await child.Interface.ExecuteAsync(CanvasInterfaceRequest.Course(7, "submissions", "users"), new Heard(progress.Add)).ToListAsync();

        items.Should().HaveCount(2);
        items.OfType<CanvasInterfaceSkippedList>().Single().Should().Match<CanvasInterfaceSkippedList>(skipped => skipped.List == "users" && skipped.CourseId == 7 && skipped.Error is Diagnostics.CanvasPermissionException);
        progress.Should().Equal(new CanvasInterfaceProgress { List = "users", CourseId = 7, Done = 5, Total = 9 });
        child.Log.Should().Contain("Information: Canvas interface: halfway");
    }

    [Fact]
    public async Task StayAliveWhileProgressIsReported()
    {
        await using var child = Child.Answering("for (let i = 0; i < 16; i++) { await sleep(400); out({ type: 'progress', id: q.id, done: i }); } end(q, 0)", options => options.SilenceTimeout = TimeSpan.FromSeconds(5));
        (await child.AskAsync()).Should().BeEmpty();

        await using var slow = Child.Answering("for (;;) { await sleep(300); out({ type: 'progress', id: q.id, done: 1 }); }", options => options.RequestTimeout = TimeSpan.FromSeconds(1));
        (await slow.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*did not end its answer within 00:00:01*");
    }

    [Fact]
    public async Task ExplainThatAllProcessesAreInUse()
    {
        await using var child = Child.Answering("record(q, 1); record(q, 2); end(q, 2)", options =>
        {
            options.MaxProcesses = 1;
            options.SilenceTimeout = TimeSpan.FromSeconds(5);
        });

        var nested = async () =>
        {
            await foreach (var _ in child.Interface.ExecuteAsync(CanvasInterfaceRequest.Course(7, "submissions")))
            {
                await child.AskAsync();
            }
        };

        (await nested.Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*All 1 processes are in use*MaxProcesses*");
    }

    [Fact]
    public async Task RefuseRequestsThatNoProgramCouldAnswer()
    {
        await using var child = Child.Answering("end(q, 0)");

        foreach (var request in new[]
        {
            CanvasInterfaceRequest.Course(7, "planets"), CanvasInterfaceRequest.Course(0), CanvasInterfaceRequest.Courses([], "users"),
            CanvasInterfaceRequest.CourseList() with { CourseIds = [1] }, CanvasInterfaceRequest.Course(7, "courses", "users"), CanvasInterfaceRequest.Course(7) with { Lists = [] },
            CanvasInterfaceRequest.Course(7) with { Lists = null! }, CanvasInterfaceRequest.Course(7) with { CourseIds = null! }, CanvasInterfaceRequest.Course(7) with { Submissions = null! },
        })
        {
            (await child.Awaiting(c => c.AskAsync(request)).Should().ThrowAsync<ArgumentException>()).WithMessage("The request names*");
        }
    }

    [Fact]
    public void ShipItsContract()
    {
        using var schema = JsonDocument.Parse(CanvasInterfaceContract.Schema);

        schema.RootElement.GetProperty("$defs").GetProperty("List").GetProperty("enum").EnumerateArray().Select(list => list.GetString())
            .Should().BeEquivalentTo(CanvasInterfaceRequest.CourseLists.Append("courses").Append("accounts"));
        schema.RootElement.GetProperty("$defs").GetProperty("Request").GetProperty("properties").GetProperty("contract").GetProperty("const").GetInt32().Should().Be(CanvasInterfaceContract.Version);
    }

    private sealed class Heard(Action<CanvasInterfaceProgress> hear) : IProgress<CanvasInterfaceProgress>
    {
        public void Report(CanvasInterfaceProgress value) => hear(value);
    }
}
