namespace Rota.Projects.Proposals;

/// <summary>One thing that is wrong with a proposal.</summary>
/// <param name="Family">Its family.</param>
/// <param name="Text">One line of words, with ids, times and amounts.</param>
/// <param name="Violation">The broken constraint; null for faults of form.</param>
public sealed record ProposalFault(ProposalFamily Family, string Text, ProjectViolation? Violation = null);
