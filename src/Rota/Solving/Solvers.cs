namespace Rota.Solving;

/// <summary>The one way to run a solver.</summary>
public static class Solvers
{
    /// <summary>Runs <paramref name="solver"/> on <paramref name="run"/> and has the referee check the answer before it leaves.</summary>
    /// <exception cref="InvalidOperationException">
    /// The solver's answer breaks a rule of the problem, its objective is not what it said, or it refutes the solver's own bound or proof that
    /// there is none: a bug of the solver.
    /// </exception>
    public static Solution<TAnswer> Solve<TProblem, TAnswer>(
        this ISolver<TProblem, TAnswer> solver, TProblem problem, IReferee<TProblem, TAnswer> referee, Run<TAnswer> run)
        where TAnswer : class
    {
        solver.Improve(problem, run);
        var solution = run.Conclude(solver.Name);
        if (solution.Answer is not { } answer) return solution;
        var verdict = referee.Check(problem, answer);
        if (!verdict.Accepted)
            throw new InvalidOperationException($"solver {solver.Name} broke a rule: {verdict.Violations[0]}");
        if (verdict.Objective != solution.Objective)
            throw new InvalidOperationException(
                $"solver {solver.Name} claimed objective {solution.Objective}, the checker measured {verdict.Objective}");
        if (solution.Outcome == Outcome.Infeasible)
            throw new InvalidOperationException($"solver {solver.Name} claimed that there is no answer, the checker accepted one of {verdict.Objective}");
        if (solution.Bound > verdict.Objective)
            throw new InvalidOperationException($"solver {solver.Name} claimed bound {solution.Bound}, the checker accepted an answer of {verdict.Objective}");
        return solution;
    }
}
