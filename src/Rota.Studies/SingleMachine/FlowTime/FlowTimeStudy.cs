using System.Collections.Immutable;
using Rota.SingleMachine.FlowTime.Rehearsal;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>
/// Gradually revealed jobs (arXiv 2602.12716). The article has no experiments: its theorems are asserted as bounds, and the figures beside ours were measured by other code when
/// the specification was written. Chunk-Balance is our reconstruction of its algorithm; progress-first and hindsight are ours.
/// </summary>
public sealed class FlowTimeStudy : IStudy
{
    private const string Ours = "hindsight";
    private const string Progress = "progress-first";
    private const string Chunks = "chunk-balance";
    private const string Shortest = "srpt-op";

    /// <inheritdoc/>
    public string Name => "gradual-flow-time";

    /// <inheritdoc/>
    public string Paper => "Lindermayr, Schäfer, Schlöter, Stougie 2026 (arXiv 2602.12716); Balance: Gupta, Kumar, Panigrahi, Wang, SODA 2026";

    /// <inheritdoc/>
    public string Description => "total flow time when jobs reveal their work one operation at a time: ratios to SRPT on families, adversaries and recorded sessions";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var (seeds, instances) = options.Scale switch { StudyScale.Smoke => (5, 10_000), StudyScale.Short => (40, 40_000), _ => (200, 1_000_000) };
        var tabled = Measured(FlowTimeRows.Tabled.Select(row => FlowTimeMeasurement.Row(row, seeds, cancellation)), progress);
        var held = Measured(FlowTimeRows.HeldBack.Select(row => FlowTimeMeasurement.Row(row, seeds, cancellation)), progress);
        var adaptive = Measured(FlowTimeRows.Adaptive.Select(row => FlowTimeMeasurement.Adaptive(row.Jobs, row.Operations, row.Size, cancellation)), progress);
        var oracles = Measured(Oracles(seeds, cancellation), progress);
        var recorded = Measured(Recorded(seeds, cancellation), progress);
        ImmutableArray<Claim> claims = [.. Published(tabled), .. Theorems(tabled, instances, cancellation), .. Beyond(tabled, held, adaptive, recorded)];
        return new(Name, Paper, options.Scale, claims, FlowTimePictures.All()) { Tables = Tables() };

