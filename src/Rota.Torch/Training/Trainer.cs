using System.Collections.Immutable;
using Rota.Learning;
using Rota.Learning.Files;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Rendering;
using Rota.Torch.Learners;
using Rota.Torch.Native;

namespace Rota.Torch.Training;

/// <summary>
/// Runs a training: updates, validations on cases that training never sees, checkpoints, log and curve. Killed at any moment, it goes on from the last
/// checkpoint and ends with the same weights.
/// </summary>
/// <param name="task">What is learnt.</param>
/// <param name="options">This run.</param>
/// <param name="clock">For wall time.</param>
/// <param name="progress">A line an update, for whoever watches.</param>
public sealed class Trainer(TrainingTask task, TrainingOptions options, TimeProvider clock, Action<string>? progress = null)
{
    private readonly string last = Path.Combine(options.Folder, "last.safetensors");
    private readonly string best = Path.Combine(options.Folder, task.Name + ".safetensors");

    /// <summary>Trains until the updates are done, the time is over or it is cancelled; each of them leaves a checkpoint.</summary>
    /// <exception cref="RotaException">libtorch does not load, or the checkpoint is of another training.</exception>
    public TrainingResult Run(CancellationToken cancellation = default)
    {
        LibTorch.Ensure();
        Directory.CreateDirectory(options.Folder);
        var began = clock.GetTimestamp();
        var seeds = new Seeds(options.Seed);
        var learner = task.Learner();
        var layout = new NetworkLayout(task.Create().Schema, task.Shape);
        var model = new PolicyModel(layout, options.Seed);
        var runner = new VectorRunner(_ => task.Create(), task.Environments, seeds, options.Threads);
        var setup = $"{task.Name}, seed {options.Seed}, {task.Updates} updates, {task.Environments} environments, {layout.Shape}, {learner.Settings}";
        var state = new Checkpoint(0, 0, double.PositiveInfinity, 0, [], runner.State);
        if (options.Resume && File.Exists(last))
        {
            state = Checkpoint.Read(last, model, setup);
            runner.Restore(state.Environments);
        }
        var log = new TrainingLog(Path.Combine(options.Folder, "log.jsonl"), state.Update);
        var context = new LearnerContext(model, task.Create, runner, seeds, options.Threads);
        var spent = state.Seconds;
        double Seconds() => spent + clock.GetElapsedTime(began).TotalSeconds;
        if (state.Curve.IsEmpty) state = Validate(model, state, learner, out _);
        var (first, saved) = (state.Update, -1);
        while (state.Update < task.Updates && state.Update - first != options.StopAfter && !cancellation.IsCancellationRequested)
        {
            if (options.Time is { } time && clock.GetElapsedTime(began) >= time) break;
            var stats = default(UpdateStats);
            try
            {
                stats = learner.Update(context, state.Update, task.Updates, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The update is half done: the checkpoint on disk is of the last whole one.
                return Result(state);
            }
            state = state with { Update = state.Update + 1, Decisions = state.Decisions + stats.Decisions, Environments = runner.State };
            double? validation = null;
            if (state.Update % task.ValidateEvery == 0 || state.Update == task.Updates)
            {
                state = Validate(model, state, learner, out var mean);
                validation = mean;
            }
            log.Add(state.Update, state.Decisions, validation, stats, Seconds());
            progress?.Invoke(Line(state, stats, validation, Seconds()));
            if (state.Update % task.CheckpointEvery != 0) continue;
            (state with { Seconds = Seconds() }).Write(last, model, setup);
            saved = state.Update;
        }
        if (saved != state.Update) (state with { Seconds = Seconds() }).Write(last, model, setup);
        Draw(state);
        // Stopped between validations: what was learnt since may be the best. The checkpoint does not know, so that resuming changes nothing.
        return Result(state.Update == task.Updates || state.Update % task.ValidateEvery == 0 ? state : Validate(model, state, learner, out _));
    }

    private Checkpoint Validate(PolicyModel model, Checkpoint state, ILearner learner, out double mean)
    {
        var network = model.Network();
        var cases = Evaluator.HeldOut(task.Cases, master: 1);
        var result = Evaluator.Run(task.Create, new NetworkPolicy(network, task.Name), cases, EvaluationMode.Greedy, clock, options.Threads);
        mean = result.Costs.Average();
        state = state with { Curve = state.Curve.Add(new(state.Decisions, mean)) };
        if (mean >= state.BestCost) return state;
        var card = new PolicyCard
        {
            Name = task.Name,
            Command = options.Command,
            Seed = options.Seed,
            Data = task.Data,
            Learner = learner.Settings,
            Curve = state.Curve,
        };
        Safetensors.Write(best, PolicyFile.Create(network, card));
        return state with { BestCost = mean };
    }

    private void Draw(Checkpoint state)
    {
        var points = state.Curve.Select(point => new ChartPoint(point.Decisions, point.Cost)).ToImmutableArray();
        var chart = new LineChart($"{task.Name}, seed {options.Seed}", "decisions", "mean cost, greedy, validation cases", [new LineSeries("learner", points)]) { Steps = false };
        File.WriteAllText(Path.Combine(options.Folder, "curve.svg"), chart.ToSvg());
    }

    private TrainingResult Result(Checkpoint state) =>
        new(state.Update, state.Update >= task.Updates, state.Decisions, state.BestCost, state.Curve, best);

    private string Line(Checkpoint state, in UpdateStats stats, double? validation, double seconds) => FormattableString.Invariant(
        $"{task.Name} {state.Update}/{task.Updates}  {state.Decisions} decisions, cost {stats.MeanCost:G5}, entropy {stats.Steps.Entropy:F2}, kl {stats.Steps.Kl:F4}, {seconds:F0} s{(validation is { } cost ? FormattableString.Invariant($"  validation {cost:G6}") : "")}");
}
