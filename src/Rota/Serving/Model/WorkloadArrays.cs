using System.Collections.Immutable;

namespace Rota.Serving;

/// <summary>The parallel arrays of a <see cref="Workload"/> while it is compiled.</summary>
internal sealed class WorkloadArrays(int count)
{
    public readonly long[] Arrival = new long[count];
    public readonly int[] Prompt = new int[count];
    public readonly int[] Output = new int[count];
    public readonly int[] DeclaredMax = new int[count];
    public readonly short[] Class = new short[count];
    public readonly long[] TtftTarget = new long[count];
    public readonly long[] TbtTarget = new long[count];
    public readonly int[] Program = new int[count];
    public readonly int[] Turn = new int[count];
    public readonly int[] Next = new int[count];
    public readonly int[] Previous = new int[count];
    public readonly int[] Continued = new int[count];
    public readonly long[] Pause = new long[count];
    public readonly short[] Tool = new short[count];
    public ImmutableArray<string> Classes = [];
    public ImmutableArray<string> Tools = [];
    public int[] FirstOfProgram = [];
    public BlockIdentity Identity = BlockIdentity.None;
}
