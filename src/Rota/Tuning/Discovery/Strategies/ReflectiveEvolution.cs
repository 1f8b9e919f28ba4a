namespace Rota.Tuning.Discovery.Strategies;

/// <summary>
/// Evolution with words as gradients (ReEvo, Ye et al. 2024): a worse and a better rule are compared and a hint is written down, the crossover is made with the
/// hint, hints gather in a long-term reflection, and the best rule is mutated with that.
/// </summary>
public sealed class ReflectiveEvolution : DiscoveryStrategy
{
    private const int Room = 10;
    private const int CrossoversPerRound = 5;
    private const int MutationsPerRound = 5;

    private readonly Population population = new(Room);
    private readonly List<string> hints = [];
    private string reflection = "";
    private int steps;

    /// <inheritdoc/>
    public override string Name => "reevo";

    /// <inheritdoc/>
    public override string Description => "a population of 10; hints from pairs of a worse and a better rule steer crossover and mutation";

    /// <inheritdoc/>
    public override IEnumerable<IEnumerable<Candidate>> Groups => [population.Members];

    /// <inheritdoc/>
    public override void Begin(DiscoveryRun run) => population.Add(run.Seed);

    /// <inheritdoc/>
    public override void Step(DiscoveryRun run)
    {
        var round = steps++ % (CrossoversPerRound + 1 + MutationsPerRound);
        if (population.Members.Count < 2) population.Add(run.Propose("begin", DiscoveryPrompts.Rules(run.Seed) + "Write a better rule.", run.Seed));
        else if (round < CrossoversPerRound) Cross(run);
        else if (round == CrossoversPerRound) Reflect(run);
        else Mutate(run);
    }

    private void Cross(DiscoveryRun run)
    {
        var members = population.Members;
        var a = run.Random.Next(members.Count);
        var b = run.Random.Next(members.Count - 1);
        if (b >= a) b++;
        // In order of cost: the later is the worse.
        var (worse, better) = (members[Math.Max(a, b)], members[Math.Min(a, b)]);
        var shown = DiscoveryPrompts.Rules(worse, better);
        var hint = run.Consult("reflect", shown + "Rule 2 does better than rule 1. Why? Give a hint for designing better rules, in less than 20 words. Answer with the hint only.");
        if (hint.Length > 0) hints.Add(hint.Length <= 300 ? hint : hint[..300]);
        population.Add(run.Propose("crossover", $"{shown}Hint: {hint}\nWrite a new rule that takes the hint and improves on rule 2.", worse, better));
    }

    private void Reflect(DiscoveryRun run)
    {
        var answer = run.Consult(
            "long-term",
            $"What you noted before: {reflection}\nNew hints:\n- {string.Join("\n- ", hints)}\nMerge them into one hint of less than 50 words. Answer with the hint only.");
        if (answer.Length > 0) reflection = answer.Length <= 600 ? answer : answer[..600];
        hints.Clear();
    }

    private void Mutate(DiscoveryRun run)
    {
        var best = population.Members[0];
        population.Add(run.Propose("mutate", $"{DiscoveryPrompts.Rules(best)}Hint: {reflection}\nWrite a mutated rule that takes the hint and improves on rule 1.", best));
    }
}
