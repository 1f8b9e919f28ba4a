namespace Rota.Learning.Rollouts;

/// <summary>
/// Decisions made one after another, as arrays: what was seen, chosen, earned. Segments (episodes, or their parts) follow each other; a decision with
/// <see cref="Ends"/> closes one.
/// </summary>
public sealed class Rollout(Schema schema)
{
    private readonly Growable<int> candidates = new();
    private readonly Growable<float> logProbabilities = new();
    private readonly Growable<float> values = new();
    private readonly Growable<float> rewards = new();
    private readonly Growable<float> elapsed = new();
    private readonly Growable<bool> ends = new();
    private readonly Growable<float> bootstraps = new();
    private readonly Growable<int> groups = new();

    /// <summary>What was seen.</summary>
    public ObservationBatch Observations { get; } = new(schema);

    /// <summary>Number of decisions.</summary>
    public int Count => candidates.Count;

    /// <summary>The candidate chosen.</summary>
    public ReadOnlySpan<int> Candidates => candidates.Span;

    /// <summary>Its log-probability when it was chosen.</summary>
    public ReadOnlySpan<float> LogProbabilities => logProbabilities.Span;

    /// <summary>The value expected then.</summary>
    public ReadOnlySpan<float> Values => values.Span;

    /// <summary>The reward.</summary>
    public ReadOnlySpan<float> Rewards => rewards.Span;

    /// <summary>Model time until the next decision.</summary>
    public ReadOnlySpan<float> Elapsed => elapsed.Span;

    /// <summary>True where a segment ends: terminated, truncated, or cut by the end of the rollout.</summary>
    public ReadOnlySpan<bool> Ends => ends.Span;

    /// <summary>Where a segment ends: the value expected of what would have come; 0 at a real end.</summary>
    public ReadOnlySpan<float> Bootstraps => bootstraps.Span;

    /// <summary>Number of the action a decision belongs to, through the whole rollout: stages of one action (no time between them) share it.</summary>
    public ReadOnlySpan<int> Groups => groups.Span;

    /// <summary>Episodes that came to their end in here: their costs, in order.</summary>
    public List<double> Costs { get; } = [];

    /// <summary>Sums of rewards of those episodes.</summary>
    public List<double> Returns { get; } = [];

    /// <summary>Adds a decision and what it led to.</summary>
    /// <param name="observation">What was seen.</param>
    /// <param name="choice">What was chosen.</param>
    /// <param name="result">What it led to.</param>
    /// <param name="ends">True when the segment ends here.</param>
    /// <param name="bootstrap">Then, the value of what would have come.</param>
    /// <exception cref="InvalidOperationException">A reward or a time that is not finite, or a negative time.</exception>
    public void Add(Observation observation, in Choice choice, in StepResult result, bool ends, float bootstrap = 0)
    {
        if (!double.IsFinite(result.Reward)) throw new InvalidOperationException($"{schema.Environment}: reward {result.Reward} at decision {Count}");
        if (!double.IsFinite(result.Elapsed) || result.Elapsed < 0) throw new InvalidOperationException($"{schema.Environment}: elapsed time {result.Elapsed} at decision {Count}");
        var continues = Count > 0 && !this.ends.Span[^1] && elapsed.Span[^1] == 0;
        groups.Add(Count == 0 ? 0 : groups.Span[^1] + (continues ? 0 : 1));
        Observations.Add(observation);
        candidates.Add(choice.Candidate);
        logProbabilities.Add(choice.LogProbability);
        values.Add(choice.Value);
        rewards.Add((float)result.Reward);
        elapsed.Add((float)result.Elapsed);
        this.ends.Add(ends);
        bootstraps.Add(bootstrap);
    }

    /// <summary>Appends another rollout of the same schema.</summary>
    public void Add(Rollout other)
    {
        var first = Count == 0 ? 0 : groups.Span[^1] + 1;
        for (var i = 0; i < other.Count; i++)
        {
            Observations.Add(other.Observations, i);
            groups.Add(first + other.Groups[i]);
        }
        candidates.AddRange(other.Candidates);
        logProbabilities.AddRange(other.LogProbabilities);
        values.AddRange(other.Values);
        rewards.AddRange(other.Rewards);
        elapsed.AddRange(other.Elapsed);
        ends.AddRange(other.Ends);
        bootstraps.AddRange(other.Bootstraps);
        Costs.AddRange(other.Costs);
        Returns.AddRange(other.Returns);
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Observations.Clear();
        foreach (var numbers in new[] { logProbabilities, values, rewards, elapsed, bootstraps }) numbers.Clear();
        candidates.Clear();
        groups.Clear();
        ends.Clear();
        Costs.Clear();
        Returns.Clear();
    }
}
