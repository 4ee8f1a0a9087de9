namespace CanvasData.Operations.Simulator.Generation;

/// <summary>
/// Chance that does not depend on the order of asking: dice for the same seed and the same things fall the same way on every
/// machine and in every run (SplitMix64). System.Random promises that for no future version.
/// </summary>
internal struct SeededRandom
{
    private ulong state;

    public SeededRandom(int seed, int a, int b = 0, int c = 0)
    {
        state = (uint)seed;
        Next();
        state ^= (uint)a * 0x9E3779B97F4A7C15UL;
        Next();
        state ^= (uint)b * 0xC2B2AE3D27D4EB4FUL;
        Next();
        state ^= (uint)c * 0x165667B19E3779F9UL;
        Next();
    }

    /// <summary>From 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    public double Between(double least, double below) => least + ((below - least) * Unit());

    public int Below(int count) => (int)(Unit() * count);

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        state ^= z >> 17;
        return z ^ (z >> 31);
    }
}
