namespace Rota.Serving.Engine;

/// <summary>A step, or several alike that only decoded, as it was.</summary>
/// <param name="Instance">Which instance.</param>
/// <param name="Start">When it began, picoseconds.</param>
/// <param name="End">When the last of the steps ended.</param>
/// <param name="Steps">How many steps.</param>
/// <param name="Decodes">Requests that decoded.</param>
/// <param name="PrefillTokens">Prompt tokens computed.</param>
/// <param name="PrefillRequests">Requests whose prompts they were.</param>
/// <param name="UsedBlocks">KV blocks in use.</param>
/// <param name="Waiting">Requests that waited meanwhile.</param>
/// <param name="LayerFrom">First layer of the prefills.</param>
/// <param name="LayerTo">Behind their last layer; 0 for all.</param>
/// <param name="SegmentFrom">Segments that were done before, when it goes on with a pass that was stopped; its tokens count where the pass began.</param>
/// <param name="SegmentTo">Segments that were done when it was stopped; 0 when it was not.</param>
public readonly record struct StepRecord(
    int Instance, long Start, long End, int Steps, int Decodes, int PrefillTokens, int PrefillRequests, int UsedBlocks, int Waiting, int LayerFrom, int LayerTo,
    int SegmentFrom = 0, int SegmentTo = 0);
