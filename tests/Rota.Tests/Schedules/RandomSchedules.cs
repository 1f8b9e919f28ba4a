using System.Collections.Immutable;
using CsCheck;
using Rota.Schedules;

namespace Rota.Tests.Schedules;

/// <summary>Schedules of every kind: awkward and repeated names, capacities, empty blocks, negative and huge times, any order.</summary>
internal static class RandomSchedules
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.Char["ab ,\"'\n\r<>&#;é漢"].Array[0, 6].Select(letters => new string(letters)),
        Gen.Int[0, 9].Select(i => $"job {i}"));

    private static readonly Gen<long> Time = Gen.OneOf(Gen.Long[-20, 60], Gen.Long[long.MinValue / 4, long.MaxValue / 4]);

    /// <summary>Any schedule whose blocks are in range and run forward; they may overlap.</summary>
    public static Gen<Schedule> Any { get; } = Gen.Select(
            Name, Name,
            Gen.Select(Name, Gen.Int[1, 3]).Select(pair => new Resource(pair.Item1, pair.Item2)).Array[1, 4],
            Name.Array[1, 5])
        .SelectMany(parts => BlockOf(parts.Item3.Length, parts.Item4.Length).Array[0, 12].Select(blocks =>
            new Schedule(parts.Item1, parts.Item2, [.. parts.Item3], [.. parts.Item4], [.. blocks])));

    /// <summary>Valid schedules of unit capacity: on each resource the blocks follow each other, some without a gap, in shuffled order.</summary>
    public static Gen<Schedule> Valid { get; } =
        Gen.Select(Gen.Select(Gen.Long[0, 3], Gen.Long[0, 5]).Array[0, 8].Array[1, 4], Gen.Int[1, 4]).SelectMany(lanes =>
        {
            var blocks = ImmutableArray.CreateBuilder<Block>();
            for (var r = 0; r < lanes.Item1.Length; r++)
            {
                var time = 0L;
                foreach (var (gap, duration) in lanes.Item1[r])
                {
                    blocks.Add(new(r, blocks.Count % lanes.Item2, blocks.Count, time + gap, time + gap + duration));
                    time += gap + duration;
                }
            }
            return Gen.Shuffle(blocks.ToArray()).Select(shuffled => new Schedule(
                "valid", "h",
                [.. Enumerable.Range(0, lanes.Item1.Length).Select(r => new Resource($"m{r}"))],
                [.. Enumerable.Range(0, lanes.Item2).Select(w => $"w{w}")],
                [.. shuffled]));
        });

    /// <summary>The same in everything, member by member.</summary>
    public static bool Same(Schedule one, Schedule other) =>
        one.Name == other.Name && one.TimeUnit == other.TimeUnit && one.Resources.SequenceEqual(other.Resources)
        && one.Works.SequenceEqual(other.Works) && one.Blocks.SequenceEqual(other.Blocks);

    private static Gen<Block> BlockOf(int resources, int works) => Gen.Select(
        Gen.Int[0, resources - 1], Gen.Int[0, works - 1], Gen.Int[0, 3], Time, Gen.OneOf(Gen.Const(0L), Gen.Long[1, 9]),
        (resource, work, part, start, duration) => new Block(resource, work, part, start, start + duration));
}
