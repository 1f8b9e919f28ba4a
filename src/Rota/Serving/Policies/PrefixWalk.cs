using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// A walk through the tree of the cached prefixes of waiting requests, depth first, the child below which most requests wait first; requests that end at a
/// node come behind those below it. SGLang's dfs-weight, by blocks.
/// </summary>
internal sealed class PrefixWalk
{
    private readonly Node root = new(-1);
    private int rank;

    public PrefixWalk(ServingView view)
    {
        Dictionary<long, Node> nodes = [];
        for (var i = 0; i < view.WaitingCount; i++)
        {
            var request = view.Waiting(i);
            var at = root;
            root.Weight++;
            for (var block = 0; block < view.CachedTokens(request) / view.Limits.BlockSize; block++)
            {
                var name = view.PrefixName(request, block);
                if (!nodes.TryGetValue(name, out var node))
                {
                    nodes[name] = node = new(nodes.Count);
                    at.Children.Add(node);
                }
                node.Weight++;
                at = node;
            }
            at.Requests.Add(request);
        }
    }

    /// <summary>Writes down every request's rank.</summary>
    public void Rank(Dictionary<int, int> ranks)
    {
        // With a stack of its own: a prefix is as deep as it has blocks.
        var stack = new Stack<(Node Node, bool Below)>();
        stack.Push((root, false));
        while (stack.TryPop(out var top))
        {
            if (top.Below)
            {
                foreach (var request in top.Node.Requests) ranks[request] = rank++;
                continue;
            }
            stack.Push((top.Node, true));
            foreach (var child in top.Node.Children.OrderBy(c => c.Weight).ThenByDescending(c => c.Number)) stack.Push((child, false));
        }
    }

    private sealed class Node(int number)
    {
        public int Number => number;

        public List<Node> Children { get; } = [];

        public List<int> Requests { get; } = [];

        public int Weight { get; set; }
    }
}
