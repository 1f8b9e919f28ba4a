using System.Collections.Immutable;
using Rota.Cli.Planning.Blocking;
using Rota.Cli.Planning.Cluster;
using Rota.Cli.Planning.Machines;
using Rota.Cli.Planning.Projects;
using Rota.Cli.Planning.Shop;
using Rota.Cli.Planning.SingleMachine;
using Rota.Cli.Rehearse;
using Rota.Formats;

namespace Rota.Cli.Planning;

/// <summary>The catalog of domains that plan. Adding one: its files in a folder here and a line below. A faulty text that has the shape of several is taken for the first.</summary>
internal static class PlanDomains
{
    public static IReadOnlyList<IPlanDomain> All { get; } = [ShopDomain.Instance, TardinessDomain.Instance, ProjectDomain.Instance, BlockingDomain.Instance, ClusterDomain.Instance, MachineDomain.Instance];

    /// <summary>Every solver's name, once.</summary>
    public static IEnumerable<string> Solvers => All.SelectMany(domain => domain.Solvers).Distinct();

    /// <summary>Every objective's name, once.</summary>
    public static IEnumerable<string> Objectives => All.SelectMany(domain => domain.Objectives).Distinct();

    /// <summary>Every format's name, once.</summary>
    public static IEnumerable<string> Formats => All.SelectMany(domain => domain.Formats).Select(format => format.Name).Distinct();

    /// <summary>Names of instances that need no file.</summary>
    public static IEnumerable<string> Names => All.SelectMany(domain => domain.Names);

    /// <summary>Reads a text as what it is.</summary>
    /// <exception cref="RotaException">It is no instance of any domain, or of several.</exception>
    public static ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) => Recognise(input, reading).Read(input, reading);

    private static IPlanDomain Recognise(TextInput input, PlanReading reading)
    {
        var candidates = reading.Format is { } format ? WithFormat(format) : All;
        if (candidates.Count == 1) return candidates[0];
        var fits = candidates.Select(domain => (Domain: domain, Fit: domain.Fit(input, reading))).ToArray();
        var whole = fits.Where(fit => fit.Fit == FormatFit.Whole).Select(fit => fit.Domain).ToArray();
        if (whole.Length > 1)
            throw new InputException(input.Name, $"can be read as a {string.Join(" or a ", whole.Select(domain => domain.Name))}, say which with --format (see rota formats)");
        if (whole.Length == 1) return whole[0];
        return fits.FirstOrDefault(fit => fit.Fit == FormatFit.Shape).Domain ?? throw Unrecognised(input);
    }

    private static InputException Unrecognised(TextInput input)
    {
        if (RehearsalKinds.TitleOf(input) is { } kind) return new(input.Name, $"holds {kind}, to be rehearsed, not planned: rota rehearse {input.Name}");
        var names = All.Select(domain => domain.Name).ToArray();
        return input.AtStart($"expected an instance of {string.Join(", ", names[..^1])} or {names[^1]}; rota formats lists the files");
    }

    private static IPlanDomain[] WithFormat(string name)
    {
        var having = All.Where(domain => domain.Formats.Any(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).ToArray();
        return having.Length > 0 ? having
            : throw new RotaException($"unknown format '{name}', expected one of {string.Join(", ", Formats)}{Nearest.Hint(name, Formats)}");
    }
}
