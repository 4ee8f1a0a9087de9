using CanvasData.Operations.SchoolPortal.Hosting;
using CanvasData.Operations.Simulator;

namespace CanvasData.Operations.SchoolPortal.Demo;

/// <summary>What an administrator can do with a simulated school: let time pass, and break a course. Beside a real Canvas it is not there.</summary>
internal sealed class DemoControls(CanvasSource canvas)
{
    private FaultRule? _fault;

    public bool IsThere => canvas.Simulator is not null;

    /// <summary>Whether a course is broken now.</summary>
    public bool IsBroken => _fault is not null;

    public void LetADayPass() => canvas.Clock?.Advance(TimeSpan.FromDays(1));

    /// <summary>Lets Canvas answer with its sign-in page where the submissions of a course belong.</summary>
    public void Break()
    {
        if (canvas.Simulator is { } simulator && _fault is null)
        {
            var course = simulator.School.Courses.First(course => course is { WorkflowState: "available", AccessRestrictedByDate: false });
            _fault = simulator.Faults.Add(Fault.Html200(), $"*/courses/{course.Id}/students/submissions");
        }
    }

    public void Mend()
    {
        if (_fault is { } fault)
        {
            canvas.Simulator?.Faults.Remove(fault);
            _fault = null;
        }
    }
}
