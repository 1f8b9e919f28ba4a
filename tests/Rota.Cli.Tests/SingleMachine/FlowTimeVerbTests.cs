using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.SingleMachine;

public sealed class FlowTimeVerbTests
{
    [Fact]
    public void Jobs_that_are_generated_can_be_rehearsed_by_what_is_in_the_file()
    {
        using var folder = new Folder();
        var (jobs, csv, local) = (folder["jobs"], folder["jobs.csv"], folder["local.csv"]);
        var made = Shell.Run("generate", "flow-time", "--family", "creep", "--jobs", "8", "--operations", "4", "--flood", "500", "--out", jobs);
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.Contains("A(8,4,64): 508 jobs", made.Out);
        var run = Shell.Run("rehearse", jobs, "--policies", "srpt-op,chunk-balance,hindsight,srpt", "--csv", csv, "--local-ratio", local);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("chunk-balance", run.Out);
        Assert.Contains("ratio: sum of flow times over the optimum's", run.Out);
        Assert.StartsWith("job,release,completion,flow,preemptions,chunks,weight\nj0,0,", File.ReadAllText(csv));
        Assert.StartsWith("time,alive,optimum,ratio\n0,8,8,1\n", File.ReadAllText(local));
    }

    [Fact]
    public void Json_names_every_policy_and_the_optimum_has_ratio_one()
    {
        using var folder = new Folder();
        var jobs = folder["chains.csv"];
        File.WriteAllText(jobs, "job,release,op_index,duration\na,0,0,4\na,0,1,1\na,0,2,9\nb,1,0,1\nc,2,0,2\nc,2,1,2\n");
        var run = Shell.Run("rehearse", jobs, "--policies", "fifo,srpt", "--seeds", "3", "--json");
        Assert.Equal(0, run.Code);
        using var json = JsonDocument.Parse(run.Out);
        var policies = json.RootElement.GetProperty("policies").EnumerateArray().ToArray();
        Assert.Equal(["fifo", "srpt"], policies.Select(policy => policy.GetProperty("policy").GetString()!));
        Assert.True(policies[0].GetProperty("ratio").GetDouble() > 1);
        Assert.Equal(1, policies[1].GetProperty("ratio").GetDouble());
        Assert.Single(json.RootElement.GetProperty("verdicts").EnumerateArray());
    }

    [Theory]
    [InlineData("unknown policy 'srpt-opp'", "--policies", "srpt-opp")]
    [InlineData("'x' is not a time", "--switch-cost", "x")]
    [InlineData("'0.5' is not a time of at least 0 in whole 1/1", "--switch-cost", "0.5")]
    public void What_cannot_be_is_refused_in_a_line(string expected, params string[] options)
    {
        using var folder = new Folder();
        var jobs = folder["chains.jsonl"];
        File.WriteAllText(jobs, "{\"id\": \"a\", \"release\": 0, \"ops\": [4, 1]}\n");
        var run = Shell.Run(["rehearse", jobs, .. options]);
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, Assert.Single(run.ErrorLines));
    }

    [Fact]
    public void A_family_that_does_not_exist_is_refused_with_the_nearest()
    {
        var run = Shell.Run("generate", "flow-time", "--family", "crep");
        Assert.Equal(2, run.Code);
        Assert.Contains("creep", run.Error);
    }
}
