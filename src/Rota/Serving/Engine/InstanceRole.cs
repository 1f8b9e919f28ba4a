namespace Rota.Serving.Engine;

/// <summary>What an instance of a fleet does.</summary>
public enum InstanceRole
{
    /// <summary>Prompts and answers.</summary>
    Unified,

    /// <summary>Prompts only; the KV goes on to a decode instance.</summary>
    Prefill,

    /// <summary>Answers only.</summary>
    Decode,
}
