using Rota.Projects;
using Rota.Projects.ConstraintBench;
using Rota.Projects.Formats;
using Rota.Projects.Proposals;
using Xunit;

namespace Rota.Tests.Projects.ConstraintBench;

public sealed class BenchGeneratorTests
{
    private static readonly BenchOptions Options = new();

    [Fact]
    public void Every_instance_is_solvable_by_its_witness_at_every_level_and_with_every_family()
    {
        for (var project = 0; project < 6; project++)
            foreach (var level in new[] { 0, 1, 7, 20, 40 })
                for (var families = BenchFamilies.None; families <= BenchFamilies.All; families++)
                {
                    var instance = BenchGenerator.Create(Options, project, level, families);
                    Assert.Empty(ProjectChecker.Violations(instance.Problem, ProjectSchedule.FromStarts(instance.Witness.AsSpan())));
                    Assert.Empty(instance.Problem.Notes);
                    Assert.Equal(families.HasFlag(BenchFamilies.Exclusive), instance.Problem.Exclusive.Length > 0);
                }
    }

    [Fact]
    public void Level_k_has_exactly_k_constraints_of_which_none_is_redundant()
    {
        for (var project = 0; project < 10; project++)
        {
            var links = BenchGenerator.Create(Options, project, 40, BenchFamilies.None).Problem.Links.Select(link => (link.From, link.To)).ToList();
            Assert.Equal(40, links.Count);
            foreach (var link in links) Assert.False(PrecedenceRamp.Reach(20, links.Where(other => other != link))[link.From, link.To]);
        }
    }

    [Fact]
    public void A_level_is_the_one_below_and_one_more()
    {
        for (var level = 1; level <= 40; level++)
        {
            var (below, here) = (BenchGenerator.Create(Options, 3, level - 1, BenchFamilies.All).Problem, BenchGenerator.Create(Options, 3, level, BenchFamilies.All).Problem);
            Assert.Equal(below.Links, here.Links.Take(level - 1));
            Assert.Equal(below.Tasks.Select(task => task.Modes[0].Duration), here.Tasks.Select(task => task.Modes[0].Duration));
        }
    }

    [Fact]
    public void The_literal_ramp_has_redundant_constraints_sooner_or_later()
    {
        var found = false;
        for (var project = 0; project < 10 && !found; project++)
        {
            var links = BenchGenerator.Create(Options with { Literal = true }, project, 40, BenchFamilies.None).Problem.Links.Select(link => (link.From, link.To)).ToList();
            found = links.Exists(link => PrecedenceRamp.Reach(20, links.Where(other => other != link))[link.From, link.To]);
        }
        Assert.True(found);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        Assert.Equal(Json(Options, 2), Json(Options, 2));
        Assert.NotEqual(Json(Options, 2), Json(Options with { Seed = 2 }, 2));
    }

    [Fact]
    public void Dressed_in_words_the_numbers_stay()
    {
        var (plain, dressed) = (BenchGenerator.Create(Options, 1, 12, BenchFamilies.All), BenchGenerator.Create(Options with { Dressed = true }, 1, 12, BenchFamilies.All));
        Assert.Equal(plain.Witness, dressed.Witness);
        Assert.Equal(plain.Problem.Tasks.Select(task => (task.Id, task.Release, task.Due)), dressed.Problem.Tasks.Select(task => (task.Id, task.Release, task.Due)));
        Assert.All(dressed.Problem.Tasks, task => Assert.NotNull(task.Name));
        Assert.Contains("team", ProposalPrompt.Of(dressed.Problem).User, StringComparison.Ordinal);
    }

    [Fact]
    public void Baselines_answer_as_their_names_say()
    {
        var feasible = BenchBaselines.All.ToDictionary(baseline => baseline.Name, _ => 0);
        for (var project = 0; project < 12; project++)
        {
            var (easy, hard) = (BenchGenerator.Create(Options, project, 20, BenchFamilies.None), BenchGenerator.Create(Options, project, 20, BenchFamilies.All));
            foreach (var (name, _, plan) in BenchBaselines.All)
            {
                if (name is "blind" or "fifo" or "edf" or "restarts") Assert.True(Proposal.Of(easy.Problem, plan(easy).AsSpan()).IsFeasible);
                if (Proposal.Of(hard.Problem, plan(hard).AsSpan()).IsFeasible) feasible[name]++;
            }
        }
        Assert.Equal((0, 0, 0), (feasible["zero"], feasible["precedence"], feasible["blind"]));
        Assert.True(feasible["restarts"] >= 10);
        Assert.InRange(feasible["edf"], 1, 11);
    }

    [Fact]
    public void Options_out_of_range_are_named_all_at_once()
    {
        var fault = Assert.Throws<RotaException>(() => BenchGenerator.Create(Options with { Tasks = 1, FamilyChance = 2 }, 0, 0, BenchFamilies.None));
        Assert.Contains("tasks 1", fault.Message, StringComparison.Ordinal);
        Assert.Contains("family chance 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains("its ramp ends at", Assert.Throws<RotaException>(() => BenchGenerator.Create(Options, 0, 400, BenchFamilies.None)).Message, StringComparison.Ordinal);
    }

    private static string Json(BenchOptions options, int project)
    {
        using var text = new StringWriter { NewLine = "\n" };
        ProjectFiles.Write(BenchGenerator.Create(options, project, 20, BenchFamilies.All).Problem, null, text);
        return text.ToString();
    }
}
