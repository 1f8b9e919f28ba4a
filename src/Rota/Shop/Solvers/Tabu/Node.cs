using System.Runtime.InteropServices;

namespace Rota.Shop.Solvers.Tabu;

/// <summary>
/// An operation in the disjunctive graph, 32 bytes so that one cache line holds two. Head: longest path into the operation. Tail: longest path
/// out of it, without its own duration. Place: index in the topological order.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Node
{
    public int Head;
    public int Tail;
    public int Duration;
    public int JobPrevious;
    public int JobNext;
    public int MachinePrevious;
    public int MachineNext;
    public int Place;

    public readonly int End => Head + Duration;

    public readonly int Reach => Tail + Duration;
}
