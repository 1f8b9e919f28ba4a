namespace Rota.Shop.Learning.Clock;

/// <summary>What stands at a place of a job's window.</summary>
internal enum TokenKind : byte
{
    /// <summary>An operation.</summary>
    Operation,

    /// <summary>Before the first operation.</summary>
    Start,

    /// <summary>Behind the last operation.</summary>
    End,

    /// <summary>Further behind: nobody looks there.</summary>
    Padding,
}
