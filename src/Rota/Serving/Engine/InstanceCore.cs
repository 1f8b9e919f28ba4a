using Rota.Serving.Kv;
using Rota.Serving.Latency;

namespace Rota.Serving.Engine;

/// <summary>
/// The state of one engine: queue, running list, decode group, KV blocks, held contexts. Plans are carried out in <c>InstanceSteps</c>; this part keeps the
/// books and nothing else.
/// </summary>
internal sealed class InstanceCore
{
    private readonly Dictionary<int, Hold> holds = [];
    private readonly int[] waitingOf;

    public InstanceCore(int index, EngineLimits limits, Workload workload, RequestTable table, PolicyParts parts, ILatencyModel latency, Placement? router = null)
    {
        (Index, Limits, Workload, Table, Parts, Latency) = (index, limits.Validated(), workload, table, parts, latency);
        if (parts.Host is { } tier) Host = new HostCache((int)Math.Clamp(tier.Gigabytes * 1e9 / ((double)latency.KvBytesPerToken * limits.BlockSize), 1, 1 << 26));
        Pool = new BlockPool(limits.KvBlocks, limits.BlockSize) { Host = Host };
        Group = new DecodeGroup(limits.BlockSize, workload, table);
        Gaps = new GapLog(workload.Classes.Length, workload, table);
        Waiting = new WaitingQueue(parts.Order.IsStatic);
        View = new ServingView(this);
        Draft = new StepDraft(this);
        Listeners = router is null ? [.. parts.All] : [.. parts.All, router];
        waitingOf = new int[workload.Programs];
        Array.Fill(waitingOf, -1);
        UsesNames = limits.PrefixCaching && !workload.Identity.IsNone && parts.Swapping is null;
    }

    public int Index { get; }

    public EngineLimits Limits { get; }

    public Workload Workload { get; }

    public RequestTable Table { get; }

    public PolicyParts Parts { get; }

    public ILatencyModel Latency { get; }

    public BlockPool Pool { get; }

    public HostCache? Host { get; }

    public RunLog? Log { get; init; }

    public DecodeGroup Group { get; }

    public GapLog Gaps { get; }

    public WaitingQueue Waiting { get; }

    public ServingView View { get; }

    public StepDraft Draft { get; }

    public PolicyPart[] Listeners { get; }

    public bool UsesNames { get; }

    public List<int> Prefilling { get; } = [];

    public List<int> PausedList { get; } = [];

    public List<int> SwappedOut { get; } = [];

    public List<int> SwappingIn { get; } = [];

    public List<int> Restoring { get; } = [];

    public List<PlanItem> Executing { get; } = [];

    public IReadOnlyDictionary<int, Hold> Holds => holds;

    public InstanceCounters Counters { get; } = new();

    public long Now { get; set; }

    public long StepStarted { get; set; }

    public int RunningHead { get; private set; } = -1;

    public int RunningTail { get; private set; } = -1;

    public int RunningCount { get; private set; }

    /// <summary>Tokens whose KV is computed.</summary>
    public int Computed(int request) => Group.Has(request) ? Group.Known(request) - 1 : Table.Computed[request];

    /// <summary>How long the pass of a request's chunk in progress has run, up to now.</summary>
    public long PassTime(int request)
    {
        var time = Table.PassTime[request];
        foreach (var item in Executing)
            if (item.Request == request) return time + Now - StepStarted;
        return time;
    }

    /// <summary>Puts a request at the end of the running list.</summary>
    public void StartRunning(int request)
    {
        Table.State[request] = RequestState.Running;
        (Table.RunningPrevious[request], Table.RunningNext[request]) = (RunningTail, -1);
        if (RunningTail >= 0) Table.RunningNext[RunningTail] = request;
        else RunningHead = request;
        RunningTail = request;
        RunningCount++;
    }

