using Rota.Tests.Architecture.Lower;

namespace Rota.Tests.Architecture.Upper;

// A made-up room that mentions the lower one in every way code can: each type in one way only.
[AttributeUsage(AttributeTargets.All)]
internal sealed class ByBaseAttribute : PlankAttribute;

internal sealed class ByInterface : IPlank;

internal sealed class ByConstraint<T> where T : IPlank;

internal sealed class ByField
{
#pragma warning disable CS0649 // An accessor or an assignment would be a second way.
    public List<Dictionary<int, Nail[]>>? Nails;
#pragma warning restore CS0649
}

internal sealed class BySignature
{
    public static void Take(ref Nail nail) => _ = nail.GetHashCode();
}

internal sealed class ByAttribute
{
    [Plank]
    public static int Count => 0;
}

[Named(typeof(Nail))]
internal sealed class ByAttributeArgument;

internal sealed class ByLambda
{
    public static Func<int> Count => () => Nail.Count;
}

internal sealed class ByIterator
{
    public static IEnumerable<int> Counts()
    {
        yield return Nail.Length;
    }
}

internal sealed class ByLocal
{
    public static string? Text(object any)
    {
        var nail = (Nail?)null;
        return any is null ? nail?.ToString() : null;
    }
}

internal sealed class ByGenericArgument
{
    public static int Count() => Enumerable.Empty<Nail>().Count();
}

internal sealed class ByCatch
{
    public static int Try(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Nail)
        {
            return 0;
        }
    }
}

internal sealed class ByTypeOf
{
    public static Type Type => typeof(List<>).MakeGenericType(typeof(Nail));
}

internal sealed class ByNothing
{
    public static string Name => "Rota.Tests.Architecture.Lower.Nail";
}
