using System.Globalization;

namespace Rota.Serving.Generators;

/// <summary>Collects what is wrong with options, so that one line names it all.</summary>
internal sealed class OptionFaults
{
    /// <summary>Most requests a generator makes.</summary>
    public const int MaxRequests = 10_000_000;

    private readonly List<string> faults = [];

    public OptionFaults Range(string name, double value, double min, double max)
    {
        if (!(value >= min && value <= max)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value}, expected {min} to {max}"));
        return this;
    }

    public OptionFaults Positive(string name, double value, double max = 1e9)
    {
        if (!(value > 0 && value <= max)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {value}, expected more than 0, at most {max}"));
        return this;
    }

    public OptionFaults Count(string name, int value, int max = MaxRequests) => Range(name, value, 1, max);

    public OptionFaults Add(string? fault)
    {
        if (fault is not null) faults.Add(fault);
        return this;
    }

    /// <summary>Throws when there is any.</summary>
    /// <exception cref="RotaException">Some value is out of its range.</exception>
    public void Throw(string subject)
    {
        if (faults.Count > 0) throw new RotaException($"{subject}: {string.Join("; ", faults)}");
    }
}
