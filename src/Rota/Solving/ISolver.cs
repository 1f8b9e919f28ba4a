namespace Rota.Solving;

/// <summary>
/// A way to solve a problem. Anytime: it offers answers and bounds to the run as it finds them and returns when the run says stop, or when it has
/// nothing more to do. Several solvers on one run exchange incumbent and bound through it.
/// </summary>
public interface ISolver<in TProblem, TAnswer>
    where TAnswer : class
{
    /// <summary>The name the literature uses, lower case with dashes; what the command line takes.</summary>
    string Name { get; }

    /// <summary>One line for listings.</summary>
    string Description { get; }

    /// <summary>Improves <paramref name="run"/> until it should stop. Never throws for want of time.</summary>
    void Improve(TProblem problem, Run<TAnswer> run);
}
