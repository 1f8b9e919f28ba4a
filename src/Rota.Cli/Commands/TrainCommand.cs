using System.CommandLine;
using System.Diagnostics;
using Rota.Cli.Input;

namespace Rota.Cli.Commands;

/// <summary>
/// <c>train</c>: starts the trainer, a program of its own, because training carries libtorch and the tool does not. In a checkout <c>./rota train</c> builds it and
/// starts it without coming by here.
/// </summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("name") { Description = "what to train; without it, a list", Arity = ArgumentArity.ZeroOrOne };
        var config = TypedOption.Text("--config", "FILE.json", "numbers that change the training: {\"updates\": 500, \"width\": 128}");
        var time = TypedOption.Text("--time", "TIME", "stop after this long: 30s, 10m, 2h (default when its updates are done)");
        var resume = TypedOption.Flag("--resume", "go on from the last checkpoint");
        var seed = TypedOption.Number("--seed", "master seed (default 1)", 0, long.MaxValue);
        var output = TypedOption.Text("--out", "FOLDER", "where checkpoints, log, curve and policy go (default models/training/NAME)");
        var threads = TypedOption.Number("--threads", "threads for playing (default 1); the result does not depend on it", 1, 1024);
        var command = new Command("train", "train a policy, in a checkout: checkpoints, log, learning curve, and the best policy as a file") { name, config, time, resume, seed, output, threads };
        command.SetAction(parse =>
        {
            var program = TrainerProgram.Find() ?? throw new RotaException("the trainer carries libtorch and is not part of the tool: in a checkout of Rota, ./rota train builds it and starts it");
            using var process = new Process { StartInfo = new(program) };
            foreach (var token in parse.Tokens.Skip(1)) process.StartInfo.ArgumentList.Add(token.Value);
            process.Start();
            // Ctrl-C reaches the trainer by itself; it leaves a checkpoint.
            process.WaitForExit();
            return process.ExitCode;
        });
        return command;
    }
}
