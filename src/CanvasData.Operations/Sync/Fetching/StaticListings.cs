namespace CanvasData.Operations.Sync;

/// <summary>The listings of a course that rarely change. An incremental sync asks for each once an interval.</summary>
[Flags]
internal enum StaticListings
{
    None = 0,
    Sections = 1,
    Users = 2,
    AssignmentGroups = 4,
    GradingSetup = 8,
    Modules = 16,
    All = Sections | Users | AssignmentGroups | GradingSetup | Modules,
}
