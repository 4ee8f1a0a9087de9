using CanvasData.Operations.Simulator.Api;

namespace CanvasData.Operations.Simulator.Faults;

/// <summary>What a fault sees before the school answers.</summary>
internal sealed record FaultContext(ApiRequest Request, SimulatedSchool School, TimeProvider Clock);
