using System.Text;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.TypeScript;

/// <summary>The end of what a program wrote outside the contract, without the secrets of the options. Safe for concurrent use.</summary>
internal sealed partial class OutputTail(TypeScriptClientOptions options)
{
    private const int MaxCharacters = 8192;
    private const int MaxLine = 1024;

    // What the bytes of a character become at most that is cut in two.
    private const int SplitCharacter = 3;

    private readonly Secrets _secrets = new(options);
    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();
    private int _length;

    public void Add(ReadOnlySpan<byte> line) => Keep(Clean(Encoding.UTF8.GetString(line)));

    /// <summary>Adds the beginning of a line whose rest is not kept. It may end within a secret, so as many characters go.</summary>
    public void AddBeginning(ReadOnlySpan<byte> line)
    {
        var text = Clean(Encoding.UTF8.GetString(line));
        Keep(text[..Math.Max(0, text.Length - (_secrets.Longest + SplitCharacter))]);
    }

    // A cut may fall into a secret, so the secrets are gone here.
    private void Keep(string text)
    {
        text = text.Length > MaxLine ? text[..MaxLine] : text;
        lock (_gate)
        {
            _lines.Enqueue(text);
            _length += text.Length + 1;
            while (_length > MaxCharacters)
            {
                _length -= _lines.Dequeue().Length + 1;
            }
        }
    }

    /// <summary>Replaces the secrets in a text, and control characters.</summary>
    public string Clean(string text) => ControlCharacters().Replace(_secrets.Remove(text), " ");

    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join('\n', _lines);
        }
    }

    [GeneratedRegex(@"[\p{Cc}-[\t]]+")]
    private static partial Regex ControlCharacters();
}
