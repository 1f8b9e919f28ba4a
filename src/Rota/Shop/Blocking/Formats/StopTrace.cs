using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Shop.Blocking.Formats;

/// <summary>A recorded trace of stops: CSV with the columns time, machine, event (down or up) and, if one likes, reason.</summary>
public static class StopTrace
{
    /// <summary>Reads the windows in which machines are down. One that never comes up again is a mistake.</summary>
    /// <param name="input">The text.</param>
    /// <param name="machines">Names of the machines.</param>
    /// <exception cref="InputException">A row that does not fit; at line and field.</exception>
    public static ImmutableArray<DownTime> Read(TextInput input, ImmutableArray<string> machines)
    {
        var csv = new CsvText(input);
        var (time, machine, what, reason) = (csv.Get("time"), csv.Get("machine"), csv.Get("event"), csv.Find("reason"));
        var open = new (int Down, int Line, string Reason)?[machines.Length];
        var free = new int[machines.Length];
        var windows = ImmutableArray.CreateBuilder<DownTime>();
        while (csv.NextRow())
        {
            var at = (int)csv.Integer(time, "a time", 0, 1 << 28);
            var name = csv.Text(machine, "a machine");
            var m = machines.IndexOf(name);
            if (m < 0) throw csv.Error(machine, $"read '{name}', expected one of {machines.Length} machines, {machines[0]} to {machines[^1]}{Nearest.Hint(name, machines)}");
            var word = csv.Text(what, "an event");
            if (word == "down")
            {
                if (open[m] is { } since) throw csv.Error(what, $"machine {name} goes down at {at}, but is down since line {since.Line}");
                if (at < free[m]) throw csv.Error(time, $"machine {name} goes down at {at}, before it came up at {free[m]}; rows of a machine stand in order of time");
                open[m] = (at, csv.Line, reason < 0 ? "" : csv.Text(reason, "a reason"));
            }
            else if (word == "up")
            {
                if (open[m] is not { } since) throw csv.Error(what, $"machine {name} comes up at {at}, but is not down");
                if (at <= since.Down) throw csv.Error(time, $"machine {name} comes up at {at}, expected after {since.Down}, when it went down");
                windows.Add(new(m, since.Down, at, since.Reason));
                (open[m], free[m]) = (null, at);
            }
            else throw csv.Error(what, $"read '{word}', expected down or up{Nearest.Hint(word, ["down", "up"])}");
        }
        for (var m = 0; m < open.Length; m++)
            if (open[m] is { } since) throw new InputException(input.Name, since.Line, 0, $"machine {machines[m]} goes down at {since.Down} and never comes up again");
        return windows.ToImmutable();
    }

    /// <summary>Writes windows as such a trace.</summary>
    public static void Write(IEnumerable<DownTime> windows, TextWriter output)
    {
        output.Write("time,machine,event,reason\n");
        foreach (var (time, machine, word, reason) in windows.SelectMany(w => new[] { (w.Down, w.Machine, "down", w.Reason), (w.Up, w.Machine, "up", "") }).OrderBy(row => row.Item1))
            output.Write(string.Create(CultureInfo.InvariantCulture, $"{time},{machine},{word},{(reason.Contains(',') ? $"\"{reason}\"" : reason)}\n"));
    }
}
