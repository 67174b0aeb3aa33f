namespace Orchestrator.Tests.EndToEnd.Python;

/// <summary>
/// A fact that needs python3-grpcio, and that fails without it, unless somebody said that it may be left out.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public const string Variable = "ORCHESTRATOR_SKIP_PYTHON";

    public PythonFactAttribute()
    {
        if (Environment.GetEnvironmentVariable(Variable) == "1")
            Skip = $"{Variable}=1 says so.";
    }
}
