using System.Globalization;
using Rota.Formats;

namespace Rota.Serving.Generators;

/// <summary>
/// The catalog of generators. A trace is named as the generator, and behind a colon what differs from the defaults: <c>synthetic-mix:rate=6,requests=2000</c>.
/// Adding one: a new file and an entry here.
/// </summary>
public static class ServingGenerators
{
    private static readonly SyntheticMixOptions Mix = new();
    private static readonly RandomRequestOptions Random = new();
    private static readonly PaperProgramOptions Paper = new();
    private static readonly ShortContextProgramOptions Short = new();
    private static readonly ConversationOptions Chats = new();
    private static readonly LapsWorkloadOptions Laps = new();

    /// <summary>All generators, by the name the command line takes.</summary>
    public static IReadOnlyList<ServingGenerator> All { get; } =
    [
        new("synthetic-mix", "short chats and a few long prompts, after statistics of public traces",
            [Of("requests", "how many", Mix.Requests), Of("rate", "requests a second", Mix.Rate), Of("cv", "coefficient of variation of the gaps", Mix.Variation),
                Of("long", "share of long prompts", Mix.LongShare), Of("longest", "longest prompt, tokens", Mix.LongestPrompt)],
            v => SyntheticMix.Create(new()
            {
                Requests = v.Whole("requests", Mix.Requests), Rate = v.Real("rate", Mix.Rate), Variation = v.Real("cv", Mix.Variation),
                LongShare = v.Real("long", Mix.LongShare), LongestPrompt = v.Whole("longest", Mix.LongestPrompt), Seed = v.Seed,
            })),
        new("requests", "requests on their own with lognormal lengths",
            [Of("requests", "how many", Random.Requests), Of("rate", "requests a second", 1), Of("cv", "coefficient of variation of the gaps: 0 constant, 1 Poisson, else gamma", 1),
                Of("prompt", "median prompt, tokens", 500), Of("prompt-sigma", "deviation of its logarithm, 0 for a fixed length", 1),
                Of("output", "median output, tokens", 150), Of("output-sigma", "deviation of its logarithm", 0.8)],
            v => RandomRequests.Create(Random with
            {
                Requests = v.Whole("requests", Random.Requests), Arrivals = new(v.Real("rate", 1), v.Real("cv", 1)),
                Prompt = LengthDistribution.LogNormal(v.Real("prompt", 500), v.Real("prompt-sigma", 1)),
                Output = LengthDistribution.LogNormal(v.Real("output", 150), v.Real("output-sigma", 0.8)), Seed = v.Seed,
            })),
        new("continuum-w1", "agent programs shaped like the Continuum paper's SWE-Bench runs",
            [Of("programs", "how many", Paper.Programs), Of("rate", "programs a second", Paper.Rate)],
            v => PaperPrograms.Create(new() { Programs = v.Whole("programs", Paper.Programs), Rate = v.Real("rate", Paper.Rate), Seed = v.Seed })),
        new("continuum-w3", "agent programs with short contexts, as run on an H100",
            [Of("programs", "how many", Short.Programs), Of("rate", "programs a second", Short.Rate), Of("tool", "seconds of a tool", Short.ToolSeconds)],
            v => ShortContextPrograms.Create(new()
            {
                Programs = v.Whole("programs", Short.Programs), Rate = v.Real("rate", Short.Rate), ToolSeconds = v.Real("tool", Short.ToolSeconds), Seed = v.Seed,
            })),
        new("continuum-w4", "continuum-w1 with a share of slow tools",
            [Of("programs", "how many", Paper.Programs), Of("rate", "programs a second", Paper.Rate), Of("slow", "share of calls of 30 to 300 s", 0.15)],
            v => PaperPrograms.Create(new()
            {
                Programs = v.Whole("programs", Paper.Programs), Rate = v.Real("rate", Paper.Rate), SlowShare = v.Real("slow", 0.15), Seed = v.Seed,
            })),
        Uniform("past-future-d1", "decode-heavy uniform lengths, no arrivals (Past-Future)", UniformRequests.DecodeHeavy),
        Uniform("past-future-d2", "balanced uniform lengths, no arrivals (Past-Future)", UniformRequests.Balanced),
        Uniform("past-future-d3", "prefill-heavy uniform lengths, no arrivals (Past-Future)", UniformRequests.PrefillHeavy),
        new("conversations", "chats of several rounds with think times (FastSwitch)",
            [Of("conversations", "how many", Chats.Conversations), Of("rate", "conversations a second", Chats.Rate), Of("think", "mean think time, seconds", Chats.ThinkSeconds),
                Of("longest", "longest conversation, tokens", Chats.MaxTokens)],
            v => Conversations.Create(new()
            {
                Conversations = v.Whole("conversations", Chats.Conversations), Rate = v.Real("rate", Chats.Rate), ThinkSeconds = v.Real("think", Chats.ThinkSeconds),
                MaxTokens = v.Whole("longest", Chats.MaxTokens), Seed = v.Seed,
            })),
        new("arxiv", "long prompts to summarise (layered prefill)",
            [Of("requests", "how many", ArxivStandIn.Options.Requests), Of("rate", "requests a second", 1.3)],
            v => RandomRequests.Create(ArxivStandIn.Options with
            {
                Requests = v.Whole("requests", ArxivStandIn.Options.Requests), Arrivals = new(v.Real("rate", 1.3)), Seed = v.Seed,
            })),
        new("laps-a", "short and long prompts with a target, prefill alone (LAPS), from published quantiles",
            [Of("requests", "how many", Laps.Requests), Of("rate", "requests a second", Laps.Rate), Of("long", "share of long prompts", Laps.LongShare),
                Of("ttft", "target of the time to the first token, seconds", Laps.TtftTarget)],
            v => LapsWorkload.Create(new()
            {
                Requests = v.Whole("requests", Laps.Requests), Rate = v.Real("rate", Laps.Rate), LongShare = v.Real("long", Laps.LongShare),
                TtftTarget = v.Real("ttft", Laps.TtftTarget), Seed = v.Seed,
            })),
    ];

