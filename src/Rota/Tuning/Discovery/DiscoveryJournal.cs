using System.Text.Json;
using Rota.Formats;

namespace Rota.Tuning.Discovery;

/// <summary>
/// Records a run line by line, or plays a recorded one back first. A run is a pure function of its options, the model's answers and the scores; those come
/// from the record as long as it lasts, and every line the run makes must be the recorded one, letter by letter.
/// </summary>
internal sealed class DiscoveryJournal
{
    private readonly RunFile? recorded;
    private readonly Action<string>? write;
    private readonly bool goesOn;
    private int next;

    /// <summary>A journal.</summary>
    /// <param name="recorded">A recorded run to play back; null for none.</param>
    /// <param name="goesOn">False when the run ends with the record.</param>
    /// <param name="write">Takes new lines; null to record nothing.</param>
    public DiscoveryJournal(RunFile? recorded, bool goesOn, Action<string>? write)
    {
        this.recorded = recorded;
        this.goesOn = goesOn;
        this.write = write;
    }

    /// <summary>True while a record is played back.</summary>
    public bool IsReplaying => Peek() is not null;

    /// <summary>True at the end of a record that is not gone on with.</summary>
    public bool IsOver => !goesOn && recorded is not null && Peek() is null;

    /// <summary>The recorded line that comes next when it is of this kind, without going past it.</summary>
    public JournalEntry? Peek(string kind) => Peek() is { } entry
        ? entry.Kind == kind ? entry : throw Differs(entry, $"a line of kind '{entry.Kind}', expected '{kind}'")
        : null;

    /// <summary>Makes a line: the recorded one must be equal, a new one is written.</summary>
    public void Record(string kind, Action<Utf8JsonWriter> fields)
    {
        var line = JournalEntry.Write(kind, fields);
        if (Peek() is not { } entry)
        {
            write?.Invoke(line);
            return;
        }
        if (entry.Text != line) throw Differs(entry, "another line than this run makes");
        next++;
    }

    // A break in the middle of a run that was gone on with is no part of the run.
    private JournalEntry? Peek()
    {
        if (recorded is null) return null;
        while (next < recorded.Entries.Count && recorded.Entries[next].Kind is "stop" or "end") next++;
        return next < recorded.Entries.Count ? recorded.Entries[next] : null;
    }

    private InputException Differs(JournalEntry entry, string what) =>
        new(recorded!.Name, entry.Line, 0, $"{what}: the file was changed, or written by another version, or the task's instances are others");
}