    /// <summary>Takes a request out of the running list and of whatever it does there.</summary>
    public void StopRunning(int request)
    {
        if (Group.Has(request)) LeaveGroup(request);
        else if (!Prefilling.Remove(request)) PausedList.Remove(request);
        var (before, behind) = (Table.RunningPrevious[request], Table.RunningNext[request]);
        if (before >= 0) Table.RunningNext[before] = behind;
        else RunningHead = behind;
        if (behind >= 0) Table.RunningPrevious[behind] = before;
        else RunningTail = before;
        (Table.RunningPrevious[request], Table.RunningNext[request]) = (-1, -1);
        RunningCount--;
    }

    public void JoinGroup(int request, long lastToken)
    {
        Group.Join(request);
        Gaps.Join(request, lastToken, Group.Steps);
    }

    public void LeaveGroup(int request)
    {
        Gaps.Leave(request, Group.Steps);
        Group.Leave(request);
    }

    /// <summary>Gives a request blocks for its first <paramref name="tokens"/> tokens.</summary>
    public void Grow(int request, int tokens)
    {
        var needed = (tokens + Limits.BlockSize - 1) / Limits.BlockSize;
        var count = Table.TableCount[request];
        if (count >= needed) return;
        var blocks = Room(request, needed);
        for (; count < needed; count++) blocks[count] = Pool.Take();
        Table.TableCount[request] = needed;
        Parts.Swapping?.Resized(View, View.ContextOf(request), needed);
    }

    public int BlocksOf(int tokens) => (tokens + Limits.BlockSize - 1) / Limits.BlockSize;

    /// <summary>Tokens of a waiting request that are on the GPU already, at most all but one.</summary>
    public int ReusableTokens(int request) => UsesNames ? CachedBlocks(request) * Limits.BlockSize : HeldTokens(request);

    /// <summary>Tokens of the context held for a waiting request's program that the request goes on from.</summary>
    public int HeldTokens(int request) =>
        Workload.Program[request] is var program and >= 0 && holds.TryGetValue(program, out var hold)
            ? Math.Min(Math.Min(hold.Tokens, Workload.Continued[request]), Group.Known(request) - 1)
            : 0;

    /// <summary>A request goes on from its program's held context, which becomes its own.</summary>
    public void Adopt(int request, int tokens)
    {
        if (Workload.Program[request] is not (var program and >= 0) || !holds.Remove(program, out var hold)) return;
        var kept = BlocksOf(tokens);
        var blocks = Room(request, kept);
        hold.Blocks.AsSpan(0, kept).CopyTo(blocks);
        Table.TableCount[request] = kept;
        for (var i = hold.Blocks.Length - 1; i >= kept; i--) Pool.Release(hold.Blocks[i]);
        Counters.HeldBlocks -= hold.Blocks.Length;
        Parts.Swapping?.Resized(View, program, kept);
    }

    /// <summary>Makes the content of a request's full blocks known, up to <paramref name="tokens"/> tokens.</summary>
    public void Name(int request, int tokens)
    {
        if (!UsesNames) return;
        var full = tokens / Limits.BlockSize;
        var blocks = Table.Table[request];
        for (var i = Table.NamedBlocks[request]; i < full; i++)
            if (Workload.Identity.Of(request, i, Limits.BlockSize) is var name and >= 0) Pool.Name(blocks![i], name, i);
        Table.NamedBlocks[request] = Math.Max(Table.NamedBlocks[request], full);
    }

    /// <summary>A request takes over the cached blocks of its prompt.</summary>
    public void TakeHits(int request, int hits)
    {
        if (hits == 0) return;
        var blocks = Room(request, hits);
        for (var i = 0; i < hits; i++)
        {
            var block = Pool.Find(Workload.Identity.Of(request, i, Limits.BlockSize));
            Pool.Touch(block);
            blocks[i] = block;
        }
        Table.TableCount[request] = Table.NamedBlocks[request] = hits;
    }

