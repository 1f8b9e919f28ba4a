using System.CommandLine;
using Rota.SingleMachine;
using Rota.SingleMachine.Formats;

namespace Rota.Cli.Planning.SingleMachine;

/// <summary>Jobs on one machine, total (weighted) tardiness.</summary>
internal sealed class TardinessDomain : FileDomain<TardinessProblem, TardinessReadOptions>
{
    private TardinessDomain() : base(TardinessFiles.Catalog, new("plain", [new("1", 1, 1)]), problem => new TardinessInstance(problem))
    {
    }

    public static TardinessDomain Instance { get; } = new();

    public override string Name => "tardiness";

    public override string Title => "One machine, total tardiness";

    public override IReadOnlyList<string> Solvers { get; } = [.. TardinessInstance.Catalog.Select(solver => solver.Name)];

    public override string DefaultSolver => "portfolio";

    public override IReadOnlyList<string> Contenders { get; } = ["mdd", "mddc", "exact", "portfolio"];

    public override IEnumerable<Command> Generators(Terminal terminal) => [TardinessGeneration.Command(terminal)];
}
