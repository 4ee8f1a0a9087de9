using CanvasData.Operations.SchoolPortal.Data;
using Microsoft.AspNetCore.Components;

namespace CanvasData.Operations.SchoolPortal.Components.Shared;

/// <summary>A page, or a part of one, that reads the database when it is made.</summary>
public abstract class ReadingComponent : ComponentBase
{
    [Inject]
    private DatabaseTurn Turn { get; set; } = null!;

    /// <summary>Reads what the component shows. No other part of the page reads meanwhile.</summary>
    protected abstract Task ReadAsync();

    /// <inheritdoc/>
    protected sealed override Task OnInitializedAsync() => Turn.RunAsync(ReadAsync);
}
