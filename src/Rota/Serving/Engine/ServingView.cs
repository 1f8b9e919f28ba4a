namespace Rota.Serving.Engine;

/// <summary>
/// What a policy may know of its instance: queues, KV, and of each request what a server knows. Output lengths, tool durations and the number of
/// turns are not here. Requests are named by their number in the workload; times are picoseconds.
/// </summary>
public sealed class ServingView
{
    private readonly InstanceCore core;

    internal ServingView(InstanceCore core) => this.core = core;

    /// <summary>The time.</summary>
    public long Now => core.Now;

    /// <summary>The engine's sizes.</summary>
    public EngineLimits Limits => core.Limits;

    /// <summary>Number of the instance in its fleet.</summary>
    public int Instance => core.Index;

    /// <summary>KV blocks nobody uses: empty, or cached and free to be taken.</summary>
    public int FreeBlocks => core.Pool.Free;

    /// <summary>Requests that wait.</summary>
    public int WaitingCount => core.Waiting.Count;

    /// <summary>The waiting request at a place: in the order's order when that is static, else in order of arrival at the queue.</summary>
    public int Waiting(int place) => core.Waiting[place];

    /// <summary>Requests that hold KV on the GPU.</summary>
    public int RunningCount => core.RunningCount;

    /// <summary>The running request that was admitted first; -1 when none runs.</summary>
    public int FirstRunning => core.RunningHead;

    /// <summary>The running request that was admitted last; -1 when none runs.</summary>
    public int LastRunning => core.RunningTail;

    /// <summary>The running request admitted behind another; -1 behind the last.</summary>
    public int NextRunning(int request) => core.Table.RunningNext[request];

    /// <summary>The running request admitted before another; -1 before the first.</summary>
    public int PreviousRunning(int request) => core.Table.RunningPrevious[request];

    /// <summary>Running requests with prompt tokens left to compute, in order of admission.</summary>
    public IReadOnlyList<int> Prefilling => core.Prefilling;

    /// <summary>Requests ready to decode a token.</summary>
    public int DecodingCount => core.Group.Members.Count;

    /// <summary>Requests ready to decode, in no particular order.</summary>
    public IReadOnlyList<int> Decoding => core.Group.Members;

    /// <summary>Running requests that the step at hand leaves out though they could decode; none while a step is planned.</summary>
    public IReadOnlyList<int> Paused => core.PausedList;

    /// <summary>Steps in which requests decoded, since the run began.</summary>
    public long DecodeSteps => core.Group.Steps;

    /// <summary>Sum of the decoding requests' contexts, tokens.</summary>
    public long DecodeContext => core.Group.ContextSum;

    /// <summary>Blocks that all decoding requests together need to make a token each.</summary>
    public int DecodeBlocksNeeded => core.Group.NeedBlock.Count;

    /// <summary>Decoding requests that need a block to make a token, in no particular order.</summary>
    public IReadOnlyList<int> DecodingThatNeedBlock => core.Group.NeedBlock;

    /// <summary>Contexts that are held for programs, by program.</summary>
    public IReadOnlyDictionary<int, Hold> Holds => core.Holds;

    /// <summary>The program's request that waits here; -1 when none does.</summary>
    public int WaitingOf(int program) => core.WaitingOf(program);

    /// <summary>Requests whose KV lies in host memory.</summary>
    public IReadOnlyList<int> SwappedOut => core.SwappedOut;

    /// <summary>Requests whose context is on its way back from host memory, and that compute once it is there.</summary>
    public IReadOnlyList<int> Restoring => core.Restoring;

    /// <summary>The requests that compute right now, when the policy is asked while a step runs.</summary>
    public IReadOnlyList<PlanItem> Executing => core.Executing;

    /// <summary>When the step that runs began.</summary>
    public long ExecutingSince => core.StepStarted;

    /// <summary>Number of requests in the workload: an upper bound of their numbers.</summary>
    public int RequestCount => core.Workload.Count;

