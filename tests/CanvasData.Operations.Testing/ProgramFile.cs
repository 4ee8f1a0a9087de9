namespace CanvasData.Operations.Testing;

/// <summary>Finds a program that was built with the tests.</summary>
public static class ProgramFile
{
    /// <summary>
    /// Finds a program in its own output. Coverage instruments the copy beside the tests, and a process that is killed while it writes
    /// its hits spoils the coverage of the whole project.
    /// </summary>
    /// <param name="project">The name of the project.</param>
    /// <returns>The path of its assembly, to be run by dotnet exec.</returns>
    public static string Find(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
    }
}
