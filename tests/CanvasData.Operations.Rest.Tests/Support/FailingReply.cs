namespace CanvasData.Operations.Rest.Tests.Support;

/// <summary>The replies that a second attempt may cure.</summary>
internal static class FailingReply
{
    private static readonly Dictionary<string, Func<RawReply>> Replies = new()
    {
        ["500"] = () => RawReply.Of("500 Internal Server Error", """{"errors":[{"message":"x"}],"error_report_id":7}""", "Content-Type: application/json"),
        ["502 HTML"] = () => RawReply.Of("502 Bad Gateway", "<html>", "Content-Type: text/html"),
        ["503"] = () => RawReply.Of("503 Service Unavailable", ""),
        ["504"] = () => RawReply.Of("504 Gateway Timeout", ""),
        ["408"] = () => RawReply.Of("408 Request Timeout", ""),
        ["dropped in the first line"] = () => RawReply.Bytes("HTTP/1.1 2"u8.ToArray(), closes: true),
        ["not HTTP"] = () => RawReply.Bytes("SSH-2.0-OpenSSH\r\n\r\n"u8.ToArray(), closes: true),
        ["cut length"] = () => RawReply.Bytes([.. RawReply.Head("200 OK", "Content-Length: 19", "Content-Type: application/json"), .. "[{\"id\":1},"u8], closes: true),
        ["cut without length"] = () => RawReply.CloseDelimited("""[{"id":1},{"""),
        ["nothing without length"] = () => RawReply.CloseDelimited(""),
        ["cut refusal"] = () => RawReply.Bytes([.. RawReply.Head("403 Forbidden", "Content-Length: 50"), .. "403 Forb"u8], closes: true),
        ["broken gzip"] = () => RawReply.CloseDelimited("\u001f\u008bnot gzip", "Content-Encoding: gzip"),
        ["stalled before the answer"] = () => RawReply.Stalled(""),
        ["stalled in the headers"] = () => RawReply.Stalled("HTTP/1.1 200 OK\r\nContent-Ty"),
        ["stalled in the body"] = () => RawReply.Stalled("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 19\r\n\r\n[{\"id\""),
    };

    public static TheoryData<string> Names => new(Replies.Keys.ToArray());

    public static RawReply Of(string name) => Replies[name]();
}
