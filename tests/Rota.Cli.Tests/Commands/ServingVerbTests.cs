using System.Text.Json;
using Rota.Formats;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Rehearsal;
using Xunit;

namespace Rota.Cli.Tests.Commands;

/// <summary>rehearse, capacity, tune, calibrate and explain of serving runs, as their users type them.</summary>
public sealed class ServingVerbTests
{
    private const string Mix = "synthetic-mix:rate=6,requests=120";

    [Fact]
    public void A_rehearsal_counts_every_request_of_every_policy_and_class()
    {
        var shell = Shell.Run("rehearse", Mix, "--policies", "vllm,sarathi", "--slo", "ttft=1s,tbt=200ms", "--seeds", "2", "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var document = JsonDocument.Parse(shell.Out);
        var runs = document.RootElement.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(["vllm 1", "sarathi 1", "vllm 2", "sarathi 2"], runs.Select(run => $"{run.GetProperty("policy").GetString()} {run.GetProperty("seed").GetInt32()}"));
        foreach (var run in runs)
        {
            var classes = run.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("finished").GetInt32()).ToList();
            Assert.Equal(120, classes[0]);
            Assert.Equal(120, classes.Skip(1).Sum());
        }
        Assert.NotEqual(runs[0].GetProperty("ttft_p50").GetDouble(), runs[2].GetProperty("ttft_p50").GetDouble());
    }

    [Fact]
    public void The_same_command_prints_the_same_bytes()
    {
        string[] command = ["rehearse", Mix, "--policies", "vllm,continuum,laps-plus", "--rate", "1x,2x"];
        Assert.Equal(Shell.Run(command).Out, Shell.Run(command).Out);
    }

