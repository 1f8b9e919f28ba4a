using System.Globalization;
using Rota.Solving;

namespace Rota.Cli.Output;

/// <summary>
/// One line on standard error that is rewritten while a solver runs: elapsed, best, bound, gap, who found it; a star when the best is new. Draws nothing when
/// standard error is not a terminal.
/// </summary>
internal sealed class ProgressLine : IProgress<TrajectoryPoint>, IDisposable
{
    private const double StarSeconds = 0.7;

    private readonly Terminal terminal;
    private readonly string label;
    private readonly long began = TimeProvider.System.GetTimestamp();
    private readonly Lock gate = new();
    private readonly Timer? timer;
    private TrajectoryPoint last;
    private string finder = "";
    private double improved = double.NegativeInfinity;
    private bool any;

    /// <param name="terminal">Where to draw.</param>
    /// <param name="label">Put before the columns; empty for none.</param>
    /// <param name="header">False leaves out the line of column heads.</param>
    public ProgressLine(Terminal terminal, string label = "", bool header = true)
    {
        this.terminal = terminal;
        this.label = label;
        if (!terminal.ErrorIsTerminal) return;
        if (header) terminal.Error.WriteLine(Pad("") + Columns(" ", "time", "best", "bound", "gap", "found by"));
        timer = new Timer(_ => Draw(), null, 0, 100);
    }

    public void Report(TrajectoryPoint value)
    {
        lock (gate)
        {
            if (value.Objective is { } now && (!any || now < last.Objective || last.Objective is null))
            {
                improved = Elapsed;
                finder = value.Source;
            }
            last = value;
            any = true;
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose()
    {
        if (timer is null) return;
        timer.Dispose();
        lock (gate)
        {
            terminal.Error.Write("\r\u001b[K");
            terminal.Error.Flush();
        }
    }

    private double Elapsed => TimeProvider.System.GetElapsedTime(began).TotalSeconds;

    private void Draw()
    {
        if (!gate.TryEnter()) return;
        try
        {
            var now = Elapsed;
            var bound = any && last.Bound != long.MinValue ? last.Bound : (long?)null;
            double? gap = any && last.Objective is { } best && bound is { } low ? (best == 0 ? 0 : (double)(best - low) / best) : null;
            var mark = now - improved < StarSeconds ? "*" : " ";
            var time = now.ToString("F1", CultureInfo.InvariantCulture) + " s";
            var line = Pad(label) + Columns(mark, time, Words.Number(any ? last.Objective : null), Words.Number(bound), Words.Percent(gap), finder);
            if (line.Length >= terminal.Width) line = line[..(terminal.Width - 1)];
            terminal.Error.Write("\r" + line + "\u001b[K");
            terminal.Error.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            timer?.Dispose();
        }
        finally
        {
            gate.Exit();
        }
    }

    private string Pad(string text) => label.Length == 0 ? "" : text.PadRight(label.Length + 1);

    private static string Columns(string mark, string time, string best, string bound, string gap, string source) =>
        $"{mark} {time,8} {best,10} {bound,10} {gap,8}  {source}";
}
