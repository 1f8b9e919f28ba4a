using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Rota.Learning;

/// <summary>
/// What an environment's observations look like, declared once. A policy learnt on one schema fits no other: <see cref="Hash"/> stands in every policy file.
/// </summary>
public sealed class Schema
{
    /// <summary>Declares and validates.</summary>
    /// <param name="environment">The environment's name; with its version part of the hash.</param>
    /// <param name="version">Raised whenever the meaning of a feature or of a choice changes.</param>
    /// <param name="globals">Numbers that describe the decision as a whole, at least 0.</param>
    /// <param name="candidateFeatures">Numbers a candidate, at least 0.</param>
    /// <param name="sets">Sets of things.</param>
    /// <param name="edges">Edges between them.</param>
    /// <param name="candidateSet">The set whose rows the candidates point at; null when they point at none.</param>
    /// <exception cref="ArgumentException">A negative count, a name twice, an edge or candidates of a set that is not there, or nothing to look at.</exception>
    public Schema(
        string environment, int version, int globals, int candidateFeatures, ImmutableArray<SetSpec> sets = default,
        ImmutableArray<EdgeSpec> edges = default, string? candidateSet = null)
    {
        (Environment, Version, Globals, CandidateFeatures) = (environment, version, globals, candidateFeatures);
        (Sets, Edges) = (sets.IsDefault ? [] : sets, edges.IsDefault ? [] : edges);
        CandidateSet = candidateSet is null ? -1 : IndexOf(candidateSet);
        if (globals < 0 || candidateFeatures < 0 || Sets.Any(s => s.Features < 1) || Edges.Any(e => e.Features < 0))
            throw new ArgumentException($"{environment}: a schema counts features from 0, those of sets from 1");
        if (Sets.Select(s => s.Name).Concat(Edges.Select(e => e.Name)).Distinct().Count() != Sets.Length + Edges.Length)
            throw new ArgumentException($"{environment}: a set or an edge kind has the name of another");
        if (candidateFeatures == 0 && candidateSet is null) throw new ArgumentException($"{environment}: candidates without features cannot be told apart");
        EdgeFrom = [.. Edges.Select(e => IndexOf(e.From))];
        EdgeTo = [.. Edges.Select(e => IndexOf(e.To))];
        Hash = Fnv(ToString());
    }

    /// <summary>The environment's name.</summary>
    public string Environment { get; }

    /// <summary>Version of the meaning.</summary>
    public int Version { get; }

    /// <summary>Numbers that describe the decision as a whole.</summary>
    public int Globals { get; }

    /// <summary>Numbers a candidate.</summary>
    public int CandidateFeatures { get; }

    /// <summary>The sets.</summary>
    public ImmutableArray<SetSpec> Sets { get; }

    /// <summary>The kinds of edges.</summary>
    public ImmutableArray<EdgeSpec> Edges { get; }

    /// <summary>Index of the set the candidates point at; -1 for none.</summary>
    public int CandidateSet { get; }

    /// <summary>Index of the set each edge kind starts in.</summary>
    public ImmutableArray<int> EdgeFrom { get; }

    /// <summary>Index of the set each edge kind ends in.</summary>
    public ImmutableArray<int> EdgeTo { get; }

    /// <summary>16 hexadecimal digits of everything declared.</summary>
    public string Hash { get; }

    /// <summary>Everything declared, in one line; equal lines, equal schemas.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{Environment} v{Version}: globals {Globals}"));
        foreach (var set in Sets) text.Append(CultureInfo.InvariantCulture, $", {set.Name} x {set.Features}");
        foreach (var edge in Edges) text.Append(CultureInfo.InvariantCulture, $", {edge.Name} {edge.From}->{edge.To} x {edge.Features}");
        text.Append(CultureInfo.InvariantCulture, $", candidates{(CandidateSet < 0 ? "" : " of " + Sets[CandidateSet].Name)} x {CandidateFeatures}");
        return text.ToString();
    }

    private int IndexOf(string set)
    {
        for (var s = 0; s < Sets.Length; s++)
            if (Sets[s].Name == set) return s;
        throw new ArgumentException($"{Environment}: there is no set '{set}'");
    }

    private static string Fnv(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