    [Fact]
    public void Every_file_is_written_and_explain_tells_what_a_request_waited_for()
    {
        using var folder = new Folder();
        var shell = Shell.Run(
            "rehearse", Mix, "--policies", "vllm", "--html", folder["a.html"], "--csv", folder["a.csv"], "--trace", folder["a.trace.json"], "--metrics", folder["a.prom"], "--out", folder["a.json"]);
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        var lines = File.ReadAllLines(folder["a.csv"]);
        Assert.Equal(121, lines.Length);
        Assert.Contains("<svg", File.ReadAllText(folder["a.html"]), StringComparison.Ordinal);
        Assert.Contains("vllm:time_to_first_token_seconds_count", File.ReadAllText(folder["a.prom"]), StringComparison.Ordinal);
        using (var chrome = JsonDocument.Parse(File.ReadAllText(folder["a.trace.json"]))) Assert.NotEmpty(chrome.RootElement.GetProperty("traceEvents").EnumerateArray());
        var told = Shell.Run("explain", folder["a.json"], "--request", "7");
        Assert.Equal(0, told.Code);
        var arrival = double.Parse(lines[8].Split(',')[5], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"arrived at {arrival:F3} s"), told.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tuned_policy_is_rehearsed_with_the_settings_it_was_tuned_with()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["p.json"], """{"name": "mine", "policy": "vllm", "prefill": "chunks-512", "max_num_seqs": 3}""");
        using var buffer = new MemoryStream();
        var policy = ServingPolicyFile.Read(TextInput.Open(folder["p.json"]));
        using (var json = new Utf8JsonWriter(buffer)) ServingPolicyFile.Write(policy, json);
        var again = ServingPolicyFile.Read(TextInput.OfBytes(buffer.ToArray(), "again"));
        Assert.Equal((3, "chunks-512"), (again.MaxSequences, again.Prefill.Name));
        var engine = new EngineRequest { Gpu = Gpus.Find("h100"), Model = ModelShapes.Find("llama-3.1-8b") };
        Assert.Equal(3, engine.FleetOf(again).Instances[0].Limits.MaxSequences);
        Assert.Equal(PolicyChoices.NameOf(policy), PolicyChoices.Parse(PolicyChoices.NameOf(policy)).Name);
        var shell = Shell.Run("rehearse", Mix, "--policy", folder["p.json"], "--json");
        using var document = JsonDocument.Parse(shell.Out);
        var waits = document.RootElement.GetProperty("runs").EnumerateArray().ToDictionary(r => r.GetProperty("policy").GetString()!, r => r.GetProperty("ttft_p90").GetDouble());
        Assert.True(waits["mine"] > waits["vllm"], "three requests at once make the others wait");
    }

    [Fact]
    public void Tuning_verifies_on_the_held_back_end_and_takes_no_bound()
    {
        using var folder = new Folder();
        var shell = Shell.Run("tune", "synthetic-mix:rate=6,requests=300", "--slo", "ttft=1s,tbt=200ms", "--candidates", "5", "--out", folder["p.json"], "--json");
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        using var document = JsonDocument.Parse(shell.Out);
        Assert.True(document.RootElement.GetProperty("held_back").GetProperty("parts").GetInt32() >= 1);
        Assert.DoesNotContain("ideal", File.ReadAllText(folder["p.json"]), StringComparison.Ordinal);
        Assert.Contains(ServingPolicies.All, policy => policy is { IsBound: true, Swap: IdealSwap });
        Assert.All(ServingPolicies.All.Where(policy => policy.Swap is IdealSwap), policy => Assert.True(policy.IsBound));
    }

    [Fact]
    public void Capacity_ends_between_a_rate_that_holds_and_one_that_does_not()
    {
        var shell = Shell.Run("capacity", "synthetic-mix:rate=2,requests=150", "--slo", "ttft=2s,tbt=500ms", "--precision", "0.1", "--json");
        Assert.Equal(0, shell.Code);
        using var document = JsonDocument.Parse(shell.Out);
        var probes = document.RootElement[0].GetProperty("probes").EnumerateArray().ToList();
        var highest = document.RootElement[0].GetProperty("highest_rate").GetDouble();
        Assert.Contains(probes, p => p.GetProperty("rate").GetDouble() == highest && p.GetProperty("holds").GetBoolean());
        Assert.Contains(probes, p => !p.GetProperty("holds").GetBoolean() && p.GetProperty("rate").GetDouble() <= highest * 1.11);
    }

    [Fact]
    public void Every_policy_of_the_catalog_runs_or_says_why_not()
    {
        foreach (var policy in ServingPolicies.All)
        {
            var shell = Shell.Run("rehearse", "synthetic-mix:rate=4,requests=30", "--policies", policy.Name);
            Assert.True(shell.Code == 0, $"{policy.Name}: {shell.Error}");
        }
    }

    [Fact]
    public void Every_policy_can_be_put_together_from_the_names_of_its_choices()
    {
        foreach (var policy in ServingPolicies.All)
        {
            var built = ServingPolicies.Find("vllm") with { MaxSequences = policy.MaxSequences };
            foreach (var slot in PolicyChoices.Slots.Where(slot => slot != "max-num-seqs")) built = PolicyChoices.Replace(built, slot, PolicyChoices.NameOf(policy, slot));
            Assert.Equal(policy with { Name = "", Source = "", IsBound = false }, built with { Name = "", Source = "", IsBound = false });
        }
    }

    [Theory]
    [InlineData("no such file", "rehearse", "nowhere/trace.csv")]
    [InlineData("synthetic-mix", "rehearse", "sinthetic-mix")]
    [InlineData("needs a trace", "rehearse")]
    [InlineData("h100", "rehearse", Mix, "--hardware", "h1000")]
    [InlineData("llama-3.1-8b", "rehearse", Mix, "--model", "llama-3.1-9b")]
    [InlineData("does not divide", "rehearse", Mix, "--tp", "7")]
    [InlineData("tensor parallel 4 fits", "rehearse", Mix, "--model", "llama-3.1-70b")]
    [InlineData("vllm", "rehearse", Mix, "--policies", "vlm")]
    [InlineData("unknown part", "rehearse", Mix, "--policies", "vllm+ordr=fcfs")]
    [InlineData("max-num-seqs", "rehearse", Mix, "--policies", "vllm+max-num-seqs=0")]
    [InlineData("layer groups", "rehearse", Mix, "--policies", "layered-prefill+prefill=whole")]
    [InlineData("--slo", "rehearse", Mix, "--slo", "tfft=1s")]
    [InlineData("--rate", "rehearse", Mix, "--rate", "0x")]
    [InlineData("--arrivals", "rehearse", Mix, "--arrivals", "poison:3")]
    [InlineData("needs a target", "capacity", Mix)]
    [InlineData("too few requests", "tune", "synthetic-mix:requests=10", "--slo", "ttft=1s")]
    [InlineData("no such file", "calibrate", "nowhere.json")]
    public void Mistakes_get_one_line_and_exit_code_2(string expected, params string[] command) =>
        BadInputTests.AssertOneLine(expected, Shell.Run(command));

    [Fact]
    public void Formats_lists_traces_and_generators()
    {
        var shell = Shell.Run("formats");
        foreach (var word in new[] { "mooncake", "azure", "synthetic-mix", "rehearse --out" }) Assert.Contains(word, shell.Out, StringComparison.Ordinal);
    }
}
