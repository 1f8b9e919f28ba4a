using Rota.Learning;
using Rota.Randomness;

namespace Rota.Torch.Tests;

/// <summary>Observations of a made-up schema with sets, edges of three kinds and masks.</summary>
internal static class RandomObservations
{
    public static readonly Schema Graph = new(
        "graph", 1, 2, 3, [new("jobs", 4), new("machines", 3)], [new("wants", "jobs", "machines", 2), new("holds", "machines", "jobs"), new("next", "jobs", "jobs")], "jobs");

    public static Observation Next(RandomStream random)
    {
        var observation = new Observation(Graph);
        void Fill(Span<float> row)
        {
            for (var i = 0; i < row.Length; i++) row[i] = (float)random.NextNormal();
        }

        var (jobs, machines) = (random.Next(1, 9), random.Next(1, 5));
        Fill(observation.Globals);
        for (var j = 0; j < jobs; j++) Fill(observation.AddRow(0));
        for (var m = 0; m < machines; m++) Fill(observation.AddRow(1));
        for (var j = 0; j < jobs; j++)
        {
            Fill(observation.AddEdge(0, j, random.Next(machines)));
            if (random.Next(2) == 0) observation.AddEdge(1, random.Next(machines), j);
            if (j > 0) observation.AddEdge(2, j - 1, j);
            Fill(observation.AddCandidate(j));
        }
        Fill(observation.AddCandidate());
        return observation;
    }
}
