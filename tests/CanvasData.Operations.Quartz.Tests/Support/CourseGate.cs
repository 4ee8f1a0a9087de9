using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.Quartz.Tests.Support;

/// <summary>Holds the answers about courses back until it is opened, so that nodes stay at work on what they have taken.</summary>
internal sealed class CourseGate : IDisposable
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
    private readonly CanvasSimulator _canvas;
    private readonly FaultRule _rule;

    /// <param name="canvas">The Canvas that answers.</param>
    /// <param name="courses">How many courses pass the gate while it is closed.</param>
    public CourseGate(CanvasSimulator canvas, int courses = 0)
    {
        _canvas = canvas;
        _rule = canvas.Faults.Add(Fault.LiveChange(_ => _open.Task.Wait()), path => !_open.Task.IsCompleted && IsHeld(path, courses));
    }

    public void Open() => _open.TrySetResult();

    public void Dispose()
    {
        Open();
        _canvas.Faults.Remove(_rule);
    }

    // Such as /api/v1/courses/1001/sections?per_page=100.
    private bool IsHeld(string path, int courses)
    {
        if (path.Split('/', '?') is not [_, "api", "v1", "courses", var course, _, ..])
        {
            return false;
        }

        lock (_passed)
        {
            return !_passed.Contains(course) && (_passed.Count == courses || !_passed.Add(course));
        }
    }
}
