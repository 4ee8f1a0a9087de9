using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.Benchmarks.HostRows;

/// <summary>A row of a host's own: a student's booking of a room.</summary>
internal sealed class Booking
{
    public long Id { get; set; }

    public long CourseId { get; set; }

    public long UserId { get; set; }

    public string Room { get; set; } = "";

    public string? Remark { get; set; }

    public double? Price { get; set; }

    public int Seats { get; set; }

    public bool IsPaid { get; set; }

    public DateTime From { get; set; }

    public DateTime? Until { get; set; }

    /// <summary>Rows one by one, the same for the same round; another round changes every row.</summary>
    public static IEnumerable<Booking> Make(int first, int count, int round) => Enumerable.Range(first, count).Select(i => new Booking
    {
        Id = i,
        CourseId = i % 400,
        UserId = i % 5_000,
        Room = string.Create(CultureInfo.InvariantCulture, $"Building {i % 12}, room {i % 200}"),
        Remark = i % 3 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"round {round} of {i}"),
        Price = i % 7 == 0 ? null : i % 100 + (round / 4.0),
        Seats = 1 + (i % 4),
        IsPaid = (i + round) % 2 == 0,
        From = new DateTime(2026, 9, 1, 8, 0, 0, DateTimeKind.Utc).AddMinutes(i % 100_000),
        Until = i % 5 == 0 ? null : new DateTime(2026, 9, 1, 10, 0, 0, DateTimeKind.Utc).AddMinutes(i % 100_000),
    });
}

/// <summary>A host with the library's tables and one of its own.</summary>
internal sealed class BookingContext(DbContextOptions<BookingContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddCanvasData();
        modelBuilder.Entity<Booking>(entity =>
        {
            entity.ToTable("bookings");
            entity.Property(row => row.Id).ValueGeneratedNever();
            entity.HasIndex(row => row.CourseId);
        });
    }
}
