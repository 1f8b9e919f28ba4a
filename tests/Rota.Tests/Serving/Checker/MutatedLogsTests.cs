using CsCheck;
using Rota.Serving;
using Rota.Serving.Checker;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Xunit;

namespace Rota.Tests.Serving.Checker;

/// <summary>Whatever is done to a log, the referee sees it.</summary>
public sealed class MutatedLogsTests
{
    private static readonly Workload Busy = Workload.Of(Rehearsal.Random(11, 30, 0.02));
    private static readonly RunResult Run = Log(ServingPolicies.Find("vllm"));

    [Fact]
    public void The_log_that_is_mutated_is_a_busy_one()
    {
        Assert.True(ServingChecker.Instance.Check(Busy, Run).Accepted);
        Assert.True(Run.Preemptions > 0 && Run.HitTokens > 0);
    }

    [Fact]
    public void A_line_that_is_missing_or_said_twice_is_seen() => Gen.Int[0, Run.Log.Count - 1].Select(Gen.Bool).Sample(
        (place, twice) => Refuses(twice ? [.. Run.Log.Take(place + 1), .. Run.Log.Skip(place)] : [.. Run.Log.Take(place), .. Run.Log.Skip(place + 1)]), iter: 150);

    [Fact]
    public void A_line_about_another_request_time_or_number_of_tokens_is_seen()
    {
        var places = Enumerable.Range(0, Run.Log.Count).Where(i => Run.Log[i].Request >= 0).ToArray();
        Gen.Int[0, places.Length - 1].Select(Gen.Int[0, 2], Gen.Int[1, 5]).Sample(
            (index, what, by) =>
            {
                var place = places[index];
                var line = Run.Log[place];
                if (what == 2 && line.Kind is not (LogKind.Admitted or LogKind.Preempted)) return;
                Refuses([.. Run.Log.Take(place), what switch
                {
                    0 => line with { Request = (line.Request + by) % Busy.Count },
                    1 => line with { Time = line.Time - by },
                    _ => line with { Tokens = line.Tokens + by },
                }, .. Run.Log.Skip(place + 1)]);
            },
            iter: 150);
    }

    [Fact]
    public void A_step_with_more_or_less_in_it_is_seen()
    {
        var steps = Enumerable.Range(0, Run.Log.Count).Where(i => Run.Log[i].Kind == LogKind.StepBegan).ToArray();
        Gen.Int[0, steps.Length - 1].Select(Gen.Int[0, 5]).Sample(
            (index, what) =>
            {
                var step = Run.Log[steps[index]].Step!;
                LoggedStep? other = what switch
                {
                    0 when step.Decodes.Length > 0 => step with { Decodes = step.Decodes[1..] },
                    1 when step.Decodes.Length > 0 => step with { Decodes = [.. step.Decodes, step.Decodes[0]] },
                    2 when step.Prefills.Length > 0 => step with { Prefills = [step.Prefills[0] with { Tokens = step.Prefills[0].Tokens - 1 }, .. step.Prefills[1..]] },
                    3 when step.Prefills.Length > 0 => step with { Prefills = [step.Prefills[0] with { LayerFrom = 3 }, .. step.Prefills[1..]] },
                    4 when step.Prefills.Length > 0 => step with { Prefills = step.Prefills[1..] },
                    5 => step with { UsedBlocks = 1000 },
                    _ => null,
                };
                if (other is null) return;
                if (other.Ends.Count == 0) other.Ends.AddRange(step.Ends);
                Refuses([.. Run.Log.Select(line => ReferenceEquals(line.Step, step) ? line with { Step = other } : line)]);
            },
            iter: 150);
    }

    [Fact]
    public void Figures_of_another_run_are_refused()
    {
        var other = Log(ServingPolicies.Find("orca"));
        Assert.Contains(ServingChecker.Check(Busy, other, Run.Log).Violations, violation => violation.StartsWith("first token of request", StringComparison.Ordinal));
    }

    [Fact]
    public void Layers_out_of_order_are_seen()
    {
        var run = Log(ServingPolicies.Find("layered-prefill"));
        var step = run.Log.First(line => line.Kind == LogKind.StepBegan && line.Step!.Prefills.Any(item => item.LayerFrom > 0)).Step!;
        var other = step with { Prefills = [.. step.Prefills.Select(item => item with { LayerFrom = item.LayerFrom - 1 })] };
        var violations = ServingChecker.Check(Busy, run, [.. run.Log.Select(line => ReferenceEquals(line.Step, step) ? line with { Step = other } : line)]).Violations;
        Assert.Contains("goes on with", violations[0], StringComparison.Ordinal);
    }

    private static void Refuses(IReadOnlyList<LogEntry> log) => Assert.False(ServingChecker.Check(Busy, Run, log).Accepted);

    private static RunResult Log(ServingPolicy policy) =>
        Rehearsal.Run(Busy, policy, Rehearsal.Limits(70, sequences: 8, budget: 200), new RunOptions { KeepLog = true });
}
