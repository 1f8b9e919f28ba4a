namespace Rota.Cli.Rehearse;

/// <summary>What <c>rehearse</c> takes beside request traces, told by its content. Adding one: a class, and a line in <see cref="Commands.RehearseCommand"/>.</summary>
internal interface IRehearsal
{
    /// <summary>What it takes, in words.</summary>
    string Title { get; }

    /// <summary>Those of the command's options for request traces that mean something here, too.</summary>
    IReadOnlyList<string> Takes { get; }

    /// <summary>True when the content is of this kind.</summary>
    bool Recognises(RehearsalRequest request);

    /// <summary>Rehearses and reports; gives the exit code.</summary>
    /// <exception cref="RotaException">A mistake of the user's.</exception>
    int Run(Terminal terminal, RehearsalRequest request);
}
