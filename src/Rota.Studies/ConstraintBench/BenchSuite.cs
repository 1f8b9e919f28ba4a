using System.Collections.Immutable;
using System.Text.Json;
using Rota.Projects.ConstraintBench;
using Rota.Projects.Proposals;

namespace Rota.Studies.ConstraintBench;

/// <summary>A contender's answers on one set of families.</summary>
internal sealed record BenchRun(string Contender, BenchFamilies Families, ImmutableArray<(int Project, int Level, Proposal Proposal)> Answers)
{
    public BenchMetrics Metrics => BenchMetrics.Of([.. Answers.Select(answer => (answer.Project, answer.Level, answer.Proposal.IsFeasible))]);

    public double Feasible => Answers.Average(answer => answer.Proposal.IsFeasible ? 1.0 : 0);

    public double At(int level) => Answers.Where(answer => answer.Level == level).Average(answer => answer.Proposal.IsFeasible ? 1.0 : 0);

    /// <summary>Of the infeasible answers the share that has a fault of the family; null when all are feasible.</summary>
    public double? ErrorShare(ProposalFamily family)
    {
        var wrong = Answers.Where(answer => !answer.Proposal.IsFeasible).ToList();
        return wrong.Count == 0 ? null : wrong.Average(answer => answer.Proposal.Faults.Any(fault => fault.Family == family) ? 1.0 : 0);
    }
}

/// <summary>The instances of a study and who answers them.</summary>
internal sealed class BenchSuite(BenchOptions options, int projects, ImmutableArray<int> levels)
{
    public ImmutableArray<int> Levels => levels;

    public int Projects => projects;

    public IEnumerable<BenchInstance> Instances(BenchFamilies families)
    {
        for (var project = 0; project < projects; project++)
            foreach (var level in levels) yield return BenchGenerator.Create(options, project, level, families);
    }

    /// <summary>Asks a contender everything; a line an answer goes to the record.</summary>
    public BenchRun Ask(BenchContender contender, BenchFamilies families, TextWriter? record, CancellationToken cancellation)
    {
        var answers = ImmutableArray.CreateBuilder<(int, int, Proposal)>();
        foreach (var instance in Instances(families))
        {
            cancellation.ThrowIfCancellationRequested();
            var answer = contender.Plan(instance, cancellation);
            answers.Add((instance.Base, instance.Level, answer.Proposal));
            record?.WriteLine(Line(contender, instance, answer));
        }
        return new(contender.Name, families, answers.ToImmutable());
    }

    private static string Line(BenchContender contender, BenchInstance instance, BenchAnswer answer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("instance", instance.Problem.Name);
            json.WriteString("model", contender.Name);
            json.WriteBoolean("feasible", answer.Proposal.IsFeasible);
            json.WriteStartArray("faults");
            foreach (var fault in answer.Proposal.Faults) json.WriteStringValue($"{fault.Family}: {fault.Text}");
            json.WriteEndArray();
            if (answer.Prompt is not null)
            {
                json.WriteNumber("rows_seed", answer.Prompt.Seed ?? 0);
                json.WriteString("answer", answer.Reply.Text);
                json.WriteNumber("tokens_in", answer.Reply.TokensIn);
                json.WriteNumber("tokens_out", answer.Reply.TokensOut);
                json.WriteNumber("seconds", Math.Round(answer.Reply.Seconds, 3));
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
