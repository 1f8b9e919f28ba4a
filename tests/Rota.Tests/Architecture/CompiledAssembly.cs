using System.Collections.Immutable;

namespace Rota.Tests.Architecture;

/// <summary>What a compiled assembly is made of: the assemblies it names, its types, and the references its types make.</summary>
internal sealed record CompiledAssembly(
    string Name, ImmutableArray<string> Uses, ImmutableArray<TypeName> Types, ImmutableArray<Reference> References);
