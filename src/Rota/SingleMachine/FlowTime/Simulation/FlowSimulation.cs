using Rota.SingleMachine.FlowTime.Policies;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>
/// Runs jobs under a policy in exact integer time, from event to event: arrivals, ends of operations, quanta. At one moment work ends first, then operations, then jobs
/// arrive, then the policy decides. Deterministic.
/// </summary>
public sealed class FlowSimulation
{
    private readonly IFlowSource source;
    private readonly FlowOptions options;
    private readonly FlowScheduler scheduler;
    private readonly FlowView view;
    private readonly RotatingPolicy? rotating;
    private readonly FlowPolicy policy;
    private readonly ServerLanes lanes;
    private readonly FlowRecord record;
    private readonly CancellationToken cancellation;
    private long now;

    private FlowSimulation(IFlowSource source, FlowPolicy policy, FlowOptions options, bool realised, CancellationToken cancellation)
    {
        (this.source, this.policy, this.options, this.cancellation) = (source, policy, options.Validated(), cancellation);
        scheduler = new(policy);
        view = scheduler.View;
        rotating = options is { Servers: 1, SwitchCost: 0, KeepBlocks: false, UnitSlots: false } ? policy as RotatingPolicy : null;
        record = new(options.KeepBlocks, realised);
        lanes = new(options.Servers, options.SwitchCost);
    }

    /// <summary>Runs an instance under a fresh policy.</summary>
    /// <exception cref="RotaException">Options out of range, or switches that carry the end beyond 2^62 ticks.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FlowRun Run(FlowProblem problem, FlowPolicy policy, FlowOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? new()).Validated();
        if (problem.Jobs[^1].Release + ((Int128)problem.TotalWork * (1 + options.SwitchCost)) > FlowProblem.Horizon)
            throw new RotaException($"{problem.Name} with a switch cost of {options.SwitchCost} may last beyond 2^62 ticks");
        var simulation = new FlowSimulation(new WrittenJobs(problem), policy, options, realised: false, cancellation);
        simulation.Go();
        return simulation.record.Run(problem);
    }

    /// <summary>Runs what a source decides as it goes, under a fresh policy; the run holds the instance that came of it.</summary>
    /// <exception cref="RotaException">Options out of range, or a source that sends no job.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static FlowRun Run(string name, IFlowSource source, FlowPolicy policy, FlowOptions? options = null, CancellationToken cancellation = default)
    {
        var simulation = new FlowSimulation(source, policy, options ?? new(), realised: true, cancellation);
        simulation.Go();
        return simulation.record.Run(simulation.record.Realised(name, simulation.view));
    }

    private void Go()
    {
        Span<int> chosen = new int[options.Servers];
        for (var steps = 0L; ; steps++)
        {
            if ((steps & 0xFFFF) == 0) cancellation.ThrowIfCancellationRequested();
            var coming = Accept(out var arrival);
            if (view.Alive == 0)
            {
                if (!coming) return;
                now = arrival.Time;
                continue;
            }
            var horizon = coming ? arrival.Time - now : long.MaxValue;
            if (rotating is not null && TryRounds(horizon)) continue;
            Step(chosen[..scheduler.Top(chosen)], horizon);
        }
    }

    /// <summary>Lets in who is due; true when another is known to come, later than now.</summary>
    private bool Accept(out FlowArrival arrival)
    {
        while (source.NextArrival(view, out arrival))
        {
            if (arrival.Time > now) return true;
            var job = scheduler.OnArrival(now, arrival.FirstSize);
            record.Arrive(arrival.Time);
            source.Arrived(job);
        }
        return false;
    }

    private void Step(ReadOnlySpan<int> jobs, long step)
    {
        lanes.Assign(jobs);
        for (var s = 0; s < lanes.Count; s++)
        {
            var job = lanes.Job(s);
            if (job < 0) continue;
            step = Math.Min(step, lanes.Setup(s) > 0 ? lanes.Setup(s) : Math.Min(view.Remaining(job), policy.Quantum(job)));
        }
        if (options.UnitSlots) step = 1;
        now += step;
        for (var s = 0; s < lanes.Count; s++)
        {
            var job = lanes.Job(s);
            if (job < 0) continue;
            if (lanes.PassSetup(s, step)) continue;
            record.Work(s, job, view.Operation(job), lanes.Resumes(s, view.Elapsed(job)), now - step, now);
            lanes.Worked(s);
            scheduler.OnWork(now, job, step);
        }
        for (var s = 0; s < lanes.Count; s++)
        {
            var job = lanes.Job(s);
            if (job < 0 || view.Remaining(job) > 0) continue;
            var next = source.NextOperation(job, view);
            scheduler.OnOperationDone(job, next);
            if (next is null) record.Finish(job, now);
        }
    }

    /// <summary>Runs as many whole rounds of a sharing policy as change nothing but the work done; false when there is not one.</summary>
    private bool TryRounds(long horizon)
    {
        var rounds = rotating!.Rounds;
        if (rounds < 1) return false;
        var jobs = rotating.Round();
        rounds = Math.Min(rounds, horizon / jobs.Length);
        foreach (var job in jobs)
        {
            rounds = Math.Min(rounds, view.Remaining(job) - 1);
            if (rounds < 1) return false;
        }
        for (var i = 0; i < jobs.Length; i++)
        {
            var resumes = jobs.Length == 1 ? 0 : rounds;
            // Whoever has not run yet begins, and who ran last goes on: neither is resumed in the first round.
            if (view.Elapsed(jobs[i]) == 0 || (i == 0 && lanes.Last(0) == jobs[0])) resumes -= jobs.Length == 1 ? 0 : 1;
            else if (jobs.Length == 1) resumes = 1;
            record.Resume(jobs[i], resumes);
        }
        lanes.Ran(jobs[^1]);
        now += rounds * jobs.Length;
        scheduler.OnRounds(now, rotating, jobs, rounds);
        return true;
    }
}
