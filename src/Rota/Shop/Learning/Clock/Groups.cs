namespace Rota.Shop.Learning.Clock;

/// <summary>Who may look at whom in attention: rows of a group see each other.</summary>
/// <param name="members">Rows, group by group.</param>
/// <param name="first">Where each row's group begins among them.</param>
/// <param name="count">How large it is, at least 1.</param>
internal readonly ref struct Groups(ReadOnlySpan<int> members, ReadOnlySpan<int> first, ReadOnlySpan<int> count)
{
    private readonly ReadOnlySpan<int> members = members, first = first, count = count;

    /// <summary>The rows a row sees.</summary>
    public ReadOnlySpan<int> Of(int row) => members.Slice(first[row], count[row]);
}
