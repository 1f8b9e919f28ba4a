namespace Rota.Cluster.Pods.Formats;

/// <summary>Amounts by name of the resource, and how quantities are read.</summary>
internal sealed class ResourceAmounts
{
    private readonly SortedDictionary<string, long> amounts = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => amounts.Keys;

    public long this[string name]
    {
        get => amounts.GetValueOrDefault(name);
        set => amounts[name] = value;
    }

    public bool Has(string name) => amounts.ContainsKey(name);

    /// <summary>An object of quantities; null is none.</summary>
    /// <exception cref="Rota.Formats.InputException">A value is no quantity, negative, or too large.</exception>
    public static ResourceAmounts Read(KubeValue? value)
    {
        var amounts = new ResourceAmounts();
        if (value is null) return amounts;
        if (value.Properties is null) throw value.Error("expected an object of quantities");
        foreach (var (name, quantity) in value.Properties)
        {
            if (quantity.Scalar is not { } text) throw quantity.Error($"expected {Quantity.Expected}");
            if (text.StartsWith('-')) throw quantity.Error($"read '{text}', expected a quantity of at least 0");
            var cpu = name is ResourceNames.Cpu;
            if (!(cpu ? Quantity.TryMilli(text, out var amount) : Quantity.TryUnits(text, out amount)) || amount > PodProblem.Unlimited)
                throw quantity.Error($"read '{(text.Length > 40 ? text[..40] + "..." : text)}', expected {Quantity.Expected}");
            // Devices come whole.
            if (!cpu && (name == ResourceNames.Pods || name.Contains('/', StringComparison.Ordinal)) && Quantity.TryMilli(text, out var milli) && milli % 1000 != 0) throw quantity.Error($"read '{text}', expected a whole number: {name} cannot be divided");
            // A quota may name a resource in two ways: the smaller amount counts.
            amounts[name] = amounts.Has(name) ? Math.Min(amounts[name], amount) : amount;
        }
        return amounts;
    }

    public ResourceAmounts Add(ResourceAmounts other)
    {
        foreach (var (name, amount) in other.amounts) amounts[name] = Math.Min(PodProblem.Unlimited, amounts.GetValueOrDefault(name) + amount);
        return this;
    }

    public ResourceAmounts Raise(ResourceAmounts other)
    {
        foreach (var (name, amount) in other.amounts) amounts[name] = Math.Max(amounts.GetValueOrDefault(name), amount);
        return this;
    }

    public ResourceAmounts Copy() => new ResourceAmounts().Add(this);
}
