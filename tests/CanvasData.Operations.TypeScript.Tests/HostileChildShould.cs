using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Testing;
using CanvasData.Operations.TypeScript.Tests.Support;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>Whatever a program does: a typed error that names it, no process left behind, no secret in the error.</summary>
public class HostileChildShould
{
    // The body of the answer, and the message.
    public static TheoryData<string, string> Answers => new()
    {
        { "process.exit(3)", "*exit code 3 without a closing line, after 0 records*" },
        { "process.exit(0)", "*exit code 0 without a closing line*" },
        { "record(q, 1); record(q, 2); await sleep(100); process.exit(5)", "*exit code 5 without a closing line, after 2 records*" },
        { "record(q, 1); raw('{\"type\":\"record\",\"id\":1,\"ki'); await sleep(100); process.exit(0)", "*exit code 0 in the middle of a line, after 1 records*" },
        { "throw new Error('broken')", "*exit code 1 without a closing line*" },
        { "Promise.reject(new Error('broken')); await sleep(5000)", "*exit code 1 without a closing line*" },
        { "process.kill(process.pid, 'SIGKILL'); await sleep(5000)", "*exit code 137 without a closing line*" },
        { "for (let i = 0; i < 100; i++) out('garbage ' + i); await sleep(50); process.exit(0)", "*exit code 0 without a closing line*" },
        { "out('null'); out('[]'); out('\"text\"'); out('{}'); out('{\"id\":1}'); process.exitCode = 9; process.stdin.destroy(); break", "*exit code 9 without a closing line*" },
        { "raw(Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xc3, 0x28, 0x22, 0x7d, 0x0a])); await sleep(5000)", "*not UTF-8 in line 1, column 7*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"payload\":{\"id\":tru}}')", "*cannot be read in line 1, column *" },
        { "out(''); out('{\"type\":\"end\",\"id\":1,\"counts\":{}} tail')", "*cannot be read in line 2, column *" },
        { "out('{\"type\":\"record\",\"id\":\"one\",\"kind\":\"submission\",\"payload\":{}}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":5,\"payload\":{}}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\"}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"payload\":[]}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"payload\":null}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"payload\":{\"a\":' + '['.repeat(3000) + ']'.repeat(3000) + '}}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"course_id\":\"x\",\"payload\":{}}')", "*cannot be read in line 1*" },
        { "out({ type: 'record', id: q.id, kind: 'user', payload: { id: '1' } })", "*record of the kind \"user\" that was not asked for, in line 1*" },
        { "out({ type: 'record', id: q.id, kind: 'planet', payload: { id: '1' } })", "*record of the kind \"planet\" that was not asked for*" },
        { "out({ type: 'record', id: q.id, kind: 'submission', course_id: '8', payload: { id: '1' } })", "*record of course 8 that was not asked for*" },
        { "out({ type: 'record', id: 99, kind: 'submission', payload: { id: '1' } })", "*answers request 99 instead of 1*" },
        { "record(q, 1); end(q, 2)", "*has 1 records of the kind \"submission\", but its closing line counts 2*" },
        { "record(q, 1); record(q, 2); end(q, 1)", "*has 2 records of the kind \"submission\", but its closing line counts 1*" },
        { "record(q, 1); out({ type: 'end', id: q.id, counts: {} })", "*has 1 records of the kind \"submission\", but its closing line counts 0*" },
        { "record(q, 1); out({ type: 'end', id: q.id, counts: { submission: 1, user: 3 } })", "*has 0 records of the kind \"user\", but its closing line counts 3*" },
        { "record(q, 1); out({ type: 'end', id: q.id })", "*ends without counts, in line 2*" },
        { "record(q, 1); out({ type: 'end', id: q.id, counts: [1] })", "*cannot be read in line 2*" },
        { "record(q, 1); out({ type: 'end', id: q.id, counts: { submission: 'one' } })", "*cannot be read in line 2*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"course_id\":null,\"payload\":{}}')", "*cannot be read in line 1*" },
        { "out('{\"type\":\"record\",\"id\":1,\"kind\":\"submission\",\"course_id\":\"99999999999999999999\",\"payload\":{}}')", "*cannot be read in line 1*" },
        { "out({ type: 'error', id: q.id })", "*reports: no reason.*" },
        { "out({ type: 'error', id: q.id, error: { code: 'strange', message: 'something.' } })", "*reports: something.*" },
        { "record(q, 1); out('===CANVAS_BRIDGE_RESULT_START==='); await sleep(60000)", "*begins a document behind 1 records, in line 2*" },
        { "fs.closeSync(1); await sleep(60000)", "*ended its output without a closing line*" },
        { "raw('x'.repeat(200000)); await sleep(60000)", "*has a line 1 of over 100000 bytes*" },
        { "out('x'.repeat(200000)); await sleep(60000)", "*has a line 1 of over 100000 bytes*" },
        { "const block = 'x'.repeat(1 << 20); for (let i = 0; i < 2048; i++) if (!raw(block)) await new Promise((r) => process.stdout.once('drain', r));", "*has a line 1 of over 100000 bytes*" },
    };

