namespace Rota.CpSat.Projects;

/// <summary>How a plan is made from a model's proposal.</summary>
public sealed record ModelPlanOptions
{
    /// <summary>How often the model is told what is wrong and asked again, 0 to 3. Default 0.</summary>
    public int Rounds { get; init; }

    /// <summary>Most wall time of the search for the nearest schedule. Default 1 s.</summary>
    public TimeSpan NearestTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most wall time of planning from scratch. Default 10 s.</summary>
    public TimeSpan ScratchTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True to take a schedule by the proposal's order where there is one; false to look for the nearest at once. Default true.</summary>
    public bool TakeOrder { get; init; } = true;

    /// <summary>True to bind the answer to a JSON schema where the model supports it. Default true.</summary>
    public bool Schema { get; init; } = true;

    /// <summary>Seed of the order of rows in the question; 0 keeps the project's. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads of CP-SAT. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Rounds is < 0 or > 3) faults.Add($"rounds {Rounds}, expected 0 to 3");
        if (NearestTime <= TimeSpan.Zero) faults.Add("time for the nearest schedule, expected above 0");
        if (ScratchTime <= TimeSpan.Zero) faults.Add("time for planning from scratch, expected above 0");
        if (Workers < 1) faults.Add($"workers {Workers}, expected at least 1");
        if (faults.Count > 0) throw new RotaException("plan with model: " + string.Join("; ", faults));
    }
}
