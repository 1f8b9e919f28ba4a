namespace Rota.Learning.Networks;

/// <summary>What stands between two linear layers.</summary>
public enum Activation
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x above 0, a hundredth of it below.</summary>
    LeakyRelu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x times the normal distribution function of x.</summary>
    Gelu,
}