    public static TheoryData<string, string> Silent => new()
    {
        { "await sleep(600000)", "*wrote no whole line for 00:00:01*" },
        { "while (true);", "*wrote no whole line for 00:00:01*" },
        { "process.on('SIGTERM', () => {}); process.on('SIGINT', () => {}); record(q, 1); await sleep(600000)", "*wrote no whole line for 00:00:01*" },
        { "raw('{\"type\":\"record\"'); await sleep(600000)", "*wrote no whole line for 00:00:01*" },
        { "for (let i = 0; i < 100; i++) { raw('x'); await sleep(200); }", "*wrote no whole line for 00:00:01*" },
        { "spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }); await sleep(600000)", "*wrote no whole line for 00:00:01*" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task EndInATypedError(string body, string message)
    {
        await using var child = Child.Answering(body, options => options.MaxLineBytes = 100_000);

        var error = (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).Which;

        error.Message.Should().Match(message).And.NotContain(child.Token);
        error.Remedy.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Silent))]
    public async Task BeEndedWhenItHangs(string body, string message)
    {
        await using var child = Child.Answering(body, options => options.SilenceTimeout = TimeSpan.FromSeconds(1));

        var error = (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).Which;

        error.Message.Should().Match(message);
        error.IsTransient.Should().BeTrue();
        (await child.OrphansAsync()).Should().Be(0);
    }

