using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>Counts that a file may claim, and what happens to the others.</summary>
internal static class ShopLimits
{
    /// <summary>Most machines of a shop; a thousand times the largest public instance. Counts of jobs and operations are held to what the file really has.</summary>
    public const int MaxMachines = 1_000_000;

    /// <summary>The problem, with what is wrong with it as a whole told at <paramref name="line"/>.</summary>
    public static ShopProblem Problem(
        TextInput input, int line, string name, int machines, ImmutableArray<ShopJob> jobs, ShopObjective objective = ShopObjective.Makespan)
    {
        try
        {
            return new ShopProblem(name, machines, jobs, objective, input.Name == "-" ? "standard input" : input.Name);
        }
        catch (RotaException e)
        {
            throw new InputException(input.Name, line, 0, e.Message);
        }
    }
}
