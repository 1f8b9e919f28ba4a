using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>Counts that a file may claim, and what happens to the others.</summary>
internal static class ShopLimits
{
    /// <summary>Most machines of a shop; a thousand times the largest public instance. Counts of jobs and operations are held to what the file really has.</summary>
    public const int MaxMachines = 1_000_000;

    /// <summary>A machine of a JSON file that counts from <paramref name="first"/>, as a number from 0.</summary>
    public static int Machine(JsonValue value, int first, int machines)
    {
        if (first == 0 && FieldNumber.TryParse(value.Raw, out var number) && number == machines)
            throw value.Error($"read machine {machines} of {machines}, expected 0 to {machines - 1}; read it with first machine 1 if machines count from 1");
        return (int)value.Integer("a machine", first, first + machines - 1) - first;
    }

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

    /// <summary>Why the names of a problem, and of its jobs where these are kept, cannot be written; null when they can.</summary>
    public static string? NameRefusal(ShopProblem problem, bool jobs = false)
    {
        if (!InstanceNames.Fits(problem.Name)) return "names longer than 100 letters or with control characters";
        return jobs && !problem.Jobs.All(job => InstanceNames.Fits(job.Name)) ? "jobs with names longer than 100 letters or with control characters" : null;
    }
}
