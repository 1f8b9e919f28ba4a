using System.Text.Json;
using Rota.Cli.Output;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Formats;

namespace Rota.Cli.Input;

/// <summary>A result that solve wrote, read back: enough to find its instance and its schedule again.</summary>
/// <param name="Path">The file, as the user gave it.</param>
/// <param name="Instance">The instance's name.</param>
/// <param name="Status">optimal, feasible, infeasible or unknown.</param>
/// <param name="Objective">The objective's value; null without a schedule.</param>
/// <param name="Measure">What it measures.</param>
/// <param name="Source">What the instance was loaded from: a file's full path or a name.</param>
/// <param name="Answer">The answer; its schedule can be read once the instance is known.</param>
internal sealed record SolveResult(
    string Path, string Instance, string Status, long? Objective, ShopObjective Measure, string Source, JsonElement Answer)
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

    /// <summary>The schedule, checked against the instance.</summary>
    /// <exception cref="RotaException">There is none, or it is not a schedule of this instance.</exception>
    public ShopSchedule ScheduleOf(ShopProblem problem)
    {
        ShopSchedule schedule;
        try
        {
            schedule = ShopAnswerJson.Read(Answer, problem);
        }
        catch (RotaException e)
        {
            throw new RotaException($"{Path} is not a schedule of {problem.Name}: {e.Message}", e);
        }
        var verdict = ShopChecker.Instance.Check(problem, schedule);
        if (!verdict.Accepted) throw new RotaException($"{Path} is not a schedule of {problem.Name}: {verdict.Violations[0]}");
        if (verdict.Objective != Objective)
            throw new RotaException($"{Path} claims {Words.Spoken(Measure)} {Words.Number(Objective)}, but its schedule has {verdict.Objective} on {problem.Name}");
        return schedule;
    }

    private static SolveResult Read(string path, JsonElement root)
    {
        if (root.GetProperty("problem").GetString() != "shop") throw new InputException(path, "the result is not of a shop");
        var instance = root.GetProperty("instance").GetString()!;
        var status = root.GetProperty("status").GetString()!;
        var answer = root.GetProperty("answer");
        if (answer.ValueKind == JsonValueKind.Null)
            throw new RotaException(status == "infeasible"
                ? $"{path} says {instance} is infeasible, yet a job shop without deadlines never is: its jobs can always run one after the other; solve it again"
                : $"{path} holds no schedule (status {status}); solve {instance} again with more --time");
        var measure = Words.Objectives.First(o => o.Name == answer.GetProperty("measure").GetString()).Objective;
        return new(
            path, instance, status, root.GetProperty("objective").GetInt64(), measure, answer.GetProperty("source").GetString()!,
            answer.Clone());
    }
}
