using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Threading.Channels;
using CanvasData.Operations.Simulator.LiveEvents;
using CanvasData.Operations.Simulator.School;
using Microsoft.AspNetCore.Http;

namespace CanvasData.Operations.Simulator;

/// <summary>A Live Event that was sent.</summary>
/// <param name="Name">The name of the event.</param>
/// <param name="Status">The status of the last answer; null when none came.</param>
/// <param name="Attempts">How often it was posted, 1 to 4.</param>
public sealed record SentLiveEvent(string Name, int? Status, int Attempts);

/// <summary>
/// The Live Events of the simulated school. Every change is posted to an address, signed as a JSON Web Token, one event a request. As in
/// Canvas, an answer other than 2xx is followed by up to three more attempts, and then the event is lost.
/// </summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "It decides what is lost and repeated in a test.")]
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The simulator disposes of it.")]
public sealed class SimulatedLiveEvents
{
    private const string KeysPath = "/live-events/jwks";
    private const int Attempts = 4;

    private readonly SimulatedSchool school;
    private readonly Func<string> host;
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly EventSigner signer = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
    private readonly Channel<SchoolEvent> said = Channel.CreateUnbounded<SchoolEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource end = new();
    private readonly ConcurrentQueue<SentLiveEvent> sent = new();
    private readonly Random dice = new(1);
    private Task? sending;
    private Uri? address;
    private int open;

    internal SimulatedLiveEvents(SimulatedSchool school, Func<string> host) => (this.school, this.host) = (school, host);

    /// <summary>The UUID of the root account, as the metadata of every event says.</summary>
    public string RootAccountUuid { get; } = "VicYj3cu5BIFpoZhDVU4DZumnlBrWi1grgJEzADs";

    /// <summary>The address of the public keys.</summary>
    public Uri KeysAddress => new(host() + KeysPath);

    /// <summary>The share of events that never arrive, 0 to 1. Default 0.</summary>
    public double Lost { get; set; }

    /// <summary>The share of events that are posted twice, 0 to 1. Default 0.</summary>
    public double Duplicated { get; set; }

    /// <summary>Whether events that wait are posted in any order. Default false.</summary>
    public bool Shuffled { get; set; }

    /// <summary>The requests in flight at once. Default 8.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>The time before a further attempt. Default 1 second; in Canvas it is minutes.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The events sent so far, lost ones left out. A duplicate is an entry of its own.</summary>
    public IReadOnlyCollection<SentLiveEvent> Sent => sent;

    /// <summary>Sends every change of the school from now on.</summary>
    /// <param name="to">The address; a later call changes it.</param>
    public void SendTo(Uri to)
    {
        address = to;
        school.Listen(one =>
        {
            Interlocked.Increment(ref open);
            if (!said.Writer.TryWrite(one))
            {
                Interlocked.Decrement(ref open);
            }
        });
        sending ??= Task.Run(SendAsync);
    }

    /// <summary>Waits until every event was answered, lost or given up.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        while (Volatile.Read(ref open) > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Replaces the key of the signatures. The keys hold the new one and the one before.</summary>
    public void RotateKeys() => signer.Rotate();

    /// <summary>Makes the body of a post from a text: a token, signed as an event is.</summary>
    /// <param name="json">The content of the token.</param>
    public string Sign(string json) => signer.Sign(json);

    internal static bool Owns(PathString path) => path == KeysPath;

    internal async Task<int> AnswerKeysAsync(HttpContext request)
    {
        request.Response.ContentType = "application/json";
        await request.Response.Body.WriteAsync(signer.PublicKeys(), request.RequestAborted).ConfigureAwait(false);
        return StatusCodes.Status200OK;
    }

    internal void Dispose()
    {
        said.Writer.TryComplete();
        end.Cancel();
        http.Dispose();
    }

    private async Task SendAsync()
    {
        List<SchoolEvent> batch = [];
        while (await said.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            batch.Clear();
            while (said.Reader.TryRead(out var one))
            {
                batch.Add(one);
            }

            var posts = Fate(batch);
            await System.Threading.Tasks.Parallel.ForEachAsync(posts, new ParallelOptions { MaxDegreeOfParallelism = Parallel }, async (post, _) =>
                await PostAsync(post.Name, post.Body).ConfigureAwait(false)).ConfigureAwait(false);
            Interlocked.Add(ref open, -batch.Count);
        }
    }

    /// <summary>Loses, repeats and mixes as the settings say.</summary>
    private (string Name, string Body)[] Fate(List<SchoolEvent> batch)
    {
        var posts = batch.Where(_ => dice.NextDouble() >= Lost)
            .Select(one => (one.Name, Body: signer.Sign(EventWriter.Write(one, RootAccountUuid, clock.GetUtcNow()))))
            .SelectMany(post => dice.NextDouble() < Duplicated ? [post, post] : new[] { post })
            .ToArray();
        if (Shuffled)
        {
            dice.Shuffle(posts);
        }

        return posts;
    }

    private async Task PostAsync(string name, string body)
    {
        for (var attempt = 1; ; attempt++)
        {
            var status = await PostAsync(body).ConfigureAwait(false);
            if (status is >= 200 and < 300 || attempt == Attempts || end.IsCancellationRequested)
            {
                sent.Enqueue(new SentLiveEvent(name, status, attempt));
                return;
            }

            await Task.Delay(RetryDelay, clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int?> PostAsync(string body)
    {
        try
        {
            using var content = new StringContent(body, Encoding.UTF8);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/jwt");
            using var answer = await http.PostAsync(address, content, end.Token).ConfigureAwait(false);
            return (int)answer.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }
    }
}
