using System.Text;
using CanvasData.Operations.Analytics;
using Microsoft.ML.Trainers.FastTree;

namespace CanvasData.Operations.MachineLearning;

/// <summary>
/// Regression trees in flat arrays. ML.NET's own prediction engine serves one thread at a time and allocates; this one
/// serves every thread, allocates nothing and is saved as the same bytes each time.
/// </summary>
internal sealed class TreeEnsemble : IRateModel
{
    private const int MaxNodes = 1 << 20;

    private readonly double _start;

    // A child or root below 0 is the complement of a leaf.
    private readonly int[] _roots;
    private readonly Node[] _nodes;
    private readonly double[] _leaves;

    private TreeEnsemble(double start, int[] roots, Node[] nodes, double[] leaves) => (_start, _roots, _nodes, _leaves) = (start, roots, nodes, leaves);

    public static TreeEnsemble None { get; } = new(0, [], [], []);

    public int Trees => _roots.Length;

    public int Leaves => _leaves.Length;

    /// <summary>The splits of trees that ML.NET grew; the leaves are 0.</summary>
    public static TreeEnsemble SplitsOf(RegressionTreeEnsemble grown)
    {
        var (roots, nodes, leaves) = (new List<int>(), new List<Node>(), 0);
        foreach (var tree in grown.Trees)
        {
            var (firstNode, firstLeaf) = (nodes.Count, leaves);
            roots.Add(tree.NumberOfNodes == 0 ? ~firstLeaf : firstNode);
            for (var i = 0; i < tree.NumberOfNodes; i++)
            {
                nodes.Add(new Node(tree.NumericalSplitFeatureIndexes[i], tree.NumericalSplitThresholds[i], Placed(tree.LeftChild[i]), Placed(tree.RightChild[i])));
            }

            leaves += tree.NumberOfLeaves;

            int Placed(int child) => child >= 0 ? child + firstNode : ~(~child + firstLeaf);
        }

        return new TreeEnsemble(0, [.. roots], [.. nodes], new double[leaves]);
    }

    public static TreeEnsemble Load(Stream source)
    {
        using var reader = new BinaryReader(source, Encoding.UTF8, leaveOpen: true);
        var start = reader.ReadDouble();
        var (roots, nodes, leaves) = (new int[Length()], new Node[Length()], new double[Length()]);
        for (var i = 0; i < roots.Length; i++)
        {
            roots[i] = Child(after: -1);
        }

        for (var i = 0; i < nodes.Length; i++)
        {
            int feature = reader.ReadByte();
            nodes[i] = new Node(feature < TreeFeatures.Count ? feature : throw Broken(), reader.ReadSingle(), Child(after: i), Child(after: i));
        }

        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = reader.ReadDouble();
        }

        return new TreeEnsemble(start, roots, nodes, leaves);

        int Length() => reader.ReadInt32() is >= 0 and <= MaxNodes and var length ? length : throw Broken();

        // A child comes after its parent: a walk ends.
        int Child(int after)
        {
            var child = reader.ReadInt32();
            return (child >= 0 ? child > after && child < nodes.Length : ~child < leaves.Length) ? child : throw Broken();
        }
    }

    /// <summary>The same splits with other values.</summary>
    public TreeEnsemble With(double start, double[] leaves) => new(start, _roots, _nodes, leaves);

    /// <summary>The leaf that a tree leads to, of the leaves of all.</summary>
    public int LeafOf(int tree, ReadOnlySpan<float> features)
    {
        var place = _roots[tree];
        while (place >= 0)
        {
            ref readonly var node = ref _nodes[place];
            place = features[node.Feature] <= node.Threshold ? node.Left : node.Right;
        }

        return ~place;
    }

    public double Predict(in StudentStanding standing)
    {
        Span<float> features = stackalloc float[TreeFeatures.Count];
        TreeFeatures.Write(in standing, features);
        var rate = _start;
        for (var tree = 0; tree < _roots.Length; tree++)
        {
            rate += _leaves[LeafOf(tree, features)];
        }

        return Math.Clamp(rate, 0, 100);
    }

    public void Save(Stream target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var writer = new BinaryWriter(target, Encoding.UTF8, leaveOpen: true);
        writer.Write(_start);
        writer.Write(_roots.Length);
        writer.Write(_nodes.Length);
        writer.Write(_leaves.Length);
        foreach (var root in _roots)
        {
            writer.Write(root);
        }

        foreach (var node in _nodes)
        {
            writer.Write((byte)node.Feature);
            writer.Write(node.Threshold);
            writer.Write(node.Left);
            writer.Write(node.Right);
        }

        foreach (var leaf in _leaves)
        {
            writer.Write(leaf);
        }
    }

    private static InvalidDataException Broken() => new("The stored trees are damaged: they name a node, leaf or feature that is not there. Train them again.");

    private readonly record struct Node(int Feature, float Threshold, int Left, int Right);
}
