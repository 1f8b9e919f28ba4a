namespace Rota.Serving.Engine;

/// <summary>
/// How contexts move between GPU and host memory, and where they lie. A context is all that was said in a program, or in a request on its own; it is named by
/// <see cref="ServingView.ContextOf"/>. With a swapping, contexts belong to themselves: nothing is shared through the prefix cache.
/// </summary>
/// <remarks>
/// In a step the core calls <see cref="BeginCopies"/>, then for all swap-outs <see cref="SwapOut"/>, for all swap-ins <see cref="Resized"/> and
/// <see cref="SwapIn"/>, then <see cref="Resized"/> for what the step itself writes, and at last <see cref="EndCopies"/>.
/// </remarks>
public abstract class Swapping : PolicyPart
{
    /// <summary>What was copied so far.</summary>
    public SwapStatistics Statistics { get; } = new();

    /// <summary>Tokens of a request's context that can come from host memory, from its start; 0 when none can.</summary>
    public abstract int HostTokens(ServingView view, int request);

    /// <summary>
    /// Whether a context can come within the step that is being planned, beside those it was said of before; the answer yes is a promise to bring it. For
    /// batchings that pace themselves.
    /// </summary>
    public virtual bool CanCome(ServingView view, int request, int tokens) => true;

    /// <summary>Whether the instance waits for a swap-in planned now instead of going on beside it.</summary>
    /// <param name="view">The instance.</param>
    /// <param name="request">Whose context comes.</param>
    /// <param name="tokens">Tokens that come.</param>
    /// <param name="ready">Requests of the step that are on the GPU.</param>
    /// <param name="selected">Requests the policy wants to run.</param>
    public abstract bool Waits(ServingView view, int request, int tokens, int ready, int selected);

    /// <summary>The copies of a step begin.</summary>
    public virtual void BeginCopies(ServingView view) { }

    /// <summary>A context leaves the GPU; its pages are still its own.</summary>
    /// <param name="view">The instance.</param>
    /// <param name="parts">The policy, for the rank of contexts when host memory is short.</param>
    /// <param name="context">The context.</param>
    /// <param name="tokens">Its tokens.</param>
    public abstract void SwapOut(ServingView view, PolicyParts parts, int context, int tokens);

    /// <summary>The first <paramref name="tokens"/> tokens of a request's context come to the GPU; their pages there are its own already.</summary>
    /// <returns>When they are there, picoseconds.</returns>
    public abstract long SwapIn(ServingView view, int request, int tokens, bool waits);

    /// <summary>The copies of a step are all begun.</summary>
    /// <returns>Picoseconds that the step has to wait: for copies that are waited for, and for pages it writes that are still being copied.</returns>
    public abstract long EndCopies(ServingView view);

    /// <summary>The step's kernels are known: picoseconds they take longer because layers wait for copies that come in while they run.</summary>
    /// <param name="view">The instance.</param>
    /// <param name="stall">What <see cref="EndCopies"/> said.</param>
    /// <param name="duration">Picoseconds of the kernels.</param>
    public virtual long StreamDelay(ServingView view, long stall, long duration) => 0;

    /// <summary>A context has this many pages on the GPU from now on.</summary>
    public abstract void Resized(ServingView view, int context, int pages);

    /// <summary>Checks that its picture of both memories is consistent. For tests.</summary>
    /// <param name="usedBlocks">KV blocks in use by the core's books.</param>
    public virtual void Check(int usedBlocks) { }
}
