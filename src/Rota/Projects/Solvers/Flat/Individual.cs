namespace Rota.Projects.Solvers.Flat;

/// <summary>An activity list, precedence-feasible, with the modes of its tasks and what it costs: its makespan, or beyond every makespan where stocks do not suffice.</summary>
internal sealed class Individual(int tasks)
{
    public int[] List { get; } = new int[tasks];

    public int[] Modes { get; } = new int[tasks];

    public int Cost { get; set; } = int.MaxValue;

    public void CopyTo(Individual other)
    {
        List.CopyTo(other.List, 0);
        Modes.CopyTo(other.Modes, 0);
        other.Cost = Cost;
    }
}
