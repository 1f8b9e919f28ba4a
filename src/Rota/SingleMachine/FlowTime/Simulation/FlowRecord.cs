using Rota.SingleMachine.FlowTime.Policies;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>What a simulation writes down as it goes.</summary>
internal sealed class FlowRecord(bool keepBlocks, bool keepJobs)
{
    private readonly List<long> arrivals = [];
    private readonly List<long> completions = [];
    private readonly List<long> resumed = [];
    private readonly List<FlowBlock> blocks = [];
    private readonly Dictionary<int, int> open = [];

    public void Arrive(long time)
    {
        arrivals.Add(time);
        completions.Add(-1);
        resumed.Add(0);
    }

    public void Finish(int job, long time) => completions[job] = time;

    public void Resume(int job, long times) => resumed[job] += times;

    public void Work(int server, int job, int operation, bool resumes, long start, long end)
    {
        if (resumes) resumed[job]++;
        if (!keepBlocks) return;
        if (open.TryGetValue(server, out var at) && blocks[at] is var block && block.Job == job && block.Operation == operation && block.End == start)
        {
            blocks[at] = block with { End = end };
            return;
        }
        open[server] = blocks.Count;
        blocks.Add(new(server, job, operation, start, end));
    }

    /// <summary>The instance that came of a source's decisions.</summary>
    public FlowProblem Realised(string name, FlowView view)
    {
        if (!keepJobs || arrivals.Count == 0) throw new RotaException($"{name} sends no job");
        return new(name, arrivals.Select((time, job) => new FlowJob($"{job}", time, [.. view.Finished(job), view.Size(job)])));
    }

    public FlowRun Run(FlowProblem problem) => new(
        problem, [.. completions], [.. resumed], keepBlocks ? new FlowSchedule([.. blocks]) : null);
}
