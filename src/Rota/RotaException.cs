namespace Rota;

/// <summary>A mistake of the user: bad input, bad usage. Its message is one line, fit to be shown as it is. Bugs are never of this type.</summary>
public class RotaException : Exception
{
    /// <summary>A mistake with a one-line message.</summary>
    public RotaException(string message) : base(message) { }

    /// <summary>A mistake with a one-line message and its cause.</summary>
    public RotaException(string message, Exception inner) : base(message, inner) { }

    /// <summary>A mistake without a message.</summary>
    public RotaException() { }
}
