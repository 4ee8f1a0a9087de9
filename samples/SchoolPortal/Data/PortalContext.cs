using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SchoolPortal.Data;

/// <summary>The portal's own tables and those of Canvas, in one database.</summary>
internal sealed class PortalContext(DbContextOptions<PortalContext> options) : IdentityDbContext<IdentityUser>(options)
{
    public DbSet<CaseloadEntry> Caseload => Set<CaseloadEntry>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.AddCanvasData();
        builder.Entity<CaseloadEntry>().ToTable("PortalCaseload").HasKey(entry => new { entry.AdviserId, entry.StudentId });
    }
}