    /// <summary>True when the text begins with the name of a generator.</summary>
    public static bool Knows(string spec) => All.Any(generator => generator.Name.Equals(NameOf(spec), StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes the trace of a text such as <c>synthetic-mix:rate=6,requests=2000</c>.</summary>
    /// <exception cref="RotaException">No such generator or parameter (the message names the nearest), or a value out of range.</exception>
    public static ServingTrace Create(string spec)
    {
        var name = NameOf(spec);
        var generator = All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new RotaException(
            $"unknown generator '{Shown(name)}', expected one of {string.Join(", ", All.Select(one => one.Name))}{Nearest.Hint(name, All.Select(one => one.Name))}");
        return generator.Create(Parse(generator, spec.Length > name.Length ? spec[(name.Length + 1)..] : ""));
    }

    private static GeneratorValues Parse(ServingGenerator generator, string text)
    {
        var known = generator.Parameters.Select(parameter => parameter.Name).Append("seed").ToArray();
        var values = new Dictionary<string, string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw new RotaException($"{generator.Name}: '{Shown(part)}', expected name=value, such as {known[0]}={generator.Parameters[0].Default}");
            var name = part[..equals].Trim();
            var parameter = known.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new RotaException($"{generator.Name}: unknown parameter '{Shown(name)}', expected one of {string.Join(", ", known)}{Nearest.Hint(name, known)}");
            if (!values.TryAdd(parameter, Shown(part[(equals + 1)..].Trim()))) throw new RotaException($"{generator.Name}: '{parameter}' comes twice");
        }
        return new GeneratorValues(generator.Name, values);
    }

    private static ServingGenerator Uniform(string name, string description, UniformRequestOptions options) => new(
        name, description, [Of("requests", "how many", options.Requests)],
        v => UniformRequests.Create(options with { Requests = v.Whole("requests", options.Requests), Seed = v.Seed }));

    private static GeneratorParameter Of(string name, string meaning, double otherwise) => new(name, meaning, otherwise.ToString(CultureInfo.InvariantCulture));

    private static string NameOf(string spec) => spec.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? spec[..colon] : spec;

    /// <summary>What a user typed, fit for a one-line message.</summary>
    private static string Shown(string text) => new([.. text.Take(60).Select(letter => char.IsControl(letter) ? ' ' : letter)]);
}
