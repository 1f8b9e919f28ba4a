namespace Rota.Shop.Transfer;

/// <summary>
/// What no policy beats in the steady state: the robots' work a plate, and the shortest time in which a stage can change its plate (standard theory of robotic cells; Dawande and
/// others 2005). For one robot the bounds are LB1 and LB2 of the specification when all ways are equally long.
/// </summary>
/// <param name="RobotSeconds">Seconds a plate that the busiest robot must spend.</param>
/// <param name="StationSeconds">Seconds a plate that the slowest stage must spend.</param>
public readonly record struct LineBounds(double RobotSeconds, double StationSeconds)
{
    /// <summary>Least mean seconds between plates.</summary>
    public double Tact => Math.Max(RobotSeconds, StationSeconds);

    /// <summary>True when the robots and not the stations are what the line waits for.</summary>
    public bool IsRobotBound => RobotSeconds >= StationSeconds;

    /// <summary>The bounds of a line; recipes weigh by their shares, stops by the time they take.</summary>
    public static LineBounds Of(TransferLine line)
    {
        var shares = line.Recipes.Sum(recipe => recipe.Share);
        var inputs = LineRules.Ports(line, StationKind.Input);
        var outputs = LineRules.Ports(line, StationKind.Output);
        var robot = 0.0;
        for (var r = 0; r < line.Robots.Length; r++) robot = Math.Max(robot, line.Recipes.Sum(recipe => recipe.Share / shares * Work(line, r, recipe, inputs, outputs)));
        // What several robots could do, they share at best.
        if (line.Robots.Length > 1) robot = Math.Max(robot, line.Recipes.Sum(recipe => recipe.Share / shares * Shared(line, recipe, inputs, outputs)) / line.Robots.Length);
        return new(robot / 1000, StageLoads(line).Max(steps => steps.Max()) / 1000);
    }

    /// <summary>Milliseconds a plate that the stations of each recipe's steps must spend; steps that share stations share the figure.</summary>
    internal static double[][] StageLoads(TransferLine line)
    {
        var shares = line.Recipes.Sum(recipe => recipe.Share);
        var inputs = LineRules.Ports(line, StationKind.Input);
        var outputs = LineRules.Ports(line, StationKind.Output);
        var stages = new Dictionary<string, double>();
        foreach (var recipe in line.Recipes)
            for (var k = 0; k < recipe.Steps.Length; k++)
                stages[Key(recipe, k)] = stages.GetValueOrDefault(Key(recipe, k)) + (recipe.Share / shares * Change(line, recipe, k, inputs, outputs) / Places(line, recipe.Steps[k]));
        return [.. line.Recipes.Select(recipe => Enumerable.Range(0, recipe.Steps.Length).Select(k => stages[Key(recipe, k)]).ToArray())];

        static string Key(Recipe recipe, int k) => string.Join(',', recipe.Steps[k].Stations.Order());
    }

    /// <summary>Least time of a robot for a plate of a recipe: moves that no other robot can make.</summary>
    private static double Work(TransferLine line, int r, Recipe recipe, IReadOnlyList<int> inputs, IReadOnlyList<int> outputs)
    {
        var robot = line.Robots[r];
        var work = 0.0;
        if (robot.Arms == 2 && line.Robots.Length == 1)
        {
            // One round with swaps: there and back, a pick and a place a move, an arm change a stage.
            var ways = robot.Travel.SelectMany((row, from) => row.Where((_, to) => to != from)).DefaultIfEmpty(0).Min();
            work = (recipe.Steps.Length + 2.0) * ways + (recipe.Steps.Length * robot.ArmChange);
            for (var k = 0; k <= recipe.Steps.Length; k++) work += From(k).Min(s => robot.Pick[s]) + To(k).Min(s => robot.Place[s]);
            return work;
        }
        for (var k = 0; k <= recipe.Steps.Length; k++)
        {
            if (line.Robots.Where((other, o) => o != r && From(k).Any(other.Reaches) && To(k).Any(other.Reaches)).Any()) continue;
            if (!From(k).Any(robot.Reaches) || !To(k).Any(robot.Reaches)) continue;
            work += Move(line, robot, recipe, k, From(k), To(k), inputs);
        }
        return work;

        IReadOnlyList<int> From(int k) => k == 0 ? inputs : recipe.Steps[k - 1].Stations;
        IReadOnlyList<int> To(int k) => k == recipe.Steps.Length ? outputs : recipe.Steps[k].Stations;
    }

    /// <summary>Least time of all robots together for a plate of a recipe.</summary>
    private static double Shared(TransferLine line, Recipe recipe, IReadOnlyList<int> inputs, IReadOnlyList<int> outputs) =>
        Enumerable.Range(0, recipe.Steps.Length + 1).Sum(k =>
        {
            var from = k == 0 ? inputs : recipe.Steps[k - 1].Stations;
            IReadOnlyList<int> to = k == recipe.Steps.Length ? outputs : recipe.Steps[k].Stations;
            return line.Robots.Where(robot => from.Any(robot.Reaches) && to.Any(robot.Reaches)).Select(robot => Move(line, robot, recipe, k, from, to, inputs)).DefaultIfEmpty(0).Min();
        });

    /// <summary>Least time of a robot for one move of a recipe.</summary>
    private static double Move(TransferLine line, Robot robot, Recipe recipe, int k, IReadOnlyList<int> from, IReadOnlyList<int> to, IReadOnlyList<int> inputs)
    {
        var loaded = from.Min(a => to.Min(b => robot.Pick[a] + robot.Travel[a][b] + robot.Place[b]));
        if (robot.Arms > 1) return loaded;
        // It comes empty from another station, unless it stands and waits for the work of this one, or finds a plate where it has put another.
        if (k > 0 && from.Any(s => line.Stations[s].Capacity > 1 && Fills(line, robot, s, inputs))) return loaded;
        var empty = from.Min(a => Enumerable.Range(0, line.Stations.Length).Where(b => b != a && robot.Reaches(b)).Select(b => robot.Travel[b][a]).DefaultIfEmpty(0).Min());
        return loaded + (k > 0 ? Math.Min(empty, recipe.Steps[k - 1].Time) : empty);
    }

    /// <summary>True when a robot may put plates into a station.</summary>
    private static bool Fills(TransferLine line, Robot robot, int station, IReadOnlyList<int> inputs) =>
        robot.Reaches(station) && line.Recipes.Any(recipe => Enumerable.Range(0, recipe.Steps.Length).Any(k => recipe.Steps[k].Stations.Contains(station) && (k == 0 ? inputs : recipe.Steps[k - 1].Stations).Any(robot.Reaches)));

    /// <summary>Least time from putting a plate into a station to putting the next into it.</summary>
    private static double Change(TransferLine line, Recipe recipe, int k, IReadOnlyList<int> inputs, IReadOnlyList<int> outputs)
    {
        var step = recipe.Steps[k];
        var after = k == recipe.Steps.Length - 1 ? outputs : recipe.Steps[k + 1].Stations;
        var stops = step.Stations.Average(s => line.Stations[s].MeanUp > 0 ? (line.Stations[s].MeanUp + line.Stations[s].MeanDown) / line.Stations[s].MeanUp : 1);
        if (step.Stations.Any(s => line.Stations[s].Capacity > 1)) return step.Time * stops;
        var least = double.PositiveInfinity;
        foreach (var robot in line.Robots)
            foreach (var s in step.Stations.Where(robot.Reaches))
            {
                var change = (double)(robot.Pick[s] + robot.Place[s]);
                if (line.Robots.Length == 1 && robot.Arms == 2) change += robot.ArmChange;
                else if (line.Robots.Length == 1)
                    change += after.Min(a => robot.Travel[s][a] + robot.Place[a] + Before(line, s, inputs).Min(b => robot.Travel[a][b] + robot.Pick[b] + robot.Travel[b][s]));
                least = Math.Min(least, change);
            }
        return (step.Time * stops) + least;
    }

    /// <summary>Everything a station's next plate may come from, whatever its recipe and step.</summary>
    private static IEnumerable<int> Before(TransferLine line, int station, IReadOnlyList<int> inputs) =>
        line.Recipes.SelectMany(recipe => Enumerable.Range(0, recipe.Steps.Length).Where(k => recipe.Steps[k].Stations.Contains(station)).SelectMany(k => k == 0 ? inputs : recipe.Steps[k - 1].Stations)).Distinct();

    private static double Places(TransferLine line, RecipeStep step) => step.Stations.Sum(s => (double)line.Stations[s].WorkingPlaces);
}