    /// <summary>Number of programs in the workload: an upper bound of their numbers.</summary>
    public int ProgramCount => core.Workload.Programs;

    /// <summary>Where a request is in its life.</summary>
    public RequestState State(int request) => core.Table.State[request];

    /// <summary>Prompt tokens.</summary>
    public int Prompt(int request) => core.Workload.Prompt[request];

    /// <summary>Tokens generated so far.</summary>
    public int Generated(int request) => core.Group.Generated(request);

    /// <summary>Prompt and generated tokens.</summary>
    public int Known(int request) => core.Group.Known(request);

    /// <summary>Tokens whose KV is computed.</summary>
    public int Computed(int request) => core.Computed(request);

    /// <summary>Tokens left to compute before the next token can be sampled: the rest of the prompt, 1 for a decoding request.</summary>
    public int Remaining(int request) => Known(request) - Computed(request);

    /// <summary>The most tokens the client allows; null when it does not say.</summary>
    public int? DeclaredMax(int request) => core.Workload.DeclaredMax[request] is var max and >= 0 ? max : null;

    /// <summary>When the request reached the server.</summary>
    public long Arrival(int request) => core.Table.Arrived[request];

    /// <summary>When its program, or it when it is on its own, reached the server.</summary>
    public long ProgramArrival(int request) =>
        core.Workload.Program[request] is var program and >= 0 ? core.Table.Arrived[core.Workload.FirstOfProgram[program]] : core.Table.Arrived[request];

    /// <summary>Classes of the workload.</summary>
    public int ClassCount => core.Workload.Classes.Length;

    /// <summary>Its class.</summary>
    public int Class(int request) => core.Workload.Class[request];

    /// <summary>Target of the time to the first token; <see cref="SimTime.Never"/> for none.</summary>
    public long TtftTarget(int request) => core.Workload.TtftTarget[request];

    /// <summary>Target of every gap between tokens; <see cref="SimTime.Never"/> for none.</summary>
    public long TbtTarget(int request) => core.Workload.TbtTarget[request];

    /// <summary>When its first token is due; <see cref="SimTime.Never"/> without a target.</summary>
    public long Deadline(int request) =>
        core.Workload.TtftTarget[request] is var target and < SimTime.Never ? core.Table.Arrived[request] + target : SimTime.Never;

    /// <summary>Its program; -1 when it is on its own.</summary>
    public int Program(int request) => core.Workload.Program[request];

    /// <summary>Its turn in the program, from 0.</summary>
    public int Turn(int request) => core.Workload.Turn[request];

    /// <summary>The tool a finished turn calls, by its number; -1 when it calls none, so that the program ends, or when it has not finished.</summary>
    public int ToolCalled(int request) =>
        core.Table.State[request] == RequestState.Finished && core.Workload.Next[request] >= 0 ? core.Workload.Tool[request] : -1;

    /// <summary>The request of the program's turn before; -1 for a first turn and for a request on its own.</summary>
    public int PreviousTurn(int request) => core.Workload.Previous[request];

    /// <summary>The instance a request is or was on; -1 before the first.</summary>
    public int InstanceOf(int request) => core.Table.Instance[request];

    /// <summary>When its last token came; <see cref="SimTime.Never"/> before the first, and out of date while it decodes.</summary>
    public long LastToken(int request) => core.Table.LastToken[request];

    /// <summary>How often it lost its KV.</summary>
    public int Preemptions(int request) => core.Table.Preemptions[request];

    /// <summary>True for a request that ran, lost its KV and waits.</summary>
    public bool IsPreempted(int request) => core.Table.State[request] == RequestState.Waiting && core.Table.Scheduled[request] != SimTime.Never;

    /// <summary>When it was first scheduled; <see cref="SimTime.Never"/> before.</summary>
    public long Scheduled(int request) => core.Table.Scheduled[request];

