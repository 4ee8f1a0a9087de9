using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using CanvasData.Operations.Client;
using Microsoft.Extensions.Logging;

namespace CanvasData.Operations.TypeScript;

/// <summary>Reads the answer to one request: the lines of the contract, or the framed document of a collector.</summary>
internal sealed class Answer(InterfaceProcess process, CanvasInterfaceRequest request, int id, TypeScriptClientOptions options, TimeProvider time, ILogger logger)
{
    private const int MaxRequestsCounted = 1_000_000;
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<long> _courses = [.. request.CourseIds];
    private TimeSpan? _left = options.RequestTimeout;
    private TimeSpan _silent;
    private Frame? _frame;
    private long _records;
    private bool _ended;

    public async IAsyncEnumerable<CanvasInterfaceItem> ReadAsync(
        IProgress<CanvasInterfaceProgress>? progress, RequestCounter? counter, Action wentOn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (!_ended)
        {
            if (process.Lines.TryTake(out var line))
            {
                _silent = TimeSpan.Zero;
                if (Handle(line.Span, progress, counter) is { } item)
                {
                    yield return item;
                }
            }
            else if (process.Lines.Overflows)
            {
                throw _frame is null ? AnswerErrors.Contract($"has a line {process.Lines.Number + 1} of over {options.MaxLineBytes} bytes, the limit of MaxLineBytes", process) : TooLongDocument();
            }
            else if (!await FillAsync(limit, cancellationToken).ConfigureAwait(false))
            {
                throw await EndedAsync().ConfigureAwait(false);
            }

            wentOn();
        }

        if (_frame is null)
        {
            process.IsIdle = true;
            yield break;
        }

        await process.WaitForLastWordsAsync().ConfigureAwait(false);
        foreach (var item in FramedDocument.Read(_frame, request, process))
        {
            yield return item;
        }
    }

    private async ValueTask<bool> FillAsync(CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var patience = options.SilenceTimeout - _silent;
        var isLast = _left < patience;
        limit.CancelAfter(TimeSpan.FromTicks(Math.Max(0, (isLast ? _left!.Value : patience).Ticks)));
        try
        {
            return await process.FillAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw AnswerErrors.TimedOut(process, isLast ? $"did not end its answer within {options.RequestTimeout}" : $"wrote no whole line for {options.SilenceTimeout}");
        }
        finally
        {
            // The time that the caller takes for a record is not the program's.
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            var waited = time.GetElapsedTime(started);
            _left -= waited;
            _silent += waited;
        }
    }

    private async Task<TypeScriptExecutionException> EndedAsync()
    {
        await process.WaitForLastWordsAsync().ConfigureAwait(false);
        var cut = process.Lines.TryTakeRest(out var rest);
        var insideLine = _frame is not null || (cut && rest.Span.TrimStart(" \t"u8).StartsWith("{"u8));
        if (cut && !insideLine)
        {
            process.Tail.Add(rest.Span);
        }

        return AnswerErrors.EndedEarly(process, insideLine, _records);
    }

    private CanvasInterfaceItem? Handle(ReadOnlySpan<byte> text, IProgress<CanvasInterfaceProgress>? progress, RequestCounter? counter)
    {
        if (_frame is not null)
        {
            _ended = _frame.Add(text);
            return _frame.Length <= options.MaxDocumentBytes ? null : throw TooLongDocument();
        }

        if (Frame.Begins(text))
        {
            if (_records > 0)
            {
                throw AnswerErrors.Contract($"begins a document behind {_records} records, in line {process.Lines.Number}", process);
            }

            // A document may be one line.
            process.Lines.MaxLineBytes = Math.Max(options.MaxLineBytes, options.MaxDocumentBytes);
            _frame = new Frame(process.Lines.Number + 1);
            return null;
        }

        if (!Utf8.IsValid(text))
        {
            throw AnswerErrors.Contract($"is not UTF-8 in line {process.Lines.Number}, column {Invalid(text)}", process);
        }

        var line = Read(text);
        if (line.Type is not (AnswerLineType.Noise or AnswerLineType.Log) && line.Id != id)
        {
            throw AnswerErrors.Contract($"answers request {line.Id} instead of {id}, in line {process.Lines.Number}", process);
        }

        switch (line.Type)
        {
            case AnswerLineType.Record:
                return Record(line);
            case AnswerLineType.Skipped:
                CheckList(line);
                return new CanvasInterfaceSkippedList(line.List!, AnswerErrors.Create(line.Error ?? new AnswerError("failed", "", null, null), process)) { CourseId = CourseOf(line) };
            case AnswerLineType.Progress:
                CheckList(line);
                progress?.Report(new CanvasInterfaceProgress { List = line.List, CourseId = line.CourseId, Done = line.Done, Total = line.Total });
                return null;
            case AnswerLineType.Log:
                Say(Level(line.Level), line.Message ?? "");
                return null;
            case AnswerLineType.End:
                Count(line, counter);
                CheckCounts(line);
                _ended = true;
                return null;
            case AnswerLineType.Error:
                Count(line, counter);
                process.IsIdle = true;
                throw AnswerErrors.Create(line.Error ?? new AnswerError("failed", "", null, null), process);
            default:
                process.Tail.Add(text);
                return null;
        }
    }

