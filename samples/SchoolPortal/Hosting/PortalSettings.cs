namespace CanvasData.Operations.SchoolPortal.Hosting;

/// <summary>The section "Portal" of the configuration.</summary>
internal sealed record PortalSettings
{
    /// <summary>The simulated school; used when no Canvas is configured.</summary>
    public DemoSettings Demo { get; init; } = new();

    /// <summary>The first administrator, beside a real Canvas.</summary>
    public AdministratorSettings Administrator { get; init; } = new();
}

/// <summary>The size of the simulated school.</summary>
internal sealed record DemoSettings
{
    public int Courses { get; init; } = 10;

    public int Students { get; init; } = 160;

    public int AssignmentsPerCourse { get; init; } = 20;

    /// <summary>The weeks that the school lives, with a sync after each, before the portal opens.</summary>
    public int Weeks { get; init; } = 4;
}

/// <summary>An account that is made when it is not there.</summary>
internal sealed record AdministratorSettings
{
    public string? UserName { get; init; }

    public string? Password { get; init; }
}
