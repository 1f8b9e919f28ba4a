using CsCheck;
using Rota.Projects;
using Rota.Projects.Proposals;
using Xunit;

namespace Rota.Tests.Projects.Proposals;

public sealed class ProposalTests
{
    // Tasks A(3) B(2) C(2) D(4); one crew of 2, closed in [5, 6); A -> C, B -> D; D in [2, 12); A and D exclusive.
    internal static readonly ProjectProblem Vector = new(
        "vector",
        [new ProjectResource("crew", 2, Windows: [new CapacityWindow(5, 6)])],
        [Task("A", 3, 1), Task("B", 2, 1), Task("C", 2, 2), Task("D", 4, 1) with { Release = 2, Due = 12 }],
        [new ProjectLink(0, 2), new ProjectLink(1, 3)],
        [[0, 3]]);

    [Theory]
    [InlineData(new long[] { 0, 0, 3, 6 }, new ProposalFamily[0])]
    [InlineData(new long[] { 0, 0, 4, 6 }, new[] { ProposalFamily.Downtime })]
    [InlineData(new long[] { 0, 0, 3, 2 }, new[] { ProposalFamily.Capacity, ProposalFamily.Downtime, ProposalFamily.Exclusive })]
    [InlineData(new long[] { 0, 1, 2, 9 }, new[] { ProposalFamily.Precedence, ProposalFamily.Capacity, ProposalFamily.Window })]
    public void The_worked_out_vector_has_these_faults_and_no_others(long[] starts, ProposalFamily[] families) =>
        Assert.Equal(families.Order(), Proposal.Of(Vector, starts).Faults.Select(fault => fault.Family).Order());

    [Theory]
    [InlineData("""{"schedule":[{"id":"A","start":0},{"id":"B","start":0},{"id":"C","start":3},{"id":"D","start":6}]}""")]
    [InlineData("""{"schedule":[{"id":"A","start":0,"end":3},{"id":"B","start":0.0},{"id":"C","start":3},{"id":"D","start":6,"end":10}]}""")]
    [InlineData("Here:\n```json\n{\"schedule\":[{\"id\":\"A\",\"start\":0},{\"id\":\"B\",\"start\":0},{\"id\":\"C\",\"start\":3},{\"id\":\"D\",\"start\":6}]}\n```")]
    public void A_good_answer_is_feasible(string answer) => Assert.Empty(Proposal.Read(Vector, answer).Faults);

    [Theory]
    [InlineData("no", ProposalFamily.Unparsable, 1)]
    [InlineData("[1]", ProposalFamily.Unparsable, 1)]
    [InlineData("{}", ProposalFamily.Schema, 5)]
    [InlineData("""{"schedule":[{"id":"A","start":0},{"id":"B","start":0},{"id":"C","start":3},{"id":"D","start":6},{"id":"E","start":6}]}""", ProposalFamily.Schema, 1)]
    [InlineData("""{"schedule":[{"id":"A","start":0},{"id":"B","start":0},{"id":"C","start":3},{"id":"A","start":6}]}""", ProposalFamily.Schema, 2)]
    [InlineData("""{"schedule":[{"id":"A","start":0,"end":4},{"id":"B","start":0},{"id":"C","start":3},{"id":"D","start":6}]}""", ProposalFamily.Schema, 1)]
    [InlineData("""{"schedule":[{"id":"A","start":0.5},{"id":"B","start":0},{"id":"C","start":3},{"id":"D","start":6}]}""", ProposalFamily.Schema, 1)]
    [InlineData("""{"schedule":[{"id":"A","start":-1},{"id":"B","start":0},{"id":"C","start":3},{"id":"D","start":6}]}""", ProposalFamily.Schema, 1)]
    public void A_fault_of_form_is_one_of_form(string answer, ProposalFamily family, int count)
    {
        var faults = Proposal.Read(Vector, answer).Faults;
        Assert.Equal(count, faults.Length);
        Assert.All(faults, fault => Assert.Equal(family, fault.Family));
    }

    [Theory]
    [InlineData("""[{"task":"A","start":"0"},{"task":"B","begin":0},{"task":"C","start":3},{"task":"D","start_time":6}]""")]
    [InlineData("""{"A":0,"B":0,"C":3,"D":{"start":6}}""")]
    [InlineData("""The plan {"result":{"schedule":[["A",0],["B",0],["C",3],["D",6],]}} should do.""")]
    [InlineData("A: 0\nB: 0\nC, 3\n| D | 6 |\n")]
    [InlineData("- A starts at 0\n- B starts at 0\n- C starts at 3\n- D starts at 6\n")]
    public void Lenient_reading_finds_starts_wherever_they_stand(string answer) =>
        Assert.Equal([0, 0, 3, 6], Proposal.ReadLeniently(Vector, answer).Starts);

    [Fact]
    public void Lenient_reading_keeps_what_there_is()
    {
        var proposal = Proposal.ReadLeniently(Vector, """{"schedule":[{"id":"C","start":-4},{"id":"D","start":9},{"id":"X","start":1}]}""");
        Assert.Equal([null, null, 0, 9], proposal.Starts);
        Assert.Null(proposal.Schedule);
        Assert.Equal(2, proposal.Faults.Length);
    }

    [Fact]
    public void Any_text_is_read_or_refused()
    {
        string[] words = ["{", "}", "[", "]", "\"A\"", "\"schedule\"", ":", ",", "\"id\"", "\"start\"", "1", "-3", "1e99", "null", "```\n", "A", "\n", " ", "\u00e9", "<think>"];
        Gen.Int[0, words.Length - 1].Array[0, 40].Sample(
            picks =>
            {
                var text = string.Concat(picks.Select(pick => words[pick]));
                var strict = Proposal.Read(Vector, text);
                var lenient = Proposal.ReadLeniently(Vector, text);
                return strict.Starts.Length == 4 && lenient.Starts.Length == 4 && (strict.IsFeasible || strict.Faults.Length > 0);
            },
            iter: 3000);
    }

    [Fact]
    public void The_order_of_a_bad_proposal_may_be_good()
    {
        var proposal = Proposal.Of(Vector, [0, 0, 1, 2]);
        Assert.False(proposal.IsFeasible);
        var schedule = OrderRepair.Schedule(Vector, proposal);
        Assert.NotNull(schedule);
        Assert.Empty(ProjectChecker.Violations(Vector, schedule));
        Assert.Equal(schedule.Starts.Zip(new long[] { 0, 0, 1, 2 }).Sum(pair => Math.Abs(pair.First - pair.Second)), OrderRepair.Distance(proposal, schedule));
    }

    [Fact]
    public void The_question_names_every_constraint_and_shuffles_its_rows_by_seed()
    {
        var prompt = ProposalPrompt.Of(Vector, 7);
        foreach (var part in new[] { "A -> C", "B -> D", "A / D", "crew | 2 | [5, 6)", "D | - | 4 | crew: 1 | 2 | 12" }) Assert.Contains(part, prompt.User, StringComparison.Ordinal);
        Assert.Equal(prompt.User, ProposalPrompt.Of(Vector, 7).User);
        Assert.Contains(Enumerable.Range(1, 20), seed => ProposalPrompt.Of(Vector, (ulong)seed).User != prompt.User);
    }

    private static ProjectTask Task(string id, long duration, long crew) => new(id, [new TaskMode(duration, [new Demand(0, crew)])]);
}