        ImmutableArray<string> Tables() =>
        [
            FlowTimeTables.Of("Ratio to the optimum [largest local ratio] / figure of the specification", tabled),
            FlowTimeTables.Of("Held back: dimensions on which nothing was chosen", held),
            FlowTimeTables.Of("Adaptive liar, each policy against its own", adaptive),
            FlowTimeTables.Of("Balance with estimates of the totals", oracles),
            FlowTimeTables.Of(recorded.Count == 0 ? "Recorded sessions: the data are not here" : "Recorded sessions on one lane, arrivals at random", recorded),
        ];
    }

    private static List<FlowTimeOutcome> Measured(IEnumerable<FlowTimeOutcome> outcomes, TextWriter? progress)
    {
        var list = new List<FlowTimeOutcome>();
        foreach (var outcome in outcomes)
        {
            list.Add(outcome);
            progress?.WriteLine($"{outcome.Row} measured");
        }
        return list;
    }

    private static IEnumerable<FlowTimeOutcome> Oracles(int seeds, CancellationToken cancellation)
    {
        string[] policies = ["srpt", "balance-oracle", "balance-oracle-4", "balance-oracle-16", "balance-first"];
        foreach (var row in FlowTimeRows.Tabled.Where(row => row.Letter == 'R'))
            yield return FlowTimeMeasurement.Problems(
                row.Name, 'R', Enumerable.Range(1, seeds).Select(seed => Rota.SingleMachine.FlowTime.Generators.FlowFamilies.Create(row.Options with { Seed = (ulong)seed })), policies, [], cancellation);
    }

    private static IEnumerable<FlowTimeOutcome> Recorded(int seeds, CancellationToken cancellation)
    {
        foreach (var (name, file, session, seconds) in RecordedSessions.All)
            if (RecordedSessions.Chains(file, session, seconds) is { } chains)
                foreach (var load in (double[])[0.7, 0.9])
                    yield return FlowTimeMeasurement.Problems(
                        $"{name}, load {load}", 'S', Enumerable.Range(1, seeds).Select(seed => RecordedSessions.Drawn(chains, 300, load, seed)),
                        FlowTimeRehearsal.UsualPolicies, [], cancellation);
    }

    private static IEnumerable<Claim> Published(List<FlowTimeOutcome> tabled)
    {
        foreach (var (letter, family) in ((char, string)[])[('U', "uniform tests"), ('A', "creep"), ('B', "liar"), ('G', "geometric")])
            yield return Claim.AtMost(
                $"table-{letter}", $"{letter} ({family}): all figures of the specification, seven policies, largest distance", "ratio", "ratio", 0.01, tabled.Where(o => o.Letter == letter).Max(o => o.WorstDeviation));
        yield return Claim.AtMost(
            "table-R", "R (random): the figures of the specification, which came from another random stream, largest relative distance", "ratio", "share", 0.15, tabled.Where(o => o.Letter == 'R').Max(o => o.WorstShare));
    }

    private static IEnumerable<Claim> Theorems(List<FlowTimeOutcome> tabled, int instances, CancellationToken cancellation)
    {
        yield return Claim.AtMost(
            "uniform-bound", $"uniform tests: SRPT-op is 2-competitive (theorem): worst of {instances} random instances", "ratio", "ratio", 2, FlowTimeSearch.UniformTests(instances, cancellation));
        yield return Claim.AtLeast("uniform-tight", "uniform tests: SRPT-op is above 1.85 on U(50,16) and U(200,16)", "ratio", "ratio", 1.85, tabled.Where(o => o.Letter == 'U').Min(o => o.Ratio(Shortest)));
        foreach (var m in (int[])[2, 4, 8])
            yield return Claim.Reproduce($"local-{m}", $"creep A(64,{m},64): the local ratio of SRPT-op is m", "local ratio", "ratio", m, tabled.Single(o => o.Row == $"A(64,{m},64)").Local(Shortest), 0.05);
        yield return Claim.Reproduce("local-chunks", "creep: the local ratio of Chunk-Balance stays 1", "local ratio", "ratio", 1, tabled.Where(o => o.Letter == 'A').Max(o => o.Local(Chunks)), 0.05);
        var chains = FlowTimeSearch.Chains(instances, cancellation);
        yield return Claim.AtMost("chunk-bound", $"Chunk-Balance (our reconstruction): ratio over m, worst of {instances} random chains; asserted is 12 m, of all seen m", "ratio over m", "ratio", 1, chains.OverM);
        yield return Claim.AtMost("chunk-worst", "Chunk-Balance: worst ratio of these chains, up to 6 operations", "ratio", "ratio", 6, chains.Chunk);
        yield return Claim.AtMost("own-worst", "progress-first (ours): worst ratio of these chains", "ratio", "ratio", 6, chains.Own, chains.Chunk);
        yield return Claim.AtMost(
            "own-single", "progress-first over the better of SRPT-op and Chunk-Balance, single worst of these small chains; the same of SRPT-op and of Chunk-Balance beside", "ratio of ratios", "ratio", 1.1,
            chains.OwnOver, chains.ShortestOver, chains.ChunkOver);
    }

    private static IEnumerable<Claim> Beyond(List<FlowTimeOutcome> tabled, List<FlowTimeOutcome> held, List<FlowTimeOutcome> adaptive, List<FlowTimeOutcome> recorded)
    {
        foreach (var own in (string[])[Ours, Progress])
        {
            yield return Over(own, "table", $"{own} (ours) over the better of SRPT-op and Chunk-Balance, worst instance of the table", tabled);
            foreach (var letter in "UABGDR")
                yield return Over(own, $"{letter}", $"{own}: the same, worst held-back instance of {letter}", [.. held.Where(o => o.Letter == letter)]);
            yield return Over(own, "adaptive", $"{own}: the same, each against its own adaptive liar, worst", adaptive);
            yield return Over(own, "recorded", $"{own}: the same, recorded sessions, worst", recorded);
        }
        var random = tabled.Single(o => o.Row == "R(8)");
        yield return Claim.Below(
            "random-8", "R(8): progress-first below every policy that is not ours", "ratio", "ratio", random.Ratio(Progress), random.Policies.Where(policy => policy is not (Ours or Progress)).Min(random.Ratio));
        var liar = tabled.Single(o => o.Row == "B(16,16,16)");
        yield return Claim.Below("liar-16", "B(16,16,16): hindsight against SLF, which trusts no next operation", "ratio", "ratio", liar.Ratio(Ours), liar.Ratio("slf"));

        static Claim Over(string own, string id, string text, List<FlowTimeOutcome> outcomes) => Claim.AtMost(
            $"{own}-{id}", text, "ratio of ratios", "ratio", 1.1, outcomes.Count == 0 ? null : outcomes.Max(o => o.OverBetter(own)), outcomes.Count == 0 ? null : outcomes.Max(o => o.OverBetter(Shortest)),
            outcomes.Count == 0 ? null : outcomes.Max(o => o.OverBetter(Chunks)));
    }
}
