using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Rota's own format, which holds every shop problem: JSON, {"format": "rota-shop", "name", "objective", "machines", "jobs": [{"name", "release", "due", "weight",
/// "operations"}]}. An operation is [machine, duration], or a list of such pairs where it has a choice; machines count from 0. Objective (makespan), name of
/// a job (its number), release (0), due (none) and weight (1) may be left out. Other properties are errors. Several problems may stand in one file.
/// </summary>
public sealed class RotaFormat : IShopFormat
{
    /// <summary>The format's name.</summary>
    public const string FormatName = "rota";

    private const string Mark = "rota-shop";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Description => "JSON that holds everything: release and due dates, weights, objective, choices of machines";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options) => JsonShape.Has(input, "format", "machines") ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<ShopProblem>();
        var names = new HashSet<string>();
        foreach (var value in input.Json.Values)
        {
            var format = value.Get("format");
            if (format.AsText("a format") != Mark) throw format.Error($"read {FieldNumber.Quote(format.Raw[1..^1])}, expected format '{Mark}'");
            value.ExpectOnly("format", "name", "objective", "machines", "jobs");
            var name = value.Find("name") is { } text ? text.AsText("a name") : InstanceNames.OfFile(input.Name, "shop");
            InstanceNames.Claim(names, name, value.Error);
            var machines = (int)value.Get("machines").Integer("a number of machines", 1, ShopLimits.MaxMachines);
            var objective = value.Find("objective") is { } goal ? ObjectiveNames.Read(goal) : ShopObjective.Makespan;
            var jobs = ImmutableArray.CreateBuilder<ShopJob>();
            foreach (var job in value.Get("jobs").Items("jobs")) jobs.Add(Job(job, jobs.Count, machines, options.FirstMachine ?? 0));
            problems.Add(ShopLimits.Problem(input, value.Line, name, machines, jobs.DrainToImmutable(), objective));
        }
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => ShopLimits.NameRefusal(problem, jobs: true);

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output)
    {
        ShopFiles.Catalog.Accept(this, problem);
        output.Write($"{{\"format\": \"{Mark}\", \"name\": {JsonShape.Quoted(problem.Name)}, \"objective\": \"{ObjectiveNames.Of(problem.Objective)}\", ");
        output.Write($"\"machines\": {problem.MachineCount}, \"jobs\": [");
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var job = problem.Jobs[j];
            output.Write($"{(j == 0 ? "" : ",")}\n  {{\"name\": {JsonShape.Quoted(job.Name)}");
            if (job.Release != 0) output.Write($", \"release\": {job.Release}");
            if (job.Due is { } due) output.Write($", \"due\": {due}");
            if (job.Weight != 1) output.Write($", \"weight\": {job.Weight}");
            output.Write(", \"operations\": [");
            for (var k = 0; k < job.Operations.Length; k++)
            {
                if (k > 0) output.Write(", ");
                Write(job.Operations[k], output);
            }
            output.Write("]}");
        }
        output.Write("\n]}\n");
    }

    private static void Write(Operation operation, TextWriter output)
    {
        if (operation.Modes.Length > 1) output.Write('[');
        for (var c = 0; c < operation.Modes.Length; c++)
            output.Write($"{(c == 0 ? "" : ", ")}[{operation.Modes[c].Machine}, {operation.Modes[c].Duration}]");
        if (operation.Modes.Length > 1) output.Write(']');
    }

    private static ShopJob Job(JsonValue job, int number, int machines, int first)
    {
        var operations = ImmutableArray.CreateBuilder<Operation>();
        foreach (var operation in job.Get("operations").Items("operations")) operations.Add(Operation(operation, machines, first));
        job.ExpectOnly("name", "release", "due", "weight", "operations");
        return new ShopJob(
            job.Find("name") is { } name ? name.AsText("a name") : $"{number}",
            operations.DrainToImmutable(),
            job.Find("release") is { } release ? release.Integer("a release date") : 0,
            job.Find("due") is { Kind: not JsonTokenType.Null } due ? due.Integer("a due date", -FieldNumber.Largest) : null,
            job.Find("weight") is { } weight ? weight.Integer("a weight") : 1);
    }

    private static Operation Operation(JsonValue operation, int machines, int first)
    {
        foreach (var entry in operation.Items("an operation [machine, duration] or its choices"))
        {
            if (entry.Kind != JsonTokenType.StartArray) return new([Mode(operation, machines, first)]);
            var modes = ImmutableArray.CreateBuilder<Mode>();
            foreach (var mode in operation.Items("choices")) modes.Add(Mode(mode, machines, first));
            return new(modes.DrainToImmutable());
        }
        throw operation.Error("an empty operation, expected [machine, duration] or a list of such pairs");
    }

    private static Mode Mode(JsonValue pair, int machines, int first)
    {
        var numbers = pair.Items("a pair [machine, duration]");
        if (numbers.Count() != 2) throw pair.Error($"{numbers.Count()} values, expected a pair [machine, duration]");
        numbers.MoveNext();
        var machine = ShopLimits.Machine(numbers.Current, first, machines);
        numbers.MoveNext();
        return new(machine, numbers.Current.Integer("a duration"));
    }
}
