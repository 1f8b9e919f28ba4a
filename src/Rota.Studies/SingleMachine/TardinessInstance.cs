using Rota.SingleMachine;

namespace Rota.Studies.SingleMachine;

/// <summary>An instance of the published sets.</summary>
/// <param name="Set">The set: "20-uniform", "20-normal", "100", "200", "500".</param>
/// <param name="DueRange">RDD of its class.</param>
/// <param name="Tightness">TF of its class.</param>
/// <param name="Number">Its number in the class.</param>
/// <param name="Optimum">Least total tardiness.</param>
/// <param name="PublishedOptimum">The optimum that the article's repository lists in its row; another instance's in 9 of 10 rows of 500 jobs.</param>
/// <param name="Problem">The jobs.</param>
public sealed record TardinessInstance(
    string Set, double DueRange, double Tightness, int Number, long Optimum, long PublishedOptimum, TardinessProblem Problem);
