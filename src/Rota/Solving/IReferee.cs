using System.Collections.Immutable;

namespace Rota.Solving;

/// <summary>What a referee says of an answer: its objective measured anew, and every rule it breaks, in words.</summary>
public sealed record Verdict(long Objective, ImmutableArray<string> Violations)
{
    /// <summary>True when no rule is broken.</summary>
    public bool Accepted => Violations.IsEmpty;
}

/// <summary>A domain's independent checker. It shares no code with any solver.</summary>
public interface IReferee<in TProblem, in TAnswer>
{
    /// <summary>Checks completeness and every constraint, and measures the objective.</summary>
    Verdict Check(TProblem problem, TAnswer answer);
}
