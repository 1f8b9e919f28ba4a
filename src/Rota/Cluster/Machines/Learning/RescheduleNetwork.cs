using Rota.Learning;
using Rota.Learning.Networks;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// The policy's network cut along machines: messages run within a machine only, so what a machine's VMs and places mean is computed once and again only when the machine changes. Between
/// machines runs the context, drawn from the means over all places and all VMs. The same numbers as <see cref="PolicyNetwork"/> but for the order of sums. Keeps scratch: one a thread.
/// </summary>
internal sealed class RescheduleNetwork
{
    private readonly SetEncoder encoder;
    private readonly LinearLayer context;
    private readonly LinearLayer vmPart, placePart, rowPart, contextPart;
    private readonly LinearLayer[] further;
    private readonly Activation activation;
    private readonly Observation observation = new(RescheduleFeatures.Schema);
    private readonly Scratch contextInput = new(), contextOutput = new(), front = new(), back = new(), features = new();

    /// <exception cref="RotaException">The network reads something else, or looks from machine to machine before the end.</exception>
    public RescheduleNetwork(PolicyNetwork network)
    {
        var (layout, weights) = (network.Layout, network.Weights);
        if (layout.Schema.Hash != RescheduleFeatures.Schema.Hash) throw new RotaException($"the policy reads '{layout.Schema}', expected '{RescheduleFeatures.Schema}'");
        if (layout.Shape.Heads > 0) throw new RotaException("the policy attends from machine to machine, expected a network without heads");
        LinearLayer Layer(string name) => new(weights[name + ".weight"], weights[name + ".bias"]);
        (Width, activation) = (layout.Shape.Width, layout.Shape.Activation);
        encoder = new(layout, Layer, name => weights[name]);
        context = Layer("context");
        var (vm, place) = (RescheduleFeatures.VmFeatures, RescheduleFeatures.PlaceFeatures);
        LinearLayer Columns(int first, int count, bool bias) => new(Slice(weights["actor.0.weight"], first, count), bias ? weights["actor.0.bias"] : new float[Width]);
        (vmPart, placePart, rowPart, contextPart) = (Columns(0, vm, false), Columns(vm, place, false), Columns(vm + place, Width, true), Columns(vm + place + Width, Width, false));
        further = [.. Enumerable.Range(1, layout.Shape.Hidden - 1).Select(i => Layer($"actor.{i}")), Layer("actor.out")];
    }

    /// <summary>Width of its layers.</summary>
    public int Width { get; }

    /// <summary>Looks at a machine as it is now.</summary>
    public MachineView Look(RescheduleState it, int machine)
    {
        observation.Clear();
        RescheduleFeatures.WriteMachine(it, machine, observation);
        encoder.Encode(observation);
        var kinds = it.KindsOn(machine);
        var (sums, places, vms) = (new float[2 * Width], new float[3 * Width], new float[kinds.Count * Width]);
        for (var set = 0; set < 2; set++)
        {
            var rows = encoder.Rows(set);
            for (var r = 0; r < rows.Length; r += Width) Kernels.Add(sums.AsSpan(set * Width, Width), rows.Slice(r, Width));
        }
        rowPart.Apply(encoder.Rows(0), places);
        var own = features.Of(RescheduleFeatures.VmFeatures);
        for (var i = 0; i < kinds.Count; i++)
        {
            own.Clear();
            RescheduleFeatures.WriteVm(it, kinds[i], own);
            var row = vms.AsSpan(i * Width, Width);
            vmPart.Apply(own, row);
            Kernels.Add(row, places.AsSpan(RescheduleFeatures.PlaceOf(it.State.Node[kinds[i].Vm]) * Width, Width));
        }
        return new(kinds.Count, sums, places, vms);
    }

