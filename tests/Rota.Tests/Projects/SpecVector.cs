using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;

namespace Rota.Tests.Projects;

/// <summary>The small project of the R-ConstraintBench specification: A(3), B(2), C(2), D(4) on a crew of 2, closed in [5, 6).</summary>
internal static class SpecVector
{
    public const string Json = """
        {"version":1,"unit":"hour","tasks":[
          {"id":"A","duration":3,"demand":{"crew":1}},{"id":"B","duration":2,"demand":{"crew":1}},
          {"id":"C","duration":2,"demand":{"crew":2}},{"id":"D","duration":4,"demand":{"crew":1},"release":2,"due":12}],
         "resources":[{"id":"crew","capacity":2,"downtime":[[5,6]]}],
         "precedence":[["A","C"],["B","D"]],"exclusive":[["A","D"]],"meta":{"suite":"phase2","level":12,"seed":7}}
        """;

    public static ProjectProblem Problem => ProjectFiles.Read(TextInput.OfText(Json, "vector.json"))[0];
}
