using Rota.Randomness;

namespace Rota.Learning.Toys;

/// <summary>
/// The pole on a cart of Barto, Sutton and Anderson 1983 with Gymnasium's constants: push left or right, 0.02 s a step, until the pole leans more than 12
/// degrees or the cart is 2.4 from the middle. A reward of 1 a step; the cost is minus the steps. Put a <see cref="TimeLimit"/> of 500 around it.
/// </summary>
public sealed class CartPole : IEnvironment
{
    private const double Gravity = 9.8, CartMass = 1, PoleMass = 0.1, HalfLength = 0.5, Force = 10, Interval = 0.02;
    private const double Edge = 2.4, Lean = 12 * 2 * Math.PI / 360;

    private static readonly Schema Shown = new("cartpole", 1, 4, 2);

    private double x, speed, angle, turn;
    private int steps;
    private bool over;

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <inheritdoc/>
    public int CandidateCount => over ? 0 : 2;

    /// <inheritdoc/>
    public double Cost => -steps;

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        var random = new RandomStream(seed).Split("cartpole");
        (x, speed) = (random.NextUniform(-0.05, 0.05), random.NextUniform(-0.05, 0.05));
        (angle, turn) = (random.NextUniform(-0.05, 0.05), random.NextUniform(-0.05, 0.05));
        (steps, over) = (0, false);
    }

    /// <summary>Starts from a given state.</summary>
    public void Place(double position, double velocity, double lean, double rotation)
    {
        (x, speed, angle, turn) = (position, velocity, lean, rotation);
        (steps, over) = (0, false);
    }

    /// <summary>Position, velocity, lean and rotation.</summary>
    public (double Position, double Velocity, double Lean, double Rotation) State => (x, speed, angle, turn);

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => true;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if (over || candidate is < 0 or > 1) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var push = candidate == 1 ? Force : -Force;
        var (sin, cos) = (Math.Sin(angle), Math.Cos(angle));
        const double Mass = CartMass + PoleMass, Moment = PoleMass * HalfLength;
        var share = (push + (Moment * turn * turn * sin)) / Mass;
        var turning = ((Gravity * sin) - (cos * share)) / (HalfLength * ((4.0 / 3) - (PoleMass * cos * cos / Mass)));
        var acceleration = share - (Moment * turning * cos / Mass);
        // Euler, positions before velocities, as Gymnasium does.
        x += Interval * speed;
        speed += Interval * acceleration;
        angle += Interval * turn;
        turn += Interval * turning;
        steps++;
        over = x is < -Edge or > Edge || angle is < -Lean or > Lean;
        return new(1, 1, over);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        into.Globals[0] = (float)x;
        into.Globals[1] = (float)speed;
        into.Globals[2] = (float)angle;
        into.Globals[3] = (float)turn;
        for (var i = 0; i < CandidateCount; i++) into.AddCandidate()[i] = 1;
    }

    /// <inheritdoc/>
    public IEnvironment Fork() => (CartPole)MemberwiseClone();

    /// <inheritdoc/>
    public ulong Digest() => new StateDigest().Add(x).Add(speed).Add(angle).Add(turn).Add(steps).Add(over ? 1 : 0).Value;
}
