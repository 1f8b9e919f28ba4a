namespace Rota.Tuning.Discovery.Strategies;

/// <summary>
/// A small population of ideas with their rules (EoH, Liu et al. 2024): new ideas first, then in turn a form unlike the parents, the parents' common backbone in a
/// new form, a modified form, and the same form with other numbers.
/// </summary>
public sealed class EvolutionOfHeuristics : DiscoveryStrategy
{
    private const int Room = 8;
    private const int ParentsShown = 3;
    private static readonly string[] Operators = ["e1", "e2", "m1", "m2"];

    private readonly Population population = new(Room);
    private int steps;

    /// <inheritdoc/>
    public override string Name => "eoh";

    /// <inheritdoc/>
    public override string Description => "a population of 8 ideas; new, unlike, backbone, modified and re-tuned rules in turn";

    /// <inheritdoc/>
    public override IEnumerable<IEnumerable<Candidate>> Groups => [population.Members];

    /// <inheritdoc/>
    public override void Begin(DiscoveryRun run) => population.Add(run.Seed);

    /// <inheritdoc/>
    public override void Step(DiscoveryRun run)
    {
        // The first round founds the population with ideas of their own.
        var purpose = steps < Room ? "i1" : Operators[steps % Operators.Length];
        steps++;
        var parents = purpose is "i1" ? [run.Seed] : Parents(run, purpose is "e1" or "e2" ? ParentsShown : 1);
        population.Add(run.Propose(purpose, DiscoveryPrompts.Rules(parents) + Wish(purpose), parents));
    }

    private List<Candidate> Parents(DiscoveryRun run, int wanted)
    {
        var members = population.Members;
        var parents = new List<Candidate>();
        while (parents.Count < Math.Min(wanted, members.Count))
        {
            var drawn = members[Choice.ByRank(run.Random, members.Count)];
            if (!parents.Contains(drawn)) parents.Add(drawn);
        }
        return parents;
    }

    private static string Wish(string purpose) => purpose switch
    {
        "i1" => "Think of a new idea for a rule, in one sentence, and write it as an expression.",
        "e1" => "Write a rule of a totally different form from the given ones.",
        "e2" => "Find the backbone the given rules have in common, and write a new rule that rests on it but differs from them.",
        "m1" => "Write a modified form of the given rule that may do better.",
        _ => "Find the numbers in the given rule, and write a rule of the same form with other numbers.",
    };
}
