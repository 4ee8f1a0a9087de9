using System.Text.RegularExpressions;

namespace CanvasData.Operations.FirstSteps.Tests;

/// <summary>The README, the pages of docs, and the repository around them.</summary>
internal static partial class Readme
{
    public static string Root { get; } = FindRoot();

    public static string Text { get; } = File.ReadAllText(Path.Combine(Root, "README.md"));

    /// <summary>The README and every page of docs, by path.</summary>
    public static IReadOnlyDictionary<string, string> Pages { get; } = Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Order(StringComparer.Ordinal)
        .Prepend(Path.Combine(Root, "README.md"))
        .ToDictionary(file => Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText);

    public static IReadOnlyList<string> Blocks(string language) => Blocks(Text, language);

    public static IReadOnlyList<string> Blocks(string text, string language) =>
        [.. Fence().Matches(text).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["code"].Value)];

    /// <summary>The links of a page to other files of the repository.</summary>
    public static IReadOnlyList<string> LinksOf(string text) =>
        [.. Link().Matches(text).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal))];

    [GeneratedRegex("^```(?<language>\\w+)\\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CanvasData.Operations.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
