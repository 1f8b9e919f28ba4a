using System.Collections.Immutable;

namespace Rota.Projects.Proposals;

/// <summary>Start times somebody proposes for a project, and everything that is wrong with them.</summary>
/// <param name="Starts">Start of each task; null where none could be read.</param>
/// <param name="Faults">All faults, form first; empty for a feasible proposal.</param>
public sealed record Proposal(ImmutableArray<long?> Starts, ImmutableArray<ProposalFault> Faults)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool IsFeasible => Faults.IsEmpty;

    /// <summary>Tasks with a start.</summary>
    public int Known => Starts.Count(start => start is not null);

    /// <summary>The schedule; null while some task has no start.</summary>
    public ProjectSchedule? Schedule => Known == Starts.Length ? ProjectSchedule.FromStarts([.. Starts.Select(start => start!.Value)]) : null;

    /// <summary>Reads an answer strictly, as the benchmark scores it, and checks it against every constraint.</summary>
    public static Proposal Read(ProjectProblem problem, string answer) => Check(problem, ProposalReader.Strict(problem, answer));

    /// <summary>Reads whatever can be read as start times of tasks, and checks that.</summary>
    public static Proposal ReadLeniently(ProjectProblem problem, string answer) => Check(problem, ProposalReader.Lenient(problem, answer));

    /// <summary>Start times checked against every constraint.</summary>
    public static Proposal Of(ProjectProblem problem, ReadOnlySpan<long> starts)
    {
        var known = ImmutableArray.CreateBuilder<long?>(starts.Length);
        foreach (var start in starts) known.Add(start);
        return Check(problem, (known.MoveToImmutable(), []));
    }

    private static Proposal Check(ProjectProblem problem, (ImmutableArray<long?> Starts, ImmutableArray<ProposalFault> Faults) read)
    {
        var proposal = new Proposal(read.Starts, read.Faults);
        if (proposal.Schedule is not { } schedule) return proposal;
        var broken = ProjectChecker.Violations(problem, schedule).Select(violation => new ProposalFault(FamilyOf(violation.Family), violation.Text, violation));
        return proposal with { Faults = [.. read.Faults, .. broken] };
    }

    private static ProposalFamily FamilyOf(ViolationFamily family) => family switch
    {
        ViolationFamily.Precedence => ProposalFamily.Precedence,
        ViolationFamily.Capacity or ViolationFamily.Stock => ProposalFamily.Capacity,
        ViolationFamily.Downtime => ProposalFamily.Downtime,
        ViolationFamily.WindowEarly or ViolationFamily.WindowLate => ProposalFamily.Window,
        ViolationFamily.Exclusive => ProposalFamily.Exclusive,
        _ => ProposalFamily.Schema,
    };
}
