using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>Gathers the jobs of a file in its own unit, and at its end makes them integers by the power of ten that the decimals ask for.</summary>
internal sealed class ChainBuilder(TextInput input)
{
    /// <summary>Most operations of a file.</summary>
    public const int MostOperations = 50_000_000;

    private readonly List<(string Id, decimal Release, decimal[] Operations, double Weight)> jobs = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly List<string> notes = [];
    private int places;

    /// <summary>Number of jobs so far.</summary>
    public int Count => jobs.Count;

    /// <summary>What is wrong with an id; null when it is new.</summary>
    public string? IdFault(string id) => ids.Contains(id) ? $"job '{id}' comes twice, expected an id for each" : null;

    /// <summary>Something a reader assumed, for the user.</summary>
    public void Note(string note) => notes.Add(note);

    /// <summary>Adds a job.</summary>
    public void Add(string id, decimal release, decimal[] operations, double weight = 1)
    {
        ids.Add(id);
        jobs.Add((id, release, operations, weight));
        places = Math.Max(places, release.Scale);
        foreach (var operation in operations) places = Math.Max(places, operation.Scale);
    }

    /// <summary>The problem.</summary>
    /// <exception cref="InputException">No job, or times that are too long for their decimals.</exception>
    public FlowProblem Build()
    {
        if (jobs.Count == 0) throw new InputException(input.Name, "has no job, expected at least one");
        for (var j = 1; j < jobs.Count; j++)
        {
            if (jobs[j].Release >= jobs[j - 1].Release) continue;
            notes.Add($"jobs were not in order of release (job '{jobs[j].Id}' is the first out of order) and have been sorted");
            break;
        }
        var ticks = 1L;
        for (var p = 0; p < places; p++) ticks *= 10;
        try
        {
            return new(InstanceNames.OfFile(input.Name, "jobs"), jobs.Select(job => new FlowJob(job.Id, Ticks(job.Release), [.. job.Operations.Select(Ticks)]) { Weight = job.Weight }))
            {
                TicksPerUnit = ticks,
                Notes = [.. notes],
            };
        }
        catch (OverflowException)
        {
            throw TooLong();
        }
        catch (RotaException fault) when (fault is not InputException)
        {
            throw TooLong();
        }

        long Ticks(decimal value) => decimal.ToInt64(value * ticks);
        InputException TooLong() => new(input.Name, $"lasts beyond 2^62 ticks of 1/{ticks}, where time is no longer exact; expected fewer decimals or a coarser unit");
    }
}