    /// <summary>Gives a request's blocks back, the last of the sequence first, so that the start of a context is forgotten last.</summary>
    public void Free(int request)
    {
        var blocks = Detach(request, out var count);
        for (var i = count - 1; i >= 0; i--) Pool.Release(blocks[i]);
        if (count > 0) System.Buffers.ArrayPool<int>.Shared.Return(blocks);
        Parts.Swapping?.Resized(View, View.ContextOf(request), 0);
    }

    /// <summary>Keeps a finished turn's blocks for its program.</summary>
    public void HoldFor(int program, int request, long until)
    {
        var blocks = Detach(request, out var count);
        Drop(program);
        holds[program] = new(program, until, Table.Computed[request], View.ProgramArrival(request), Now) { Blocks = [.. blocks.AsSpan(0, count)] };
        Counters.HeldBlocks += count;
        Note(LogKind.Held, request, Table.Computed[request]);
        if (count > 0) System.Buffers.ArrayPool<int>.Shared.Return(blocks);
    }

    /// <summary>Lets go of a program's held context; its blocks stay in the prefix cache until they are needed.</summary>
    public void Drop(int program)
    {
        if (!holds.Remove(program, out var hold)) return;
        for (var i = hold.Blocks.Length - 1; i >= 0; i--) Pool.Release(hold.Blocks[i]);
        Counters.HeldBlocks -= hold.Blocks.Length;
        Note(LogKind.LetGo, program, hold.Tokens);
        Parts.Swapping?.Resized(View, program, 0);
        if (!Parts.Order.IsStatic || waitingOf[program] is not (var request and >= 0)) return;
        Waiting.Remove(request);
        Waiting.Add(request, Parts.Order.Key(View, request));
    }

    /// <summary>Writes a line of the run's log, when one is kept.</summary>
    public void Note(LogKind kind, int request, int tokens = 0) => Log?.Add(Now, kind, Index, request, tokens);

    /// <summary>The waiting request of a program; -1 when none waits here.</summary>
    public int WaitingOf(int program) => waitingOf[program];

    /// <summary>A request joins the queue.</summary>
    public void AddWaiting(int request)
    {
        if (Workload.Program[request] is var program and >= 0) waitingOf[program] = request;
        Waiting.Add(request, Parts.Order.IsStatic ? Parts.Order.Key(View, request) : default);
    }

    /// <summary>A request leaves the queue.</summary>
    public void RemoveWaiting(int request)
    {
        if (Workload.Program[request] is var program and >= 0) waitingOf[program] = -1;
        Waiting.Remove(request);
    }

    public int Reclaimable(int request) => Reclaimable(Table.Table[request], Table.TableCount[request]);

    public int Reclaimable(int[]? blocks, int count)
    {
        if (!UsesNames) return count;
        var sum = 0;
        for (var i = 0; i < count; i++)
            if (Pool.References(blocks![i]) == 1) sum++;
        return sum;
    }

    /// <summary>Full blocks of a waiting request that are in the prefix cache, from its start; the last known token is always computed anew.</summary>
    public int CachedBlocks(int request)
    {
        if (!UsesNames) return 0;
        var limit = (Group.Known(request) - 1) / Limits.BlockSize;
        var names = new Names(Workload.Identity, request, Limits.BlockSize);
        var hits = Table.KnownHitsAt[request] < 0 ? -1 : Pool.StillThere(Table.KnownHits[request], Table.KnownHitsAt[request], names);
        if (hits < 0) hits = 0;
        while (hits < limit && names.NameAt(hits) is var name and >= 0 && Pool.Find(name) >= 0) hits++;
        (Table.KnownHits[request], Table.KnownHitsAt[request]) = (hits, Pool.Forgotten);
        return hits;
    }

