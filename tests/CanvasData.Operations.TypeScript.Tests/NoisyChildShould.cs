using CanvasData.Operations.Testing;
using CanvasData.Operations.TypeScript.Tests.Support;

namespace CanvasData.Operations.TypeScript.Tests;

/// <summary>The memory that noise takes. It is measured for the whole process, so that no other test may run beside it.</summary>
[Collection(nameof(NoisyChildShould))]
[CollectionDefinition(nameof(NoisyChildShould), DisableParallelization = true)]
public class NoisyChildShould
{
    [Fact]
    public async Task NotFillTheMemory()
    {
        var megabytes = LongRuns.Count(256, 2_000);
        await using var child = Child.Answering(
            $$"""
            const noise = ('noise '.repeat(100) + '\n').repeat(1700);
            for (let i = 0; i < {{megabytes}}; i++) { if (!raw(noise)) await new Promise((r) => process.stdout.once('drain', r)); console.error('x'.repeat(10000)); }
            record(q, 1); end(q, 1);
            """);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        (await child.AskAsync()).Should().HaveCount(1);

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(8 << 20);
    }
}
