using Rota.Serving.Engine;

namespace Rota.Serving.Checker;

/// <summary>Follows the steps of a log: who may be in one, what it computes, the tokens that come of it.</summary>
internal sealed class StepBooks(Workload workload, RunBooks books)
{
    private readonly HashSet<int> inStep = [];

    public void Begin(InstanceBook instance, LoggedStep step, long now)
    {
        if (instance.Step is not null) books.Say($"instance {instance.Index} begins a step in a step");
        (instance.Step, instance.StepBegan) = (step, now);
        inStep.Clear();
        foreach (var request in step.Decodes)
        {
            var book = Member(instance, request);
            var known = workload.Prompt[request] + book.Generated;
            if (book.Generated < 1 || book.Computed != known - 1) books.Say($"request {request} decodes with {book.Computed} of {known} tokens computed and {book.Generated} made");
            instance.Blocks.Grow(book, known);
        }
        var prompts = 0L;
        foreach (var item in step.Prefills) prompts += Prefill(instance, item);
        instance.PrefillTokens += prompts;
        CheckLimits(instance, step, prompts);
        CheckBlocks(instance, step.UsedBlocks);
    }

    public void End(InstanceBook instance, LoggedStep step, long now)
    {
        if (!ReferenceEquals(instance.Step, step)) books.Say($"instance {instance.Index} ends a step that it did not begin");
        instance.Step = null;
        var before = instance.StepBegan;
        if (step.Ends.Count == 0 || step.Ends[^1] != now || (step.Ends.Count > 1 && step.Prefills.Length > 0)) books.Say($"{step.Ends.Count} steps at once end at other times than they say");
        foreach (var end in step.Ends)
        {
            if (end < before || (end == before && step.StoppedBehind < 0)) books.Say($"a step of instance {instance.Index} takes no time");
            instance.Busy += end - before;
            before = end;
            foreach (var request in step.Decodes) Token(request, end, computes: 1);
        }
        instance.Steps += step.Ends.Count;
        instance.DecodeTokens += (long)step.Decodes.Length * step.Ends.Count;
        foreach (var request in step.Decodes)
        {
            var book = books.Requests[request];
            instance.Blocks.Grow(book, book.Computed);
            instance.Blocks.Fill(request, book, book.Computed);
            if (book.Generated > workload.Output[request]) books.Say($"request {request} makes {book.Generated} tokens of {workload.Output[request]}");
        }
        if (step.Ends.Count > 1) CheckBlocks(instance, step.UsedAtEnd);
        foreach (var item in step.Prefills) Passed(instance, item, step.StoppedBehind, now);
    }

    private RequestBook Member(InstanceBook instance, int request)
    {
        var book = books.Requests[request];
        if (!inStep.Add(request)) books.Say($"request {request} is twice in a step");
        if (book.Place != Place.Running || book.Instance != instance.Index) books.Say($"request {request} is in a step of instance {instance.Index} while {book.Place} on {book.Instance}");
        return book;
    }

    /// <summary>A prompt's part of the step; returns the tokens that begin to be computed with it.</summary>
    private int Prefill(InstanceBook instance, in PlanItem item)
    {
        var book = Member(instance, item.Request);
        var known = workload.Prompt[item.Request] + book.Generated;
        if (item.Tokens < 1 || item.Past != book.Computed || item.Past + item.Tokens > known)
            books.Say($"request {item.Request} computes {item.Tokens} tokens behind {item.Past} of {known}, with {book.Computed} computed");
        if (item.LayerFrom != book.LayersDone || item.SegmentFrom != book.SegmentsDone || (book.Chunk > 0 && book.Chunk != item.Tokens))
            books.Say($"request {item.Request} goes on with {item.Tokens} tokens at layer {item.LayerFrom}, segment {item.SegmentFrom}; it had {book.Chunk} tokens at {book.LayersDone}, {book.SegmentsDone}");
        if (item.LayerTo != 0 && (item.LayerTo <= item.LayerFrom || item.LayerTo > instance.Layers)) books.Say($"request {item.Request} passes layers {item.LayerFrom} to {item.LayerTo} of {instance.Layers}");
        instance.Blocks.Grow(book, item.BlocksFor);
        var begins = book.Chunk == 0;
        book.Chunk = item.Tokens;
        return begins ? item.Tokens : 0;
    }

    private void Passed(InstanceBook instance, in PlanItem item, int stoppedBehind, long now)
    {
        var book = books.Requests[item.Request];
        if (stoppedBehind >= 0)
        {
            if (stoppedBehind <= book.SegmentsDone) books.Say($"the pass of request {item.Request} stops behind {stoppedBehind} segments, with {book.SegmentsDone} done before");
            book.SegmentsDone = stoppedBehind;
            return;
        }
        if (item.LayerTo != 0 && item.LayerTo < instance.Layers)
        {
            book.LayersDone = item.LayerTo;
            return;
        }
        (book.Chunk, book.LayersDone, book.SegmentsDone) = (0, 0, 0);
        book.Computed += item.Tokens;
        book.Prefilled += item.Tokens;
        instance.Blocks.Fill(item.Request, book, book.Computed);
        if (book.Computed == workload.Prompt[item.Request] + book.Generated) Token(item.Request, now, computes: 0);
    }

    private void Token(int request, long time, int computes)
    {
        var book = books.Requests[request];
        book.Computed += computes;
        book.Generated++;
        if (book.First == SimTime.Never) book.First = time;
        else
        {
            book.Gaps.Add(time - book.Last);
            book.LargestGap = Math.Max(book.LargestGap, time - book.Last);
        }
        book.Last = time;
        books.LastToken = Math.Max(books.LastToken, time);
    }

    private void CheckLimits(InstanceBook instance, LoggedStep step, long prompts)
    {
        var policy = instance.Spec.Policy;
        var (most, running) = (policy.MaxSequences ?? instance.Limits.MaxSequences, step.Decodes.Length + step.Prefills.Length);
        if (running > most) books.Say($"{running} requests are in a step of instance {instance.Index}, at most {most} may be");
        if (!policy.Batching.HasTokenBudget || prompts == 0) return;
        var (tokens, budget) = (prompts + (policy.Prefill.CountsDecodes ? step.Decodes.Length : 0), policy.Prefill.StepTokens(instance.Limits));
        // A prompt that is never cut runs alone when it is longer.
        if (tokens > budget && running > 1) books.Say($"a step of {tokens} tokens on instance {instance.Index}, at most {budget} may be");
    }

    private void CheckBlocks(InstanceBook instance, int used)
    {
        if (used > instance.Limits.KvBlocks || instance.Blocks.Least > instance.Limits.KvBlocks)
            books.Say($"{Math.Max(used, instance.Blocks.Least)} KV blocks are in use on instance {instance.Index}, which has {instance.Limits.KvBlocks}");
        if (used < instance.Blocks.Least || used > instance.Blocks.Most)
            books.Say($"instance {instance.Index} says that {used} KV blocks are in use, expected {instance.Blocks.Least} to {instance.Blocks.Most}");
    }
}