    /// <summary>The same for a request that does not wait here, so that nothing about it is remembered.</summary>
    public int CountCachedBlocks(int request)
    {
        if (!UsesNames) return 0;
        var limit = (Group.Known(request) - 1) / Limits.BlockSize;
        var hits = 0;
        while (hits < limit && Workload.Identity.Of(request, hits, Limits.BlockSize) is var name and >= 0 && Pool.Find(name) >= 0) hits++;
        return hits;
    }

    /// <summary>Blocks that become free when these are let go; marks them, since a request that finds them again takes them from the free ones.</summary>
    public int MarkFreed(int[]? blocks, int count, int[] freedAt, int stamp)
    {
        if (!UsesNames) return count;
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            if (Pool.References(blocks![i]) != 1) continue;
            freedAt[blocks[i]] = stamp;
            sum++;
        }
        return sum;
    }

    /// <summary>Full blocks of a waiting request behind its cached ones that host memory has.</summary>
    public int HostBlocks(int request)
    {
        if (Host is null || !UsesNames) return 0;
        var hits = CachedBlocks(request);
        var limit = (Group.Known(request) - 1) / Limits.BlockSize;
        // What the GPU forgets goes to the host, so that the reach of both together shrinks only where the host forgets.
        var reach = Table.KnownReachAt[request] == Host.Forgotten ? Math.Max(hits, Table.KnownReach[request]) : hits;
        while (reach < limit && Workload.Identity.Of(request, reach, Limits.BlockSize) is var name and >= 0 && Host.Has(name)) reach++;
        (Table.KnownReach[request], Table.KnownReachAt[request]) = (reach, Host.Forgotten);
        return reach - hits;
    }

    /// <summary>How many of a request's cached blocks nobody uses, after what the step at hand frees, and it has not yet counted.</summary>
    public int FreeHits(int request, int hits, int[] touchedAt, int[] freedAt, int stamp)
    {
        var free = 0;
        for (var i = 0; i < hits; i++)
        {
            var block = Pool.Find(Workload.Identity.Of(request, i, Limits.BlockSize));
            if ((Pool.IsFree(block) || freedAt[block] == stamp) && touchedAt[block] != stamp) free++;
        }
        return free;
    }

    public void MarkHits(int request, int hits, int[] touchedAt, int stamp)
    {
        for (var i = 0; i < hits; i++) touchedAt[Pool.Find(Workload.Identity.Of(request, i, Limits.BlockSize))] = stamp;
    }

    /// <summary>Checks that blocks are conserved. For tests and sampled checks.</summary>
    public void Check()
    {
        long entries = 0;
        for (var request = RunningHead; request >= 0; request = Table.RunningNext[request]) entries += Table.TableCount[request];
        foreach (var hold in holds.Values) entries += hold.Blocks.Length;
        Pool.Check(entries + Counters.MovingBlocks);
        Parts.Swapping?.Check(Pool.Total - Pool.Free);
    }

    private int[] Detach(int request, out int count)
    {
        Name(request, Table.Computed[request]);
        count = Table.TableCount[request];
        var blocks = Table.Table[request] ?? [];
        (Table.Table[request], Table.TableCount[request], Table.NamedBlocks[request]) = (null, 0, 0);
        (Table.KnownHits[request], Table.KnownHitsAt[request], Table.KnownReachAt[request]) = (0, -1, -1);
        return blocks;
    }

    private int[] Room(int request, int needed)
    {
        var blocks = Table.Table[request];
        if (blocks is not null && blocks.Length >= needed) return blocks;
        var larger = System.Buffers.ArrayPool<int>.Shared.Rent(Math.Max(needed, 8));
        if (blocks is not null)
        {
            blocks.AsSpan(0, Table.TableCount[request]).CopyTo(larger);
            System.Buffers.ArrayPool<int>.Shared.Return(blocks);
        }
        return Table.Table[request] = larger;
    }

    private readonly struct Names(BlockIdentity identity, int request, int blockSize) : ISequenceNames
    {
        public long NameAt(int index) => identity.Of(request, index, blockSize);
    }
}
