using System.Collections.Concurrent;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CanvasData.Operations.QuickStart;

/// <summary>Words at the end of a progress bar.</summary>
internal sealed class NoteColumn : ProgressColumn
{
    private readonly ConcurrentDictionary<int, string> _notes = new();

    protected override bool NoWrap => true;

    public void Set(ProgressTask task, string note) => _notes[task.Id] = note;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(_notes.GetValueOrDefault(task.Id, "").PadLeft(12), new Style(Color.Grey));
}
