using Rota;
using Rota.Torch.Native;
using Rota.Torch.Training;
using Rota.Train;

// What `rota train` starts. Exit codes as the tool's: 0 ok, 2 bad input, 130 cancelled.
using var cancel = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    cancel.Cancel();
};
try
{
    var arguments = TrainArguments.Parse(args);
    if (arguments.Name is not { } name)
    {
        Console.WriteLine(TrainArguments.Usage);
        foreach (var known in TrainingTasks.All) Console.WriteLine($"  {known.Name,-18} {known.Description}");
        Console.WriteLine("  check              loads libtorch and says how");
        return 0;
    }
    if (name == "check")
    {
        Console.WriteLine(LibTorch.Ensure());
        return 0;
    }
    var task = TrainingTasks.Find(name);
    if (arguments.Config is { } config) task = TrainConfig.Apply(task, config);
    var folder = arguments.Folder ?? Path.Combine("models", "training", task.Name);
    var command = "rota train " + string.Join(' ', args.Where(word => word != "--resume"));
    var options = new TrainingOptions(folder, arguments.Seed, command) { Time = arguments.Time, Resume = arguments.Resume, Threads = arguments.Threads };
    var result = new Trainer(task, options, TimeProvider.System, Console.WriteLine).Run(cancel.Token);
    Console.WriteLine($"{(result.IsComplete ? "complete" : $"stopped after {result.Updates} of {task.Updates} updates; go on with --resume")}; the best policy is {result.Policy}");
    if (cancel.IsCancellationRequested) return 130;
    TestReport.Write(Console.Out, task, result.Policy, arguments.Threads, cancel.Token);
    return 0;
}
catch (OperationCanceledException)
{
    return 130;
}
catch (RotaException e)
{
    Console.Error.WriteLine($"rota: {e.Message}");
    return 2;
}
