namespace Rota.Shop.Transfer;

/// <summary>What must hold of every line.</summary>
internal static class LineRules
{
    public static void Check(TransferLine line)
    {
        string? fault = Stations(line) ?? Robots(line) ?? Recipes(line);
        if (fault is not null) throw new RotaException($"{line.Name}: {fault}");
    }

    /// <summary>True when some order of steps leads from a station back to itself.</summary>
    public static bool HasCircle(TransferLine line)
    {
        var count = line.Stations.Length;
        var reach = new bool[count, count];
        foreach (var recipe in line.Recipes)
            for (var k = 0; k + 1 < recipe.Steps.Length; k++)
                foreach (var from in recipe.Steps[k].Stations)
                    foreach (var to in recipe.Steps[k + 1].Stations) reach[from, to] = true;
        for (var via = 0; via < count; via++)
            for (var from = 0; from < count; from++)
                for (var to = 0; to < count && reach[from, via]; to++) reach[from, to] |= reach[via, to];
        return Enumerable.Range(0, count).Any(s => reach[s, s]);
    }

    private static string? Stations(TransferLine line)
    {
        var names = new HashSet<string>();
        foreach (var station in line.Stations)
        {
            if (!names.Add(station.Name)) return $"station '{station.Name}' comes twice";
            if (station.Capacity < 1) return $"station '{station.Name}' holds {station.Capacity} plates, expected at least 1";
            if (station.Batch < 1 || station.Batch > station.Capacity) return $"station '{station.Name}' works on {station.Batch} plates together, expected 1 to its capacity {station.Capacity}";
            if (station.Servers < 0 || station.Servers > station.Capacity) return $"station '{station.Name}' works on {station.Servers} plates at a time, expected 1 to its capacity {station.Capacity}";
            if (station.Door < 0 || !(station.MeanUp >= 0) || !(station.MeanDown >= 0)) return $"station '{station.Name}' has a negative time";
        }
        if (line.Stations.All(s => s.Kind != StationKind.Input)) return "has no input port";
        return line.Stations.All(s => s.Kind != StationKind.Output) ? "has no output port" : null;
    }

    private static string? Robots(TransferLine line)
    {
        if (line.Robots.IsEmpty) return "has no robot";
        var count = line.Stations.Length;
        foreach (var robot in line.Robots)
        {
            if (robot.Arms is not (1 or 2)) return $"robot '{robot.Name}' has {robot.Arms} arms, expected 1 or 2";
            if (robot.Travel.Length != count) return $"robot '{robot.Name}': the travel matrix has {robot.Travel.Length} rows, expected {count}, one a station";
            foreach (var row in robot.Travel)
            {
                if (row.Length != count) return $"robot '{robot.Name}': the travel matrix has a row of {row.Length} times, expected {count}: it is not square";
                if (row.Any(time => time < 0)) return $"robot '{robot.Name}': a travel time is negative";
            }
            if (robot.Pick.Length != count || robot.Place.Length != count) return $"robot '{robot.Name}' has {robot.Pick.Length} pick and {robot.Place.Length} place times, expected {count} of each";
            if (robot.Pick.Any(t => t < 0) || robot.Place.Any(t => t < 0) || robot.ArmChange < 0) return $"robot '{robot.Name}' has a negative time";
            if (robot.Home < 0 || robot.Home >= count || !robot.Reaches(robot.Home)) return $"robot '{robot.Name}' starts at a station it does not reach";
        }
        return null;
    }

    private static string? Recipes(TransferLine line)
    {
        if (line.Recipes.IsEmpty) return "has no recipe";
        foreach (var recipe in line.Recipes)
        {
            if (recipe.Steps.IsEmpty) return $"recipe '{recipe.Name}' has no step";
            if (!(recipe.Share >= 0)) return $"recipe '{recipe.Name}' has share {recipe.Share}, expected at least 0";
            for (var k = 0; k < recipe.Steps.Length; k++)
            {
                var step = recipe.Steps[k];
                if (step.Stations.IsEmpty) return $"recipe '{recipe.Name}': step {k + 1} has no station";
                if (step.Time < 0) return $"recipe '{recipe.Name}': step {k + 1} takes {step.Time} ms, expected at least 0";
                if (step.Stations.Any(s => s < 0 || s >= line.Stations.Length || line.Stations[s].Kind is StationKind.Input or StationKind.Output))
                    return $"recipe '{recipe.Name}': step {k + 1} is at no station that works";
            }
            for (var k = 0; k + 1 < recipe.Steps.Length; k++)
                foreach (var s in recipe.Steps[k].Stations)
                    if (line.Stations[s].Capacity == 1 && recipe.Steps[k + 1].Stations.All(next => next == s))
                        return $"recipe '{recipe.Name}': steps {k + 1} and {k + 2} follow each other at '{line.Stations[s].Name}', which has no second place: make them one step";
            for (var k = 0; k <= recipe.Steps.Length; k++)
                if (Unreachable(line, recipe, k) is { } fault) return fault;
        }
        return line.Recipes.Sum(recipe => recipe.Share) > 0 ? null : "no recipe has a share above 0";
    }

    /// <summary>Every station of a step must have a robot that carries on from it; one target is enough.</summary>
    private static string? Unreachable(TransferLine line, Recipe recipe, int k)
    {
        var from = k == 0 ? Ports(line, StationKind.Input) : recipe.Steps[k - 1].Stations;
        var to = k == recipe.Steps.Length ? Ports(line, StationKind.Output) : recipe.Steps[k].Stations;
        foreach (var source in from)
            if (!line.Robots.Any(robot => robot.Reaches(source) && to.Any(robot.Reaches)))
                return $"recipe '{recipe.Name}': no robot carries from '{line.Stations[source].Name}' to {(k == recipe.Steps.Length ? "an output port" : $"a station of step {k + 1}")}";
        return null;
    }

    public static System.Collections.Immutable.ImmutableArray<int> Ports(TransferLine line, StationKind kind) =>
        [.. Enumerable.Range(0, line.Stations.Length).Where(s => line.Stations[s].Kind == kind)];
}
