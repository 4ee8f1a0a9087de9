using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace CanvasData.Operations.Transformers;

/// <summary>The key of a row that Canvas shows no id of: made of the object that holds it and of its tag, the same each time.</summary>
internal static class CheckpointKey
{
    /// <returns>0 without a tag: such a row has no key.</returns>
    public static long Create(long owner, string tag)
    {
        if (tag.Length == 0)
        {
            return 0;
        }

        var hash = new XxHash3();
        Span<byte> id = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(id, owner);
        hash.Append(id);
        hash.Append(Encoding.UTF8.GetBytes(tag));
        return (long)(hash.GetCurrentHashAsUInt64() & long.MaxValue) | 1;
    }
}
