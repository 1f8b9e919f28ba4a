using System.Globalization;

namespace Rota.Studies.Serving;

/// <summary>A policy on several seeds: the mean of each figure over them.</summary>
internal sealed class LayeredPrefillMean(LayeredPrefillOutcome[] runs)
{
    /// <summary>The runs, in order of their seeds.</summary>
    public IReadOnlyList<LayeredPrefillOutcome> Runs => runs;

    /// <summary>Mean of a figure.</summary>
    public double this[Func<LayeredPrefillOutcome, double> figure] => runs.Average(figure);

    /// <summary>Mean share of requests within both targets, seconds.</summary>
    public double Attainment(double ttft, double tbt) => runs.Average(run => run.Attainment(ttft, tbt));

    /// <summary>By how many percent a figure is above another policy's.</summary>
    public double PercentAbove(LayeredPrefillMean other, Func<LayeredPrefillOutcome, double> figure) => 100 * ((this[figure] / other[figure]) - 1);

    /// <summary>The head of the table that <see cref="Row"/> fills.</summary>
    public const string Head =
        "data set   req/s policy            TTFT mean/p50/p90/p99 s       short prompts mean/p90 s  TBT p50/p90/p99 ms    E2E s   expert TB (prefill/mixed)  mJ/token  decodes";

    /// <summary>A line for the progress: what the tables of the page are made of.</summary>
    public string Row()
    {
        var cell = runs[0].Cell;
        return string.Create(CultureInfo.InvariantCulture,
            $"{cell.Dataset,-9} {cell.Rate,6:0.0} {cell.Policy.Name,-17} {this[r => r.TtftMean],6:0.000} {this[r => r.TtftMedian],6:0.000} {this[r => r.TtftP90],6:0.000} {this[r => r.TtftP99],6:0.00}   {this[r => r.ShortTtftMean],8:0.000} {this[r => r.ShortTtftP90],8:0.000}        {1e3 * this[r => r.TbtP50],6:0.0} {1e3 * this[r => r.TbtP90],6:0.0} {1e3 * this[r => r.TbtP99],6:0.0}  {this[r => r.LatencyMean],6:0.00} {this[r => r.ExpertTerabytes],9:0.0} ({this[r => r.PrefillTerabytes]:0.0}/{this[r => r.MixedTerabytes]:0.0}) {this[r => r.Millijoules],9:0.00} {this[r => r.DecodeBatch],7:0.0}");
    }
}