    private AnswerLine Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return AnswerLineReader.Read(text);
        }
        catch (JsonException error)
        {
            throw AnswerErrors.Contract($"cannot be read in line {process.Lines.Number}, column {error.BytePositionInLine + 1}", process);
        }
    }

    private CanvasInterfaceRecord Record(AnswerLine line)
    {
        if (line.Kind is not { } kind || !kind.IsOf(request.Lists))
        {
            throw AnswerErrors.Contract($"has a record of the kind \"{Shown(line.KindName)}\" that was not asked for, in line {process.Lines.Number}", process);
        }

        var course = CourseOf(line);
        _records++;
        _counts[kind.Name] = _counts.GetValueOrDefault(kind.Name) + 1;
        return new CanvasInterfaceRecord(kind.Name, line.Record!) { CourseId = course };
    }

    private long? CourseOf(AnswerLine line)
    {
        var course = line.CourseId ?? (_courses.Count == 1 ? request.CourseIds[0] : null);
        return _courses.Count == 0 || (course is { } id && _courses.Contains(id))
            ? course
            : throw AnswerErrors.Contract($"has a {(line.Type == AnswerLineType.Record ? "record" : "skipped list")} {(course is null ? "that names no course" : $"of course {course} that was not asked for")}, in line {process.Lines.Number}", process);
    }

    private void CheckList(AnswerLine line)
    {
        if (line.List is { } list ? !request.Lists.Contains(list) : line.Type == AnswerLineType.Skipped)
        {
            throw AnswerErrors.Contract($"names the list \"{Shown(line.List)}\" that was not asked for, in line {process.Lines.Number}", process);
        }
    }

    private void CheckCounts(AnswerLine end)
    {
        if (end.Counts is not { } told)
        {
            throw AnswerErrors.Contract($"ends without counts, in line {process.Lines.Number}", process);
        }

        foreach (var kind in told.Keys.Union(_counts.Keys).Order(StringComparer.Ordinal))
        {
            var (expected, found) = (told.GetValueOrDefault(kind), _counts.GetValueOrDefault(kind));
            if (expected != found)
            {
                throw AnswerErrors.Contract($"has {found} records of the kind \"{Shown(kind)}\", but its closing line counts {expected}", process, mayPass: true);
            }
        }
    }

    private static void Count(AnswerLine line, RequestCounter? counter)
    {
        Repeat(line.Requests, counter, static one => one.CountRequest());
        Repeat(line.Retries, counter, static one => one.CountRetry());
        Repeat(line.Throttled, counter, static one => one.CountThrottled());
    }

    private static void Repeat(long times, RequestCounter? counter, Action<RequestCounter> count)
    {
        for (var i = 0; counter is not null && i < Math.Min(times, MaxRequestsCounted); i++)
        {
            count(counter);
        }
    }

    private TypeScriptExecutionException TooLongDocument() =>
        AnswerErrors.Contract($"has a document of over {options.MaxDocumentBytes} bytes, the limit of MaxDocumentBytes", process);

    private void Say(LogLevel level, string message)
    {
        if (logger.IsEnabled(level))
        {
            var clean = process.Tail.Clean(message);
            Log.Said(logger, level, clean);
        }
    }

    private static LogLevel Level(string? level) => level switch
    {
        "debug" => LogLevel.Debug,
        "warn" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Information,
    };

    // A cut may fall into a secret, so the secrets go first.
    private string Shown(string? text)
    {
        var clean = process.Tail.Clean(text ?? "");
        return clean.Length <= 40 ? clean : clean[..40];
    }

    private static int Invalid(ReadOnlySpan<byte> text)
    {
        var column = 1;
        while (Rune.DecodeFromUtf8(text, out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            text = text[length..];
            column += length;
        }

        return column;
    }
}
