using Rota.Randomness;

namespace Rota.Learning;

/// <summary>Any legal candidate, all alike: what every learned policy has to beat.</summary>
public sealed class RandomPolicy : IPolicy
{
    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public bool NeedsObservation => false;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var environment = decision.Environment;
        var legal = 0;
        for (var i = 0; i < environment.CandidateCount; i++)
            if (environment.IsLegal(i)) legal++;
        var left = random.Next(legal);
        for (var i = 0; ; i++)
            if (environment.IsLegal(i) && left-- == 0) return new(i, -MathF.Log(legal));
    }
}
