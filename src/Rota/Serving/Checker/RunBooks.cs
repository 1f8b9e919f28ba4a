using System.Collections.Immutable;
using Rota.Serving.Engine;

namespace Rota.Serving.Checker;

/// <summary>Follows a log line by line. What steps do stands in <see cref="StepBooks"/>.</summary>
internal sealed class RunBooks
{
    private readonly Workload workload;
    private readonly ImmutableArray<string>.Builder violations;
    private readonly BlockContents contents;
    private readonly StepBooks steps;
    private readonly Dictionary<int, int> hostedOfProgram = [];
    private long now;
    private int inLoop;

    public RunBooks(Workload workload, Fleet fleet, ImmutableArray<string>.Builder violations)
    {
        (this.workload, this.violations) = (workload, violations);
        contents = new(workload);
        Requests = [.. Enumerable.Range(0, workload.Count).Select(_ => new RequestBook())];
        Instances = [.. fleet.Instances.Select((spec, index) => new InstanceBook(index, spec, workload, contents))];
        steps = new(workload, this);
    }

    public RequestBook[] Requests { get; }

    public InstanceBook[] Instances { get; }

    public long LastToken { get; set; }

    public void Say(string violation) => violations.Add(FormattableString.Invariant($"at {SimTime.ToSeconds(now):0.000000} s: {violation}"));

    public void Take(in LogEntry entry)
    {
        if (entry.Time < now) Say($"the log goes back to {SimTime.ToSeconds(entry.Time)} s");
        now = Math.Max(now, entry.Time);
        if (entry.Kind is LogKind.StepBegan) steps.Begin(Instances[entry.Instance], entry.Step!, now);
        else if (entry.Kind is LogKind.StepEnded) steps.End(Instances[entry.Instance], entry.Step!, now);
        else if (entry.Instance < 0) AtTheDoor(entry, Requests[entry.Request]);
        else if (entry.Kind is LogKind.LetGo or LogKind.HeldSwappedOut) TakeHeld(entry, Instances[entry.Instance]);
        else TakeRequest(entry, Instances[entry.Instance], Requests[entry.Request]);
    }

    /// <summary>The log is at its end.</summary>
    public void Close(bool complete)
    {
        foreach (var instance in Instances)
        {
            if (complete && instance.Step is not null) Say($"instance {instance.Index} is left in a step");
            if (complete && instance.Resident.Count > 0) Say($"instance {instance.Index} still holds {instance.Resident.Count} requests");
        }
        for (var i = 0; complete && i < Requests.Length; i++)
            if (Requests[i].Place is not Place.Gone) Say($"request {i} is left {Requests[i].Place}");
    }

    private void AtTheDoor(in LogEntry entry, RequestBook book)
    {
        switch (entry.Kind)
        {
            case LogKind.Arrived:
                Expect(entry, book, Place.Nowhere);
                CheckArrival(entry.Request, book);
                (book.Place, book.Arrived) = (Place.Arriving, now);
                book.Attempts++;
                if (workload.Loop is { } loop && workload.Previous[entry.Request] < 0 && ++inLoop > loop.Clients) Say($"request {entry.Request} arrives beside {loop.Clients} others of as many clients");
                break;
            case LogKind.Refused:
                Expect(entry, book, Place.Arriving);
                Go(entry.Request, book, RequestState.Refused);
                break;
            default:
                Expect(entry, book, Place.Gone);
                (book.Place, book.State, book.Generated, book.LargestGap) = (Place.Nowhere, RequestState.Future, 0, 0);
                (book.First, book.Last, book.Scheduled) = (SimTime.Never, SimTime.Never, SimTime.Never);
                break;
        }
    }

    private void CheckArrival(int request, RequestBook book)
    {
        if (book.Attempts > 0) return;
        var due = workload.Loop is null ? workload.Arrival[request] : now;
        if (workload.Previous[request] is var before and >= 0) due = Requests[before].State == RequestState.Finished ? Requests[before].Last + workload.Pause[before] : SimTime.Never;
        if (due != now) Say($"request {request} arrives, due at {SimTime.ToSeconds(due)} s");
    }

