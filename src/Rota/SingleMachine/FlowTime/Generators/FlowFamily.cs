namespace Rota.SingleMachine.FlowTime.Generators;

/// <summary>Families of instances that tell the rules apart.</summary>
public enum FlowFamily
{
    /// <summary>U(n, L): n jobs at 0, a test of L, then an operation of L + 1; flood at n L.</summary>
    UniformTests,

    /// <summary>A(n, m, c): n jobs at 0, operations c, c + 1, ..., c + m - 1; flood when a breadth-first rule has left every job its last one. Makes SRPT-op pay m.</summary>
    Creep,

    /// <summary>B(n, m, c): n jobs at 0 with m operations of c, then m n jobs with one; flood at n m c. Makes any rule pay that trusts a job's next operation.</summary>
    Liar,

    /// <summary>G(n, m): n jobs at 0, operations 1, 2, 4, ...; flood at half of the work.</summary>
    Geometric,

    /// <summary>D(n, m): n jobs at 0, an operation of 64, then of 1; flood at half of the work.</summary>
    Descending,

    /// <summary>R(m): n jobs, 1 to m operations of floor(exp(U[0, 3.5])), gaps uniform in 0 to 9 m; no flood.</summary>
    Random,
}
