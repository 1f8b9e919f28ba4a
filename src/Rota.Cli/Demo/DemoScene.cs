using System.Collections.Immutable;
using Rota.Cli.Planning;
using Rota.Rendering;

namespace Rota.Cli.Demo;

/// <summary>What an act leaves for the page.</summary>
/// <param name="Title">What was planned.</param>
/// <param name="Sections">Its text, table and curves.</param>
/// <param name="Best">The run whose schedule is drawn; null for an act without one.</param>
internal sealed record DemoScene(string Title, ImmutableArray<PageSection> Sections, PlanRun? Best);
