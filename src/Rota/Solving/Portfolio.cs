using System.Runtime.ExceptionServices;

namespace Rota.Solving;

/// <summary>Solvers one after the other on the same run: each starts from the best of those before it.</summary>
public sealed class InTurn<TProblem, TAnswer>(string name, string description, params IReadOnlyList<ISolver<TProblem, TAnswer>> stages)
    : ISolver<TProblem, TAnswer>
    where TAnswer : class
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public void Improve(TProblem problem, Run<TAnswer> run)
    {
        foreach (var stage in stages)
        {
            if (run.ShouldStop) return;
            stage.Improve(problem, run);
        }
    }
}

/// <summary>Solvers side by side, one thread each, exchanging incumbent and bound through the run. Ends when all have returned.</summary>
public sealed class SideBySide<TProblem, TAnswer>(string name, string description, params IReadOnlyList<ISolver<TProblem, TAnswer>> members)
    : ISolver<TProblem, TAnswer>
    where TAnswer : class
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public void Improve(TProblem problem, Run<TAnswer> run)
    {
        var faults = new Exception?[members.Count];
        var threads = new Thread[members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            var index = i;
            threads[i] = new Thread(() => Guard(members[index], problem, run, ref faults[index]), 16 << 20)
            {
                IsBackground = true,
                Name = members[i].Name,
            };
            threads[i].Start();
        }
        foreach (var thread in threads) thread.Join();
        foreach (var fault in faults)
            if (fault is not null) ExceptionDispatchInfo.Throw(fault);
    }

    private static void Guard(ISolver<TProblem, TAnswer> member, TProblem problem, Run<TAnswer> run, ref Exception? fault)
    {
        try
        {
            member.Improve(problem, run);
        }
        catch (Exception e)
        {
            fault = e;
            run.Stop();
        }
    }
}
