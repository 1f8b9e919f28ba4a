namespace Rota.Serving.Engine;

/// <summary>The waiting requests of an instance: sorted by a static order's key, or in order of entry.</summary>
internal sealed class WaitingQueue(bool sorted)
{
    private int[] requests = new int[16];
    private OrderKey[] keys = new OrderKey[16];
    private int start;

    public int Count { get; private set; }

    public int this[int place] => requests[start + place];

    public void Add(int request, OrderKey key)
    {
        if (start + Count == requests.Length) MakeRoom();
        var place = Count;
        if (sorted)
            while (place > 0 && Before(key, request, start + place - 1)) place--;
        if (place < Count && place < Count / 2 && start > 0)
        {
            Array.Copy(requests, start, requests, start - 1, place);
            Array.Copy(keys, start, keys, start - 1, place);
            start--;
        }
        else
        {
            Array.Copy(requests, start + place, requests, start + place + 1, Count - place);
            Array.Copy(keys, start + place, keys, start + place + 1, Count - place);
        }
        (requests[start + place], keys[start + place]) = (request, key);
        Count++;
    }

    public void Remove(int request)
    {
        var place = Array.IndexOf(requests, request, start, Count) - start;
        if (place < 0) throw new InvalidOperationException($"request {request} does not wait");
        if (place < Count / 2)
        {
            Array.Copy(requests, start, requests, start + 1, place);
            Array.Copy(keys, start, keys, start + 1, place);
            start++;
        }
        else
        {
            Array.Copy(requests, start + place + 1, requests, start + place, Count - place - 1);
            Array.Copy(keys, start + place + 1, keys, start + place, Count - place - 1);
        }
        if (--Count == 0) start = requests.Length / 4;
    }

    private bool Before(OrderKey key, int request, int at) =>
        key.CompareTo(keys[at]) is var order && (order < 0 || (order == 0 && request < requests[at]));

    private void MakeRoom()
    {
        var room = Math.Max(16, Count * 2);
        var (oldRequests, oldKeys) = (requests, keys);
        (requests, keys) = (new int[room], new OrderKey[room]);
        var at = room / 8;
        Array.Copy(oldRequests, start, requests, at, Count);
        Array.Copy(oldKeys, start, keys, at, Count);
        start = at;
    }
}
