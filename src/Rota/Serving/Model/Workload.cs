using System.Collections.Immutable;

namespace Rota.Serving;

/// <summary>
/// A trace made ready to run: one entry a request in parallel arrays, times in picoseconds. What a scheduler could not know (output lengths, pauses,
/// number of turns) is internal to the core; policies see a view of an engine without them.
/// </summary>
public sealed class Workload
{
    internal readonly long[] Arrival;
    internal readonly int[] Prompt;
    internal readonly int[] Output;
    internal readonly int[] DeclaredMax;
    internal readonly short[] Class;
    internal readonly long[] TtftTarget;
    internal readonly long[] TbtTarget;
    internal readonly int[] Program;
    internal readonly int[] Turn;
    internal readonly int[] Next;
    internal readonly int[] Previous;
    internal readonly int[] Continued;
    internal readonly long[] Pause;
    internal readonly short[] Tool;
    internal readonly BlockIdentity Identity;
    internal readonly int[] FirstOfProgram;

    internal Workload(string name, ServingTrace trace, ClosedLoop? loop, WorkloadArrays arrays)
    {
        Name = name;
        Trace = trace;
        Loop = loop;
        (Arrival, Prompt, Output, DeclaredMax, Class, TtftTarget, TbtTarget) =
            (arrays.Arrival, arrays.Prompt, arrays.Output, arrays.DeclaredMax, arrays.Class, arrays.TtftTarget, arrays.TbtTarget);
        (Program, Turn, Next, Previous, Continued) = (arrays.Program, arrays.Turn, arrays.Next, arrays.Previous, arrays.Continued);
        (Pause, Tool) = (arrays.Pause, arrays.Tool);
        (Classes, Tools, Identity, FirstOfProgram) = (arrays.Classes, arrays.Tools, arrays.Identity, arrays.FirstOfProgram);
    }

    /// <summary>For reports.</summary>
    public string Name { get; }

    /// <summary>Where it came from; entry i is request i.</summary>
    public ServingTrace Trace { get; }

    /// <summary>Closed loop clients; null when arrivals are the trace's.</summary>
    public ClosedLoop? Loop { get; }

    /// <summary>Number of requests.</summary>
    public int Count => Prompt.Length;

    /// <summary>Names of the classes.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>Names of the tools.</summary>
    public ImmutableArray<string> Tools { get; }

    /// <summary>Number of programs of more than one turn or with a name.</summary>
    public int Programs => FirstOfProgram.Length;

    /// <summary>Compiles a trace.</summary>
    /// <param name="trace">Requests in order of arrival.</param>
    /// <param name="loop">Clients, when arrivals are not the trace's.</param>
    /// <exception cref="RotaException">A request no run could take: zero or negative lengths, times that are not finite, turns out of order.</exception>
    public static Workload Of(ServingTrace trace, ClosedLoop? loop = null) => new WorkloadCompiler(trace, loop).Compile();
}