    private void TakeHeld(in LogEntry entry, InstanceBook instance)
    {
        if (!instance.Held.TryGetValue(entry.Request, out var held)) Say($"no context is held for program {entry.Request} on instance {instance.Index}, but it is let go of");
        else if (entry.Kind is LogKind.HeldSwappedOut) hostedOfProgram[entry.Request] = entry.Tokens;
        else
        {
            instance.Blocks.Free(held.Book);
            instance.Held.Remove(entry.Request);
        }
    }

    private void TakeRequest(in LogEntry entry, InstanceBook instance, RequestBook book)
    {
        var (request, tokens) = (entry.Request, entry.Tokens);
        switch (entry.Kind)
        {
            case LogKind.Queued:
                Expect(entry, book, Place.Arriving, Place.OnTheWay);
                (book.Place, book.Instance, book.QueuedAt) = (Place.Queue, entry.Instance, now);
                break;
            case LogKind.Admitted or LogKind.Received or LogKind.Restored:
                Expect(entry, book, Place.Queue);
                Enter(entry, instance, book);
                break;
            case LogKind.RestoreEnded:
                Expect(entry, book, Place.Restoring);
                book.Place = Place.Running;
                break;
            case LogKind.SwapInBegan:
                Expect(entry, book, Place.Queue, Place.Host);
                SwapIn(entry, instance, book);
                break;
            case LogKind.SwapInEnded:
                Expect(entry, book, Place.SwappingIn);
                book.Place = Place.Running;
                break;
            case LogKind.Preempted or LogKind.SwappedOut:
                Expect(entry, book, Place.Running);
                if (tokens != book.Computed) Say($"request {request} loses {tokens} tokens, but has {book.Computed}");
                if (InStep(instance, request)) Say($"request {request} is taken out of the step that runs");
                if (entry.Kind is LogKind.Preempted) book.Preemptions++;
                else Host(request, tokens);
                Leave(instance, request, book);
                // It joins the queue anew, as if it came.
                book.Place = entry.Kind is LogKind.Preempted ? Place.Arriving : Place.Host;
                break;
            case LogKind.HandedOver:
                Expect(entry, book, Place.Running);
                if (book.Generated < 1 || tokens != book.Computed) Say($"request {request} is handed over with {tokens} of {book.Computed} tokens and {book.Generated} made");
                book.Place = Place.OnTheWay;
                break;
            case LogKind.Left:
                Expect(entry, book, Place.OnTheWay);
                Leave(instance, request, book);
                break;
            case LogKind.Finished:
                Expect(entry, book, Place.Running);
                if (book.Generated != workload.Output[request]) Say($"request {request} is finished with {book.Generated} of {workload.Output[request]} tokens");
                if (book.Last != now) Say($"request {request} is finished, but its last token came at {SimTime.ToSeconds(book.Last)} s");
                Leave(instance, request, book, keep: true);
                Go(request, book, RequestState.Finished);
                break;
            case LogKind.Held:
                Hold(entry, instance, book);
                break;
            default:
                Expect(entry, book, Place.Running, Place.Queue);
                if (book.Place == Place.Running) Leave(instance, request, book);
                Go(request, book, RequestState.Aborted);
                break;
        }
    }

    /// <summary>A request leaves the queue with tokens that are there already.</summary>
    private void Enter(in LogEntry entry, InstanceBook instance, RequestBook book)
    {
        var (request, tokens) = (entry.Request, entry.Tokens);
        OutOfQueue(book);
        if (tokens < 0 || (tokens >= Known(request) && tokens > 0)) Say($"request {request} finds {tokens} of {Known(request)} tokens, and nothing is left to compute");
        instance.Resident.Add(request);
        (book.Place, book.Computed) = (entry.Kind is LogKind.Restored ? Place.Restoring : Place.Running, tokens);
        if (entry.Kind is LogKind.Received)
        {
            if (!instance.Decodes || book.Generated < 1 || tokens != Known(request) - 1) Say($"request {request} is received with {tokens} of {Known(request)} tokens");
        }
        else
        {
            book.Hits += tokens;
            if (instance.SharesBlocks)
            {
                if (!instance.Blocks.WasComputed(request, tokens)) Say($"request {request} finds {tokens} tokens on instance {instance.Index} that were not computed there");
            }
            else if (workload.Program[request] is var program and >= 0 && instance.Held.Remove(program, out var held))
            {
                if (tokens > held.Tokens || (workload.Previous[request] is var before && (before < 0 || tokens > contents.SharedWith(before, request))))
                    Say($"request {request} goes on from {tokens} tokens, but {held.Tokens} were held for its program");
                instance.Blocks.Free(held.Book);
            }
            else if (tokens > 0) Say($"request {request} finds {tokens} tokens, but nothing is held for it");
        }
        // What comes from another instance comes with room for the token it computes next.
        instance.Blocks.Grow(book, entry.Kind is LogKind.Received ? tokens + 1 : tokens);
        instance.Blocks.Fill(request, book, tokens);
    }

