namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>What each server works on, last worked on, and is being set up for. A job stays on its server while it is among the chosen.</summary>
internal sealed class ServerLanes
{
    private readonly int[] job;
    private readonly int[] last;
    private readonly int[] target;
    private readonly long[] setup;
    private readonly long cost;

    public ServerLanes(int servers, long switchCost)
    {
        (job, last, target, setup, cost) = (new int[servers], new int[servers], new int[servers], new long[servers], switchCost);
        Array.Fill(job, -1);
        Array.Fill(last, -1);
        Array.Fill(target, -1);
    }

    /// <summary>Number of servers.</summary>
    public int Count => job.Length;

    /// <summary>The job on a server, -1 for none.</summary>
    public int Job(int server) => job[server];

    /// <summary>The job a server worked on last, -1 for none yet.</summary>
    public int Last(int server) => last[server];

    /// <summary>Ticks of setup that are left on a server.</summary>
    public long Setup(int server) => setup[server];

    /// <summary>Gives the chosen jobs to servers.</summary>
    public void Assign(ReadOnlySpan<int> chosen)
    {
        for (var s = 0; s < job.Length; s++)
            if (job[s] >= 0 && !chosen.Contains(job[s])) job[s] = -1;
        var free = 0;
        foreach (var wanted in chosen)
        {
            if (job.AsSpan().Contains(wanted)) continue;
            while (job[free] >= 0) free++;
            job[free] = wanted;
        }
        if (cost == 0) return;
        for (var s = 0; s < job.Length; s++)
        {
            if (job[s] == target[s]) continue;
            target[s] = job[s];
            setup[s] = job[s] < 0 || last[s] < 0 || last[s] == job[s] ? 0 : cost;
        }
    }

    /// <summary>Lets time of a setup pass; false when the server works.</summary>
    public bool PassSetup(int server, long step)
    {
        if (setup[server] == 0) return false;
        setup[server] -= step;
        return true;
    }

    /// <summary>True when the server takes up a job that has run before, and not here just now.</summary>
    public bool Resumes(int server, long elapsed) => last[server] != job[server] && elapsed > 0;

    /// <summary>The server has worked on its job.</summary>
    public void Worked(int server) => last[server] = job[server];

    /// <summary>The one server has worked on a job without being assigned to it.</summary>
    public void Ran(int lastJob) => last[0] = job[0] = lastJob;
}
