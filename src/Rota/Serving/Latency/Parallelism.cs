namespace Rota.Serving.Latency;

/// <summary>How a model is spread over GPUs.</summary>
/// <param name="Tensor">GPUs that share every matrix and the heads.</param>
/// <param name="Expert">GPUs that share the experts; 1 to keep every expert's matrices spread like the others. Else <c>Tensor x Data</c>.</param>
/// <param name="Data">Replicas of everything but the experts that step together; the step's batch is that of one of them, the others carry alike.</param>
public readonly record struct Parallelism(int Tensor = 1, int Expert = 1, int Data = 1)
{
    /// <summary>One GPU.</summary>
    public static readonly Parallelism None = new(1, 1, 1);

    /// <summary>GPUs in all.</summary>
    public int Gpus => Math.Max(1, Tensor) * Math.Max(1, Data);

    /// <summary>Makes sure that the model can be spread like this; zeros become ones.</summary>
    /// <exception cref="RotaException">It cannot; names degrees that would do.</exception>
    public Parallelism Checked(ModelShape model)
    {
        var (tensor, expert, data) = (Tensor == 0 ? 1 : Tensor, Expert == 0 ? 1 : Expert, Data == 0 ? 1 : Data);
        if (tensor < 1 || expert < 1 || data < 1) throw new RotaException($"parallelism {tensor} x {expert} x {data}, expected at least 1 each");
        if (model.Heads % tensor != 0 || (model.KvHeads % tensor != 0 && tensor % model.KvHeads != 0))
            throw new RotaException($"tensor parallel {tensor} does not divide the {model.Heads} heads ({model.KvHeads} key/value) of {model.Name}; possible: {string.Join(", ", TensorDegrees(model))}");
        if (expert > 1 && !model.IsMoe) throw new RotaException($"expert parallel {expert} but {model.Name} has no experts");
        if (expert > 1 && model.Experts % expert != 0) throw new RotaException($"expert parallel {expert} does not divide the {model.Experts} experts of {model.Name}");
        if (expert > 1 && expert != tensor * data) throw new RotaException($"expert parallel {expert}, expected tensor x data = {tensor * data}");
        return new(tensor, expert, data);
    }

    /// <summary>Tensor degrees up to 64 that divide the model's heads.</summary>
    public static IEnumerable<int> TensorDegrees(ModelShape model) =>
        Enumerable.Range(1, 64).Where(t => model.Heads % t == 0 && (model.KvHeads % t == 0 || t % model.KvHeads == 0));
}
