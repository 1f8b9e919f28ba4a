namespace Rota.Tests.Architecture.Lower;

// A made-up room for the reader's own tests.
[AttributeUsage(AttributeTargets.All)]
internal class PlankAttribute : Attribute;

internal interface IPlank;

internal sealed class Nail : Exception
{
    public static int Count { get; set; }

    public static readonly int Length = Environment.ProcessorCount;
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class NamedAttribute(Type type) : Attribute
{
    public Type Type => type;
}
