namespace Rota.Serving.Engine;

/// <summary>
/// The plan of a step while it is written: keeps count of the blocks that the plan takes and frees, so that what is written down can be carried out.
/// The view does not change meanwhile.
/// </summary>
public sealed class StepDraft
{
    private readonly InstanceCore core;
    private readonly int[] touchedAt;
    private readonly int[] freedAt;
    private readonly HashSet<int> gone = [];
    private readonly HashSet<int> counted = [];
    private int stamp;
    private bool allDecode;

    internal StepDraft(InstanceCore core)
    {
        this.core = core;
        touchedAt = new int[core.Pool.Total];
        freedAt = new int[core.Pool.Total];
    }

    /// <summary>The plan so far.</summary>
    public StepPlan Plan { get; } = new();

    /// <summary>Blocks that are free after what the plan takes and gives back.</summary>
    public int FreeBlocks { get; private set; }

    /// <summary>Tokens planned.</summary>
    public int Tokens { get; private set; }

    /// <summary>Requests that will run after the plan's admissions and preemptions.</summary>
    public int Running { get; private set; }

    /// <summary>Requests the plan admits.</summary>
    public int Admitted { get; private set; }

    /// <summary>The running request admitted last that the plan leaves running; -1 when none. Those the plan admits do not count.</summary>
    public int LastRunning
    {
        get
        {
            var request = core.RunningTail;
            while (request >= 0 && gone.Contains(request)) request = core.Table.RunningPrevious[request];
            return request;
        }
    }

    /// <summary>True when the plan takes a request's KV away.</summary>
    public bool IsGone(int request) => gone.Contains(request);

    /// <summary>All decoding requests that the plan leaves running make a token; false, and nothing planned, when their blocks are not there.</summary>
    public bool TryDecodeAll()
    {
        var (needed, tokens) = (core.Group.NeedBlock.Count, core.Group.Members.Count);
        foreach (var request in gone)
        {
            if (!core.Group.Has(request)) continue;
            tokens--;
            needed -= BlocksToReach(request, core.Group.Known(request));
        }
        if (needed > FreeBlocks) return false;
        FreeBlocks -= needed;
        Tokens += tokens;
        Plan.Decodes = tokens > 0;
        allDecode = true;
        return true;
    }

    /// <summary>Counts one decoding request's token, when requests are planned one by one; false when its block is not there.</summary>
    public bool TryDecode(int request)
    {
        var needed = BlocksToReach(request, core.Group.Known(request));
        if (needed > FreeBlocks) return false;
        FreeBlocks -= needed;
        Tokens++;
        counted.Add(request);
        Plan.Decodes = true;
        return true;
    }

    /// <summary>A decoding request sits this step out.</summary>
    public void Pause(int request) => Plan.Paused.Add(request);

    /// <summary>More tokens of a running request's prompt; false, and nothing planned, when its blocks are not there.</summary>
    public bool TryPrefill(int request, int tokens, int layerFrom = 0, int layerTo = 0, int segmentFrom = 0)
    {
        var past = core.Computed(request);
        var needed = BlocksToReach(request, past + tokens);
        if (needed > FreeBlocks) return false;
        FreeBlocks -= needed;
        Tokens += tokens;
        Plan.Prefills.Add(new(request, tokens, past, Admits: false, layerFrom, layerTo, segmentFrom));
        return true;
    }

    /// <summary>Blocks that admitting a waiting request with the tokens from its cached part up to <paramref name="upTo"/> takes from the free ones.</summary>
    public int BlocksToAdmit(int request, int upTo)
    {
        var size = core.Limits.BlockSize;
        if (!core.UsesNames) return ((upTo + size - 1) / size) - core.BlocksOf(HeldTokens(request));
        var hits = core.CachedBlocks(request);
        var fresh = ((upTo + size - 1) / size) - hits;
        // Cached blocks that nobody uses stand among the free ones: finding them takes them, too.
        return fresh > FreeBlocks ? fresh : fresh + core.FreeHits(request, hits, touchedAt, freedAt, stamp);
    }

    /// <summary>A waiting request enters and computes its next tokens; false, and nothing planned, when its blocks are not there.</summary>
    /// <param name="request">From the queue.</param>
    /// <param name="tokens">New tokens behind its cached part.</param>
    /// <param name="layerFrom">First layer.</param>
    /// <param name="layerTo">Behind the last layer; 0 for all.</param>
    /// <param name="reserve">Blocks that must stay free.</param>
    /// <param name="roomFor">Tokens of the sequence that it takes blocks for at once, when those are more than it computes: its whole prompt, say.</param>
    public bool TryAdmit(int request, int tokens, int layerFrom = 0, int layerTo = 0, int reserve = 0, int roomFor = 0)
    {
        var past = core.UsesNames ? core.ReusableTokens(request) : HeldTokens(request);
        var needed = BlocksToAdmit(request, Math.Max(past + tokens, roomFor));
        if (needed > FreeBlocks - reserve) return false;
        FreeBlocks -= needed;
        if (core.UsesNames) core.MarkHits(request, past / core.Limits.BlockSize, touchedAt, stamp);
        Tokens += tokens;
        Running++;
        Admitted++;
        Plan.Prefills.Add(new(request, tokens, past, Admits: true, layerFrom, layerTo, RoomFor: roomFor));
        return true;
    }

