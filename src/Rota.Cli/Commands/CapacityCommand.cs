using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Serving;
using Rota.Serving.Policies;
using Rota.Serving.Rehearsal;
using Spectre.Console;

namespace Rota.Cli.Commands;

/// <summary><c>capacity</c>: the highest rate that holds the targets, or the instances that a rate needs.</summary>
internal static class CapacityCommand
{
    private const double DefaultShare = 0.9;

    public static Command Create(Terminal terminal)
    {
        var command = new Command("capacity", "the highest arrival rate that holds the targets, by bisection; or with --at, the instances a rate needs");
        var options = new ServingOptions(command);
        var policies = TypedOption.Text("--policies", "A,B", "schedulers (default vllm)").Suggesting(ServingPolicies.All.Select(p => p.Name));
        var share = TypedOption.Create<double?>("--attainment", "X", "share of requests that must meet every target (default 0.9)", text => ServingOptions.Real(text, 0.01, 1));
        var at = TypedOption.Text("--at", "RATE", "find the fewest instances for this factor on the trace's rate, such as 2x");
        var precision = TypedOption.Create<double?>("--precision", "X", "relative width at which the search ends (default 0.02)", text => ServingOptions.Real(text, 0.0001, 1));
        var json = TypedOption.Flag("--json", "print the result as one JSON object");
        foreach (var option in new Option[] { policies, share, at, precision, json }) command.Options.Add(option);
        command.SetAction(parse =>
        {
            var contenders = CommaList.Of(parse.GetValue(policies) ?? "vllm").Select(PolicyChoices.Parse).ToArray();
            var plan = options.Plan(parse, [.. contenders], parse.GetValue(at) is { } rate ? [RateList.Read(rate)[0]] : [1]);
            if (plan.Targets.IsEmpty && plan.Trace(1).Requests.All(r => r.TtftTarget is null && r.TbtTarget is null))
                throw new RotaException("capacity needs a target: --slo ttft=2s,tbt=200ms, or targets in the trace");
            var wanted = parse.GetValue(share) ?? DefaultShare;
            return parse.GetValue(at) is null
                ? Rate(terminal, plan, wanted, parse.GetValue(precision) ?? 0.02, parse.GetValue(json))
                : Instances(terminal, plan, wanted, parse.GetValue(json));
        });
        return command;
    }

    private static int Rate(Terminal terminal, RehearsalPlan plan, double share, double precision, bool json)
    {
        var results = new List<CapacityResult>();
        foreach (var policy in plan.Policies)
            results.Add(CapacitySearch.Rate(plan, policy, share, precision, probe => Say(terminal, policy.Name, probe), terminal.Interruption.Token));
        Clear(terminal);
        if (json)
        {
            terminal.Out.Write(ResultJson.Text(writer =>
            {
                writer.WriteStartArray();
                foreach (var result in results) Write(writer, result);
                writer.WriteEndArray();
            }));
            return ExitCode.Ok;
        }
        var table = Terminal.NewTable("policy", "highest rate", "requests/s there", "attainment there", "probes");
        foreach (var result in results)
        {
            var best = result.Probes.Where(probe => probe.Holds).OrderByDescending(probe => probe.Rate).FirstOrDefault();
            table.AddRow(
                Markup.Escape(result.Policy), result.Rate > 0 ? Text(result.Rate) + "x" : "none holds", Text(best.RequestsPerSecond), result.Rate > 0 ? Text(100 * best.Attainment) + " %" : "-",
                result.Probes.Length.ToString(CultureInfo.InvariantCulture));
        }
        terminal.Draw(table);
        return ExitCode.Ok;
    }

    private static int Instances(Terminal terminal, RehearsalPlan plan, double share, bool json)
    {
        var rows = new List<(string Policy, int? Count)>();
        foreach (var policy in plan.Policies)
            rows.Add((policy.Name, CapacitySearch.Instances(plan, policy, share, 1024, (count, probe) => Say(terminal, $"{policy.Name}, {count} instances", probe), terminal.Interruption.Token)));
        Clear(terminal);
        if (json)
        {
            terminal.Out.Write(ResultJson.Text(writer =>
            {
                writer.WriteStartArray();
                foreach (var (policy, count) in rows)
                {
                    writer.WriteStartObject();
                    writer.WriteString("policy", policy);
                    writer.WriteNumber("rate", plan.Rates[0]);
                    if (count is { } number) writer.WriteNumber("instances", number);
                    else writer.WriteNull("instances");
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
            }));
            return ExitCode.Ok;
        }
        foreach (var (policy, count) in rows)
            terminal.Line(count is { } number
                ? $"{policy}: {number} instances of {plan.Engine.TensorParallel} x {plan.Engine.Gpu.Name} hold {Text(100 * share)} % at {Text(plan.Rates[0])}x"
                : $"{policy}: not even 1024 instances hold {Text(100 * share)} % at {Text(plan.Rates[0])}x; a single request may miss its target already");
        return ExitCode.Ok;
    }

    private static void Write(Utf8JsonWriter json, CapacityResult result)
    {
        json.WriteStartObject();
        json.WriteString("policy", result.Policy);
        json.WriteNumber("highest_rate", Math.Round(result.Rate, 4));
        json.WriteStartArray("probes");
        foreach (var probe in result.Probes)
        {
            json.WriteStartObject();
            json.WriteNumber("rate", Math.Round(probe.Rate, 4));
            json.WriteNumber("attainment", Math.Round(probe.Attainment, 4));
            json.WriteNumber("requests_per_s", Math.Round(probe.RequestsPerSecond, 4));
            json.WriteBoolean("holds", probe.Holds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Say(Terminal terminal, string what, CapacityProbe probe)
    {
        if (terminal.ErrorIsTerminal) terminal.Error.Write($"\r{what}: {Text(probe.Rate)}x attains {Text(100 * probe.Attainment)} %          ");
    }

    private static void Clear(Terminal terminal)
    {
        if (terminal.ErrorIsTerminal) terminal.Error.Write("\r" + new string(' ', 70) + "\r");
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
