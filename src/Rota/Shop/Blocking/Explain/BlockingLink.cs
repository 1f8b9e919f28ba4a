namespace Rota.Shop.Blocking.Explain;

/// <summary>A link of the chain that decides an end.</summary>
/// <param name="Job">The job.</param>
/// <param name="Operation">Its operation, from 0.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Load">When it was loaded.</param>
/// <param name="End">When its work was done.</param>
/// <param name="Text">Why it was loaded then, in words.</param>
public readonly record struct BlockingLink(int Job, int Operation, int Machine, int Load, int End, string Text);
