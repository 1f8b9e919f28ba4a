namespace Rota.Rendering;

/// <summary>Names in order, declared beforehand or taken as they appear.</summary>
internal sealed class NamedList(string column)
{
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly HashSet<string> twice = new(StringComparer.Ordinal);
    private bool declared;

    /// <summary>The column that holds the name.</summary>
    public string Column => column;

    /// <summary>The column that holds the index.</summary>
    public string IndexColumn { get; } = column + "_index";

    /// <summary>The names so far.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Adds a name; from now on no other is accepted.</summary>
    public void Declare(string name)
    {
        declared = true;
        if (!indices.TryAdd(name, Names.Count)) twice.Add(name);
        Names.Add(name);
    }

    /// <summary>Index of a name, -1 when it is not declared or declared twice; without declarations a new name is added.</summary>
    public int IndexOf(string name)
    {
        if (indices.TryGetValue(name, out var index)) return twice.Contains(name) ? -1 : index;
        if (declared) return -1;
        indices.Add(name, Names.Count);
        Names.Add(name);
        return Names.Count - 1;
    }

    /// <summary>Why <see cref="IndexOf"/> found none.</summary>
    public string WhyNot(string name) => twice.Contains(name)
        ? $"two {column}s are called '{name}', expected the column {IndexColumn} to tell them apart"
        : $"no {column} '{name}' is declared, expected one of {string.Join(", ", Names.Take(5))}{(Names.Count > 5 ? ", ..." : "")}";
}
