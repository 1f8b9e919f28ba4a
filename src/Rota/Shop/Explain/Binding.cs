namespace Rota.Shop.Explain;

/// <summary>What keeps an operation from starting earlier.</summary>
public enum Binding
{
    /// <summary>Nothing: it could start earlier and no other operation would have to move.</summary>
    Nothing,

    /// <summary>The release of its job.</summary>
    Release,

    /// <summary>The operation before it in its job.</summary>
    Predecessor,

    /// <summary>Its machine, busy with others.</summary>
    Machine,
}
