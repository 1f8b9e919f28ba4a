using Rota.Projects;
using Rota.Projects.Formats;
using Rota.Projects.Generators;
using Rota.Projects.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Projects.Generators;

public class ProjectGeneratorTests
{
    [Fact]
    public void The_same_options_give_the_same_bytes() => Assert.Equal(Text(new() { Downtimes = 2, Modes = 2 }), Text(new() { Downtimes = 2, Modes = 2 }));

    [Fact]
    public void Network_complexity_is_met_and_no_link_is_redundant()
    {
        var problem = ProjectGenerator.Create(new() { Tasks = 60, NetworkComplexity = 1.8 });
        Assert.Equal(108, problem.Links.Length);
        var followers = new ProjectNetwork(problem).Times(problem).Followers;
        Assert.DoesNotContain(problem.Links, link => problem.Links.Any(other => other.From == link.From && other.To != link.To && followers[other.To].Contains(link.To)));
    }

    [Fact]
    public void Strength_one_leaves_the_critical_path_alone()
    {
        var problem = ProjectGenerator.Create(new() { ResourceStrength = 1 });
        var solution = new RuleSchedules().Solve(problem, ProjectChecker.Instance, new Run<ProjectSchedule>(Limit.None));
        Assert.Equal((Outcome.Optimal, new ProjectNetwork(problem).Times(problem).CriticalPath), (solution.Outcome, solution.Objective!.Value));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var fault = Assert.Throws<RotaException>(() => ProjectGenerator.Create(new() { Tasks = 0, ResourceFactor = 2, Modes = 99 }));
        Assert.Equal("cannot generate such a project: tasks 0, expected 1 to 100000; resource factor 2, expected 0 to 1; modes 99, expected 1 to 20", fault.Message);
    }

    private static string Text(ProjectGeneratorOptions options)
    {
        using var text = new StringWriter();
        ProjectFiles.Write(ProjectGenerator.Create(options), null, text);
        return text.ToString();
    }
}
