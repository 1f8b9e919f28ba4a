using System.Collections.Immutable;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Solving;

namespace Rota.Cli.Planning;

/// <summary>What every domain's instance does alike: find a solver, run it past the referee, take answers for what they are.</summary>
internal abstract class PlanInstance<TProblem, TAnswer>(
    TProblem problem, IReadOnlyList<ISolver<TProblem, TAnswer>> solvers, IReferee<TProblem, TAnswer> referee) : IPlanInstance
    where TAnswer : class
{
    public abstract IPlanDomain Domain { get; }

    public abstract string Name { get; }

    public abstract string Words { get; }

    public abstract string Objective { get; }

    public virtual KnownBound? BestKnown => null;

    /// <summary>The domain's problem.</summary>
    public TProblem Problem => problem;

    public virtual IPlanInstance With(string objective) => objective == Objective
        ? this
        : throw new RotaException($"unknown objective '{objective}'{Suggestion.Of(objective, Domain.Objectives.DefaultIfEmpty(Objective))}");

    public Solution<object> Solve(
        string solver, Limit limit, ulong seed, int workers, IProgress<TrajectoryPoint>? progress, CancellationToken cancellation)
    {
        var run = new Run<TAnswer>(limit, seed, workers, progress, null, cancellation);
        var found = SolverOf(solver).Solve(problem, referee, run);
        return new(found.Solver, found.Outcome, found.Answer, found.Objective, found.Bound, found.Elapsed, found.Trajectory, found.Reason);
    }

    /// <summary>The solver of a proper name.</summary>
    protected virtual ISolver<TProblem, TAnswer> SolverOf(string solver) => solvers.First(candidate => candidate.Name == solver);

    public Schedule ScheduleOf(object answer) => ScheduleOf((TAnswer)answer);

    public void WriteAnswer(Utf8JsonWriter json, object answer) => WriteAnswer(json, (TAnswer)answer);

    public virtual IReadOnlyList<string> Told(object answer) => [];

    public virtual IReadOnlyList<string> Exports => [];

    public virtual void ExpectExport(string extension)
    {
    }

    public void Export(string extension, object answer, TextWriter output) => Export(extension, (TAnswer)answer, output);

    public object ReadAnswer(JsonElement answer) => Read(answer);

    public Verdict Check(object answer) => referee.Check(problem, (TAnswer)answer);

    public ImmutableArray<int> Critical(object answer) => Critical((TAnswer)answer);

    public ImmutableArray<PageSection> Pictures(object answer) => Pictures((TAnswer)answer);

    public PlanExplanation Explain(object answer, string? work) => Explain((TAnswer)answer, work);

    public virtual IReadOnlyList<string> ExplainInfeasible(CancellationToken cancellation) => throw new NotSupportedException($"a {Domain.Name} always has an answer");

    protected abstract Schedule ScheduleOf(TAnswer answer);

    protected abstract void WriteAnswer(Utf8JsonWriter json, TAnswer answer);

    protected virtual void Export(string extension, TAnswer answer, TextWriter output) => throw new NotSupportedException(extension);

    protected abstract TAnswer Read(JsonElement answer);

    protected virtual ImmutableArray<int> Critical(TAnswer answer) => [];

    protected virtual ImmutableArray<PageSection> Pictures(TAnswer answer) => [];

    protected abstract PlanExplanation Explain(TAnswer answer, string? work);
}
