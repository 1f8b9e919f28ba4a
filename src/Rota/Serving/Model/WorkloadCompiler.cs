namespace Rota.Serving;

/// <summary>Turns a trace into a <see cref="Workload"/>, and refuses what no run could take.</summary>
internal sealed class WorkloadCompiler(ServingTrace trace, ClosedLoop? loop)
{
    private readonly WorkloadArrays arrays = new(trace.Requests.Length);
    private readonly Dictionary<string, short> classes = [];
    private readonly Dictionary<string, short> tools = [];
    private readonly Dictionary<string, int> programs = [];
    private readonly List<int> first = [];
    private readonly List<int> last = [];

    public Workload Compile()
    {
        if (loop is { } clients) Check(clients);
        var requests = trace.Requests;
        if (requests.Length == 0) throw new RotaException($"{trace.Name}: the trace holds no request");
        var previous = double.NegativeInfinity;
        for (var i = 0; i < requests.Length; i++)
        {
            var request = requests[i];
            CheckOne(request, i);
            Copy(request, i);
            var later = Link(request, i);
            if (later || loop is not null)
            {
                arrays.Arrival[i] = SimTime.Never;
                continue;
            }
            if (request.ArrivalSeconds < previous) throw Fault(request, i, $"arrives at {request.ArrivalSeconds} s, before the one in front of it at {previous} s; sort the trace by arrival");
            previous = request.ArrivalSeconds;
            arrays.Arrival[i] = SimTime.FromSeconds(request.ArrivalSeconds);
        }
        (arrays.Classes, arrays.Tools) = ([.. classes.Keys], [.. tools.Keys]);
        arrays.FirstOfProgram = [.. first];
        arrays.Identity = BlockIdentity.Of(trace.Requests, arrays.Program, arrays.Turn);
        return new Workload(trace.Name, trace, loop, arrays);
    }

    private void Copy(TraceRequest request, int i)
    {
        arrays.Prompt[i] = request.Prompt;
        arrays.Output[i] = request.Output;
        arrays.DeclaredMax[i] = request.DeclaredMax ?? -1;
        arrays.Class[i] = Index(classes, request.Class);
        arrays.TtftTarget[i] = request.TtftTarget is { } ttft ? SimTime.FromSeconds(ttft) : SimTime.Never;
        arrays.TbtTarget[i] = request.TbtTarget is { } tbt ? SimTime.FromSeconds(tbt) : SimTime.Never;
        arrays.Pause[i] = SimTime.FromSeconds(request.PauseSeconds);
        arrays.Tool[i] = Index(tools, request.Tool);
        (arrays.Next[i], arrays.Previous[i]) = (-1, -1);
    }

    /// <summary>Links a turn behind the one before; true when there is one.</summary>
    private bool Link(TraceRequest request, int i)
    {
        if (request.Program.Length == 0)
        {
            arrays.Program[i] = -1;
            return false;
        }
        if (!programs.TryGetValue(request.Program, out var program))
        {
            programs[request.Program] = program = first.Count;
            first.Add(i);
            last.Add(i);
            arrays.Program[i] = program;
            return false;
        }
        arrays.Program[i] = program;
        arrays.Turn[i] = arrays.Turn[last[program]] + 1;
        (arrays.Next[last[program]], arrays.Previous[i]) = (i, last[program]);
        var context = arrays.Prompt[last[program]] + arrays.Output[last[program]];
        arrays.Continued[i] = Math.Min(request.SharedWithPrevious ?? context, Math.Min(context, request.Prompt));
        last[program] = i;
        return true;
    }

    private void CheckOne(TraceRequest request, int i)
    {
        if (request.Prompt < 1) throw Fault(request, i, $"has a prompt of {request.Prompt} tokens, expected at least 1");
        if (request.Output < 1) throw Fault(request, i, $"has an output of {request.Output} tokens, expected at least 1");
        if (!(request.ArrivalSeconds >= 0 && request.ArrivalSeconds <= SimTime.MaxSeconds))
            throw Fault(request, i, $"arrives at {request.ArrivalSeconds} s, expected 0 to {SimTime.MaxSeconds} s");
        if (!(request.PauseSeconds >= 0 && request.PauseSeconds <= SimTime.MaxSeconds))
            throw Fault(request, i, $"pauses for {request.PauseSeconds} s, expected 0 to {SimTime.MaxSeconds} s");
        if (request.TtftTarget is { } ttft && !(ttft > 0 && ttft <= SimTime.MaxSeconds)) throw Fault(request, i, $"has a TTFT target of {ttft} s, expected more than 0");
        if (request.TbtTarget is { } tbt && !(tbt > 0 && tbt <= SimTime.MaxSeconds)) throw Fault(request, i, $"has a TBT target of {tbt} s, expected more than 0");
        if (request.DeclaredMax is { } max && max < 1) throw Fault(request, i, $"declares at most {max} tokens, expected at least 1");
    }

    private static void Check(ClosedLoop clients)
    {
        if (clients.Clients < 1) throw new RotaException($"a closed loop of {clients.Clients} clients, expected at least 1");
        if (!(clients.ThinkSeconds >= 0 && clients.ThinkSeconds <= SimTime.MaxSeconds)) throw new RotaException($"a think time of {clients.ThinkSeconds} s, expected 0 to {SimTime.MaxSeconds} s");
    }

    private short Index(Dictionary<string, short> names, string name)
    {
        if (names.TryGetValue(name, out var index)) return index;
        if (names.Count == short.MaxValue) throw new RotaException($"{trace.Name}: more than {short.MaxValue} classes or tools");
        names[name] = index = (short)names.Count;
        return index;
    }

    private RotaException Fault(TraceRequest request, int i, string problem) =>
        new($"{trace.Name}: request {(request.Id.Length > 0 ? request.Id : (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))} {problem}");
}
