namespace Rota.Serving.Engine;

/// <summary>How a prompt is cut: data that batchings read. <see cref="Name"/> is what the catalog and policy files say.</summary>
public abstract record PrefillShape
{
    /// <summary>Name, lower case with dashes.</summary>
    public abstract string Name { get; }
}
