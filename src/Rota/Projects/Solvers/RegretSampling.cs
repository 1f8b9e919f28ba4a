using Rota.Projects.Policies;
using Rota.Projects.Solvers.Flat;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Projects.Solvers;

/// <summary>Regret-based biased random sampling (Drexl 1991, Kolisch 1996) under the latest finish time, on textbook projects: a baseline.</summary>
/// <param name="scheme">How schedules are made.</param>
/// <param name="samples">How many.</param>
public sealed class RegretSampling(SamplingScheme scheme, int samples) : ISolver<ProjectProblem, ProjectSchedule>
{
    /// <inheritdoc/>
    public string Name => scheme switch
    {
        SamplingScheme.Serial => "sampling-serial",
        SamplingScheme.Parallel => "sampling-parallel",
        _ => "sampling-justified",
    };

    /// <inheritdoc/>
    public string Description => $"{samples} schedules drawn by regret under the latest finish time, {scheme switch
    {
        SamplingScheme.Serial => "serial",
        SamplingScheme.Parallel => "parallel",
        _ => "serial and parallel in turn, justified",
    }}";

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (!ProjectBounds.Prove(problem, run)) return;
        if (FlatProject.Of(problem) is not { } flat)
        {
            run.GiveUp($"{Name} takes textbook projects only (one mode, plain precedence, constant capacities); try genetic");
            return;
        }
        var keys = new LatestFinishTime().Keys(new ProjectNetwork(problem).Times(problem));
        var random = new RandomStream(run.Seed).Split(Name);
        var (dispatch, passes) = (new FlatDispatch(flat), new FlatScheme(flat));
        var (starts, list) = (new int[flat.Count], new int[flat.Count]);
        for (var sample = 0; sample < samples && (sample == 0 || !run.ShouldStop); sample++)
        {
            int makespan;
            if (scheme == SamplingScheme.Parallel || (scheme == SamplingScheme.Justified && sample % 2 == 1))
            {
                makespan = dispatch.Parallel(keys, random, starts);
            }
            else
            {
                dispatch.Serial(keys, random, list);
                makespan = passes.Forward(list, starts);
            }
            if (scheme == SamplingScheme.Justified) makespan = passes.Justify(makespan, starts);
            flat.Offer(run, starts, makespan, Name);
        }
    }
}
