namespace Rota.Serving.Engine;

/// <summary>The context of a finished turn that is kept on the GPU for the program's next turn.</summary>
/// <param name="Program">Whose.</param>
/// <param name="Until">Kept to this time, picoseconds; <see cref="SimTime.Never"/> without end.</param>
/// <param name="Tokens">Tokens of context.</param>
/// <param name="ProgramArrival">When the program came, picoseconds.</param>
/// <param name="Since">When the turn ended, picoseconds.</param>
public sealed record Hold(int Program, long Until, int Tokens, long ProgramArrival, long Since)
{
    internal int[] Blocks { get; init; } = [];
}