    [Theory]
    [InlineData("authentication", typeof(CanvasAuthenticationException))]
    [InlineData("permission", typeof(CanvasPermissionException))]
    [InlineData("not_found", typeof(CanvasNotFoundException))]
    [InlineData("throttled", typeof(CanvasThrottledException))]
    [InlineData("unavailable", typeof(CanvasUnavailableException))]
    [InlineData("protocol", typeof(CanvasProtocolException))]
    [InlineData("request", typeof(TypeScriptExecutionException))]
    [InlineData("failed", typeof(TypeScriptExecutionException))]
    public async Task ReportErrorsByTheirCode(string code, Type type)
    {
        await using var child = Child.Answering(
            $$"""out({ type: 'error', id: q.id, error: { code: '{{code}}', message: 'Said no to ' + process.env.CANVAS_TOKEN, status: 418, path: '/api/v1/courses/7/users' } })""");

        var error = (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<CanvasOperationsException>()).Which;

        error.Should().BeOfType(type);
        error.Message.Should().Contain("Said no to ***").And.Contain("/api/v1/courses/7/users").And.Contain("418").And.NotContain(child.Token);
        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<CanvasOperationsException>()).Which.Should().BeOfType(type, "an error ends an answer, not the process");
    }

    [Fact]
    public async Task KeepSecretsOutOfErrors()
    {
        await using var child = Child.Answering(
            """
            console.error('token ' + process.env.CANVAS_TOKEN + ' password ' + process.env.PROXY_PASSWORD);
            console.error('authorization: Bearer abcdef123456');
            out('on standard output ' + process.env.CANVAS_TOKEN);
            out({ type: 'log', level: 'warn', message: 'log ' + process.env.CANVAS_TOKEN });
            await sleep(100);
            process.exit(2);
            """,
            options => options.Environment["PROXY_PASSWORD"] = "correct horse battery");

        var error = (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).Which;

        error.ExitCode.Should().Be(2);
        error.Output.Should().Contain("token *** password ***").And.Contain("Bearer ***").And.Contain("on standard output ***");
        string.Join('\n', child.Log.Append(error.ToString())).Should().Contain("Warning: Canvas interface: log ***")
            .And.NotContain(child.Token).And.NotContain("correct horse").And.NotContain("abcdef123456");
        error.Message.Should().NotContain("password");
    }

    [Theory]
    [InlineData("out({ type: 'record', id: q.id, kind: TOKEN, payload: { id: '1' } })")]
    [InlineData("out({ type: 'end', id: q.id, counts: { [TOKEN]: 1 } })")]
    [InlineData("out({ type: 'skipped', id: q.id, list: TOKEN, course_id: '7', error: { code: 'failed', message: 'no' } })")]
    [InlineData("out({ type: 'progress', id: q.id, list: TOKEN, done: 1 })")]
    [InlineData("out({ type: 'error', id: q.id, error: { code: 'permission', message: 'no', path: '/x/' + TOKEN } })")]
    [InlineData("out({ type: 'error', id: q.id, error: { code: 'failed', message: 'GET ' + new URLSearchParams({ access_token: TOKEN }) } })")]
    [InlineData("out({ type: 'error', id: q.id, error: { code: 'failed', message: 'POST ' + new URLSearchParams({ token: TOKEN, password: PASSWORD }) } })")]
    [InlineData("console.error('GET /courses?token=' + encodeURIComponent(TOKEN).replace('~', '%7e') + '&password=' + encodeURIComponent(PASSWORD))")]
    [InlineData("console.error(JSON.stringify(process.env)); out(JSON.stringify(JSON.stringify(TOKEN)).replace('~', '\\\\u007E'))")]
    [InlineData("console.error(process.env); console.error({ PASSWORD })")]
    [InlineData("console.error(process.env.PRIVATE_KEY); out(process.env.PRIVATE_KEY)")]
    [InlineData("console.error('GET /courses?access_token=abcdefgh12345678&page=2')")]
    public async Task KeepSecretsOutHoweverTheyAreWritten(string body)
    {
        const string Password = "qxjz\"wvkx\\bqzk (jq~zz')! ümläut";
        await using var child = Child.Answering($"const {{ CANVAS_TOKEN: TOKEN, PROXY_PASSWORD: PASSWORD }} = process.env; {body}; await sleep(100); process.exit(2);", options =>
        {
            options.Environment["PROXY_PASSWORD"] = Password;
            options.Environment["PRIVATE_KEY"] = "first line of the key\r\nsecond line of the key\n";
        });

        var error = (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<CanvasOperationsException>()).Which;

        var shown = string.Join('\n', [.. child.Log, error.ToString(), (error as CanvasApiException)?.Path, (error as TypeScriptExecutionException)?.Output]);
        shown.Should().NotContain("of the key").And.NotContain("qxjz").And.NotContain("wvkx").And.NotContain("bqzk").And.NotContain("abcdefgh12345678");
        for (var i = 0; i + 8 <= child.Token.Length; i++)
        {
            shown.Should().NotContain(child.Token.Substring(i, 8));
        }
    }

    [Theory]
    [InlineData("'x'.repeat(65536 - 10)")]
    [InlineData("process.env.CANVAS_TOKEN.repeat(Math.ceil(65536 / process.env.CANVAS_TOKEN.length) - 2)")]
    [InlineData("'x'.repeat(3 * 65536 - 10)")]
    public async Task KeepASecretOutThatAPieceOfALongLineEndsIn(string before)
    {
        await using var child = Child.Answering($"process.stderr.write({before} + process.env.CANVAS_TOKEN + ' end of the line' + String.fromCharCode(10) + 'the next line'); await sleep(200); process.exit(2);");

        var error = (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).Which;

        error.Output.Should().EndWith("the next line").And.NotContain("end of the line");
        for (var i = 0; i + 6 <= child.Token.Length; i++)
        {
            error.Output.Should().NotContain(child.Token.Substring(i, 6));
        }
    }

    [Fact]
    public async Task LeaveNothingBehindWhenAGrandchildHoldsItsOutput()
    {
        await using var child = Child.Answering(
            """
            spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', detached: true }).unref();
            record(q, 1);
            await sleep(100);
            process.exit(0);
            """);

        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*exit code 0 without a closing line, after 1 records*");

        (await child.OrphansAsync()).Should().Be(0);
    }

    [Fact]
    public async Task NotBeTakenForCompleteByWhatItSaysAfterItsEnd()
    {
        await using var child = Child.Answering("record(q, 1); end(q, 1); record(q, 2)");

        (await child.AskAsync()).Should().HaveCount(1);
        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*answers request 1 instead of 2*");
    }

    [Theory]
    [InlineData("import 'no-such-package';", "*exit code 1*")]
    [InlineData("this is no JavaScript", "*exit code 1*")]
    [InlineData("", "*exit code 0 without a closing line*")]
    public async Task ExplainAProgramThatDoesNotStart(string script, string message)
    {
        await using var child = Child.Running(script);

        (await child.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage(message);
    }

    [Fact]
    public async Task ExplainMissingPieces()
    {
        await using var noNode = Child.Answering("", options => options.NodePath = "/no/such/node");
        (await noNode.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*Node was not found as \"/no/such/node\"*Install Node 20*");

        await using var noFolder = Child.Answering("", options => options.Folder = "/no/such/folder");
        (await noFolder.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*could not be started in the folder \"/no/such/folder\"*");

        await using var noEntry = Child.Answering("", options => options.Entry = "other.mjs");
        (await noEntry.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage("*exit code 1*").Which.Output.Should().Contain("other.mjs");
    }

    [Theory]
    [InlineData("echo v16.20.2", "*Node 16.20.2 is too old*")]
    [InlineData("echo v20.5.1", "*Node 20.5.1 is too old*Install Node 20.6 or newer*")]
    [InlineData("echo hello", "*does not say a version*")]
    [InlineData("exit 4", "*does not say a version*")]
    public async Task RefuseAWrongNode(string script, string message)
    {
        await using var child = Child.Answering("");
        var node = Path.Combine(child.Folder, "node");
        await File.WriteAllTextAsync(node, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(node, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await using var wrong = Child.Answering("", options => options.NodePath = node);

        (await wrong.Awaiting(c => c.AskAsync()).Should().ThrowAsync<TypeScriptExecutionException>()).WithMessage(message);
    }

    [Fact]
    public async Task BeEndedWhenItDoesNotReadALongRequest()
    {
        await using var child = Child.Running("setInterval(() => {}, 1000);", options => options.SilenceTimeout = TimeSpan.FromSeconds(2));

        (await child.Awaiting(c => c.AskAsync(CanvasInterfaceRequest.Courses([.. Enumerable.Range(1, 50_000).Select(id => (long)id)], "submissions"))).Should().ThrowAsync<TypeScriptExecutionException>())
            .WithMessage("*did not read its request for 00:00:02*");
    }
}
