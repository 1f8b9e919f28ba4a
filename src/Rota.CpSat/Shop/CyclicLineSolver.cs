using System.Collections.Immutable;
using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop.Transfer;

namespace Rota.CpSat.Shop;

/// <summary>
/// The shortest cycle in which one robot with one arm serves every stage once (a 1-unit cycle), by CP-SAT: order of the moves, waiting in front of stations, parallel stations, longest
/// stays. Where the stations of a stage are unequally far, the farthest counts.
/// </summary>
public static class CyclicLineSolver
{
    /// <summary>Solves.</summary>
    /// <param name="line">A line of one robot with one arm and one recipe.</param>
    /// <param name="seconds">Time limit.</param>
    /// <returns>The best cycle found; null when there is none (longest stays) or none was found in time.</returns>
    /// <exception cref="RotaException">Several robots, arms or recipes.</exception>
    public static CyclicPlan? Solve(TransferLine line, double seconds = 20)
    {
        if (line.Robots.Length != 1 || line.Robots[0].Arms != 1 || line.Recipes.Length != 1) throw new RotaException($"{line.Name}: cycles are solved for one robot with one arm and one recipe");
        var (robot, steps) = (line.Robots[0], line.Recipes[0].Steps);
        var moves = steps.Length + 1;
        ImmutableArray<ImmutableArray<int>> places = [[line.Input], .. steps.Select(step => step.Stations), [line.Output]];
        long Farthest(int from, int to) => from == to && places[from].Length == 1 ? 0 : places[from].Max(a => places[to].Max(b => robot.Travel[a][b]));
        var duration = Enumerable.Range(0, moves).Select(i => places[i].Max(s => robot.Pick[s]) + Farthest(i, i + 1) + places[i + 1].Max(s => robot.Place[s])).ToArray();
        var empties = (long)moves * Enumerable.Range(0, moves).Max(i => Enumerable.Range(0, moves).Max(j => Farthest(i + 1, j)));
        var most = duration.Sum() + empties + steps.Sum(step => step.Time);
        var model = new CpModel();
        var period = model.NewIntVar((long)Math.Floor(1000 * LineBounds.Of(line).StationSeconds), most, "period");
        var start = Enumerable.Range(0, moves).Select(i => model.NewIntVar(0, i == 0 ? 0 : most, $"start {i - 1}")).ToArray();
        for (var i = 0; i < moves; i++)
            for (var j = i + 1; j < moves; j++)
            {
                var first = model.NewBoolVar($"{i} before {j}");
                Before(i, j, first);
                Before(j, i, first.Not());
            }
        for (var k = 1; k < moves; k++) Stay(k);
        model.Minimize(period);
        ImmutableArray<long> best = [];
        var (shortest, bound) = (0L, 0L);
        using var round = new CpSatRound(model, string.Create(CultureInfo.InvariantCulture, $"max_time_in_seconds:{seconds},num_workers:1"))
        {
            Found = callback => (shortest, best) = (callback.Value(period), [.. start.Select(s => callback.Value(s))]),
            Bounded = value => bound = Math.Max(bound, (long)Math.Ceiling(value - 1e-6)),
        };
        var status = round.Run(() => false);
        if (best.IsEmpty) return null;
        return new(shortest, status == CpSolverStatus.Optimal ? shortest : bound, best);

        void Before(int a, int b, ILiteral holds)
        {
            model.Add(start[b] - start[a] >= duration[a] + Farthest(a + 1, b)).OnlyEnforceIf(holds);
            model.Add(start[a] + period - start[b] >= duration[b] + Farthest(b + 1, a)).OnlyEnforceIf(holds);
        }

        void Stay(int k)
        {
            var (step, count) = (steps[k - 1], places[k].Sum(s => line.Stations[s].WorkingPlaces));
            var lags = Enumerable.Range(0, count + 1).Select(n => model.NewBoolVar($"lag {k} {n}")).ToArray();
            model.AddExactlyOne(lags);
            for (var n = 0; n < lags.Length; n++)
            {
                // Out n periods after the place, not before it is done, and out of the way before the station's next plate.
                var stay = start[k] + (n * period) - start[k - 1] - duration[k - 1];
                model.Add(stay >= step.Time).OnlyEnforceIf(lags[n]);
                if (step.MaxHold < long.MaxValue) model.Add(stay <= step.Time + step.MaxHold).OnlyEnforceIf(lags[n]);
                var place = places[k].Max(s => robot.Place[s]);
                model.Add(start[k - 1] + duration[k - 1] - place + ((count - n) * period) - start[k] >= places[k].Max(s => robot.Pick[s])).OnlyEnforceIf(lags[n]);
            }
        }
    }
}
