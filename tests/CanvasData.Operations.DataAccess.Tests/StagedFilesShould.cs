using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.DataAccess.Tests;

/// <summary>The files of the staged tables.</summary>
public sealed class StagedFilesShould : TablesTest
{
    [Fact]
    public async Task BeReadableByTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            // The rights of a folder hold for its files there.
            return;
        }

        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(Folder.Path, Open | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var file = Path.Combine(Folder.Path, "canvas-data.db");
        await File.WriteAllBytesAsync(file, []);
        File.SetUnixFileMode(file, Open);
        Canvas.DataAccess.PollsBeforeDone = int.MaxValue;
        using var stop = new CancellationTokenSource();
        var run = Host.StartRun(stop.Token);
        while (Canvas.DataAccess.StartedJobs == 0)
        {
            await Task.Delay(10);
        }

        var modes = Directory.EnumerateFiles(Folder.Path).ToDictionary(path => Path.GetFileName(path)!, File.GetUnixFileMode);

        await stop.CancelAsync();
        await run.Invoking(one => one).Should().ThrowAsync<OperationCanceledException>();
        modes.Keys.Should().Contain(["canvas-data.db", "canvas-data.db-wal", "canvas-data.lock"]);
        modes.Values.Should().OnlyContain(mode => mode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task SayWhyTheirFolderCannotBeUsed()
    {
        var file = Path.Combine(Folder.Path, "a-file");
        await File.WriteAllTextAsync(file, "in the way");
        await using var host = await DataAccessHost.StartAsync(Canvas, Store, Folder, options => options.Directory = Path.Combine(file, "below"));

        var error = (await host.Invoking(one => one.RunAsync()).Should().ThrowAsync<CanvasConfigurationException>()).Which;

        error.Message.Should().Contain("a-file").And.NotContain("another process");
        error.InnerException.Should().BeAssignableTo<IOException>();
    }
}
