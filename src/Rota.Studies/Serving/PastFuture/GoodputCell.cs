namespace Rota.Studies.Serving.PastFuture;

/// <summary>A cell of the goodput experiment.</summary>
/// <param name="Workload">o1, D1, D2 or D3.</param>
/// <param name="Clients">Clients that wait for answers.</param>
/// <param name="Requests">Answers they want in all.</param>
/// <param name="Seed">Of the generator and the policies.</param>
public readonly record struct GoodputCell(string Workload, int Clients, int Requests, ulong Seed);
