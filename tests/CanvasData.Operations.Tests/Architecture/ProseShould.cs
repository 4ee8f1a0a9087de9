using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CanvasData.Operations.Simulator;
using CanvasData.Operations.Sync;
using Microsoft.Extensions.DependencyInjection;

namespace CanvasData.Operations.Tests.Architecture;

/// <summary>
/// Holds the words of everything that ships: XML docs, comments, messages and pages. Internal members are held to plain words and
/// short sentences; visible ones also to how a summary starts and to what it adds to the name.
/// </summary>
public partial class ProseShould
{
    private const int LongestSentence = 25;

    private static readonly Assembly[] Shipped =
    [
        typeof(ICanvasBridge).Assembly, typeof(CanvasRestBuilderExtensions).Assembly, typeof(CanvasSimulator).Assembly,
        typeof(MachineLearningCanvasOperationsBuilderExtensions).Assembly, typeof(PostgreSqlCanvasOperationsBuilderExtensions).Assembly,
        typeof(SqlServerCanvasOperationsBuilderExtensions).Assembly, typeof(SqliteCanvasOperationsBuilderExtensions).Assembly,
    ];

    /// <summary>How the summary of a thing, a flag or a moment starts; a summary of an action starts with one of the verbs.</summary>
    private static readonly HashSet<string> Starts = ["The", "A", "An", "Whether", "When", "How", "Where"];

    /// <summary>A new verb is welcome here, if it is one: "Rows" and "Points" start no sentence.</summary>
    private static readonly HashSet<string> Verbs =
    [
        "Accepts", "Adds", "Answers", "Applies", "Approves", "Archives", "Asks", "Brings", "Calculates", "Cancels", "Changes", "Checks", "Chooses", "Closes",
        "Combines", "Compares", "Compiles", "Computes", "Concludes", "Converts", "Copies", "Counts", "Creates", "Decides", "Deletes",
        "Describes", "Enables", "Erases", "Estimates", "Excuses", "Exports", "Fetches", "Filters", "Finds", "Forgets", "Gets", "Gives", "Hands",
        "Hides", "Imports", "Keeps", "Lets", "Lists", "Loads", "Locks", "Makes", "Maps", "Marks", "Measures", "Merges", "Moves", "Names",
        "Opens", "Orders", "Overwrites", "Parses", "Pauses", "Plans", "Predicts", "Prepares", "Proposes", "Reads", "Receives", "Recognises", "Refreshes", "Refuses", "Registers", "Rejects", "Removes",
        "Renames", "Replaces", "Reserves", "Resets", "Restores", "Resumes", "Returns", "Rises", "Runs", "Saves", "Selects", "Sends", "Sets", "Shifts",
        "Shows", "Sorts", "Splits", "Starts", "Stops", "Stores", "Suggests", "Syncs", "Tags", "Takes", "Throws", "Tracks", "Trains", "Transforms", "Updates",
        "Validates", "Verifies", "Waits", "Works", "Wraps", "Writes",
    ];

    [Fact]
    public void UsePlainWords()
    {
        var source = new[] { "src", "samples", "benchmarks" }.SelectMany(folder => Files(folder, "*.cs")).SelectMany(file => Spoken(file).Select(line => (file, line)));
        var pages = new[] { "docs", "samples", "benchmarks" }.SelectMany(folder => Files(folder, "*.md")).Append(Path.Combine(Root, "README.md"))
            .SelectMany(file => File.ReadLines(file).Select(line => (file, line)));

        List(source.Concat(pages).Where(text => RiddleWord().IsMatch(text.line))
            .Select(text => $"{Path.GetRelativePath(Root, text.file)}: '{RiddleWord().Match(text.line).Value}' in {text.line.Trim()}")).Should().BeEmpty();
    }

    [Fact]
    public void KeepSentencesOfSummariesShort()
    {
        var sentences = Summaries().SelectMany(summary => SentenceEnd().Split(summary.Text).Select(sentence => (summary.Member, Sentence: sentence)));

        List(sentences.Where(text => text.Sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > LongestSentence).Select(text => $"{text.Member}: {text.Sentence}")).Should().BeEmpty();
    }

    [Fact]
    public void StartSummariesOfVisibleMembersWithAVerbOrAnArticle()
    {
        List(Summaries().Where(summary => summary.IsVisible && FirstWord().Match(summary.Text).Value is var first && !Starts.Contains(first) && !Verbs.Contains(first))
            .Select(summary => $"{summary.Member}: {summary.Text}")).Should().BeEmpty();
    }

