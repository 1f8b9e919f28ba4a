using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Autellix's program-level least attained service (arXiv 2502.13965): the less time a program's calls have run, the higher its level; calls of a level in order of arrival.
/// A program that has waited much longer than it was served goes up to the first level. Levels, their quanta and the ratio are not in the source we have: powers
/// of two in seconds, 8 levels, ratio 10.
/// </summary>
public sealed record LeastAttainedService : OrderChoice
{
    /// <summary>Levels. Default 8.</summary>
    public int Levels { get; init; } = 8;

    /// <summary>Service that fills the first level, seconds; every level takes twice the one before. Default 1.</summary>
    public double FirstQuantumSeconds { get; init; } = 1;

    /// <summary>Waiting over service at which a program goes to the first level (beta). Default 10.</summary>
    public double StarvationRatio { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => "plas";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live(this);

    private sealed class Live(LeastAttainedService options) : RequestOrder
    {
        private readonly Dictionary<int, long> service = [];
        private readonly Dictionary<int, long> waited = [];
        private readonly Dictionary<int, long> since = [];

        public override bool IsStatic => false;

        public override OrderKey Key(ServingView view, int request) => new(Level(view, request), view.Arrival(request));

        public override int Victim(ServingView view, StepDraft draft)
        {
            var (victim, lowest) = (-1, -1);
            for (var request = view.LastRunning; request >= 0; request = view.PreviousRunning(request))
                if (!draft.IsGone(request) && Level(view, request) is var level && level > lowest) (victim, lowest) = (request, level);
            return victim;
        }

        public override void Queued(ServingView view, int request) => since[request] = view.Now;

        public override void Admitted(ServingView view, int request)
        {
            var name = NameOf(view, request);
            waited[name] = waited.GetValueOrDefault(name) + view.Now - since[request];
            // Who was let in because it starved starts anew.
            if (Starves(name, 0)) (waited[name], service[name]) = (0, 0);
            since[request] = view.Now;
        }

        public override void Preempted(ServingView view, int request) => Serve(view, request);

        public override void Finished(ServingView view, int request)
        {
            Serve(view, request);
            since.Remove(request);
        }

        public override void Aborted(ServingView view, int request) => since.Remove(request);

        private void Serve(ServingView view, int request)
        {
            var name = NameOf(view, request);
            service[name] = service.GetValueOrDefault(name) + view.Now - since[request];
        }

        private int Level(ServingView view, int request)
        {
            var name = NameOf(view, request);
            var now = view.Now - since[request];
            var waits = view.State(request) == RequestState.Waiting;
            if (waits && Starves(name, now)) return 0;
            var seconds = (service.GetValueOrDefault(name) + (waits ? 0 : now)) / (double)SimTime.Second;
            var level = 0;
            for (var full = options.FirstQuantumSeconds; level < options.Levels - 1 && seconds >= full; full *= 2) level++;
            return level;
        }

        private bool Starves(int name, long waits) =>
            service.GetValueOrDefault(name) is var served and > 0 && waited.GetValueOrDefault(name) + waits >= options.StarvationRatio * served;

        /// <summary>The program, or a number below 0 for a request on its own.</summary>
        private static int NameOf(ServingView view, int request) => view.Program(request) is var program and >= 0 ? program : -1 - request;
    }
}
