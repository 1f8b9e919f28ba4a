namespace Rota.Serving.Generators;

/// <summary>A trace taken apart into what arrives as a whole: requests on their own, and programs with all their turns. In order of first appearance.</summary>
internal static class TraceUnits
{
    public static List<List<TraceRequest>> Of(ServingTrace trace)
    {
        var units = new List<List<TraceRequest>>();
        var programs = new Dictionary<string, List<TraceRequest>>();
        foreach (var request in trace.Requests)
        {
            if (request.Program.Length > 0 && programs.TryGetValue(request.Program, out var open))
            {
                open.Add(request);
                continue;
            }
            List<TraceRequest> unit = [request];
            units.Add(unit);
            if (request.Program.Length > 0) programs[request.Program] = unit;
        }
        return units;
    }

    /// <summary>Puts units one behind the other; every turn is given the arrival of its program.</summary>
    public static ServingTrace Join(ServingTrace trace, IReadOnlyList<List<TraceRequest>> units, double[] arrivals)
    {
        var requests = new List<TraceRequest>(trace.Requests.Length);
        for (var i = 0; i < units.Count; i++)
            foreach (var request in units[i]) requests.Add(request with { ArrivalSeconds = arrivals[i] });
        return trace with { Requests = [.. requests], HasArrivals = true };
    }
}
