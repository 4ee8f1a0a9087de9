namespace CanvasData.Operations.Analytics;

/// <summary>A class as it was read from the database.</summary>
/// <param name="Facts">The course.</param>
/// <param name="Roll">The students, in the order of the work.</param>
/// <param name="Work">What the calculators take.</param>
/// <param name="Scheme">Letters and the passing score.</param>
internal sealed record LoadedCourse(CourseFacts Facts, CourseRoster Roll, CourseWork Work, CourseScheme Scheme);