    private void SwapIn(in LogEntry entry, InstanceBook instance, RequestBook book)
    {
        var (request, tokens) = (entry.Request, entry.Tokens);
        var hosted = workload.Program[request] is var program and >= 0 ? hostedOfProgram.GetValueOrDefault(program) : book.Hosted;
        if (tokens > hosted || tokens >= Known(request)) Say($"request {request} brings {tokens} of {Known(request)} tokens back, but the host has {hosted}");
        if (book.Place == Place.Queue)
        {
            OutOfQueue(book);
            book.Hits += tokens;
        }
        instance.Resident.Add(request);
        (book.Place, book.Computed) = (Place.SwappingIn, tokens);
        instance.Blocks.Grow(book, tokens);
    }

    private void Host(int request, int tokens)
    {
        if (workload.Program[request] is var program and >= 0) hostedOfProgram[program] = Math.Max(hostedOfProgram.GetValueOrDefault(program), tokens);
        else Requests[request].Hosted = Math.Max(Requests[request].Hosted, tokens);
    }

    /// <summary>The context of a turn that just ended stays, blocks and all.</summary>
    private void Hold(in LogEntry entry, InstanceBook instance, RequestBook book)
    {
        var program = workload.Program[entry.Request];
        if (book.State != RequestState.Finished || program < 0 || entry.Tokens != book.Computed) Say($"{entry.Tokens} tokens of request {entry.Request} are held for program {program}");
        if (instance.Held.ContainsKey(program)) Say($"two contexts are held for program {program}");
        var held = new RequestBook();
        instance.Blocks.Grow(held, book.Blocks * instance.Limits.BlockSize);
        instance.Blocks.Fill(entry.Request, held, book.Computed);
        book.Blocks = 0;
        instance.Held[program] = (held, entry.Tokens);
    }

    private void OutOfQueue(RequestBook book)
    {
        book.Waited += now - book.QueuedAt;
        if (book.Scheduled == SimTime.Never) book.Scheduled = now;
    }

    private void Leave(InstanceBook instance, int request, RequestBook book, bool keep = false)
    {
        if (!instance.Resident.Remove(request)) Say($"request {request} leaves instance {instance.Index}, but is not there");
        // What is computed becomes known as it is let go of.
        instance.Blocks.Fill(request, book, book.Computed);
        var (computed, blocks) = (book.Computed, book.Blocks);
        instance.Blocks.Free(book);
        book.LoseKv();
        if (keep) (book.Computed, book.Blocks) = (computed, blocks);
    }

    private void Go(int request, RequestBook book, RequestState state)
    {
        (book.Place, book.State) = (Place.Gone, state);
        // A client is free when the request, or the program it begins, is done with.
        if (workload.Loop is not null && (state != RequestState.Finished || workload.Next[request] < 0)) inLoop--;
    }

    private int Known(int request) => workload.Prompt[request] + Requests[request].Generated;

    private static bool InStep(InstanceBook instance, int request) =>
        instance.Step is { } step && (step.Decodes.Contains(request) || step.Prefills.Any(item => item.Request == request));

    private void Expect(in LogEntry entry, RequestBook book, params ReadOnlySpan<Place> places)
    {
        if (!places.Contains(book.Place)) Say($"request {entry.Request} is {entry.Kind} while {book.Place}");
        if (entry.Instance >= 0 && entry.Kind is not LogKind.Queued && book.Instance != entry.Instance) Say($"request {entry.Request} is {entry.Kind} on instance {entry.Instance}, but is on {book.Instance}");
    }
}
