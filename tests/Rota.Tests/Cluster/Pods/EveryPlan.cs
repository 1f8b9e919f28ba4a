using Rota.Cluster.Pods;

namespace Rota.Tests.Cluster.Pods;

/// <summary>The best of all plans, found by trying every one and asking the referee.</summary>
internal static class EveryPlan
{
    public static long Best(PodProblem problem)
    {
        var nodes = new int[problem.Pods.Length];
        var best = long.MaxValue;
        Try(0);
        return best;

        void Try(int pod)
        {
            if (pod == nodes.Length)
            {
                var verdict = PodChecker.Instance.Check(problem, new PodPlan([.. nodes]));
                if (verdict.Accepted) best = Math.Min(best, verdict.Objective);
                return;
            }
            for (nodes[pod] = -1; nodes[pod] < problem.Nodes.Length; nodes[pod]++)
            {
                // What the referee refuses of one pod alone need not be tried with every other.
                if (problem.IsFixed(pod) && nodes[pod] != problem.Pods[pod].Node) continue;
                Try(pod + 1);
            }
        }
    }
}
