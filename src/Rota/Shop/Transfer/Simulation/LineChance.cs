namespace Rota.Shop.Transfer.Simulation;

/// <summary>The chance of a line as a function of the seed and of what it is for: whatever the policy does, plate 17 takes as long at its step 3.</summary>
internal readonly struct LineChance(ulong seed, bool expected = false)
{
    private readonly ulong origin = Mix(seed + 0x9E3779B97F4A7C15UL);

    public long ProcessTime(ProcessNoise noise, int plate, int step, long nominal) => Strayed(noise, 1, plate, step, nominal);

    public long Way(ProcessNoise noise, int robot, int count, long nominal) => Strayed(noise, 5, robot, count, nominal);

    public int RecipeOf(TransferLine line, int plate)
    {
        if (line.Recipes.Length == 1) return 0;
        var left = Unit(3, plate, 0) * line.Recipes.Sum(recipe => recipe.Share);
        for (var r = 0; r < line.Recipes.Length - 1; r++)
        {
            left -= line.Recipes[r].Share;
            if (left < 0) return r;
        }
        return line.Recipes.Length - 1;
    }

    public long Exponential(double mean, int station, int count) => expected ? (long)mean : Math.Max(1, (long)Math.Round(-mean * Math.Log(1 - Unit(4, station, count))));

    private long Strayed(ProcessNoise noise, int purpose, int a, int b, long nominal)
    {
        if (expected || noise.Kind == NoiseKind.None || nominal == 0) return nominal;
        var u = Unit(purpose, a, b);
        if (noise.Kind == NoiseKind.Uniform) return (long)Math.Round(nominal * (1 + (noise.Size * ((2 * u) - 1))));
        var normal = Math.Sqrt(-2 * Math.Log(1 - u)) * Math.Cos(2 * Math.PI * Unit(purpose + 1, a, b));
        return Math.Max(0, (long)Math.Round(nominal + (noise.Size * normal)));
    }

    private double Unit(int purpose, int a, int b) =>
        (Mix(origin ^ Mix(((ulong)purpose << 60) ^ ((ulong)(uint)a << 28) ^ (uint)b)) >> 11) * (1.0 / (1UL << 53));

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
