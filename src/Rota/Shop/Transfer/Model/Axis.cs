namespace Rota.Shop.Transfer;

/// <summary>Speed and acceleration of an axis; millimetres (or degrees) and seconds.</summary>
/// <param name="Speed">Top speed, above 0.</param>
/// <param name="Acceleration">Acceleration and braking, above 0.</param>
public readonly record struct Axis(double Speed, double Acceleration)
{
    /// <summary>Seconds of a move from rest to rest: a trapezoid of speed, or a triangle when the way is short.</summary>
    public double Seconds(double distance)
    {
        var way = Math.Abs(distance);
        if (way == 0) return 0;
        return way >= Speed * Speed / Acceleration ? (way / Speed) + (Speed / Acceleration) : 2 * Math.Sqrt(way / Acceleration);
    }
}
