using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>A finished turn's context stays on the GPU until its room is needed; the one that ended longest ago goes first.</summary>
public sealed record HoldUntilNeeded : RetentionChoice
{
    /// <inheritdoc/>
    public override string Name => "hold";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new Live();

    private sealed class Live : Retention
    {
        public override long HoldUntil(ServingView view, int request) => SimTime.Never;

        public override int ReleaseForRoom(ServingView view, StepDraft draft)
        {
            var (oldest, since) = (-1, long.MaxValue);
            foreach (var hold in view.Holds.Values)
                if (!draft.Plan.Releases.Contains(hold.Program) && (hold.Since, hold.Program).CompareTo((since, oldest)) < 0) (oldest, since) = (hold.Program, hold.Since);
            return oldest;
        }
    }
}
