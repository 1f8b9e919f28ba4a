using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Generators;

/// <summary>Stages one after another, each of one or more equal stations, one robot, all ways equally long.</summary>
public static class SeriesLine
{
    /// <summary>A line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="times">Process time of each stage in milliseconds.</param>
    /// <param name="parallel">Stations of each stage.</param>
    /// <param name="handling">Milliseconds of a pick and of a place.</param>
    /// <param name="way">Milliseconds between any two stations.</param>
    /// <param name="armChange">Milliseconds of an arm change.</param>
    /// <param name="arms">1 or 2.</param>
    /// <param name="noise">Share by which process times stray, 0 for none.</param>
    public static TransferLine Create(string name, ImmutableArray<long> times, ImmutableArray<int> parallel, long handling, long way, long armChange, int arms, double noise)
    {
        var stations = new List<Station> { new("in", StationKind.Input) };
        var steps = new List<RecipeStep>();
        for (var i = 0; i < times.Length; i++)
        {
            steps.Add(new([.. Enumerable.Range(stations.Count, parallel[i])], times[i]));
            for (var k = 0; k < parallel[i]; k++) stations.Add(new(parallel[i] == 1 ? $"s{i + 1}" : $"s{i + 1}{(char)('a' + k)}") { X = 2000 * (i + 1), Z = 1500 * k });
        }
        stations.Add(new("out", StationKind.Output) { X = 2000 * (times.Length + 1) });
        var count = stations.Count;
        var robot = new Robot("robot", [.. Enumerable.Range(0, count).Select(a => (ImmutableArray<long>)[.. Enumerable.Range(0, count).Select(b => a == b ? 0 : way)])])
        {
            Arms = arms,
            ArmChange = armChange,
            Pick = [.. Enumerable.Repeat(handling, count)],
            Place = [.. Enumerable.Repeat(handling, count)],
        };
        return new(name, stations, [robot], [new("plate", [.. steps])]) { Noise = noise > 0 ? new(NoiseKind.Uniform, noise) : default };
    }
}
