namespace Rota.Tests.Architecture;

/// <summary>A type as metadata names it: where it is defined, its namespace and the name of its outermost type.</summary>
internal readonly record struct TypeName(string Assembly, string Namespace, string Name)
{
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}

/// <summary>One arrow found in compiled code: <paramref name="From"/> mentions <paramref name="To"/>.</summary>
internal readonly record struct Reference(TypeName From, TypeName To)
{
    public override string ToString() => $"{From} -> {To}";
}
