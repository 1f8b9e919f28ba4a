namespace Rota.Shop.Generators;

/// <summary>The portable generator of Taillard 1993: x = 16807 x mod (2^31 - 1) by Schrage's method, drawn by double division. Same numbers everywhere.</summary>
internal struct TaillardRandom(int seed)
{
    private const int Modulus = int.MaxValue;
    private int x = seed;

    /// <summary>Uniform in [low, high], both included.</summary>
    public int Next(int low, int high)
    {
        var k = x / 127773;
        x = (16807 * (x % 127773)) - (k * 2836);
        if (x < 0) x += Modulus;
        return low + (int)((double)x / Modulus * (high - low + 1));
    }
}
