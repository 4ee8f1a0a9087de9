namespace CanvasData.Operations.DataAccess;

/// <summary>Opens files with personal data: only the user of the process may read them, whatever the folder allows.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 1 << 16, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = Mode;
        var file = new FileStream(path, options);
        if (File.GetUnixFileMode(file.SafeFileHandle) != Mode)
        {
            // The file was there before.
            File.SetUnixFileMode(file.SafeFileHandle, Mode);
        }

        return file;
    }
}
