namespace Rota.Shop.Formats;

/// <summary>What formats without words cannot hold, told in words.</summary>
internal static class PlainShop
{
    /// <summary>Why a problem is more than jobs, machines and durations; null when it is not.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="flexible">The format holds a choice of machines.</param>
    /// <param name="reentrant">The format holds jobs with any route.</param>
    public static string? Refusal(ShopProblem problem, bool flexible = false, bool reentrant = false)
    {
        if (problem.Objective != ShopObjective.Makespan) return "another objective than the makespan";
        var seen = new int[problem.MachineCount];
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var job = problem.Jobs[j];
            if (job.Release != 0) return $"release dates (job {job.Name} has {job.Release})";
            if (job.Due is { } due) return $"due dates (job {job.Name} has {due})";
            if (job.Weight != 1) return $"weights (job {job.Name} has {job.Weight})";
            if (!reentrant && job.Operations.Length != problem.MachineCount)
                return $"jobs that do not visit every machine once (job {job.Name} has {job.Operations.Length} operations, the shop {problem.MachineCount} machines)";
            foreach (var operation in job.Operations)
            {
                if (!flexible && operation.Modes.Length != 1) return $"a choice of machines (job {job.Name})";
                if (!reentrant && seen[operation.Modes[0].Machine]++ > j) return $"machines that come again (machine {operation.Modes[0].Machine} in job {job.Name})";
            }
        }
        return null;
    }
}
