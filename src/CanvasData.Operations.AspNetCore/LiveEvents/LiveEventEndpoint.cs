using System.Diagnostics.Metrics;
using CanvasData.Operations.Diagnostics;
using CanvasData.Operations.Orchestration;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CanvasData.Operations.AspNetCore;

/// <summary>Receives signed events: reads the body, checks the signature, hands the event over, and answers.</summary>
internal sealed class LiveEventEndpoint(
    ILiveEvents handler, SigningKeys keys, IOptions<LiveEventEndpointOptions> options, TimeProvider time, ILogger<LiveEventEndpoint> logger)
{
    // Canvas drops events of more than 1,000,000 bytes; Base64 adds a third.
    private const int MaxBytes = 2 * 1024 * 1024;

    // Canvas gives up after 15 seconds, and repeats.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    private static readonly Meter Meter = new(CanvasOperationsTelemetry.Name);
    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("canvas.live_events.refused", "{request}", "Requests with Live Events that were refused, by the status.");

    public async Task<IResult> ReceiveAsync(HttpContext http)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, patience.Token);
        try
        {
            return await AnswerAsync(http, left.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            return Busy(http);
        }
        catch (BadHttpRequestException error)
        {
            return Refuse(error.StatusCode, "bad-request", "The request cannot be read.");
        }
        catch (CanvasConfigurationException error)
        {
            logger.LiveEventsCannotBeStored(error.Message);
            return Busy(http);
        }
    }

    private async Task<IResult> AnswerAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (await ReadAsync(http.Request, cancellationToken).ConfigureAwait(false) is not { } body)
        {
            return Refuse(StatusCodes.Status413PayloadTooLarge, "too-large", $"The body has more than {MaxBytes} bytes.");
        }

        var token = SignedEvent.Parse(body);
        if (token is null)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "not-signed", "The body is no JSON Web Token with the algorithm RS256. Let Canvas sign the events.");
        }

        var (key, areRead) = await keys.FindAsync(token.KeyId, cancellationToken).ConfigureAwait(false);
        if (!areRead)
        {
            return Busy(http);
        }

        if (key is not { } known || token.Verify(known) is not { } content)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "wrong-signature", "The signature is not that of a known key.");
        }

        return await handler.HandleAsync(content, options.Value.MaxAge, cancellationToken).ConfigureAwait(false) switch
        {
            LiveEventOutcome.Stored => TypedResults.StatusCode(StatusCodes.Status202Accepted),
            LiveEventOutcome.Ignored => TypedResults.NoContent(),

            // No failure for the sender, who would repeat it again.
            LiveEventOutcome.Repeated => TypedResults.StatusCode(StatusCodes.Status208AlreadyReported),
            LiveEventOutcome.Outdated => Refuse(StatusCodes.Status422UnprocessableEntity, "outdated", "The event is too old, or from the future."),
            LiveEventOutcome.OtherAccount => Refuse(StatusCodes.Status403Forbidden, "other-account", "The event is of another root account."),
            LiveEventOutcome.Malformed => Refuse(StatusCodes.Status400BadRequest, "malformed", "The token holds no event in Canvas JSON."),
            _ => Busy(http),
        };
    }

    /// <returns>The body; null when it is too large.</returns>
    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var piece = new byte[16 * 1024];
        while (await request.Body.ReadAsync(piece, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > MaxBytes)
            {
                return null;
            }

            body.Write(piece, 0, read);
        }

        return body.ToArray();
    }

    private static IResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "30";
        return Refuse(StatusCodes.Status503ServiceUnavailable, "busy", "The event cannot be stored now. Send it again later.");
    }

    private static IResult Refuse(int status, string code, string title)
    {
        Refused.Add(1, new KeyValuePair<string, object?>("http.response.status_code", status));
        return TypedResults.Problem(detail: null, instance: null, status, title, ApiProblems.TypePrefix + code);
    }
}