    /// <summary>When its first token came; <see cref="SimTime.Never"/> before.</summary>
    public long FirstToken(int request) => core.Table.FirstToken[request];

    /// <summary>True when it decodes in lock step with the others.</summary>
    public bool IsDecoding(int request) => core.Group.Has(request);

    /// <summary>KV blocks it holds.</summary>
    public int HeldBlocks(int request) => core.Table.TableCount[request];

    /// <summary>KV blocks that become free when it alone lets go of its KV.</summary>
    public int ReclaimableBlocks(int request) => core.Reclaimable(request);

    /// <summary>KV blocks that become free when a held context is released.</summary>
    public int ReclaimableBlocks(Hold hold) => core.Reclaimable(hold.Blocks, hold.Blocks.Length);

    /// <summary>
    /// Tokens of a waiting request that are on the GPU, at most all tokens but one: full blocks in the prefix cache, or, where there is no such cache, the
    /// context that is held for its program.
    /// </summary>
    public int CachedTokens(int request) => core.ReusableTokens(request);

    /// <summary>Tokens at the start of the prompt that the context of the program's turn before has as well; 0 for a first turn.</summary>
    public int ContinuedTokens(int request) => core.Workload.Continued[request];

    /// <summary>The context a request belongs to: that of its program, or its own. At least 0 and below <see cref="ContextCount"/>.</summary>
    public int ContextOf(int request) => core.Workload.Program[request] is var program and >= 0 ? program : core.Workload.Programs + request;

    /// <summary>An upper bound of the numbers of contexts.</summary>
    public int ContextCount => core.Workload.Programs + core.Workload.Count;

    /// <summary>Steps that computed something, since the run began.</summary>
    public long StepCount => core.Counters.Steps;

    /// <summary>KV blocks that hold so many tokens.</summary>
    public int BlocksOf(int tokens) => core.BlocksOf(tokens);

    /// <summary>Requests whose KV is on its way from the host.</summary>
    public IReadOnlyList<int> SwappingIn => core.SwappingIn;

    /// <summary>Tokens of a waiting request behind its cached ones that host memory has: full blocks.</summary>
    public int HostTokens(int request) => core.HostBlocks(request) * core.Limits.BlockSize;

    /// <summary>
    /// Stands for the content of a waiting request's first blocks up to <paramref name="block"/>, as the hash of a block does: equal number, equal tokens; -1
    /// when they are shared with nobody, or not full.
    /// </summary>
    public long PrefixName(int request, int block) =>
        core.UsesNames && (block + 1) * (long)core.Limits.BlockSize <= Known(request) ? core.Workload.Identity.Of(request, block, core.Limits.BlockSize) : -1;

    /// <summary>True for a waiting request whose KV has come from another instance.</summary>
    public bool HasRemoteKv(int request) => core.Table.RemoteTokens[request] > 0;

    /// <summary>Layers that the chunk in progress has passed; 0 when none is in progress.</summary>
    public int LayersDone(int request) => core.Table.LayersDone[request];

    /// <summary>Segments that the stopped pass has done; 0 when none is stopped.</summary>
    public int SegmentsDone(int request) => core.Table.SegmentsDone[request];

    /// <summary>Tokens of the chunk that is in progress; 0 when none is.</summary>
    public int ChunkInProgress(int request) => core.Table.ChunkInProgress[request];

    /// <summary>Tokens of the pass that the chunk in progress is part of, those of other requests included; 0 when none is in progress.</summary>
    public int PassTokens(int request) => core.Table.PassTokens[request];

    /// <summary>How long the pass of the chunk in progress has run so far, stops not counted, in picoseconds; 0 when none is in progress.</summary>
    public long PassTime(int request) => core.PassTime(request);

    /// <summary>Tokens that must be computed before the next token can be sampled: for a waiting request those that are not cached.</summary>
    public int ToCompute(int request) =>
        core.Table.State[request] == RequestState.Waiting ? Known(request) - CachedTokens(request) : Remaining(request);
}
