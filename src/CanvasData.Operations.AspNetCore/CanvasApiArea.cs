namespace CanvasData.Operations.AspNetCore;

/// <summary>The areas of the web API. Each may have an authorization policy of its own.</summary>
public enum CanvasApiArea
{
    /// <summary>Courses, students, grades, missing and upcoming work, activity.</summary>
    Queries,

    /// <summary>The gradebook of a course.</summary>
    Gradebook,

    /// <summary>Grades with supposed scores, and the scores needed for a target.</summary>
    WhatIf,

    /// <summary>Predictions, trends, risks and insights.</summary>
    Analytics,

    /// <summary>Notes, tags and custom fields.</summary>
    Metadata,

    /// <summary>Decisions about objects that Canvas no longer has.</summary>
    Lifecycle,

    /// <summary>Past gradebooks and the history of grades.</summary>
    History,

    /// <summary>Starting, following and canceling syncs.</summary>
    Sync,

    /// <summary>The health of the syncs and the age of the data.</summary>
    Health,
}
