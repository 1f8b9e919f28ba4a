using Rota.Randomness;

namespace Rota.Learning.Rollouts;

/// <summary>Where the randomness of a training comes from: one master seed, a stream for every purpose, environment, episode and decision. What runs beside what changes nothing.</summary>
/// <param name="Master">The master seed.</param>
public readonly record struct Seeds(ulong Master)
{
    /// <summary>A stream for a purpose.</summary>
    public RandomStream For(string purpose) => new RandomStream(Master).Split(purpose);

    /// <summary>The seed of an environment's episode.</summary>
    public ulong Episode(int environment, long episode) => For("episodes").Split(environment).Split((int)episode).NextBits();

    /// <summary>The stream of all decisions of an environment's episode; each decision takes a split of it by its number.</summary>
    public RandomStream Choices(int environment, long episode) => For("choices").Split(environment).Split((int)episode);
}
