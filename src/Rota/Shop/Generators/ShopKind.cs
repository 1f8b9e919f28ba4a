namespace Rota.Shop.Generators;

/// <summary>How the jobs of a generated shop go through the machines.</summary>
public enum ShopKind
{
    /// <summary>Every job visits every machine once, in an order of its own.</summary>
    Job,

    /// <summary>Every job visits every machine once, in the same order.</summary>
    Flow,

    /// <summary>
    /// Two halves of machines: every job visits all machines of the first half, in an order of its own, before those of the second. The routing of swv01 to swv15 and
    /// dmu41 to dmu80, hard for its size (Storer, Wu, Vaccari 1992; Demirkol, Mehta, Uzsoy 1998).
    /// </summary>
    TwoSet,

    /// <summary>Every operation on a machine at random, never the one just left where there is another; the number of operations is the user's.</summary>
    Reentrant,
}
