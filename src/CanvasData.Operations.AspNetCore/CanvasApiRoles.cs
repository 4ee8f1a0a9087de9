namespace CanvasData.Operations.AspNetCore;

/// <summary>The roles in which a person may use the web API. Each role has a scope of its own.</summary>
[Flags]
public enum CanvasApiRoles
{
    /// <summary>The person may use nothing.</summary>
    None = 0,

    /// <summary>A student: own rows in published courses, posted grades only.</summary>
    Student = 1,

    /// <summary>An observer: what the observed students see.</summary>
    Observer = 2,

    /// <summary>A teacher or teaching assistant: the courses that the person teaches.</summary>
    Teacher = 4,

    /// <summary>An adviser: the students of the caseload, in every course.</summary>
    Adviser = 8,

    /// <summary>An administrator: the whole school, syncs, and decisions about vanished objects.</summary>
    Administrator = 16,
}
