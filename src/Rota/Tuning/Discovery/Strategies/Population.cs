namespace Rota.Tuning.Discovery.Strategies;

/// <summary>Candidates in order of cost, each once, no more than there is room for.</summary>
internal sealed class Population(int room)
{
    private readonly List<Candidate> members = [];

    public IReadOnlyList<Candidate> Members => members;

    /// <summary>Takes a candidate in unless it is there, was thrown out, or is worse than all of a full population.</summary>
    public void Add(Candidate? candidate)
    {
        if (candidate is not { IsScored: true }) return;
        // Rules that cost the same to the last digit are the same rule in other words.
        if (members.Exists(member => member.Cost == candidate.Cost)) return;
        var place = members.FindIndex(member => member.Cost > candidate.Cost);
        members.Insert(place < 0 ? members.Count : place, candidate);
        if (members.Count > room) members.RemoveAt(room);
    }
}
