using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// JSPLIB's instances.json: a list of {"name", "jobs", "machines", "path", ...}, the paths relative to the index and below it. Recognised by being a JSON list. Every
/// file must hold one instance of the size that the index says, in any format but this. When an instance is named, only its file is read.
/// </summary>
public sealed class JspLibIndexFormat : IShopFormat
{
    /// <inheritdoc/>
    public string Name => "jsplib-index";

    /// <inheritdoc/>
    public string Description => "JSPLIB's instances.json: a list of {name, jobs, machines, path}, files beside it";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ShopReadOptions options) =>
        JsonShape.First(input) is { Kind: JsonTokenType.StartArray } ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions options)
    {
        var entries = new List<(string Name, JsonValue Value)>();
        var names = new HashSet<string>();
        if (JsonShape.First(input) is not { } list) throw new InputException(input.Name, "expected an index, a JSON list of instances");
        foreach (var value in list.Items("an index"))
        {
            var name = value.Get("name").AsText("a name");
            InstanceNames.Claim(names, name, value.Error);
            entries.Add((name, value));
        }
        if (entries.Count == 0) throw list.Error("an empty list, expected instances");
        if (options.InstanceName is { } wanted)
        {
            var named = entries.Where(entry => entry.Name == wanted).ToList();
            if (named.Count == 0) named = [.. entries.Where(entry => entry.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))];
            if (named.Count != 1) throw InstanceNames.Unknown(input.Name, wanted, [.. entries.Select(entry => entry.Name)]);
            entries = named;
        }
        return [.. entries.Select(entry => Problem(input, entry.Name, entry.Value, options))];
    }

    /// <inheritdoc/>
    public string? Refusal(ShopProblem problem) => "instances, only where they are";

    /// <inheritdoc/>
    public void Write(ShopProblem problem, TextWriter output) => ShopFiles.Catalog.Accept(this, problem);

    private static ShopProblem Problem(TextInput index, string name, JsonValue entry, ShopReadOptions options)
    {
        var place = entry.Get("path");
        var relative = place.AsText("a path", longest: 300);
        if (index.Name == "-") throw place.Error("an index from standard input has no files beside it, give its path");
        if (relative.Length == 0 || Path.IsPathRooted(relative) || relative.Split('/', '\\').Contains(".."))
            throw place.Error($"read {FieldNumber.Quote(place.Raw[1..^1])}, expected a path below the index");
        // Never the bare word "-", which is standard input.
        var folder = Path.GetDirectoryName(index.Name) is { Length: > 0 } given ? given : ".";
        var input = TextInput.Open(Path.Combine(folder, relative));
        var own = options with { FormatName = null, InstanceName = null };
        var format = ShopFiles.Recognise(input, own);
        if (format is JspLibIndexFormat) throw place.Error($"'{relative}' is an index, expected an instance");
        var problems = format.Read(input, own);
        if (problems.Length != 1) throw place.Error($"'{relative}' has {problems.Length} instances, expected one");
        var problem = problems[0];
        Match(entry, "jobs", problem.Jobs.Length, relative);
        Match(entry, "machines", problem.MachineCount, relative);
        return new ShopProblem(name, problem.MachineCount, problem.Jobs, problem.Objective, input.Name);
    }

    private static void Match(JsonValue entry, string property, int count, string path)
    {
        if (entry.Find(property) is { } claimed && claimed.Integer($"a number of {property}") is var number && number != count)
            throw claimed.Error($"{number} {property}, but '{path}' has {count}");
    }
}
