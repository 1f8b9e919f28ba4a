using System.Collections.Immutable;

namespace Rota.Learning.Files;

/// <summary>Where a learnt policy comes from; part of every policy file.</summary>
public sealed record PolicyCard
{
    /// <summary>The policy's name.</summary>
    public required string Name { get; init; }

    /// <summary>The command that makes it again.</summary>
    public required string Command { get; init; }

    /// <summary>The master seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What it was trained on, in words.</summary>
    public required string Data { get; init; }

    /// <summary>How it was trained, in words: the learner and its settings.</summary>
    public string Learner { get; init; } = "";

    /// <summary>The licence of the weights. Default: the project's.</summary>
    public string Licence { get; init; } = "Apache-2.0";

    /// <summary>The learning curve.</summary>
    public ImmutableArray<CurvePoint> Curve { get; init; } = [];
}
