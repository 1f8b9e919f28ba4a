namespace Rota.Shop.Solvers;

/// <summary>Which moves along a critical path the tabu search considers. Each contains the one before it.</summary>
public enum Neighborhood
{
    /// <summary>Swap the first and the last pair of every block (Nowicki, Smutnicki 1996).</summary>
    N5,

    /// <summary>Move an operation of a block right before its first or right behind its last (Balas, Vazacopoulos 1998).</summary>
    N6,

    /// <summary>N6, and the first or last operation of a block into its inside (Zhang, Li, Guan, Rao 2007).</summary>
    N7,
}
