using System.IO.Compression;
using System.Text.Json;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Model;
using CanvasData.Operations.Privacy;
using CanvasData.Operations.Testing;
using CanvasData.Operations.Tests.Support;
using static CanvasData.Operations.Tests.Privacy.ErasableSchool;

namespace CanvasData.Operations.Tests.Privacy;

public class ExportShould
{
    public static TheoryData<Provider> Providers => [Provider.InMemory, Provider.Sqlite, Provider.PostgreSql];

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task HoldEverythingThatAnErasureDeletes(Provider provider)
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        using var file = new MemoryStream();

        var export = await host.AskAsync(personal => personal.ExportPersonAsync(Person, new ForwardOnly(file)));

        var files = Read(file);
        var proof = await host.AskAsync(personal => personal.ErasePersonAsync(Person));
        export.UserIds.Should().Equal(Person, Former);

        // Enrollments of observers and quarantined records may be about others, and are deleted without being shown.
        proof.Deleted.Keys.Except(export.Rows.Keys).Should().BeEquivalentTo(nameof(CanvasQuarantinedRecord), nameof(CanvasIntegrityRepair));
        export.Rows.Where(pair => pair.Value > proof.Deleted.GetValueOrDefault(pair.Key, proof.Redacted.GetValueOrDefault(pair.Key))).Should().BeEmpty();
        export.Rows[nameof(CanvasAssignmentOverride)].Should().Be(2, "dates of one's own are personal");
        files["CanvasAssignmentOverride.json"].Should().Contain("2026-04-01").And.NotContain("StudentIds");
        files.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal) && name != "manifest.json").Select(Path.GetFileNameWithoutExtension)
            .Should().BeEquivalentTo(files.Keys.Where(name => name.EndsWith(".csv", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension));
        var user = JsonDocument.Parse(files["CanvasUser.json"]).RootElement.EnumerateArray().First();
        (user.GetProperty("Id").GetString(), user.GetProperty("Name").GetString(), user.GetProperty("MergedIntoUserId").ValueKind).Should().Be(($"{Person}", "Zebulon Quark", JsonValueKind.Null));
        files["CanvasObjectStatus.csv"].Should().Contain(",true,").And.NotContain("True", "truth values are written as in other CSV of the library");
        files["CanvasUser.csv"].Should().MatchRegex(@",20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z");
        files["CanvasUser.csv"].Should().StartWith("\uFEFFId,").And.Contain("\r\n7100001,").And.Contain("zebulon@school.test");
        files["CanvasSubmission.json"].Should().Contain("\"Score\": 7").And.NotContain($"{Classmate}");
        string.Concat(files.Values).Should().NotContain("About the classmate");
        var manifest = JsonDocument.Parse(files["manifest.json"]).RootElement;
        manifest.GetProperty("tables").EnumerateArray().Sum(table => table.GetProperty("rows").GetInt32()).Should().Be(export.Rows.Values.Sum());
        manifest.GetProperty("tables").EnumerateArray().SelectMany(table => table.GetProperty("files").EnumerateArray().Select(name => name.GetString())).Should().BeEquivalentTo(files.Keys.Where(name => name != "manifest.json"));
    }

    [Fact]
    public async Task LeaveNotesOfStaffOutWhenAsked()
    {
        var canvas = Canvas();
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(canvas, store);
        await FillAsync(host, canvas);
        using var file = new MemoryStream();

        await host.AskAsync(personal => personal.ExportPersonAsync(Person, file, new PersonExportOptions { StaffNotes = false }));

        var files = Read(file);
        files.Keys.Should().NotContain("CanvasNote.json").And.NotContain("CanvasNoteRevision.json").And.Contain("CanvasNote-own.json", "their own notes are theirs");
        string.Concat(files.Values).Should().NotContain("About Zebulon");
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-5", "'-5")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=\"x\",1", "\"'=\"\"x\"\",1\"")]
    public async Task WriteTextsThatASpreadsheetDoesNotCompute(string text, string expected)
    {
        using var store = await TestStore.CreateAsync(Provider.Sqlite);
        await using var host = await TestHost.StartAsync(Canvas(), store);
        await host.SyncAsync();
        await host.ChangeAsync(context =>
        {
            context.Add(new CanvasNote { TargetType = CanvasTargetTypes.Student, TargetId = Person, Text = text });
            return Task.CompletedTask;
        });
        using var file = new MemoryStream();

        await host.AskAsync(personal => personal.ExportPersonAsync(Person, file));

        Read(file)["CanvasNote.csv"].Should().Contain($",{expected},");
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task RefuseAPersonOfWhomNothingIsStored(Provider provider)
    {
        using var store = await TestStore.CreateAsync(provider);
        await using var host = await TestHost.StartAsync(Canvas(), store);
        await host.SyncAsync();

        await host.Awaiting(it => it.AskAsync(personal => personal.ExportPersonAsync(99, new MemoryStream()))).Should().ThrowAsync<ObjectNotFoundException>();
        await host.Awaiting(it => it.AskAsync(personal => personal.ExportPersonAsync(Person, new MemoryStream([], writable: false)))).Should().ThrowAsync<InvalidArgumentException>();
    }

    private static Dictionary<string, string> Read(MemoryStream file)
    {
        using var zip = new ZipArchive(new MemoryStream(file.ToArray()), ZipArchiveMode.Read);
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open(), new System.Text.UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
            return reader.ReadToEnd();
        });
    }

    /// <summary>A stream as a web server gives it: no way back, no synchronous writes.</summary>
    private sealed class ForwardOnly(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);
    }
}
