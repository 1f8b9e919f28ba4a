using System.Text.Json;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Formats;

namespace Rota.Cli.Input;

/// <summary>A result that solve wrote, read back: enough to find its instance and its schedule again.</summary>
/// <param name="Path">The file, as the user gave it.</param>
/// <param name="Domain">What kind of problem it is.</param>
/// <param name="Instance">The instance's name.</param>
/// <param name="Status">optimal, feasible, infeasible or unknown.</param>
/// <param name="Objective">The objective's value; null without an answer.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Source">What the instance was loaded from: a file's full path or a name.</param>
/// <param name="Answer">The answer, which can be read once the instance is known; null when there is proof that there is none.</param>
internal sealed record SolveResult(
    string Path, IPlanDomain Domain, string Instance, string Status, long? Objective, string Measure, string Source, JsonElement? Answer)
{
    /// <exception cref="RotaException">Not such a file; one line says why.</exception>
    public static SolveResult Read(string path)
    {
        if (Directory.Exists(path)) throw new RotaException($"{path} is a folder, expected a result written by rota solve --out");
        if (!File.Exists(path)) throw new RotaException($"there is no file {path}; make one with: rota solve INSTANCE --out {OneLine.Of(path)}");
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream);
            return Read(path, document.RootElement);
        }
        catch (JsonException e)
        {
            throw new InputException(path, (int)(e.LineNumber ?? -1) + 1, 0, "this is not a result of rota solve: the JSON cannot be read here");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RotaException($"cannot read {path}: {e.Message}", e);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(path, "this is not a result of rota solve: it is JSON of another shape");
        }
    }

    /// <summary>The answer, checked against the instance.</summary>
    /// <exception cref="RotaException">It is not an answer of this instance.</exception>
    public object AnswerOf(IPlanInstance instance)
    {
        object answer;
        try
        {
            answer = instance.ReadAnswer(Answer ?? throw new InvalidOperationException("a result without an answer was asked for it"));
        }
        catch (RotaException e)
        {
            throw new RotaException($"{Path} is not a schedule of {instance.Name}: {e.Message}", e);
        }
        var verdict = instance.Check(answer);
        if (!verdict.Accepted) throw new RotaException($"{Path} is not a schedule of {instance.Name}: {verdict.Violations[0]}");
        if (verdict.Objective != Objective)
            throw new RotaException($"{Path} claims {Words.Spoken(Measure)} {Words.Number(Objective)}, but its schedule has {verdict.Objective} on {instance.Name}");
        return answer;
    }

    private static SolveResult Read(string path, JsonElement root)
    {
        var kind = root.GetProperty("problem").GetString()!;
        var domain = PlanDomains.All.FirstOrDefault(candidate => candidate.Name == kind)
            ?? throw new InputException(path, $"the result is of a '{kind}', expected one of {string.Join(", ", PlanDomains.All.Select(candidate => candidate.Name))}");
        var instance = root.GetProperty("instance").GetString()!;
        var status = root.GetProperty("status").GetString()!;
        var answer = root.GetProperty("answer");
        if (answer.ValueKind == JsonValueKind.Null)
        {
            if (status != "infeasible") throw new RotaException($"{path} holds no schedule (status {status}); solve {instance} again with more --time");
            if (!domain.CanBeInfeasible)
                throw new RotaException($"{path} says {instance} is infeasible, yet a job {domain.Name} without deadlines never is: its jobs can always run one after the other; solve it again");
            return new(path, domain, instance, status, null, "", root.TryGetProperty("source", out var from) ? from.GetString()! : "", null);
        }
        return new(
            path, domain, instance, status, root.GetProperty("objective").GetInt64(), answer.GetProperty("measure").GetString()!,
            answer.GetProperty("source").GetString()!, answer.Clone());
    }
}
