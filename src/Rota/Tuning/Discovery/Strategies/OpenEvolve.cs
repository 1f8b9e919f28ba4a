using Rota.Randomness;

namespace Rota.Tuning.Discovery.Strategies;

/// <summary>
/// Islands with an elite archive and a grid of unlike rules (OpenEvolve's published configuration: 5 islands, 1000 rules, archive of 100, parents by exploration 0.2,
/// exploitation 0.7, elite 0.1; 3 top and 2 diverse rules in the prompt; every 50 generations a tenth migrates). The grid has 10 bins of size and 10 of diversity,
/// where diversity is how many features and operators a rule does not share with the seed.
/// </summary>
public sealed class OpenEvolve : DiscoveryStrategy
{
    private const int IslandCount = 5;
    private const int Room = 1000;
    private const int ArchiveRoom = 100;
    private const int Bins = 10;
    private const int GenerationsBetweenMigrations = 50;
    private const double MigrationShare = 0.1;

    private readonly Population[] islands = [.. Enumerable.Range(0, IslandCount).Select(_ => new Population(Room / IslandCount))];
    private readonly Population archive = new(ArchiveRoom);
    private readonly SortedDictionary<int, Candidate> grid = [];
    private int generation;

    /// <inheritdoc/>
    public override string Name => "openevolve";

    /// <inheritdoc/>
    public override string Description => "5 islands, an elite archive and a grid of unlike rules; three top and two diverse rules in a prompt";

    /// <inheritdoc/>
    public override IEnumerable<IEnumerable<Candidate>> Groups =>
        islands.Select(island => (IEnumerable<Candidate>)island.Members).Append(archive.Members).Append(grid.Values);

    /// <inheritdoc/>
    public override void Begin(DiscoveryRun run)
    {
        foreach (var island in islands) Keep(run, island, run.Seed);
    }

    /// <inheritdoc/>
    public override void Step(DiscoveryRun run)
    {
        var island = islands[generation % IslandCount];
        if (++generation % (GenerationsBetweenMigrations * IslandCount) == 0) Migrate(run);
        var parent = Parent(run.Random, island);
        List<Candidate> shown = [.. island.Members.Take(3).Reverse()];
        foreach (var other in Diverse(run.Random, 2))
            if (!shown.Contains(other)) shown.Insert(0, other);
        shown.Remove(parent);
        shown.Add(parent);
        var question = $"{DiscoveryPrompts.Rules(shown)}Improve rule {shown.Count}; the others show what else was tried.";
        Keep(run, island, run.Propose("evolve", question, shown));
    }

    private Candidate Parent(RandomStream random, Population island)
    {
        var kind = random.NextDouble();
        if (kind < 0.2) return island.Members[random.Next(island.Members.Count)];
        if (kind < 0.9) return archive.Members[Choice.ByRank(random, archive.Members.Count)];
        return island.Members[0];
    }

    private IEnumerable<Candidate> Diverse(RandomStream random, int wanted)
    {
        var cells = grid.Values.ToArray();
        for (var i = 0; i < wanted; i++) yield return cells[random.Next(cells.Length)];
    }

    private void Keep(DiscoveryRun run, Population island, Candidate? candidate)
    {
        if (candidate is not { IsScored: true }) return;
        island.Add(candidate);
        archive.Add(candidate);
        var cell = (Math.Min(Bins - 1, candidate.Size / 5) * Bins) + Math.Min(Bins - 1, RuleDistance.Of(candidate.Expression, run.Seed.Expression));
        if (!grid.TryGetValue(cell, out var holder) || candidate.Cost < holder.Cost) grid[cell] = candidate;
    }

    private void Migrate(DiscoveryRun run)
    {
        var leaving = islands.Select(island => island.Members.Take(Math.Max(1, (int)(island.Members.Count * MigrationShare))).ToArray()).ToArray();
        for (var i = 0; i < IslandCount; i++)
            foreach (var candidate in leaving[i]) Keep(run, islands[(i + 1) % IslandCount], candidate);
    }
}
