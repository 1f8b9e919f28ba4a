using Rota.Cluster.Pods.Replay;
using Rota.Cluster.Sharing.Formats;
using Rota.Formats;
using Rota.Serving.Formats;
using Rota.Shop.Transfer.Formats;
using Rota.SingleMachine.FlowTime.Formats;

namespace Rota.Cli.Rehearse;

/// <summary>What can be rehearsed, told by content alone: for those who brought such a file to another verb.</summary>
internal static class RehearsalKinds
{
    private static readonly (string Title, Func<TextInput, bool> Fits)[] All =
    [
        ("jobs that reveal their work", input => FlowTimeFiles.Catalog.FitsWholly(input)),
        ("a table of pods", OpenbTables.LooksLikePods),
        ("jobs of a shared pool", input => SharingFiles.Catalog.FitsWholly(input)),
        ("a line of robots", LineFiles.Recognises),
        ("a request trace", input => ServingTraces.TryRecognise(input) is not null),
    ];

    /// <summary>What a text is; null when it is nothing to rehearse.</summary>
    public static string? TitleOf(TextInput input)
    {
        foreach (var (title, fits) in All)
        {
            try
            {
                if (fits(input)) return title;
            }
            catch (InputException)
            {
                // Not even that.
            }
        }
        return null;
    }
}
