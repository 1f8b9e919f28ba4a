namespace Rota.Rendering;

/// <summary>What is drawn as one rectangle: a block, or several that are too narrow to tell apart.</summary>
/// <param name="Block">Index of the (first) block.</param>
/// <param name="Count">How many blocks.</param>
/// <param name="Row">Row within the resource.</param>
/// <param name="Start">Start of the first.</param>
/// <param name="End">End of the last.</param>
/// <param name="Critical">Whether it is outlined.</param>
internal readonly record struct GanttShape(int Block, int Count, int Row, long Start, long End, bool Critical);
