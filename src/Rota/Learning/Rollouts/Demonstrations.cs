namespace Rota.Learning.Rollouts;

/// <summary>Decisions and what an expert chose, each with a weight: what imitation learns from.</summary>
public sealed class Demonstrations(Schema schema)
{
    private readonly Growable<int> choices = new();
    private readonly Growable<float> weights = new();

    /// <summary>The decisions.</summary>
    public ObservationBatch Observations { get; } = new(schema);

    /// <summary>Number of decisions.</summary>
    public int Count => choices.Count;

    /// <summary>What the expert chose.</summary>
    public ReadOnlySpan<int> Choices => choices.Span;

    /// <summary>How much each counts.</summary>
    public ReadOnlySpan<float> Weights => weights.Span;

    /// <summary>Adds a decision.</summary>
    public void Add(Observation observation, int choice, float weight = 1)
    {
        if (choice < 0 || choice >= observation.CandidateCount || !observation.Legal[choice])
            throw new InvalidOperationException($"{schema.Environment}: the expert chose candidate {choice}, which is not legal, at decision {Count}");
        Observations.Add(observation);
        choices.Add(choice);
        weights.Add(weight);
    }

    /// <summary>Adds a decision of a rollout as an example.</summary>
    public void Add(Rollout rollout, int decision, float weight = 1)
    {
        Observations.Add(rollout.Observations, decision);
        choices.Add(rollout.Candidates[decision]);
        weights.Add(weight);
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Observations.Clear();
        choices.Clear();
        weights.Clear();
    }

    /// <summary>
    /// Plays one episode and notes what the expert would choose at every decision. With a driver, the driver's choices are carried out instead (DAgger, Ross
    /// and others 2011): the expert then comments on states the learner gets into.
    /// </summary>
    /// <param name="environment">The environment.</param>
    /// <param name="seed">The episode.</param>
    /// <param name="expert">Who is imitated, at temperature 0.</param>
    /// <param name="driver">Who drives, at temperature 1; null for the expert.</param>
    /// <returns>The episode's cost.</returns>
    public double Record(IEnvironment environment, ulong seed, IPolicy expert, IPolicy? driver = null)
    {
        var random = new Seeds(seed).For("demonstration");
        var observation = new Observation(environment.Schema);
        environment.Reset(seed);
        for (var step = 0; environment.CandidateCount > 0; step++)
        {
            observation.Capture(environment);
            var decision = new Decision(environment, observation);
            var choice = expert.Choose(decision, random.Split(step).Split("expert"), 0).Candidate;
            Add(observation, choice);
            var driven = driver?.Choose(decision, random.Split(step).Split("driver"), 1).Candidate ?? choice;
            if (environment.Step(driven).IsOver) break;
        }
        return environment.Cost;
    }
}
