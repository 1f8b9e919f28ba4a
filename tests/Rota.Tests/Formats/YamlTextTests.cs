using CsCheck;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Formats;

public class YamlTextTests
{
    [Fact]
    public void A_manifest_is_read_whole()
    {
        const string Text = """
            # two documents, as kubectl takes them
            apiVersion: v1
            kind: Pod
            metadata:
              name: web   # the name
              labels: {app: web, "tier": 'front end'}
            spec:
              containers:
              - name: a
                args: ["--port=80", --verbose, 'it''s']
                resources:
                  requests:
                    cpu: 500m
                    memory: 1.5
              - name: b
                command:
                - sh
                - -c
                - |
                  echo "x: 1"
                    # no comment
                  exit 0
            ---
            kind: Job
            note: >-
              one
              line

              another
            empty:
            nothing: ~
            ...
            """;
        var documents = Read(Text);
        Assert.Equal(2, documents.Length);
        var pod = documents[0];
        Assert.Equal(["apiVersion", "kind", "metadata", "spec"], pod.Names());
        Assert.Equal("web", pod.Get("metadata").Get("name").Text);
        Assert.Equal("front end", pod.Get("metadata").Get("labels").Get("tier").Text);
        var containers = pod.Get("spec").Get("containers").Items("containers");
        Assert.Equal(["--port=80", "--verbose", "it's"], containers[0].Get("args").Items("args").Select(a => a.Text));
        Assert.Equal("500m", containers[0].Get("resources").Get("requests").Get("cpu").Text);
        Assert.Equal(1.5, containers[0].Get("resources").Get("requests").Get("memory").Real("memory"));
        Assert.Equal("echo \"x: 1\"\n  # no comment\nexit 0\n", containers[1].Get("command").List[2].Text);
        Assert.Equal("one line\nanother", documents[1].Get("note").Text);
        Assert.True(documents[1].Get("empty").IsNull);
        Assert.True(documents[1].Get("nothing").IsNull);
    }

    [Theory]
    [InlineData("a: \"\\u00e9\\ud83d\\ude00\\n\\x41\\\n   b\"", "é😀\nAb")]
    [InlineData("a: 'x\n  y\n\n  z'", "x y\nz")]
    [InlineData("a: plain text\n  goes on # not this", "plain text goes on")]
    [InlineData("a: http://x.y:80/#z", "http://x.y:80/#z")]
    [InlineData("a: |+\n  x\n\n", "x\n\n")]
    [InlineData("a: |-\n  x\n\n", "x")]
    [InlineData("a: |2\n   x\n", " x\n")]
    [InlineData("a: >\n  x\n    deep\n  y\n", "x\n  deep\ny\n")]
    [InlineData("a: !!str 12", "12")]
    [InlineData("a: &n word\nb: *n", "word")]
    [InlineData("base: &n {a: word}\n<<: *n", "word")]
    [InlineData("{\"a\":\"\\/\\t\"}", "/\t")]
    [InlineData("a: [", null)]
    public void Scalars_of_all_kinds(string text, string? expected)
    {
        if (expected is null) Assert.Throws<InputException>(() => Read(text));
        else Assert.Equal(expected, Read(text)[0].Get("a").Text);
    }

