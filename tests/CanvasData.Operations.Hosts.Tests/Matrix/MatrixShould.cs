using CanvasData.Operations.Testing;

namespace CanvasData.Operations.Hosts.Tests.Matrix;

/// <summary>Whatever a host chooses, it gets the answers of a plain host.</summary>
public sealed class MatrixShould(PlainAnswers plain) : IClassFixture<PlainAnswers>
{
    private static readonly Provider[] Providers = [Provider.Sqlite, Provider.PostgreSql, Provider.InMemory];

    private static readonly IReadOnlyList<HostCase> Cases = [.. Providers.SelectMany(CasesOf)];

    /// <summary>Choices that change the text of the queries: every query is asked in every scope.</summary>
    private static readonly HostCase[] Thorough =
    [
        HostCase.Plain(Provider.InMemory),
        HostCase.Plain(Provider.PostgreSql),
        HostCase.Plain(Provider.Sqlite) with { Option = "relational nulls" },
        HostCase.Plain(Provider.PostgreSql) with { Option = "relational nulls" },
        HostCase.Plain(Provider.Sqlite) with { Model = "letters for bools" },
        HostCase.Plain(Provider.PostgreSql) with { Model = "letters for bools", Option = "relational nulls" },
    ];

    public static TheoryData<Provider, string, string, string> AllCases()
    {
        var data = new TheoryData<Provider, string, string, string>();
        foreach (var (provider, context, model, option) in Cases.Concat(Thorough).Distinct())
        {
            data.Add(provider, context, model, option);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(AllCases))]
    public async Task AnswerAsThePlainHostDoes(Provider provider, string context, string model, string option)
    {
        var host = new HostCase(provider, context, model, option);
        var expected = await plain.Value;

        var answers = await MatrixHost.AnswerAsync(host, Thorough.Contains(host) ? null : Cases.ToList().IndexOf(host));

        // In memory, rows come in the order of .NET's cultures.
        var different = answers.Where(answer => provider == Provider.InMemory ? SortedRows(answer.Value) != SortedRows(expected[answer.Key]) : answer.Value != expected[answer.Key]).ToList();
        different.Select(answer => $"{answer.Key}\nwas    {Difference(answer.Value, expected[answer.Key])}\nplain  {Difference(expected[answer.Key], answer.Value)}").Should().BeEmpty();
    }

    [Fact]
    public async Task CompareWithAHostThatAnswers()
    {
        var answers = await plain.Value;

        Answers.Unasked().Should().BeEmpty();
        answers.Where(answer => answer.Value.Contains("Exception: ", StringComparison.Ordinal)).Should().BeEmpty();
        answers.Where(answer => answer.Key.EndsWith("for everything", StringComparison.Ordinal) && answer.Value is "[]").Should().BeEmpty();
    }

    [Fact]
    public void LeaveNoHole()
    {
        foreach (var provider in Providers)
        {
            var cases = Cases.Where(host => host.Provider == provider).ToList();
            cases.Select(host => host.Context).Distinct().Should().BeEquivalentTo(HostChoices.Of(provider, HostChoices.Contexts));
            cases.Select(host => host.Model).Distinct().Should().BeEquivalentTo(HostChoices.Of(provider, HostChoices.Models));
            cases.Select(host => host.Option).Distinct().Should().BeEquivalentTo(HostChoices.Of(provider, HostChoices.Options));
        }
    }

    // As many cases as the longest dimension is long: each choice of each dimension meets each provider, and other choices by turns.
    private static IEnumerable<HostCase> CasesOf(Provider provider)
    {
        string[][] dimensions = [.. ((IReadOnlyList<string>[])[HostChoices.Contexts, HostChoices.Models, HostChoices.Options]).Select(choices => HostChoices.Of(provider, choices).ToArray())];
        for (var i = 0; i < dimensions.Max(choices => choices.Length); i++)
        {
            var shift = i + (3 * (int)provider);
            yield return new HostCase(provider, dimensions[0][i % dimensions[0].Length], dimensions[1][(shift + 1) % dimensions[1].Length], dimensions[2][(shift + 2) % dimensions[2].Length]);
        }
    }

    private static string SortedRows(string answer) => string.Concat(answer.Order());

    private static string Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        return one[Math.Max(0, at - 120)..Math.Min(one.Length, at + 120)];
    }
}

/// <summary>The answers of the plain host, to every query in every scope.</summary>
public sealed class PlainAnswers
{
    private readonly Lazy<Task<IReadOnlyDictionary<string, string>>> _value = new(() => MatrixHost.AnswerAsync(HostCase.Plain(Provider.Sqlite), turn: null));

    public Task<IReadOnlyDictionary<string, string>> Value => _value.Value;
}