    [Fact]
    public void SayMoreThanTheNameOfAVisibleMember()
    {
        List(Summaries().Where(summary => summary.IsVisible && Words(summary.Text).Where(word => word is not ("the" or "a" or "an")).SequenceEqual(Words(summary.Name)))
            .Select(summary => $"{summary.Member}: {summary.Text}")).Should().BeEmpty();
    }

    [Fact]
    public void ExplainOnlyMessagesThatTheSourcesHold()
    {
        var sources = string.Concat(Files("src", "*.cs").Select(File.ReadAllText));
        var messages = File.ReadLines(Path.Combine(Root, "docs", "troubleshooting.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => CodeSpan().Matches(line.Split('|')[1]).Select(match => match.Groups["text"].Value)).ToList();

        messages.Should().HaveCountGreaterThan(40);
        List(messages.Where(message => message.Split('…').Any(part => !sources.Contains(part.Trim(' ', ';', ',', '.', '(', ')'), StringComparison.Ordinal)))).Should().BeEmpty();
    }

    // All of them: whoever mends one room sees the whole list at once.
    private static string List(IEnumerable<string> faults) => string.Join(Environment.NewLine, faults);

    private static IEnumerable<string> Words(string text) => Word().Matches(text).Select(word => word.Value.ToLowerInvariant());

    private static IEnumerable<(string Member, string Name, string Text, bool IsVisible)> Summaries() =>
        from assembly in Shipped
        from member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
        let id = (string)member.Attribute("name")!
        where member.Element("summary") is not null
        let path = id[2..].Split('(')[0]
        select (id, path[(path.LastIndexOf('.') + 1)..], Plain(member.Element("summary")!), IsVisible(assembly, id[0], path));

    private static bool IsVisible(Assembly assembly, char kind, string path)
    {
        if (kind == 'T')
        {
            return Find(assembly, path)?.IsVisible == true;
        }

        var dot = path.LastIndexOf('.');
        var name = path[(dot + 1)..].Split("``")[0].Replace('#', '.');
        return Find(assembly, path[..dot]) is { IsVisible: true } type
            && type.GetMember(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Any(IsVisible);
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo change => IsVisible(change.AddMethod!),
        _ => true,
    };

    private static Type? Find(Assembly assembly, string name)
    {
        while (assembly.GetType(name) is null && name.LastIndexOf('.') is > 0 and var dot)
        {
            name = $"{name[..dot]}+{name[(dot + 1)..]}";
        }

        return assembly.GetType(name);
    }

    // A reference reads as the name of what it refers to.
    private static string Plain(XElement element) => Space().Replace(
        string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } reference => Named(reference),
            XElement { Name.LocalName: "para" } paragraph => $" {Plain(paragraph)} ",
            XElement inner => Plain(inner),
            _ => "",
        })),
        " ").Trim();

    private static string Named(XElement reference) =>
        ((string?)(reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword")) ?? "").Split('(')[0].Split('.')[^1];

    // Comments and texts of a line; the code inside the holes of a text is no text.
    private static IEnumerable<string> Spoken(string file) =>
        File.ReadLines(file).SelectMany(line => CommentOrText().Matches(line).Select(match => match.Value.StartsWith('"') ? Hole().Replace(match.Value, "…") : match.Value));

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"));

    private static readonly string Root = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "CanvasData.Operations.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    /// <summary>Words that make a reader guess. The cure is the plain word: sent, specified, predict, again, trained, users, no one.</summary>
    [GeneratedRegex(@"\b(?:un)?told\b|\btell(?:s|ing)?\b|\bfores(?:ee|aw|ight)\w*|\banew\b|\bwhose eyes\b|\bthe own\b|\bbit(?:e|es|ing)\b|\blearnt\b|\bpersons\b|\bnobody\b|\bliv(?:es|ed) on\b|\bstands? for\b|\bhears?\b|\bhangs? together\b", RegexOptions.IgnoreCase)]
    private static partial Regex RiddleWord();

    [GeneratedRegex(@"(?<=[.;:?!])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^[\w'-]+")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")]
    private static partial Regex Word();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<!:)//.*$|""(?:[^""\\]|\\.)*""")]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}