    [Theory]
    [InlineData("a: 1\n\tb: 2", "f.yaml:2:1: a tab indents this line, expected blanks")]
    [InlineData("a: 1\na: 2", "f.yaml:2:1: 'a' comes twice, first in line 1")]
    [InlineData("a: b: c", "f.yaml:1:4: read 'b: c', expected one value; a text with ': ' wants quotes")]
    [InlineData("a: 1\n  b: 2", "f.yaml:2:3: read 'b: 2', expected more of the text that began in line 1; a text with ': ' wants quotes")]
    [InlineData("a:\n  b: 1\n c: 2", "f.yaml:3:2: is indented by 1, expected a name at 0 or less")]
    [InlineData("a: 'x", "f.yaml:1:4: the quote ' is never closed")]
    [InlineData("a: [1, 2", "f.yaml:1:4: '[' is never closed")]
    [InlineData("a: [1 2}", "f.yaml:1:8: read '}', expected ',' or ']'")]
    [InlineData("a: [1, , 2]", "f.yaml:1:8: read ',', expected a value or ']'")]
    [InlineData("a: *nme\nb: &name 1", "f.yaml:1:4: no anchor '&nme' stands before this alias")]
    [InlineData("a: !ruby/object x", "f.yaml:1:4: the tag !ruby/object is not read, expected a plain value")]
    [InlineData("a: @x", "f.yaml:1:4: read '@x', expected a value; a text that begins like this wants quotes")]
    [InlineData("a: - b", "f.yaml:1:4: a list begins behind a name, expected it on a line of its own")]
    [InlineData("a: \"\\q\"", "f.yaml:1:5: read '\\q\"', expected an escape such as \\n, \\t, \\\" or \\u00E9")]
    [InlineData("- a\nb: 1", "f.yaml:2:1: read 'b: 1', expected the end of the document")]
    [InlineData("a: 1\nb", "f.yaml:2:1: read 'b', expected name: value")]
    [InlineData("a: 'x' y", "f.yaml:1:8: read 'y', expected the end of the line")]
    public void Faults_are_named_with_their_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void Values_say_what_they_are_not()
    {
        var map = Read("speed: fast\ncount: \"3\"\nlist: [1]\non: yes")[0];
        Assert.Equal("f.yaml:1:8: read 'fast', expected a speed of at least 0, a finite number", Fault(() => map.Get("speed").Real("a speed")));
        Assert.Equal("f.yaml:2:8: read '3', expected a count, a whole number", Fault(() => map.Get("count").Integer("a count")));
        Assert.Equal("f.yaml:3:7: read a list, expected a mapping with 'x'", Fault(() => map.Get("list").Find("x")));
        Assert.Equal("f.yaml:1:1: has no 'sped'; did you mean 'speed'?", Fault(() => map.Get("sped")));
        Assert.Equal("f.yaml:4:5: read 'yes', expected a switch, true or false", Fault(() => map.Get("on").Truth("a switch")));
        Assert.Equal("f.yaml:2:1: unknown name 'count', expected speed, counts, list, on; did you mean 'counts'?", Fault(() => map.ExpectOnly("speed", "counts", "list", "on")));
    }

    [Fact]
    public void Nesting_is_bounded() => Assert.Contains("nested", Fault(() => Read(new string('[', 100_000))), StringComparison.Ordinal);

    [Fact]
    public void Json_written_by_a_library_comes_back()
    {
        Gen.Dictionary(Gen.String[Gen.Char["abc: #-{}[],&*!|>'\"%@`\\\n\té"], 1, 12], Gen.OneOf(
            Gen.String[Gen.Char["xyz: #-{}[],&*!|>'\"%@`\\\n\té"], 0, 20].Select(s => (object)s),
            Gen.Double[-1e6, 1e6].Select(d => (object)d)))[1, 6].Sample(
            map =>
            {
                var json = System.Text.Json.JsonSerializer.Serialize(map);
                var read = Read(json)[0];
                Assert.Equal(map.Keys, read.Names());
                foreach (var (key, value) in map)
                {
                    if (value is string text) Assert.Equal(text, read.Get(key).Text);
                    else Assert.Equal((double)value, read.Get(key).Real("x", -1e9));
                }
            },
            iter: 300);
    }

    [Fact]
    public void Whatever_is_read_never_breaks_the_reader() =>
        Gen.String[Gen.Char["ab:- \n#[]{},&*!|>'\"?%.\t1"], 0, 40].Sample(
            text =>
            {
                if (string.IsNullOrWhiteSpace(text)) return;
                try
                {
                    Read(text);
                }
                catch (InputException fault)
                {
                    Assert.DoesNotContain("\n", fault.Message, StringComparison.Ordinal);
                }
            },
            iter: 5000);

    [Fact]
    public void A_real_lab_description_is_read()
    {
        var path = SharedData.Find("shop/protolab_real_world_stochastic_6x6_instance.yaml");
        Assert.SkipWhen(path is null, "shared data is not here");
        var root = YamlText.ReadOne(TextInput.Open(path!));
        var lines = root.Get("instance_config").Get("logistics").Get("specification").TextLines().ToArray();
        Assert.Equal(14, lines.Length);
        Assert.StartsWith("m-0| 0\t53574", lines[1].Text, StringComparison.Ordinal);
        Assert.Equal("m-0", File.ReadAllLines(path!)[lines[1].Line - 1].Trim()[..3]);
        Assert.Equal(5000, root.Get("instance_config").Get("logistics").Get("time_behavior").Get("std").Integer("a deviation"));
        Assert.Equal(["j-5"], root.Get("init_state").Get("b-5").Get("store").Items("a store").Select(item => item.Text));
    }

    private static System.Collections.Immutable.ImmutableArray<YamlValue> Read(string text) => YamlText.Read(TextInput.OfText(text, "f.yaml"));

    private static string Fault(Action action) => Assert.Throws<InputException>(action).Message;
}
