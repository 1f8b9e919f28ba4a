using System.Collections.Immutable;
using Rota.Chat;
using Rota.CpSat.Projects;
using Rota.Projects.ConstraintBench;
using Rota.Projects.Proposals;

namespace Rota.Studies.ConstraintBench;

/// <summary>Who plans: a baseline that gives starts, or a model that gives a text.</summary>
internal sealed record BenchContender(string Name, Func<BenchInstance, CancellationToken, BenchAnswer> Plan)
{
    private static readonly TimeSpan SolverTime = TimeSpan.FromSeconds(10);

    public static ImmutableArray<BenchContender> Baselines { get; } =
    [
        .. BenchBaselines.All.Select(baseline => new BenchContender(
            baseline.Name, (instance, _) => new(null, Proposal.Of(instance.Problem, baseline.Plan(instance).AsSpan()), new("")))),
        new("cp-sat", (instance, cancellation) =>
        {
            var (_, schedule) = ProjectRepair.Nearest(instance.Problem, null, SolverTime, cancellation: cancellation);
            return new(null, schedule is null ? new([.. new long?[instance.Problem.Tasks.Length]], [new(ProposalFamily.Unparsable, "none found")]) : Proposal.Of(instance.Problem, schedule.Starts.AsSpan()), new(""));
        }),
    ];

    /// <summary>A model: one question, no tools, no second try; the answer is read strictly.</summary>
    public static BenchContender Of(string name, Func<BenchInstance, IChatModel> model, ulong seed) => new(name, (instance, cancellation) =>
    {
        var prompt = ProposalPrompt.Of(instance.Problem, seed + (ulong)(1 + (1000 * instance.Base) + instance.Level));
        var reply = model(instance).Ask(prompt, cancellation);
        return new(prompt, Proposal.Read(instance.Problem, reply.Text), reply);
    });
}

/// <summary>An answer as it was judged; the prompt is null for baselines.</summary>
internal sealed record BenchAnswer(ChatPrompt? Prompt, Proposal Proposal, ChatReply Reply);
