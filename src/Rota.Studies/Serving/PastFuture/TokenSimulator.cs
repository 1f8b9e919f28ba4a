using Rota.Serving;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>
/// The token-level simulator of the Past-Future artifact, loop for loop: ten decode steps, then a round of admission from a queue that is never empty. A step
/// costs a step whatever is in it; evicted requests keep what they generated and pay nothing to come back. It ends when the requests are used up.
/// </summary>
internal sealed class TokenSimulator(IReadOnlyList<TokenRequest> requests, TokenScheduler scheduler)
{
    public const int Capacity = 120_000;
    private const int StepsPerRound = 10;
    private const int PromptsPerRound = 32_768;

    private readonly List<TokenRequest> batch = [];
    private readonly LinkedList<TokenRequest> queue = new();
    private int drawn;
    private long used;
    private long finished;
    private long steps;
    private long usedSum;
    private long usedCount;
    private long evictions;
    private double peaks;
    private long rounds;

    /// <summary>Evictions so far at each finished request: for looking at parts of a run.</summary>
    public List<long> EvictionsAtFinish { get; } = [];

    /// <summary>The requests of a trace, fresh.</summary>
    public static TokenRequest[] Of(ServingTrace trace) => [.. trace.Requests.Select((r, i) => new TokenRequest(i, r.Prompt, r.Output))];

    /// <summary>Runs to the end, once.</summary>
    public TokenOutcome Run()
    {
        do
        {
            for (var step = 0; step < StepsPerRound && batch.Count > 0; step++) Step();
        }
        while (Round());
        return new(steps, 100.0 * usedSum / usedCount / Capacity, 100 * peaks / rounds / Capacity, 100.0 * evictions / Math.Max(1, finished));
    }

    private void Step()
    {
        steps++;
        var kept = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var request = batch[i];
            request.Generated++;
            used++;
            if (request.Generated < request.Output)
            {
                batch[kept++] = request;
                continue;
            }
            used -= request.Used;
            finished++;
            scheduler.Finished(request);
            EvictionsAtFinish.Add(evictions);
        }
        batch.RemoveRange(kept, batch.Count - kept);
        Record();
        while (used > Capacity)
        {
            var last = batch[^1];
            batch.RemoveAt(batch.Count - 1);
            used -= last.Used;
            queue.AddFirst(last);
            evictions++;
        }
    }

    /// <summary>Admits; false when the requests are used up.</summary>
    private bool Round()
    {
        scheduler.Begin(batch, steps);
        var more = true;
        var prompts = 0;
        while (true)
        {
            if (queue.Count == 0)
            {
                more = drawn < requests.Count;
                if (!more) break;
                queue.AddLast(requests[drawn++]);
            }
            var head = queue.First!.Value;
            if (prompts + head.Used > PromptsPerRound || !scheduler.Admits(batch, head)) break;
            prompts += head.Used;
            queue.RemoveFirst();
            batch.Add(head);
            used += head.Used;
        }
        Record();
        peaks += FuturePeak.Of([.. batch.Select(r => new GrowingRequest(r.Used, r.Output - r.Generated))]);
        rounds++;
        return more;
    }

    private void Record()
    {
        usedSum += used;
        usedCount++;
    }
}
