using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Formats;

/// <summary>What is odd about a line and yet valid.</summary>
internal static class LineNotes
{
    public static ImmutableArray<string> Of(ImmutableArray<Robot> robots, ImmutableArray<Recipe> recipes)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var robot in robots)
        {
            var count = robot.Travel.Length;
            var pairs = Enumerable.Range(0, count).SelectMany(a => Enumerable.Range(0, count).Select(b => (A: a, B: b))).ToArray();
            if (pairs.Any(p => robot.Travel[p.A][p.B] != robot.Travel[p.B][p.A])) notes.Add($"{robot.Name}: travel times are not the same in both directions");
            if (pairs.Any(p => Enumerable.Range(0, count).Any(via => robot.Travel[p.A][via] + robot.Travel[via][p.B] < robot.Travel[p.A][p.B])))
                notes.Add($"{robot.Name}: some direct ways are longer than ways around (triangle inequality)");
        }
        foreach (var recipe in recipes)
            for (var k = 0; k < recipe.Steps.Length; k++)
                if (recipe.Steps[k].MaxHold < recipe.Steps[k].Stations.Min(s => robots.Min(robot => robot.Pick[s])))
                    notes.Add($"{recipe.Name}: step {k + 1} may hold its plate for a shorter time than a pick takes");
        return [.. notes.Distinct().Take(6)];
    }
}
