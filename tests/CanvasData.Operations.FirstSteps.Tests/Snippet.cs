using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CanvasData.Operations.FirstSteps.Tests;

/// <summary>Compiles a text as the whole of a program, as a console project with implicit usings would, and runs it.</summary>
internal static class Snippet
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> RunAsync(string code)
    {
        var program = Load(code);
        var output = new StringWriter();
        var console = Console.Out;
        Console.SetOut(output);
        try
        {
            await Task.Run(() => program.EntryPoint!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, program.EntryPoint.GetParameters().Length == 0 ? [] : [Array.Empty<string>()], null));
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    /// <exception cref="InvalidOperationException">It does not compile.</exception>
    public static void Compile(string code)
    {
        using var image = Emit(code);
    }

    private static Assembly Load(string code)
    {
        using var image = Emit(code);
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    private static MemoryStream Emit(string code)
    {
        var compilation = CSharpCompilation.Create(
            $"Snippet{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(code)],
            References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));
        }

        image.Position = 0;
        return image;
    }
}
