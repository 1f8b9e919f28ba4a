using System.Globalization;

namespace Rota.Studies.Shop.CpRl;

/// <summary>What a contender reached on an instance.</summary>
/// <param name="Instance">The instance's name.</param>
/// <param name="Contender">Who.</param>
/// <param name="Makespan">Checked by the referee; null when nothing was found in time.</param>
/// <param name="Seconds">Wall time.</param>
internal sealed record CpRlResult(string Instance, string Contender, long? Makespan, double Seconds)
{
    public const string Header = "instance,contender,makespan,seconds";

    public string ToCsv() => string.Create(CultureInfo.InvariantCulture, $"{Instance},{Contender},{Makespan},{Seconds:F4}");

    /// <exception cref="RotaException">The line is no result.</exception>
    public static CpRlResult Of(string line, string file, int number)
    {
        var words = line.Split(',');
        long makespan = 0;
        if (words.Length != 4 || !double.TryParse(words[3], CultureInfo.InvariantCulture, out var seconds) || (words[2].Length > 0 && !long.TryParse(words[2], CultureInfo.InvariantCulture, out makespan)))
            throw new RotaException($"{file}:{number}: '{line}' is no result, expected {Header}");
        return new(words[0], words[1], words[2].Length > 0 ? makespan : null, seconds);
    }
}
