using Rota.Cli;

using var interruption = Interruption.OfSignals();
return Tool.Run(args, Terminal.OfProcess(interruption));
