using System.Collections.Immutable;

namespace Rota.Studies.Shop.Transfer;

/// <summary>A reference line with everybody's mean tact.</summary>
/// <param name="Row">The row of the specification, from 0.</param>
/// <param name="Arms">Arms of the robot.</param>
/// <param name="Noise">Share by which process times stray.</param>
/// <param name="Bound">What no policy beats, in seconds.</param>
/// <param name="Cycle">The shortest cycle by CP-SAT, in seconds; null where it is not solved.</param>
/// <param name="Tacts">Mean seconds between plates of each contender.</param>
internal sealed record ReferenceRow(int Row, int Arms, double Noise, double Bound, double? Cycle, ImmutableDictionary<string, double> Tacts)
{
    public string Name => $"{Row + 1}{(Arms == 2 ? " dual" : "")}{(Noise > 0 ? " noise" : "")}";

    public double Of(string policy) => Tacts[policy];

    /// <summary>The least of several contenders.</summary>
    public double Best(IEnumerable<string> policies) => policies.Min(Of);
}
