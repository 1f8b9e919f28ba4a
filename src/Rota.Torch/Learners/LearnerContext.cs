using Rota.Learning;
using Rota.Learning.Rollouts;
using Rota.Torch.Training;

namespace Rota.Torch.Learners;

/// <summary>What a learner works with.</summary>
/// <param name="Model">Changed by every update.</param>
/// <param name="Create">Makes an environment.</param>
/// <param name="Runner">Environments that keep running from update to update.</param>
/// <param name="Seeds">The randomness.</param>
/// <param name="Threads">Threads for collecting.</param>
public sealed record LearnerContext(PolicyModel Model, Func<IEnvironment> Create, VectorRunner Runner, Seeds Seeds, int Threads);
