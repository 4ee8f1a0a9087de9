namespace CanvasData.Operations.Writers.Tests.Model;

/// <summary>How a host names its tables.</summary>
public enum Naming { Plain, SnakeCase, Schema }
