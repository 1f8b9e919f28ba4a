namespace Rota.Projects.Solvers.Flat;

/// <summary>Where islands leave their best five for the others, every so many children.</summary>
internal sealed class Migration(int islands)
{
    private const int Period = 50_000;
    private const int Travellers = 5;

    private readonly Lock gate = new();
    private readonly Individual[][] waiting = new Individual[islands][];

    /// <summary>An island after its n-th child: now and then it leaves its best, and takes what its neighbour left when it is stalled.</summary>
    public void Visit(int number, Island island, long made)
    {
        if (islands == 1 || made % Period != Period - 1) return;
        var own = island.Elite(Travellers);
        Individual[]? theirs;
        lock (gate)
        {
            waiting[number] = own;
            theirs = waiting[(number + 1) % islands];
        }
        if (theirs is not null && island.IsStalled) island.Welcome(theirs);
    }
}
