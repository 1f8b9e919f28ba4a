using Google.OrTools.Sat;

namespace Rota.CpSat.Solving;

/// <summary>A problem as a CP-SAT model whose objective is the answer's cost.</summary>
/// <typeparam name="TAnswer">What is looked for.</typeparam>
internal interface ICpSatModel<TAnswer>
{
    /// <summary>The model.</summary>
    CpModel Model { get; }

    /// <summary>True when no such answer can exist.</summary>
    bool IsEmpty { get; }

    /// <summary>Shows the solver an answer to start from; it may cost more than is wanted.</summary>
    void Hint(TAnswer answer);

    /// <summary>The answer of a solution.</summary>
    TAnswer Read(CpSolverSolutionCallback solution);
}
