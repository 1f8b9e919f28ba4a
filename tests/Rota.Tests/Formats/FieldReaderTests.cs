using Rota.Formats;
using Xunit;

namespace Rota.Tests.Formats;

public sealed class FieldReaderTests
{
    [Fact]
    public void Reads_fields_between_blanks_tabs_comments_and_line_ends()
    {
        var reader = Of("# title\r\n\r\n 3\t4 # jobs, machines\r\n-5");
        Assert.True(reader.NextLine());
        Assert.Equal((3, 0), (reader.Line, reader.Field));
        Assert.Equal(3, reader.NextInteger("a"));
        Assert.Equal(4, reader.NextInteger("b"));
        Assert.Equal(2, reader.Field);
        reader.EndLine();
        Assert.True(reader.NextLine());
        Assert.Equal(-5, reader.NextInteger("c", min: -9));
        Assert.False(reader.TryNext(out _));
        Assert.False(reader.NextLine());
        Assert.False(reader.NextLine());
    }

    [Fact]
    public void The_rest_of_a_line_is_text()
    {
        var reader = Of("instance  ft 06 \r\n7");
        reader.NextLine();
        Assert.Equal("instance", reader.NextWord("a word"));
        Assert.Equal("ft 06", reader.Rest());
        Assert.False(reader.TryNext(out _));
        Assert.True(reader.NextLine());
    }

    [Theory]
    [InlineData("-3", "f:2:2: read '-3', expected a duration of at least 0; nearest 0")]
    [InlineData("3.5", "f:2:2: read '3.5', expected a duration of at least 0, a whole number; nearest 4")]
    [InlineData("-1e3", "f:2:2: read '-1e3', expected a duration of at least 0, a whole number; nearest 0")]
    [InlineData("x", "f:2:2: read 'x', expected a duration of at least 0, a whole number")]
    [InlineData("-", "f:2:2: read '-', expected a duration of at least 0, a whole number")]
    [InlineData("99999999999999999999", "f:2:2: read '99999999999999999999', expected a duration of at least 0 and at most 2^62")]
    [InlineData("4611686018427387905", "f:2:2: read '4611686018427387905', expected a duration of at least 0 and at most 2^62")]
    [InlineData("", "f:2:2: the line ends, expected a duration")]
    public void A_field_that_is_no_such_number_is_refused(string field, string message)
    {
        var reader = Of($"\n1 {field}");
        reader.NextLine();
        reader.NextInteger("a job");
        Assert.Equal(message, Assert.Throws<InputException>(() => reader.NextInteger("a duration")).Message);
    }

    [Theory]
    [InlineData("7", "f:1:1: read '7', expected a machine from 0 to 5; nearest 5")]
    [InlineData("1e99", "f:1:1: read '1e99', expected a machine from 0 to 5, a whole number")]
    [InlineData("99999999999999999999", "f:1:1: read '99999999999999999999', expected a machine from 0 to 5; nearest 5")]
    public void The_nearest_valid_number_is_named(string field, string message)
    {
        var reader = Of(field);
        reader.NextLine();
        Assert.Equal(message, Assert.Throws<InputException>(() => reader.NextInteger("a machine", 0, 5)).Message);
    }

    [Fact]
    public void The_largest_number_is_read()
    {
        var reader = Of("4611686018427387904 -4611686018427387904 +7 007");
        reader.NextLine();
        Assert.Equal(1L << 62, reader.NextInteger("n"));
        Assert.Equal(-1L << 62, reader.NextInteger("n", long.MinValue));
        Assert.Equal(7, reader.NextInteger("n"));
        Assert.Equal(7, reader.NextInteger("n"));
    }

    [Fact]
    public void What_is_left_on_a_line_is_refused_shortened()
    {
        var reader = Of(new string('x', 500));
        reader.NextLine();
        Assert.Equal($"f:1:1: read '{new string('x', 32)}...', expected the end of the line", Assert.Throws<InputException>(reader.EndLine).Message);
    }

    [Fact]
    public void A_table_holds_the_same_fields_as_the_reader()
    {
        var table = TextInput.OfText("# c\n1 2 x\n\n9999999999999999999999 -4 # c\n", "f").Numbers;
        Assert.Equal(2, table.Rows);
        Assert.Equal([1, 2, NumberTable.NoNumber], table[0].ToArray());
        Assert.Equal([NumberTable.NoNumber, -4], table[1].ToArray());
        Assert.Equal((2, 4), (table.Line(0), table.Line(1)));
        Assert.Equal("x", table.Word(0, 2));
        Assert.Equal("-4", table.Word(1, 1));
        Assert.Equal("f:4:2: read '-4', expected a job of at least 0; nearest 0", Assert.Throws<InputException>(() => table.Integer(1, 1, "a job", 0)).Message);
        Assert.Equal("f:4:3: the line ends, expected a job", Assert.Throws<InputException>(() => table.Integer(1, 2, "a job", 0)).Message);
    }

    private static FieldReader Of(string text) => new(TextInput.OfText(text, "f"));
}
