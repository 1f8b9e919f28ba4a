using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>A refusal: becomes a Status object.</summary>
/// <param name="code">HTTP status.</param>
/// <param name="reason">Reason in one word: "NotFound".</param>
/// <param name="message">For people.</param>
/// <param name="details">More for machines: name, kind, causes.</param>
internal sealed class ApiException(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = reason,
            ["code"] = code,
        };
        if (details is not null) status["details"] = details.DeepClone();
        return status;
    }

    public static ApiException NotFound(ApiResource resource, string name) => new(404, "NotFound", $"{Qualified(resource)} \"{name}\" not found", Details(resource, name));

    public static ApiException Conflict(ApiResource resource, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {Qualified(resource)} \"{name}\": {why}", Details(resource, name));

    public static ApiException Exists(ApiResource resource, string name) => new(409, "AlreadyExists", $"{Qualified(resource)} \"{name}\" already exists", Details(resource, name));

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Invalid(string kind, string name, string field, string why, string cause = "FieldValueInvalid") => new(
        422, "Invalid", $"{kind} \"{name}\" is invalid: {field}: {why}",
        new JsonObject { ["name"] = name, ["kind"] = kind, ["causes"] = new JsonArray(new JsonObject { ["reason"] = cause, ["message"] = why, ["field"] = field }) });

    public static JsonObject Details(ApiResource resource, string name)
    {
        var details = new JsonObject { ["name"] = name, ["kind"] = resource.Plural };
        if (resource.Group.Length > 0) details["group"] = resource.Group;
        return details;
    }

    private static string Qualified(ApiResource resource) => resource.Group.Length == 0 ? resource.Plural : $"{resource.Plural}.{resource.Group}";
}
