namespace Rota.Studies.Shop.Transfer;

/// <summary>A line planned anew at every decision.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Bound">What no policy beats, in seconds.</param>
/// <param name="Tact">Seconds between plates under the plans.</param>
/// <param name="Rule">Seconds between plates under the best rule on the same day.</param>
/// <param name="Learnt">Seconds between plates under the learnt policy on the same day.</param>
/// <param name="Milliseconds">Processor time of a plan.</param>
/// <param name="FellBack">Share of the decisions left to the rule.</param>
internal sealed record HorizonRow(string Line, double Bound, double Tact, double Rule, double Learnt, double Milliseconds, double FellBack);
