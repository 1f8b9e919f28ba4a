using System.Globalization;
using Rota.CpSat.Solving;
using Rota.Shop.Transfer.Horizon;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.CpSat.Shop;

/// <summary>
/// Plans the next moves anew at every decision by CP-SAT and makes the first of them. The moves are those that the best rule of the line would make, so that the plan can only order them better;
/// where nothing is found in time, or the plan's move is not to be had, the rule decides. Batches are left to the rule.
/// </summary>
/// <param name="options">Moves ahead, time limits.</param>
public sealed class RollingHorizon(RollingHorizonOptions? options = null) : ITransferPolicy
{
    private readonly RollingHorizonOptions settings = options ?? new();
    private readonly RulePortfolio portfolio = new();

    /// <inheritdoc/>
    public string Name => "rolling-horizon";

    /// <summary>Decisions that were planned.</summary>
    public long Planned { get; private set; }

    /// <summary>Decisions left to the rule: nothing found in time, or the move not to be had.</summary>
    public long FellBack { get; private set; }

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var rule = portfolio.BestFor(line.Line);
        var patient = line.CanWait && IsMoving(line);
        if (line.Candidates.Count + (patient ? 1 : 0) == 1 || line.Line.Stations.Any(station => station.Batch > 1)) return rule.Choose(line);
        var first = Plan(HorizonProblem.Of(line, rule, settings.Moves));
        Planned++;
        if (first is { } move)
        {
            if (Find(line, move) is >= 0 and var choice) return choice;
            if (patient && line.Robots[line.Robot].Held < 0) return -1;
        }
        FellBack++;
        return rule.Choose(line);
    }

    /// <summary>Something is going to happen that is not the end of a stop alone.</summary>
    private static bool IsMoving(LineSimulation line)
    {
        foreach (ref readonly var robot in line.Robots)
            if (robot.Phase != RobotPhase.Idle) return true;
        foreach (ref readonly var plate in line.Plates)
            if (plate.Phase == PlatePhase.Working && !line.IsDown(plate.Station)) return true;
        return false;
    }

    private static int Find(LineSimulation line, (int Plate, int To) move)
    {
        var found = -1;
        for (var c = 0; c < line.Candidates.Count; c++)
        {
            if (line.Plates[line.Candidates[c].Plate].Id != move.Plate) continue;
            if (line.Candidates[c].Target == move.To) return c;
            found = c;
        }
        return found;
    }

    private (int Plate, int To)? Plan(HorizonProblem problem)
    {
        if (problem.Plates.IsEmpty) return null;
        var model = new HorizonModel(problem);
        (int, int)? first = null;
        var limits = string.Create(CultureInfo.InvariantCulture, $"max_time_in_seconds:{settings.Seconds},max_deterministic_time:{settings.Effort},num_workers:1,random_seed:1,cp_model_probing_level:0,symmetry_level:0");
        using var round = new CpSatRound(model.Model, limits) { Found = solution => first = model.First(solution) };
        round.Run(() => false);
        return first;
    }
}
