using Rota.Projects;
using Rota.Projects.Policies;
using Rota.Projects.Solvers;
using Rota.Projects.Solvers.Flat;
using Xunit;

namespace Rota.Tests.Projects.Policies;

public class RuleParityTests
{
    private static readonly Lazy<(ProjectProblem Problem, int Best)[]> Instances = new(() =>
    {
        var known = SharedProjects.BestKnown();
        return [.. SharedProjects.Read("psplib/j30.sm.tar.gz").Select(problem => (problem, known[("j30", problem.Name)].Best))];
    });

    [Theory]
    [InlineData("LFT", false, 5.58)]
    [InlineData("LFT", true, 4.39)]
    [InlineData("LST", false, 4.92)]
    [InlineData("LST", true, 4.53)]
    [InlineData("MTS", false, 6.56)]
    [InlineData("MTS", true, 5.00)]
    [InlineData("GRPW*", false, 5.28)]
    [InlineData("GRPW*", true, 4.65)]
    [InlineData("MSLK", false, 9.49)]
    [InlineData("SPT", false, 17.10)]
    [InlineData("ID", false, 9.45)]
    public void A_rule_deviates_from_the_best_known_of_j30_as_measured_elsewhere(string rule, bool parallel, double expected)
    {
        Assert.SkipUnless(SharedProjects.Exist, SharedProjects.Missing);
        var keys = ProjectRules.All.Single(candidate => candidate.Name == rule);
        var mean = Instances.Value.Average(instance =>
        {
            var flat = FlatProject.Of(instance.Problem)!;
            var (starts, list) = (new int[flat.Count], new int[flat.Count]);
            var dispatch = new FlatDispatch(flat);
            var key = keys.Keys(new ProjectNetwork(instance.Problem).Times(instance.Problem));
            if (parallel) return Deviation(dispatch.Parallel(key, null, starts), instance.Best);
            dispatch.Serial(key, null, list);
            return Deviation(new FlatScheme(flat).Forward(list, starts), instance.Best);
        });
        Assert.Equal(expected, mean, 0.0051);
    }

    [Fact]
    public void The_better_of_both_schemes_justified_is_as_measured_elsewhere()
    {
        Assert.SkipUnless(SharedProjects.Exist, SharedProjects.Missing);
        var mean = Instances.Value.Average(instance =>
        {
            var flat = FlatProject.Of(instance.Problem)!;
            var (serial, parallel, list) = (new int[flat.Count], new int[flat.Count], new int[flat.Count]);
            var (dispatch, scheme) = (new FlatDispatch(flat), new FlatScheme(flat));
            var keys = new LatestFinishTime().Keys(new ProjectNetwork(instance.Problem).Times(instance.Problem));
            dispatch.Serial(keys, null, list);
            var (a, b) = (scheme.Forward(list, serial), dispatch.Parallel(keys, null, parallel));
            return Deviation(Math.Min(scheme.Justify(a, serial), scheme.Justify(b, parallel)), instance.Best);
        });
        Assert.Equal(2.04, mean, 0.0051);
    }

    private static double Deviation(int makespan, int best) => 100.0 * (makespan - best) / best;
}
