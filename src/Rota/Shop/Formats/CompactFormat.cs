using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Sets of instances as JSON lines, one object each: {"name", "family", "jobs", "machines", "ops": [[machine, duration, machine, duration, ...], ...]}, a list a
/// job, machines from 0, any route. Recognised by "ops". Objects with vehicles ("agvs", "travel") are another problem and refused.
/// </summary>
public sealed class CompactFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "compact";

    /// <inheritdoc/>
    public string Description => "JSON lines, an instance each: {name, jobs, machines, ops: [[machine, duration, ...] per job]}";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options) => JsonShape.Has(input, "ops") ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<ShopProblem>();
        var names = new HashSet<string>();
        foreach (var value in input.Json.Values)
        {
            var name = value.Find("name") is { } text ? text.AsText("a name") : InstanceNames.OfFile(input.Name, "shop");
            InstanceNames.Claim(names, name, value.Error);
            problems.Add(Problem(input, value, name, options.FirstMachine ?? 0));
        }
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => ShopLimits.NameRefusal(problem) ?? PlainShop.Refusal(problem, reentrant: true);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        output.Write($"{{\"name\":{JsonShape.Quoted(problem.Name)},\"jobs\":{problem.Jobs.Length},\"machines\":{problem.MachineCount},\"ops\":[");
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            output.Write(j == 0 ? "[" : ",[");
            for (var k = 0; k < problem.Jobs[j].Operations.Length; k++)
            {
                var (machine, duration) = problem.Jobs[j].Operations[k].Modes[0];
                if (k > 0) output.Write(',');
                output.Write(machine);
                output.Write(',');
                output.Write(duration);
            }
            output.Write(']');
        }
        output.Write("]}\n");
    }

    private static ShopProblem Problem(TextInput input, JsonValue value, string name, int first)
    {
        if ((value.Find("agvs") ?? value.Find("travel")) is { } vehicles)
            throw vehicles.Error($"instance '{name}' has vehicles and travel times, expected a job shop without");
        var machines = (int)value.Get("machines").Integer("a number of machines", 1, ShopLimits.MaxMachines);
        var rows = value.Get("ops").Items("operations");
        var count = value.Find("jobs") is { } declared ? declared.Integer("a number of jobs", 1) : rows.Count();
        if (count != rows.Count()) throw value.Get("jobs").Error($"{count} jobs, but 'ops' has {rows.Count()}");
        var jobs = ImmutableArray.CreateBuilder<ShopJob>((int)count);
        foreach (var row in rows)
        {
            var fields = row.Items("the operations of a job");
            var length = fields.Count();
            if (length % 2 != 0) throw row.Error($"{length} numbers, expected pairs of machine and duration");
            var operations = new Operation[length / 2];
            for (var k = 0; k < operations.Length; k++)
            {
                fields.MoveNext();
                var machine = ShopLimits.Machine(fields.Current, first, machines);
                fields.MoveNext();
                operations[k] = new(machine, fields.Current.Integer("a duration"));
            }
            jobs.Add(new ShopJob($"{jobs.Count}", ImmutableArray.Create(operations)));
        }
        return ShopLimits.Problem(input, value.Line, name, machines, jobs.MoveToImmutable());
    }
}
