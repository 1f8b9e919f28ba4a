using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// JSPLib's JSON: {"instance", "family", "machines", "jobs", "data": [{"job", "operation", "machine", "duration"}, ...]}, everything from 0, operations in any order,
/// any route. Recognised by "data". Every job has operations 0, 1, ... without gap.
/// </summary>
public sealed class JspLibFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "jsplib";

    /// <inheritdoc/>
    public string Description => "JSPLib JSON: {instance, jobs, machines, data: [{job, operation, machine, duration}, ...]}";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options) => JsonShape.Has(input, "data") ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<ShopProblem>();
        var names = new HashSet<string>();
        foreach (var value in input.Json.Values)
        {
            var name = value.Find("instance") is { } text ? text.AsText("a name") : InstanceNames.OfFile(input.Name, "shop");
            InstanceNames.Claim(names, name, value.Error);
            problems.Add(Problem(input, value, name, options.FirstMachine ?? 0));
        }
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) =>
        ShopLimits.NameRefusal(problem)
        ?? PlainShop.Refusal(problem, reentrant: true)
        ?? (problem.Jobs.FirstOrDefault(job => job.Operations.IsEmpty) is { } empty ? $"jobs without operations (job {empty.Name})" : null);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        output.Write($"{{\"instance\": {JsonShape.Quoted(problem.Name)}, \"machines\": {problem.MachineCount}, \"jobs\": {problem.Jobs.Length}, \"data\": [");
        var separator = "";
        for (var j = 0; j < problem.Jobs.Length; j++)
            for (var k = 0; k < problem.Jobs[j].Operations.Length; k++)
            {
                var (machine, duration) = problem.Jobs[j].Operations[k].Modes[0];
                output.Write($"{separator}\n{{\"job\": {j}, \"operation\": {k}, \"machine\": {machine}, \"duration\": {duration}}}");
                separator = ",";
            }
        output.Write("\n]}\n");
    }

    private static ShopProblem Problem(TextInput input, JsonValue value, string name, int first)
    {
        var machines = (int)value.Get("machines").Integer("a number of machines", 1, ShopLimits.MaxMachines);
        var data = value.Get("data").Items("operations");
        var steps = data.Count();
        // Every job has an operation: no more jobs than operations, nothing is allocated for others.
        var declared = value.Get("jobs");
        var claimed = declared.Integer("a number of jobs", 1);
        if (claimed > steps) throw declared.Error($"{claimed} jobs, but 'data' has {steps} operations");
        var count = (int)claimed;
        var lengths = new int[count];
        foreach (var step in data) lengths[step.Get("job").Integer("a job", 0, count - 1)]++;
        var jobs = new Operation[count][];
        for (var j = 0; j < count; j++)
        {
            if (lengths[j] == 0) throw declared.Error($"{count} jobs, but job {j} has no operation");
            jobs[j] = new Operation[lengths[j]];
        }
        foreach (var step in data)
        {
            var operations = jobs[step.Get("job").Integer("a job")];
            var position = step.Get("operation");
            var k = position.Integer("an operation", 0, operations.Length - 1);
            if (!operations[k].Modes.IsDefault) throw position.Error($"operation {k} of job {step.Get("job").Integer("a job")} comes twice");
            var machine = ShopLimits.Machine(step.Get("machine"), first, machines);
            operations[k] = new(machine, step.Get("duration").Integer("a duration"));
        }
        return ShopLimits.Problem(input, value.Line, name, machines, [.. jobs.Select((operations, j) => new ShopJob($"{j}", [.. operations]))]);
    }
}
