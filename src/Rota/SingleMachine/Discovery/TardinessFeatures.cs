using Rota.Tuning.Expressions;

namespace Rota.SingleMachine.Discovery;

/// <summary>What a rule for one machine may look at. The numbers are those of the set, in order.</summary>
internal static class TardinessFeatures
{
    public const int P = 0, D = 1, Slack = 2, T = 3, N = 4, PMin = 5, PMax = 6, PMean = 7, PSum = 8, DMin = 9, DMax = 10, DMean = 11;

    public static readonly FeatureSet Set = new(
        new Feature("p", "processing time of the job"),
        new Feature("d", "due date of the job"),
        new Feature("slack", "d - t - p: time to spare, negative when the job must be late"),
        new Feature("t", "the present time", Shared: true),
        new Feature("n", "number of jobs waiting", Shared: true),
        new Feature("pmin", "shortest processing time of those waiting", Shared: true),
        new Feature("pmax", "longest processing time of those waiting", Shared: true),
        new Feature("pmean", "mean processing time of those waiting", Shared: true),
        new Feature("psum", "sum of the processing times of those waiting", Shared: true),
        new Feature("dmin", "earliest due date of those waiting", Shared: true),
        new Feature("dmax", "latest due date of those waiting", Shared: true),
        new Feature("dmean", "mean due date of those waiting", Shared: true));
}
