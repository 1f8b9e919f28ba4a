using System.Collections.Immutable;
using System.CommandLine;
using Rota.Cli.Input;
using Rota.Formats;

namespace Rota.Cli.Planning;

/// <summary>A kind of problem that solve, compare, explain, generate and formats take. Adding one: its files in a folder here and a line in <see cref="PlanDomains"/>.</summary>
internal interface IPlanDomain
{
    /// <summary>What results call it: "shop".</summary>
    string Name { get; }

    /// <summary>What it is, for the list of formats: "Instances of shops".</summary>
    string Title { get; }

    /// <summary>The solvers, by name.</summary>
    IReadOnlyList<string> Solvers { get; }

    /// <summary>The proper name of a solver that the user named.</summary>
    /// <exception cref="RotaException">There is none; the nearest is named.</exception>
    string Solver(string name) =>
        Solvers.FirstOrDefault(solver => solver.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new RotaException($"unknown solver '{name}'{Suggestion.Of(name, Solvers)}");

    /// <summary>The solver that solve takes when none is named.</summary>
    string DefaultSolver { get; }

    /// <summary>The solvers that compare takes when none is named.</summary>
    IReadOnlyList<string> Contenders { get; }

    /// <summary>The objectives that can be chosen, by name; the instance's own is taken when none is.</summary>
    IReadOnlyList<string> Objectives { get; }

    /// <summary>False when every instance has an answer.</summary>
    bool CanBeInfeasible { get; }

    /// <summary>The file formats.</summary>
    IReadOnlyList<PlanFormat> Formats { get; }

    /// <summary>Names of instances that need no file.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The instance of a name, null when there is none.</summary>
    IPlanInstance? Named(string name);

    /// <summary>How well a text fits the best of the formats.</summary>
    /// <exception cref="InputException">It begins like JSON and is none.</exception>
    FormatFit Fit(TextInput input, PlanReading reading);

    /// <summary>Every instance of a text, or the one that <see cref="PlanReading.Instance"/> names.</summary>
    /// <exception cref="RotaException">It is of no format of this domain, or breaks a rule of its format.</exception>
    ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading);

    /// <summary>What generate can make: a command each.</summary>
    IEnumerable<Command> Generators(Terminal terminal);
}
