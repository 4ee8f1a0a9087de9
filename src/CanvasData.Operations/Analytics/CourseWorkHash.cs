using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace CanvasData.Operations.Analytics;

/// <summary>Fingerprint of everything that a result was computed from, in one fixed order and byte order.</summary>
internal sealed class CourseWorkHash
{
    private const int CellSize = 42;

    private readonly XxHash3 _hash = new();

    public ulong Value => _hash.GetCurrentHashAsUInt64();

    public CourseWorkHash Add(CourseWork work)
    {
        Add(work.CourseId);
        Add(work.CourseKey);
        Add(work.StartAt);
        Add(work.EndAt);
        Add(work.WeightsGroups ? 1 : 0);
        Add(work.Grace.Ticks);
        foreach (var group in work.Groups)
        {
            Add(group.Id);
            Add(group.Name);
            Add(group.Weight);
            Add(group.DropLowest);
            Add(group.DropHighest);
            Add(group.NeverDrop);
        }

        foreach (var item in work.Items)
        {
            Add(item.AssignmentId);
            Add(item.GroupId ?? long.MinValue);
            Add(item.Name);
            Add(item.Points);
            Add(item.DueAt);
        }

        Add(work.StudentIds);
        foreach (var membership in work.Memberships)
        {
            Add(membership.Joined);
            Add(membership.Left);
        }

        Span<byte> bytes = stackalloc byte[CellSize];
        foreach (ref readonly var cell in work.Cells.AsSpan())
        {
            Write(bytes, cell);
            _hash.Append(bytes);
        }

        return this;
    }

    public CourseWorkHash Add(string? text)
    {
        Add(text?.Length ?? -1);
        _hash.Append(Encoding.UTF8.GetBytes(text ?? ""));
        return this;
    }

    public CourseWorkHash Add(DateTime? time) => Add(time?.Ticks ?? long.MinValue);

    public CourseWorkHash Add(double number) => Add(BitConverter.DoubleToInt64Bits(number));

    public CourseWorkHash Add(IReadOnlyList<long> numbers)
    {
        Add(numbers.Count);
        foreach (var number in numbers)
        {
            Add(number);
        }

        return this;
    }

    public CourseWorkHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.Append(bytes);
        return this;
    }

    private static void Write(Span<byte> bytes, in WorkCell cell)
    {
        bytes[0] = (byte)((cell.Counts ? 1 : 0) | (cell.Late ? 2 : 0) | (cell.ExpectsSubmission ? 4 : 0));
        bytes[1] = (byte)(cell.Score.HasValue ? 1 : 0);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[2..], cell.Score ?? 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[10..], cell.DueAt?.Ticks ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[18..], cell.SubmittedAt?.Ticks ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[26..], cell.GradedAt?.Ticks ?? long.MinValue);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[34..], cell.PostedAt?.Ticks ?? long.MinValue);
    }
}
