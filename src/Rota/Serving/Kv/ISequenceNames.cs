namespace Rota.Serving.Kv;

/// <summary>The identities of a sequence's blocks.</summary>
internal interface ISequenceNames
{
    /// <summary>The identity of block <paramref name="index"/>; -1 when it has none.</summary>
    long NameAt(int index);
}
