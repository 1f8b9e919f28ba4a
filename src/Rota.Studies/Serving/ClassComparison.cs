namespace Rota.Studies.Serving;

/// <summary>Two policies compared class by class, over several rates.</summary>
/// <param name="Below">Classes, each rate counted, in which the first is below the second with the whole interval over seeds.</param>
/// <param name="WorstDifference">First less second in the class and rate where that is smallest, mean over seeds, as a share.</param>
internal readonly record struct ClassComparison(int Below, double WorstDifference);
