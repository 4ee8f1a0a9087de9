using System.IO.Enumeration;
using CanvasData.Operations.Simulator.Generation;

namespace CanvasData.Operations.Simulator;

/// <summary>The rules by which faults strike requests. Rules may be added and taken away while requests are served.</summary>
public sealed class FaultRules
{
    private readonly Lock gate = new();
    private volatile FaultRule[] rules = [];

    /// <summary>The documented rate limit; null, the default, switches it off.</summary>
    public RateLimit? RateLimit { get; set; }

    /// <summary>Adds a rule.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="path">The paths (without the query) that it strikes; <c>*</c> matches anything, as in <c>*/students/submissions</c>.</param>
    /// <param name="from">The first of the matching requests that it strikes, from 1.</param>
    /// <param name="count">How often it strikes at most.</param>
    /// <param name="probability">How likely it strikes each, above 0 to 1.</param>
    /// <param name="seed">Decides which, when the probability is below 1.</param>
    /// <returns>The rule, which counts its hits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FaultRule Add(Fault fault, string path = "*", int from = 1, int count = int.MaxValue, double probability = 1, int seed = 1) =>
        Add(fault, pathAndQuery => FileSystemName.MatchesSimpleExpression(path, pathAndQuery.Split('?')[0]), from, count, probability, seed);

    /// <summary>Adds a rule for the requests that a predicate picks.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="when">Asked with path and query of each request; called from several threads.</param>
    /// <param name="from">The first of the matching requests that it strikes, from 1.</param>
    /// <param name="count">How often it strikes at most.</param>
    /// <param name="probability">How likely it strikes each, above 0 to 1.</param>
    /// <param name="seed">Decides which, when the probability is below 1.</param>
    /// <returns>The rule, which counts its hits.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public FaultRule Add(Fault fault, Func<string, bool> when, int from = 1, int count = int.MaxValue, double probability = 1, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(probability is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability must be above 0 and at most 1.");
        }

        var rule = new FaultRule(fault, when, from, count, probability, new SeededRandom(seed, 31));
        lock (gate)
        {
            rules = [.. rules, rule];
        }

        return rule;
    }

    /// <summary>Takes a rule away.</summary>
    public void Remove(FaultRule rule)
    {
        lock (gate)
        {
            rules = [.. rules.Where(r => r != rule)];
        }
    }

    /// <summary>Takes every rule away; the rate limit stays.</summary>
    public void Clear()
    {
        lock (gate)
        {
            rules = [];
        }
    }

    /// <summary>The faults that strike this request, in the order of their rules.</summary>
    internal IReadOnlyList<Fault> Strike(string pathAndQuery)
    {
        List<Fault>? struck = null;
        foreach (var rule in rules)
        {
            if (rule.Strikes(pathAndQuery))
            {
                (struck ??= []).Add(rule.Fault);
            }
        }

        return struck ?? (IReadOnlyList<Fault>)[];
    }
}

/// <summary>A fault with the requests that it strikes.</summary>
public sealed class FaultRule
{
    private readonly Lock gate = new();
    private readonly Func<string, bool> when;
    private readonly int from;
    private readonly int count;
    private readonly double probability;
    private SeededRandom dice;
    private int seen;
    private int hits;

    internal FaultRule(Fault fault, Func<string, bool> when, int from, int count, double probability, SeededRandom dice)
    {
        Fault = fault;
        this.when = when;
        this.from = from;
        this.count = count;
        this.probability = probability;
        this.dice = dice;
    }

    /// <summary>The fault that strikes.</summary>
    public Fault Fault { get; }

    /// <summary>How many requests it has struck.</summary>
    public int Hits => Volatile.Read(ref hits);

    internal bool Strikes(string pathAndQuery)
    {
        if (!when(pathAndQuery))
        {
            return false;
        }

        lock (gate)
        {
            if (++seen < from || hits >= count || !dice.Chance(probability))
            {
                return false;
            }

            hits++;
            return true;
        }
    }
}
