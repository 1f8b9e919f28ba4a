using CsCheck;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Projects.Solvers.Flat;
using Xunit;

namespace Rota.Tests.Projects.Solvers;

public class FlatSchemeTests
{
    [Fact]
    public void The_fast_scheme_and_the_general_one_agree_on_every_list() =>
        Gen.Select(RandomProjects.Plain, Gen.Int[0, 1000]).Sample(
            pair =>
            {
                var (problem, seed) = pair;
                var flat = FlatProject.Of(problem)!;
                var list = RandomList(flat, new Random(seed));
                var starts = new int[flat.Count];
                var makespan = new FlatScheme(flat).Forward(list, starts);
                var general = new SerialScheme(problem).Schedule(list)!;
                Assert.Equal(general.Starts, starts.Select(start => (long)start));
                Assert.Equal(general.Makespan(problem), makespan);
            },
            iter: 2000);

    [Fact]
    public void Justification_keeps_every_rule_and_never_lengthens() =>
        Gen.Select(RandomProjects.Plain, Gen.Int[0, 1000]).Sample(
            pair =>
            {
                var (problem, seed) = pair;
                var flat = FlatProject.Of(problem)!;
                var scheme = new FlatScheme(flat);
                var starts = new int[flat.Count];
                var before = scheme.Forward(RandomList(flat, new Random(seed)), starts);
                var after = scheme.Justify(before, starts);
                Assert.True(after <= before);
                var verdict = ProjectChecker.Instance.Check(problem, ProjectSchedule.FromStarts([.. starts.Select(start => (long)start)]));
                Assert.Equal([], verdict.Violations);
                Assert.Equal(after, verdict.Objective);
            },
            iter: 2000);

    [Fact]
    public void Parallel_schedules_are_accepted_and_leave_no_task_waiting_that_fits() =>
        RandomProjects.Plain.Sample(
            problem =>
            {
                var flat = FlatProject.Of(problem)!;
                var starts = new int[flat.Count];
                new FlatDispatch(flat).Parallel(new long[flat.Count], null, starts);
                Assert.Equal([], ProjectChecker.Instance.Check(problem, ProjectSchedule.FromStarts([.. starts.Select(start => (long)start)])).Violations);
            },
            iter: 1000);

    [Fact]
    public void Five_resources_need_two_words_and_are_all_watched()
    {
        var problem = new ProjectProblem(
            "five", [.. Enumerable.Range(0, 5).Select(r => new ProjectResource($"r{r}", 1))], [.. Enumerable.Range(0, 3).Select(i => new ProjectTask($"t{i}", [new(2, [new(4, 1)])]))]);
        var flat = FlatProject.Of(problem)!;
        Assert.Equal(2, flat.Words);
        Assert.Equal(6, new FlatScheme(flat).Forward([0, 1, 2], new int[3]));
    }

    private static int[] RandomList(FlatProject flat, Random random)
    {
        var list = new int[flat.Count];
        new FlatDispatch(flat).Serial([.. Enumerable.Range(0, flat.Count).Select(_ => (long)random.Next(100))], null, list);
        return list;
    }
}
