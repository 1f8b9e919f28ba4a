namespace Rota.Tuning.Expressions;

/// <summary>
/// Where a program is computed: many lines (instances, machines) side by side, in each of them slots for what waits. A value of its own for each waiting
/// item lies at <c>slot * Width + line</c>, a value shared by a line at <c>line</c>. For one thread.
/// </summary>
public sealed class PriorityLanes
{
    private readonly PriorityProgram program;
    private readonly double[][] registers;
    private readonly double[] result;

    /// <summary>Room for a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="slots">Most items waiting in a line.</param>
    /// <param name="width">How many lines side by side.</param>
    public PriorityLanes(PriorityProgram program, int slots, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        this.program = program;
        Width = width;
        registers = new double[program.Registers.Length][];
        for (var r = 0; r < registers.Length; r++) registers[r] = new double[program.Registers[r] ? width : slots * width];
        foreach (var (register, value) in program.Constants) Array.Fill(registers[register], value);
        result = new double[slots * width];
    }

    /// <summary>How many lines lie side by side.</summary>
    public int Width { get; }

    /// <summary>The values of a feature, to be filled in before <see cref="Compute"/>; features the program does not use may stay as they are.</summary>
    public Span<double> Feature(int feature) => registers[feature];

    /// <summary>Computes the priorities of the first <paramref name="slots"/> slots of every line. The lowest goes first; what is no number counts as positive infinity.</summary>
    public ReadOnlySpan<double> Compute(int slots)
    {
        var lanes = slots * Width;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            var target = registers[step.Target];
            if (program.Registers[step.Target]) Run(step, target.AsSpan(0, Width), 0, Width);
            else if (IsWide(step.A) && IsWide(step.B) && IsWide(step.C)) Run(step, target.AsSpan(0, lanes), 0, lanes);
            else
                for (var at = 0; at < lanes; at += Width) Run(step, target.AsSpan(at, Width), at, Width);
        }
        var values = registers[program.Result];
        if (!program.Registers[program.Result]) LaneKernels.NumbersOnly(values.AsSpan(0, lanes), result);
        else
            for (var at = 0; at < lanes; at += Width) LaneKernels.NumbersOnly(values, result.AsSpan(at, Width));
        return result.AsSpan(0, lanes);
    }

    private bool IsWide(int register) => register < 0 || !program.Registers[register];

    private void Run(in ProgramStep step, Span<double> target, int at, int count) => LaneKernels.Run(
        step.Operator, target, Operand(step.A, at, count), step.B < 0 ? [] : Operand(step.B, at, count), step.C < 0 ? [] : Operand(step.C, at, count));

    private ReadOnlySpan<double> Operand(int register, int at, int count) =>
        registers[register].AsSpan(program.Registers[register] ? 0 : at, count);
}
