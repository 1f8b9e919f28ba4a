using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// What retentions that hold contexts share: a hold past its time is released, unless its program waits already; when room is needed, the program that came last
/// loses its hold.
/// </summary>
internal abstract class HeldContexts : Retention
{
    private readonly List<Hold> expired = [];
    private long nextExpiry = SimTime.Never;

    /// <summary>The first time at which a hold is past its time: behind it, strictly, by default.</summary>
    protected virtual long ExpiredFrom(Hold hold) => hold.Until == SimTime.Never ? SimTime.Never : hold.Until + 1;

    /// <summary>Which of two holds goes first when room is needed: true for <paramref name="hold"/>.</summary>
    protected virtual bool GoesBefore(ServingView view, Hold hold, Hold other) =>
        hold.ProgramArrival != other.ProgramArrival ? hold.ProgramArrival > other.ProgramArrival : hold.Program > other.Program;

    /// <summary>Holds to a time; a time at or before now holds nothing.</summary>
    protected long Hold(long until)
    {
        // Where a hold ends it may be looked at a moment too early, which costs nothing.
        nextExpiry = Math.Min(nextExpiry, until);
        return until;
    }

    /// <inheritdoc/>
    public override void BeginStep(ServingView view, StepDraft draft)
    {
        if (view.Now >= nextExpiry)
        {
            nextExpiry = SimTime.Never;
            expired.Clear();
            foreach (var hold in view.Holds.Values)
            {
                if (view.WaitingOf(hold.Program) >= 0) continue;
                var from = ExpiredFrom(hold);
                if (view.Now >= from) expired.Add(hold);
                else nextExpiry = Math.Min(nextExpiry, from);
            }
            expired.Sort(static (a, b) => a.Until != b.Until ? a.Until.CompareTo(b.Until) : a.Program.CompareTo(b.Program));
            foreach (var hold in expired) draft.Release(hold.Program);
        }
        draft.WakeAt(nextExpiry);
    }

    /// <inheritdoc/>
    public override int ReleaseForRoom(ServingView view, StepDraft draft)
    {
        Hold? first = null;
        foreach (var hold in view.Holds.Values)
            if (!draft.Plan.Releases.Contains(hold.Program) && (first is null || GoesBefore(view, hold, first))) first = hold;
        return first?.Program ?? -1;
    }
}
