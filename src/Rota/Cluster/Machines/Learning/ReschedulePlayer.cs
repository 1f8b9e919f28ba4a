using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Randomness;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// Plays trajectories of one snapshot by a policy of two stages, quickly: a migration costs two looks at machines and a score for every VM and every place. One a thread.
/// </summary>
public sealed class ReschedulePlayer
{
    private readonly RescheduleNetwork network;
    private readonly RescheduleState start;
    private readonly MachineView[] startViews;
    private readonly List<VmKind> vms = [];
    private readonly List<(int Machine, int Node)> places = [];
    private readonly int vmsKept, placesKept;
    private readonly int[] kept;
    private readonly MachineView[] views;
    private RescheduleState it;

    /// <summary>A player of one snapshot.</summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="network">The policy; see <see cref="MachineModels"/>.</param>
    /// <param name="vmQuantile">VMs below this quantile of the probabilities are not drawn. Default .995, the source's.</param>
    /// <param name="placeQuantile">Places below this one are not drawn. Default .98, the source's.</param>
    /// <exception cref="RotaException">The policy reads something else.</exception>
    public ReschedulePlayer(MachineProblem problem, PolicyNetwork network, double vmQuantile = 0.995, double placeQuantile = 0.98)
    {
        this.network = new(network);
        start = new(problem);
        it = start.Copy();
        startViews = [.. Enumerable.Range(0, problem.Machines.Length).Select(m => this.network.Look(start, m))];
        views = [.. startViews];
        // Shares of all VMs and of all machines, as in the source, though equal ones are one candidate here.
        vmsKept = Math.Max(2, (int)Math.Ceiling((1 - vmQuantile) * problem.Vms.Length));
        placesKept = Math.Max(2, (int)Math.Ceiling((1 - placeQuantile) * problem.Machines.Length));
        kept = new int[Math.Max(vmsKept, placesKept)];
    }

    /// <summary>Migrations of the present trajectory.</summary>
    public MigrationPlan Plan => new([.. it.Moves]);

    /// <summary>How many they are.</summary>
    public int Moves => it.Moves.Count;

    /// <summary>Free cores in fragments now.</summary>
    public long Fragments => Solvers.MachineCost.Of(it.State);

    /// <summary>Where VMs are now, for those who search on.</summary>
    internal RescheduleState Inside => it;

    /// <summary>Begins a trajectory, with some migrations done already.</summary>
    public void Reset(ReadOnlySpan<Migration> done = default)
    {
        it = start.Copy();
        startViews.CopyTo(views, 0);
        foreach (var (vm, to) in done) Carry(vm, to.Machine, to.Node);
    }

    /// <summary>One migration.</summary>
    /// <param name="random">Its chance.</param>
    /// <param name="temperature">0 for what the policy thinks best, 1 for its own probabilities above the thresholds.</param>
    /// <returns>False when the limit is reached or nothing can move.</returns>
    public bool Step(RandomStream random, double temperature)
    {
        if (it.IsFull) return false;
        var scores = network.Vms(it, views, vms);
        if (vms.Count == 0) return false;
        var vm = vms[Draw(scores, vmsKept, random, temperature)].Vm;
        scores = network.Places(it, views, vm, places);
        var (machine, node) = places[Draw(scores, placesKept, random, temperature)];
        Carry(vm, machine, node);
        return true;
    }

    private void Carry(int vm, int machine, int node)
    {
        var from = it.State.MachineOf[vm];
        it.Move(vm, machine, node);
        views[from] = network.Look(it, from);
        if (machine != from) views[machine] = network.Look(it, machine);
    }

    /// <summary>A draw among the best.</summary>
    private int Draw(ReadOnlySpan<float> scores, int most, RandomStream random, double temperature)
    {
        if (temperature <= 0) return Sampling.Greedy(scores);
        var count = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            if (count == most && scores[i] <= scores[kept[count - 1]]) continue;
            var at = count < most ? count++ : count - 1;
            for (; at > 0 && scores[kept[at - 1]] < scores[i]; at--) kept[at] = kept[at - 1];
            kept[at] = i;
        }
        var (largest, sum) = (scores[kept[0]], 0.0);
        for (var i = 0; i < count; i++) sum += Math.Exp((scores[kept[i]] - (double)largest) / temperature);
        var left = random.NextDouble() * sum;
        for (var i = 0; i < count; i++)
            if ((left -= Math.Exp((scores[kept[i]] - (double)largest) / temperature)) < 0) return kept[i];
        return kept[0];
    }
}
