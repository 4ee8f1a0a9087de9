namespace CanvasData.Operations.SchoolPortal.Texts;

/// <summary>The texts of the pages: PortalTexts.resx in English, and a file for each other language.</summary>
internal sealed class PortalTexts;