    /// <summary>Scores the VMs that may move.</summary>
    public Span<float> Vms(RescheduleState it, MachineView[] views, List<VmKind> candidates)
    {
        candidates.Clear();
        var shift = Context(it, -1, views);
        var count = views.Sum(view => view.Kinds);
        var rows = front.Of(Math.Max(1, count) * Width);
        for (var m = 0; m < views.Length; m++)
        {
            var kinds = it.KindsOn(m);
            for (var i = 0; i < kinds.Count; i++)
            {
                if (!it.CanMove(kinds[i])) continue;
                var row = rows.Slice(candidates.Count * Width, Width);
                views[m].Vms.AsSpan(i * Width, Width).CopyTo(row);
                Kernels.Add(row, shift);
                candidates.Add(kinds[i]);
            }
        }
        return Score(rows[..(candidates.Count * Width)]);
    }

    /// <summary>Scores the places that a VM may go to.</summary>
    public Span<float> Places(RescheduleState it, MachineView[] views, int vm, List<(int Machine, int Node)> candidates)
    {
        it.Places(vm, candidates);
        var shift = Context(it, vm, views);
        var own = features.Of(candidates.Count * RescheduleFeatures.PlaceFeatures);
        own.Clear();
        for (var i = 0; i < candidates.Count; i++)
            RescheduleFeatures.WritePlace(it, vm, candidates[i].Machine, candidates[i].Node, own.Slice(i * RescheduleFeatures.PlaceFeatures, RescheduleFeatures.PlaceFeatures));
        var rows = front.Of(candidates.Count * Width);
        placePart.Apply(own, rows);
        for (var i = 0; i < candidates.Count; i++)
        {
            var row = rows.Slice(i * Width, Width);
            Kernels.Add(row, views[candidates[i].Machine].Places.AsSpan(RescheduleFeatures.PlaceOf(candidates[i].Node) * Width, Width));
            Kernels.Add(row, shift);
        }
        return Score(rows);
    }

    /// <summary>What the context adds to the first layer of every candidate.</summary>
    private Span<float> Context(RescheduleState it, int chosen, MachineView[] views)
    {
        var globals = RescheduleFeatures.Schema.Globals;
        var input = contextInput.Of(context.Inputs);
        input.Clear();
        RescheduleFeatures.WriteGlobals(it, chosen, input[..globals]);
        var rows = 0;
        foreach (var view in views)
        {
            Kernels.Add(input[globals..], view.Sums);
            rows += view.Kinds;
        }
        Scale(input.Slice(globals, Width), 3 * views.Length);
        Scale(input[(globals + Width)..], rows);
        var output = contextOutput.Of(2 * Width);
        context.Apply(input, output[..Width]);
        Kernels.Activate(activation, output[..Width]);
        contextPart.Apply(output[..Width], output[Width..]);
        return output[Width..];
    }

    private Span<float> Score(Span<float> rows)
    {
        var count = rows.Length / Width;
        Kernels.Activate(activation, rows);
        for (var i = 0; i < further.Length; i++)
        {
            var output = (i % 2 == 0 ? back : front).Of(count * further[i].Outputs);
            further[i].Apply(rows, output);
            if (i < further.Length - 1) Kernels.Activate(activation, output);
            rows = output;
        }
        return rows;
    }

    private static void Scale(Span<float> row, int count)
    {
        for (var i = 0; i < row.Length; i++) row[i] /= Math.Max(1, count);
    }

    private static float[] Slice(float[] weights, int first, int count)
    {
        var inputs = RescheduleFeatures.VmFeatures + RescheduleFeatures.PlaceFeatures;
        var outputs = 0;
        // [width, features + width + width]: the width follows from the length.
        while ((outputs * (inputs + (2 * outputs))) < weights.Length) outputs++;
        var total = inputs + (2 * outputs);
        var columns = new float[outputs * count];
        for (var o = 0; o < outputs; o++) weights.AsSpan((o * total) + first, count).CopyTo(columns.AsSpan(o * count));
        return columns;
    }
}

/// <summary>What the network makes of a machine; not changed any more.</summary>
/// <param name="Kinds">Rows of VMs.</param>
/// <param name="Sums">Sum of its places' rows, sum of its VMs' rows.</param>
/// <param name="Places">What its places add to the first layer of a candidate that points at them.</param>
/// <param name="Vms">What its VMs bring to the first layer, context apart.</param>
internal sealed record MachineView(int Kinds, float[] Sums, float[] Places, float[] Vms);