    /// <summary>A waiting request whose KV came from another instance enters; false, and nothing planned, when its blocks are not there.</summary>
    public bool TryReceive(int request)
    {
        var needed = (core.Group.Known(request) + core.Limits.BlockSize - 1) / core.Limits.BlockSize;
        if (needed > FreeBlocks) return false;
        FreeBlocks -= needed;
        // It makes a token with those that decode.
        Tokens++;
        Running++;
        Admitted++;
        Plan.Receives.Add(request);
        return true;
    }

    /// <summary>
    /// A waiting request enters by copying back what host memory has of its context; false, and nothing planned, when the blocks for that and for the tokens it
    /// computes next are not there.
    /// </summary>
    /// <param name="request">From the queue.</param>
    /// <param name="tokens">New tokens behind what the GPU and the host have; their blocks must be there, but are not taken yet.</param>
    public bool TryRestore(int request, int tokens)
    {
        var (hits, copied) = (core.CachedBlocks(request), core.HostBlocks(request));
        var reach = (hits + copied) * core.Limits.BlockSize;
        if (BlocksToAdmit(request, Math.Min(reach + tokens, core.Group.Known(request))) > FreeBlocks) return false;
        FreeBlocks -= BlocksToAdmit(request, reach);
        core.MarkHits(request, hits, touchedAt, stamp);
        Running++;
        Admitted++;
        Plan.Restores.Add(new(request, hits, copied));
        return true;
    }

    /// <summary>A running request loses its KV and goes back to the queue.</summary>
    public void Preempt(int request)
    {
        Plan.Preemptions.Add(request);
        TakeAway(request);
    }

    /// <summary>A running request's KV moves to host memory.</summary>
    public void SwapOut(int request)
    {
        Plan.SwapOuts.Add(request);
        TakeAway(request);
    }

    /// <summary>A held context moves to host memory.</summary>
    public void SwapOutHold(int program)
    {
        Plan.HoldSwapOuts.Add(program);
        FreeBlocks += core.Holds[program].Blocks.Length;
    }

    /// <summary>
    /// A context comes back from host memory, of a swapped request or of a waiting one whose program's context was swapped out; false, and nothing planned, when
    /// the blocks are not there.
    /// </summary>
    /// <param name="request">Swapped out, or waiting.</param>
    /// <param name="tokens">Tokens that come from the host.</param>
    /// <param name="waits">The instance waits for them; then the request decodes in this step if only one token is left to compute.</param>
    /// <param name="prefill">Tokens behind them that the request computes in this very step; 0 for none, and when it does not wait.</param>
    public bool TrySwapIn(int request, int tokens, bool waits, int prefill = 0)
    {
        var decodes = waits && core.Group.Known(request) - tokens == 1 && core.Group.Generated(request) > 0;
        var needed = core.BlocksOf(tokens + (decodes ? 1 : prefill));
        if (needed > FreeBlocks) return false;
        FreeBlocks -= needed;
        Running++;
        Plan.SwapIns.Add(new(request, tokens, waits));
        if (decodes)
        {
            Plan.Decodes = true;
            Tokens++;
        }
        if (!waits || prefill == 0 || decodes) return true;
        Plan.Prefills.Add(new(request, prefill, tokens, Admits: false));
        Tokens += prefill;
        return true;
    }

    /// <summary>A waiting or running request is given up.</summary>
    public void Abort(int request)
    {
        Plan.Aborts.Add(request);
        if (core.Table.State[request] == RequestState.Running) TakeAway(request);
    }

    /// <summary>A held context goes to the prefix cache.</summary>
    public void Release(int program)
    {
        Plan.Releases.Add(program);
        var hold = core.Holds[program];
        FreeBlocks += core.MarkFreed(hold.Blocks, hold.Blocks.Length, freedAt, stamp);
    }

    /// <summary>Plans again at <paramref name="time"/> at the latest.</summary>
    public void WakeAt(long time) => Plan.WakeUp = Math.Min(Plan.WakeUp, time);

    internal void Begin()
    {
        Plan.Clear();
        gone.Clear();
        counted.Clear();
        allDecode = false;
        stamp++;
        (FreeBlocks, Tokens, Running, Admitted) = (core.Pool.Free, 0, core.RunningCount + core.Restoring.Count + core.SwappingIn.Count, 0);
    }

    /// <summary>Tokens held for a waiting request's program; none when the plan lets go of them.</summary>
    private int HeldTokens(int request) =>
        core.Workload.Program[request] is var program and >= 0 && (Plan.Releases.Contains(program) || Plan.HoldSwapOuts.Contains(program)) ? 0 : core.HeldTokens(request);

    /// <summary>Counts a request's blocks as free, and takes back what was planned for it.</summary>
    private void TakeAway(int request)
    {
        if (counted.Remove(request) || (allDecode && core.Group.Has(request) && !gone.Contains(request)))
        {
            FreeBlocks += BlocksToReach(request, core.Group.Known(request));
            Tokens--;
        }
        var place = Plan.Prefills.FindIndex(item => item.Request == request);
        if (place >= 0)
        {
            var item = Plan.Prefills[place];
            FreeBlocks += BlocksToReach(request, item.BlocksFor);
            Tokens -= item.Tokens;
            Plan.Prefills.RemoveAt(place);
        }
        FreeBlocks += core.MarkFreed(core.Table.Table[request], core.Table.TableCount[request], freedAt, stamp);
        gone.Add(request);
        Running--;
    }

    private int BlocksToReach(int request, int tokens)
    {
        var size = core.Limits.BlockSize;
        return Math.Max(0, ((tokens + size - 1) / size) - core.Table.TableCount[request]);
    }
}
