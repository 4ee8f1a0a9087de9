using System.Text;
using System.Text.RegularExpressions;

namespace CanvasData.Operations.TypeScript;

/// <summary>The end of what a program wrote outside the contract, without the secrets of the options. Safe for concurrent use.</summary>
internal sealed partial class OutputTail(TypeScriptClientOptions options)
{
    private const int MaxCharacters = 8192;
    private const int MaxLine = 1024;
    private const int MinSecret = 6;

    // Longest first, so that a secret which holds another one goes as a whole.
    private readonly string[] _secrets = [.. options.Environment.Values.Append(options.AccessToken!).Where(value => value.Length >= MinSecret).Distinct().OrderByDescending(value => value.Length)];
    private readonly Queue<string> _lines = new();
    private readonly Lock _gate = new();
    private int _length;

    public void Add(ReadOnlySpan<byte> line) => Add(Encoding.UTF8.GetString(line));

    public void Add(string line)
    {
        // A cut may fall into a secret, so the secrets go first.
        var text = Clean(line);
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
    public string Clean(string text)
    {
        foreach (var secret in _secrets)
        {
            text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return ControlCharacters().Replace(Bearer().Replace(text, "Bearer ***"), " ");
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return string.Join('\n', _lines);
        }
    }

    [GeneratedRegex(@"[\p{Cc}-[\t]]+")]
    private static partial Regex ControlCharacters();

    [GeneratedRegex(@"Bearer\s+[^\s""']+", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();
}
