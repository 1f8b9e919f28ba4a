using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// SGLang's admission: a request enters when its prompt and its whole answer fit beside what the running ones may still write, of which only a share is
/// believed. The share decays with every step that decodes, and is set anew when a request had to go. With a share of 1 that never moves it is mini-sglang's,
/// which never has to take a request back.
/// </summary>
public sealed record ReservedOutput : AdmissionChoice
{
    /// <summary>Scales the share (schedule-conservativeness).</summary>
    public double Conservativeness { get; init; } = 1;

    /// <summary>The share it begins with: 0.7 times the conservativeness, at most 1.</summary>
    public double InitialShare { get; init; } = 0.7;

    /// <summary>The least share, as a part of the first one.</summary>
    public double LeastPart { get; init; } = 0.14;

    /// <summary>Steps that decode from the first share to the least.</summary>
    public int DecaySteps { get; init; } = 600;

    /// <summary>Longest answer that is believed, tokens.</summary>
    public int Clip { get; init; } = 4096;

    /// <summary>Answer of a client that declares nothing, tokens.</summary>
    public int Undeclared { get; init; } = 4096;

    /// <summary>All of the answers reserved, for ever: mini-sglang.</summary>
    public static ReservedOutput Whole { get; } = new() { InitialShare = 1, LeastPart = 1, Clip = int.MaxValue };

    /// <inheritdoc/>
    public override string Name => LeastPart == 1 ? "reserve-all" : "reserve-share";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context)
    {
        List<string> faults = [];
        if (!(Conservativeness > 0 && Conservativeness <= 100)) faults.Add(FormattableString.Invariant($"conservativeness {Conservativeness}, expected more than 0"));
        if (!(InitialShare > 0 && InitialShare <= 1)) faults.Add(FormattableString.Invariant($"initial share {InitialShare}, expected more than 0, at most 1"));
        if (!(LeastPart >= 0 && LeastPart <= 1)) faults.Add(FormattableString.Invariant($"least part {LeastPart}, expected 0 to 1"));
        if (DecaySteps < 1) faults.Add($"{DecaySteps} steps of decay, expected at least 1");
        if (Clip < 1) faults.Add($"clip {Clip}, expected at least 1 token");
        if (Undeclared < 1) faults.Add($"undeclared answers of {Undeclared} tokens, expected at least 1");
        if (faults.Count > 0) throw new RotaException("reserved output: " + string.Join("; ", faults));
        return new ReservedOutputRule(this);
    }
}
