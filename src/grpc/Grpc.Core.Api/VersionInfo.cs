namespace Grpc.Core;

/// <summary>Which version of the contract this is.</summary>
public static class VersionInfo
{
    /// <summary>The version that references are bound to. It does not change within the major version.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>The version of the file.</summary>
    public const string CurrentAssemblyFileVersion = "2.85.0.0";

    /// <summary>The version of the package whose place this takes.</summary>
    public const string CurrentVersion = "2.85.0";
}
