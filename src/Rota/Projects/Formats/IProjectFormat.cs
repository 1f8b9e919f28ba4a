using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>A file format of projects.</summary>
public interface IProjectFormat : IInstanceFormat<ProjectProblem, ProjectReadOptions>;
