using System.Globalization;
using Google.OrTools.Sat;
using Rota.Cluster.Pods;
using Rota.CpSat.Solving;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>
/// Large neighbourhood search: a few nodes around a pod without a node, or around a pod that moves, are solved anew by CP-SAT while the rest keeps its place. One thread a worker,
/// each from the best plan of all.
/// </summary>
internal sealed class PodNeighbourhoods(int pods) : ISolver<PodProblem, PodPlan>
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(0.3);

    private const long MostWeight = 1L << 50;

    public string Name => "neighbourhoods";

    public string Description => "constraint programming on a few nodes at a time";

    public void Improve(PodProblem problem, Run<PodPlan> run)
    {
        var streams = new RandomStream(run.Seed).Split(Name);
        var walkers = Enumerable.Range(0, run.Workers).Select(i => new Walker(this, streams.Split(i))).ToArray();
        new SideBySide<PodProblem, PodPlan>(Name, Description, walkers).Improve(problem, run);
    }

    private sealed class Walker(PodNeighbourhoods owner, RandomStream random) : ISolver<PodProblem, PodPlan>
    {
        public string Name => owner.Name;

        public string Description => owner.Description;

        public void Improve(PodProblem problem, Run<PodPlan> run)
        {
            var cost = PodCost.Of(problem);
            var (plan, value) = run.Best!.Value;
            var version = run.Version;
            for (var idle = 0; !run.ShouldStop; idle++)
            {
                if (run.Version != version && run.Objective < value) (plan, value) = run.Best!.Value;
                version = run.Version;
                var changed = Enumerable.Range(0, plan.Nodes.Length).Where(p => !problem.IsFixed(p) && plan.Nodes[p] != problem.Pods[p].Node || (plan.Nodes[p] < 0 && !problem.IsFixed(p) && !problem.Eligible(p).IsEmpty)).ToArray();
                if (changed.Length == 0) return;
                var focus = changed[random.Next(changed.Length)];
                var next = Solve(problem, run, plan, Nodes(problem, plan, focus), focus);
                if (next is null || cost.Score(next).Objective is var found && found > value) continue;
                (plan, value) = (next, cost.Score(next).Objective);
                run.Offer(plan, value, Name);
            }
        }

        /// <summary>Nodes that may host the pod, with so many pods on them that the model stays small: its own, its home, and others by chance, those with room first.</summary>
        private bool[] Nodes(PodProblem problem, PodPlan plan, int focus)
        {
            var free = new bool[problem.Nodes.Length];
            var on = new int[free.Length];
            for (var p = 0; p < plan.Nodes.Length; p++)
                if (plan.Nodes[p] >= 0 && !problem.IsFixed(p)) on[plan.Nodes[p]]++;
            var left = owner.Pods;
            void Take(int node)
            {
                if (node < 0 || free[node]) return;
                free[node] = true;
                left -= on[node];
            }
            Take(plan.Nodes[focus]);
            Take(problem.Pods[focus].Node);
            int[] others = [.. problem.Eligible(focus)];
            random.Shuffle(others.AsSpan());
            var taken = free.Count(f => f);
            foreach (var n in others)
            {
                if (taken >= 2 && left - on[n] < 0) break;
                if (!free[n]) taken++;
                Take(n);
            }
            return free;
        }

        private PodPlan? Solve(PodProblem problem, Run<PodPlan> run, PodPlan plan, bool[] free, int focus)
        {
            // Of the pods without a node those that matter most, the focus among them.
            var waiting = Enumerable.Range(0, plan.Nodes.Length).Where(p => plan.Nodes[p] < 0 && !problem.IsFixed(p)).OrderBy(p => p == focus ? -1 : problem.Rank[p]).ThenBy(_ => random.NextBits()).Take(12).ToHashSet();
            var lowest = problem.Objective == PodObjective.TierByTier ? waiting.Append(focus).Min(p => problem.Rank[p]) : 0;
            var moves = problem.Objective == PodObjective.TierByTier ? Enumerable.Range(0, plan.Nodes.Length).Where(p => problem.Pods[p].Node >= 0 && plan.Nodes[p] != problem.Pods[p].Node).Select(p => problem.Rank[p]).DefaultIfEmpty(lowest).Min() : 0;
            var from = Math.Min(lowest, moves);
            var model = new PodModel(problem, plan, free, p => plan.Nodes[p] < 0 ? waiting.Contains(p) : problem.Rank[p] >= from || problem.Pods[p].Node < 0);
            if (model.Parts.Count == 0) return null;
            model.Cp.Minimize(Objective(problem, model));
            model.Hint(plan);
            PodPlan? found = null;
            using var round = new CpSatRound(model.Cp, string.Create(
                CultureInfo.InvariantCulture, $"num_workers:1,random_seed:{random.Next(1 << 30)},catch_sigint_signal:false"))
            {
                Found = solution => found = model.Read(solution),
            };
            var deadline = run.Elapsed + Longest;
            round.Run(() => run.ShouldStop || run.Elapsed > deadline);
            return found;
        }

        /// <summary>The objective of the part in one sum: digits as large as the part needs.</summary>
        private static LinearExpr Objective(PodProblem problem, PodModel model)
        {
            var terms = new List<LinearExpr>();
            long weight = 1;
            var byTier = problem.Objective == PodObjective.TierByTier;
            if (!byTier)
            {
                terms.Add(model.Disruption(0, problem.Tiers.Length - 1));
                weight += 2L * model.Parts.Sum(part => part.Running);
            }
            for (var t = problem.Tiers.Length - 1; t >= 0; t--)
            {
                var parts = model.Parts.Where(part => part.Rank == t).ToArray();
                if (parts.Length == 0) continue;
                if (byTier)
                {
                    terms.Add(model.Disruption(t, t) * weight);
                    weight *= 1 + (2L * parts.Sum(part => part.Running));
                }
                terms.Add(model.Unplaced(t, t) * weight);
                weight = Math.Min(MostWeight, weight * (1 + parts.Sum(part => part.Members.Length)));
            }
            return LinearExpr.Sum(terms);
        }
    }

    private int Pods => pods;
}
