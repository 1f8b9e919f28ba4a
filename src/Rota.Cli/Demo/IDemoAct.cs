namespace Rota.Cli.Demo;

/// <summary>One act of the demo: it plays on the terminal and leaves a scene for the page. Adding one: a file here and a line in <see cref="DemoActs"/>.</summary>
internal interface IDemoAct
{
    /// <summary>What the act shows, in a few words.</summary>
    string Title { get; }

    /// <summary>How long it takes at most.</summary>
    TimeSpan Length(DemoOptions options);

    /// <summary>Plays. When the user interrupts, it returns what it has, or null.</summary>
    DemoScene? Play(Terminal terminal, DemoOptions options);
}
