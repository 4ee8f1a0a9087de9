namespace CanvasData.Operations.Model;

/// <summary>Whether an object still exists in Canvas; outlives the object. Unique by type and id.</summary>
public class CanvasObjectStatus : CanvasLifecycleRow
{
    /// <summary>The key, made by the database.</summary>
    public long Id { get; set; }

    /// <summary>The type: course, section, user, assignment, assignment_group or module; see <see cref="CanvasObjectTypes"/>.</summary>
    public string ObjectType { get; set; } = "";

    /// <summary>The Canvas id.</summary>
    public long ObjectId { get; set; }

    /// <summary>The course; null for a user.</summary>
    public long? CourseId { get; set; }

    /// <summary>Whether Layer 3 holds something about it.</summary>
    public bool UserDataExists { get; set; }
}
