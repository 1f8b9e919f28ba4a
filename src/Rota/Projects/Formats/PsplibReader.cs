using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>Reads one PSPLIB text.</summary>
internal sealed class PsplibReader(TextInput input)
{
    private readonly FieldReader reader = new(input);
    private readonly List<ProjectLink> links = [];
    private readonly List<long> row = [];
    private long renewable = -1;
    private long stocks;
    private long jobs = -1;
    private List<TaskMode>?[] modes = [];
    private long[] announced = [];
    private bool precedence;
    private bool requests;
    private long[]? capacities;

    private int Columns => (int)(Math.Max(0, renewable) + stocks);

    public ProjectProblem Read()
    {
        while (reader.NextLine())
        {
            var word = reader.NextWord("a line");
            if (word.StartsWith("jobs", StringComparison.OrdinalIgnoreCase)) Jobs();
            else if (word == "-") Kind();
            else if (word.StartsWith("PRECEDENCE", StringComparison.OrdinalIgnoreCase)) Precedence();
            else if (word.StartsWith("REQUESTS", StringComparison.OrdinalIgnoreCase)) Requests();
            else if (word.StartsWith("RESOURCEAVAIL", StringComparison.OrdinalIgnoreCase)) Availabilities();
            else if (word == "RESOURCE" && reader.Rest().StartsWith("AVAIL", StringComparison.OrdinalIgnoreCase)) Availabilities();
        }
        Missing();
        var resources = Enumerable.Range(0, Columns).Select(r =>
            new ProjectResource(r < renewable ? $"R{r + 1}" : $"N{r + 1 - renewable}", capacities![r], r < renewable));
        var tasks = modes.Select((list, i) => new ProjectTask($"{i + 1}", [.. list!]));
        return FileProjects.Problem(input, reader.Line, [.. resources], [.. tasks], [.. links]);
    }

    private void Missing()
    {
        var what = jobs < 0 ? "the number of jobs" : renewable < 0 ? "the numbers of resources" : !precedence ? "PRECEDENCE RELATIONS" : !requests ? "REQUESTS/DURATIONS"
            : capacities is null ? "RESOURCEAVAILABILITIES" : null;
        if (what is not null) throw new InputException(input.Name, $"has no section {what}");
    }

    private void Jobs()
    {
        if (jobs >= 0) throw reader.Error("the number of jobs comes twice");
        jobs = AfterColon("a number of jobs", 1, FileProjects.Most);
        // A file can hold no more tasks than it has bytes; a count beyond is no reason to take memory.
        if (jobs > input.Text.Length) throw reader.Error($"read {jobs} jobs, more than the file can hold");
        modes = new List<TaskMode>?[jobs];
        announced = new long[jobs];
    }

    private void Kind()
    {
        var word = reader.NextWord("a kind of resource").ToLowerInvariant();
        if (word.StartsWith("renewable", StringComparison.Ordinal)) renewable = AfterColon("a number of renewable resources", 0, 10_000);
        else if (word.StartsWith("nonrenewable", StringComparison.Ordinal)) stocks = AfterColon("a number of nonrenewable resources", 0, 10_000);
        else if (word.StartsWith("doubly", StringComparison.Ordinal) && AfterColon("a number of doubly constrained resources", 0, 10_000) > 0)
            throw reader.Error("doubly constrained resources are not read, expected 0; give each as a renewable and a nonrenewable one");
    }

    private long AfterColon(string what, long min, long max)
    {
        while (reader.TryNext(out var field))
            if (field is [.., (byte)':']) return reader.NextInteger(what, min, max);
        throw reader.Error($"the line has no colon, expected one and {what}");
    }

    private void Precedence()
    {
        if (precedence) throw reader.Error("PRECEDENCE RELATIONS comes twice");
        if (jobs < 0) throw reader.Error("PRECEDENCE RELATIONS comes before the number of jobs");
        precedence = true;
        for (long expected = 1; expected <= jobs; expected++)
        {
            NumberRow($"the successors of job {expected}");
            Job(row.Count > 0 ? row[0] : 0, expected);
            if (row.Count < 3) throw reader.Error($"{row.Count} numbers, expected a job, its modes, its successors");
            if (row[1] < 1) throw reader.Error($"job {expected} has {row[1]} modes, expected at least 1");
            announced[expected - 1] = row[1];
            if (row[2] != row.Count - 3) throw reader.Error($"job {expected} lists {row.Count - 3} successors, expected {row[2]}");
            foreach (var successor in row[3..])
            {
                if (successor < 1 || successor > jobs) throw reader.Error($"job {expected} has the unknown successor {successor}, expected 1 to {jobs}");
                links.Add(new((int)expected - 1, (int)successor - 1));
            }
        }
    }

    private void Requests()
    {
        if (requests) throw reader.Error("REQUESTS/DURATIONS comes twice");
        if (!precedence || renewable < 0) throw reader.Error("REQUESTS/DURATIONS comes before the numbers of jobs and resources and the precedence relations");
        requests = true;
        for (var job = 0; job < jobs; job++)
        {
            modes[job] = [];
            for (long mode = 1; mode <= announced[job]; mode++)
            {
                NumberRow($"mode {mode} of job {job + 1}");
                var shift = row.Count == Columns + 3 ? 1 : 0;
                if (row.Count != Columns + 2 + shift || (shift == 0 && mode == 1))
                    throw reader.Error($"{row.Count} numbers for mode {mode} of job {job + 1}, expected {(mode == 1 ? "a job, " : "")}a mode, a duration and {Columns} requests");
                if (shift == 1) Job(row[0], job + 1);
                if (row[shift] != mode) throw reader.Error($"read mode {row[shift]}, expected mode {mode} of job {job + 1}");
                var demands = Enumerable.Range(0, Columns).Where(r => row[shift + 2 + r] > 0).Select(r => new Demand(r, row[shift + 2 + r]));
                modes[job]!.Add(new(row[shift + 1], [.. demands]));
            }
        }
    }

    private void Availabilities()
    {
        if (capacities is not null) throw reader.Error("RESOURCEAVAILABILITIES comes twice");
        if (renewable < 0) throw reader.Error("RESOURCEAVAILABILITIES comes before the numbers of resources");
        if (Columns == 0)
        {
            capacities = [];
            return;
        }
        NumberRow("the capacities");
        if (row.Count != Columns) throw reader.Error($"{row.Count} capacities, expected {Columns}");
        capacities = [.. row];
    }

    private void Job(long read, long expected)
    {
        if (read != expected) throw reader.Error(read > 0 && read < expected ? $"job {read} comes twice, expected job {expected}" : $"read job {read}, expected job {expected}");
    }

    /// <summary>The next line that begins with a number, whole; headers and rulers are passed over, a star line is the end.</summary>
    private void NumberRow(string what)
    {
        while (reader.NextLine())
        {
            row.Clear();
            var first = true;
            while (reader.TryNext(out var field))
            {
                if (first && field[0] == '*') throw reader.Error($"the section ends, expected {what}");
                if (first && !char.IsAsciiDigit((char)field[0]) && !(field.Length > 1 && field[0] is (byte)'-' or (byte)'+' && char.IsAsciiDigit((char)field[1]))) break;
                first = false;
                row.Add(FieldNumber.TryParse(field, out var value) && value is >= 0 and <= FileProjects.Largest
                    ? value
                    : throw reader.Error(FieldNumber.Explain(field, $"a number in {what}", 0, FileProjects.Largest)));
            }
            if (row.Count > 0) return;
        }
        throw new InputException(input.Name, reader.Line, 0, $"the text ends, expected {what}");
    }
}
