namespace CanvasData.Operations.Simulator.Generation;

/// <summary>Invented names, some of them awkward for software.</summary>
internal static class Names
{
    private static readonly string[] First =
    [
        "Ada", "Björn", "Chloé", "Daan", "Elif", "Farid", "Grete", "Hiro", "Ines", "Jonas", "Keziah", "Lars", "Mei", "Noor", "Olu", "Priya",
        "Quentin", "Ruth", "Søren", "Tomás", "Uma", "Vera", "Wanjiru", "Ximena", "Yusuf", "Zoë", "Łukasz", "美咲", "Siân", "D'Arcy",
    ];

    private static readonly string[] Last =
    [
        "Abara", "Brontë", "Castellanos", "de Vries", "Eriksson", "Fischer", "García López", "Hartono", "Iqbal", "Jansen", "Kovačević", "Lindqvist",
        "Mbeki", "Nakamura", "O'Hara", "Petrov", "Quispe", "Rossi", "Schäfer", "Tanaka", "Ueda", "van der Berg", "Weiß", "Xu", "Yıldız", "Zhang",
        "Öztürk", "Smith-Jones", "St. John", "Ng",
    ];

    private static readonly string[] Subjects =
    [
        "Biology", "Algebra", "World History", "Chemistry", "Literature", "Physics", "Statistics", "Philosophy", "Geography", "Art History",
        "Programming", "Economics", "Music Theory", "Latin", "Ecology", "Civics", "Astronomy", "Rhetoric", "Psychology", "Drama",
    ];

    public static (string First, string Last) Person(ref SeededRandom dice) => (First[dice.Below(First.Length)], Last[dice.Below(Last.Length)]);

    public static (string Name, string Code) Course(int ordinal) =>
        ($"{Subjects[ordinal % Subjects.Length]} {(ordinal / Subjects.Length) + 1}", $"{Subjects[ordinal % Subjects.Length][..3].ToUpperInvariant()}-{101 + ordinal}");
}
