using System.Collections.Immutable;
using System.CommandLine;
using Rota.Formats;

namespace Rota.Cli.Planning;

/// <summary>A domain whose instances lie in files of a catalog of formats.</summary>
/// <typeparam name="TProblem">An instance.</typeparam>
/// <typeparam name="TOptions">How its files may be read.</typeparam>
/// <param name="catalog">The formats.</param>
/// <param name="plain">The plainest instance there is: generate offers the formats that can hold it.</param>
/// <param name="instance">An instance, ready for the verbs.</param>
internal abstract class FileDomain<TProblem, TOptions>(FormatCatalog<TProblem, TOptions> catalog, TProblem plain, Func<TProblem, IPlanInstance> instance) : IPlanDomain
    where TOptions : InstanceReadOptions, new()
{
    public abstract string Name { get; }

    public abstract string Title { get; }

    public abstract IReadOnlyList<string> Solvers { get; }

    public abstract string DefaultSolver { get; }

    public abstract IReadOnlyList<string> Contenders { get; }

    public virtual IReadOnlyList<string> Objectives => [];

    public virtual bool CanBeInfeasible => false;

    public IReadOnlyList<PlanFormat> Formats { get; } = [.. catalog.All.Select(format => new PlanFormat(format.Name, format.Description, format.Refusal(plain) is null))];

    public virtual IReadOnlyList<string> Names => [];

    public virtual IPlanInstance? Named(string name) => null;

    public FormatFit Fit(TextInput input, PlanReading reading) => catalog.Fit(input, Options(reading));

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) => [.. catalog.Read(input, Options(reading)).Select(instance)];

    public abstract IEnumerable<Command> Generators(Terminal terminal);

    protected virtual TOptions Options(PlanReading reading) => new() { FormatName = reading.Format, InstanceName = reading.Instance };
}
