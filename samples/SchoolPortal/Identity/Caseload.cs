using CanvasData.Operations.SchoolPortal.Data;
using Microsoft.EntityFrameworkCore;

namespace CanvasData.Operations.SchoolPortal.Identity;

/// <summary>The students of the adviser who is signed in.</summary>
internal sealed class Caseload(PortalContext context, Viewer viewer)
{
    public async ValueTask<IReadOnlyCollection<long>> ListAsync(CancellationToken cancellationToken = default)
    {
        var adviser = viewer.AccountId;
        return await context.Caseload.Where(entry => entry.AdviserId == adviser).Select(entry => entry.StudentId).ToListAsync(cancellationToken);
    }
}
