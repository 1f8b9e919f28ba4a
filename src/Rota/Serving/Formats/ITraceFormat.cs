using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>A file format of request traces.</summary>
public interface ITraceFormat
{
    /// <summary>The name the user gives it.</summary>
    string Name { get; }

    /// <summary>One line: what a file of it holds.</summary>
    string Description { get; }

    /// <summary>The column names or JSON keys it is told by, separated by commas.</summary>
    string Marks { get; }

    /// <summary>True when a text that begins like this is of this format. No text is of two.</summary>
    bool Recognises(TraceHead head);

    /// <summary>Reads the text.</summary>
    /// <exception cref="InputException">The text breaks a rule of the format.</exception>
    ServingTrace Read(TextInput input, TraceReadOptions options);
}
