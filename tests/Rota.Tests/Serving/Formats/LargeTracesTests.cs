using System.Diagnostics;
using System.Text;
using Rota.Formats;
using Rota.Serving.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class LargeTracesTests
{
    [Theory]
    [InlineData("csv", 200_000)]
    [InlineData("azure", 200_000)]
    [InlineData("mooncake", 50_000)]
    public void Hundreds_of_thousands_of_rows_are_read_in_seconds(string format, int rows)
    {
        var text = new StringBuilder(format switch
        {
            "csv" => "arrival_s,input_tokens,output_tokens\n",
            "azure" => "TIMESTAMP,ContextTokens,GeneratedTokens\n",
            _ => "",
        });
        for (var i = 0; i < rows; i++)
            text.Append(format switch
            {
                "csv" => $"{i * 0.25},{1 + (i % 5000)},{1 + (i % 900)}\n",
                "azure" => $"2024-05-10 {i / 3600 % 24:00}:{i / 60 % 60:00}:{i % 60:00}.{i % 10_000_000:0000000},391,24\n",
                _ => $$"""{"timestamp":{{i * 17}},"input_length":5000,"output_length":9,"hash_ids":[0,1,2,3,4,5,{{i + 6}},{{i + 7}},{{i + 8}},{{i + 9}}]}""" + "\n",
            });
        var input = TextInput.OfText(text.ToString(), "large");
        var watch = Stopwatch.StartNew();
        var trace = ServingTraces.Read(input, new() { Sort = true });
        TestContext.Current.TestOutputHelper?.WriteLine($"{format}: {rows} rows in {watch.ElapsedMilliseconds} ms");
        Assert.Equal((format, rows), (trace.Format, trace.Requests.Length));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }
}
