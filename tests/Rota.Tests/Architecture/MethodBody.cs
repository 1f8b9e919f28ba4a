using System.Reflection.Emit;
using System.Reflection.Metadata;

namespace Rota.Tests.Architecture;

/// <summary>Finds the metadata tokens in a method's instructions.</summary>
internal static class MethodBody
{
    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value, code => code.OperandType);

    /// <summary>The tokens of types, members and signatures, in order; strings are left out.</summary>
    public static IEnumerable<int> Tokens(BlobReader instructions)
    {
        var tokens = new List<int>();
        while (instructions.RemainingBytes > 0)
        {
            int code = instructions.ReadByte();
            if (code == 0xFE) code = (code << 8) | instructions.ReadByte();
            switch (Operands[code])
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineSig
                    or OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(instructions.ReadInt32());
                    break;
                case OperandType.InlineSwitch:
                    var cases = instructions.ReadInt32();
                    instructions.Offset += 4 * cases;
                    break;
                case var operand:
                    instructions.Offset += SizeOf(operand);
                    break;
            }
        }
        return tokens;
    }

    private static int SizeOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.InlineString or OperandType.ShortInlineR => 4,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => throw new InvalidOperationException($"an instruction with operand {operand} is not known"),
    };
}
