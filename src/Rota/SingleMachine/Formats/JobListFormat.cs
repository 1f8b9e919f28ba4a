using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>A JSON list of jobs {"id", "p", "d"}, with "w" and "r" where they matter. An id is a text or a number. Other properties are errors.</summary>
public sealed class JobListFormat : IInstanceFormat<TardinessProblem, TardinessReadOptions>
{
    /// <inheritdoc/>
    public string Name => "job-list";

    /// <inheritdoc/>
    public string Description => """JSON: a list of {"id", "p", "d"} and optionally "w", "r" """.TrimEnd();

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, TardinessReadOptions options)
    {
        if (JsonShape.First(input) is not { Kind: JsonTokenType.StartArray } list) return FormatFit.None;
        foreach (var job in list.Items("jobs"))
        {
            var names = job.Names();
            return names.Contains("p") || names.Contains("d") ? FormatFit.Shape : FormatFit.None;
        }
        return FormatFit.Shape;
    }

    /// <inheritdoc/>
    public ImmutableArray<TardinessProblem> Read(TextInput input, TardinessReadOptions options)
    {
        TardinessProblem? problem = null;
        foreach (var value in input.Json.Values)
        {
            if (problem is not null) throw value.Error("a second value, expected the end of the text after one list of jobs");
            problem = Problem(input, value);
        }
        return problem is null ? throw new InputException(input.Name, "holds no JSON value, expected a list of jobs") : [problem];
    }

    /// <inheritdoc/>
    public string? Refusal(TardinessProblem problem) => problem.Jobs.All(job => InstanceNames.Fits(job.Id)) ? null : "ids longer than 100 letters or with control characters";

    /// <inheritdoc/>
    public void Write(TardinessProblem problem, TextWriter output)
    {
        output.Write('[');
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var job = problem.Jobs[j];
            output.Write($"{(j == 0 ? "" : ",")}\n  {{\"id\": {JsonShape.Quoted(job.Id)}, \"p\": {job.Processing}, \"d\": {job.Due}");
            if (job.Weight != 1) output.Write($", \"w\": {job.Weight}");
            if (job.Release != 0) output.Write($", \"r\": {job.Release}");
            output.Write('}');
        }
        output.Write("\n]\n");
    }

    private static TardinessProblem Problem(TextInput input, JsonValue list)
    {
        var jobs = ImmutableArray.CreateBuilder<TardinessJob>();
        var ids = new HashSet<string>();
        long work = 0;
        foreach (var job in list.Items("jobs"))
        {
            var given = job.Get("id");
            var id = given.Kind == JsonTokenType.Number ? $"{given.Integer("an id")}" : given.AsText("an id");
            if (!ids.Add(id)) throw given.Error($"job '{id}' comes twice, expected an id for each");
            job.ExpectOnly("id", "p", "d", "w", "r");
            var p = job.Get("p");
            var processing = p.Integer(TardinessLimits.Processing, 1, TardinessLimits.MostTime);
            work = TardinessLimits.Add(work, processing, problem => p.Error(problem));
            jobs.Add(new(
                id,
                processing,
                job.Get("d").Integer(TardinessLimits.Due, -TardinessLimits.MostDue, TardinessLimits.MostDue),
                job.Find("w") is { } weight ? weight.Integer(TardinessLimits.Weight, 0, TardinessLimits.MostWeight) : 1,
                job.Find("r") is { } release ? release.Integer(TardinessLimits.Release, 0, TardinessLimits.MostTime) : 0));
        }
        return TardinessLimits.Problem(input, list.Line, InstanceNames.OfFile(input.Name, "jobs"), jobs.DrainToImmutable());
    }
}
