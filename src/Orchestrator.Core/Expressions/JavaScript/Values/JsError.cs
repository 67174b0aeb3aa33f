using Orchestrator.Core.Expressions.JavaScript.Running;

namespace Orchestrator.Core.Expressions.JavaScript.Values;

/// <summary>An error object.</summary>
internal sealed class JsError(JsObject prototype) : JsObject(prototype)
{
    public override string ClassName => "Error";

    public static JsError Make(Run run, JsObject prototype, string? message)
    {
        run.Step(20);
        run.Allocate(256);
        var error = new JsError(prototype);
        if (message is not null)
            error.Define(run, "message", new(message, PropertyTraits.Hidden));
        return error;
    }

    /// <summary>Name and message; without running any of the program's functions.</summary>
    public static string Shown(JsObject error)
    {
        var name = Plain(error, "name") ?? "Error";
        return Plain(error, "message") is { Length: > 0 } message ? $"{name}: {message}" : name;
    }

    private static string? Plain(JsObject error, string key)
    {
        var hops = 0;
        for (var at = error; at is not null && hops++ < 100; at = at.Prototype)
        {
            if (at.TryGetOwn(key, out var property))
                return property.Value.Text;
        }

        return null;
    }
}
