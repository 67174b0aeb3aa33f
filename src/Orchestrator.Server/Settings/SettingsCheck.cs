namespace Orchestrator.Server.Settings;

/// <summary>Settings as a whole: each may be fine, and they still may not go together, or with this machine.</summary>
public static class SettingsCheck
{
    /// <summary>
    /// The settings with their folders as whole paths, and with the default folder for workflows where there is one.
    /// </summary>
    /// <exception cref="SettingsException">Something does not go together, or is not there.</exception>
    public static ServerSettings Check(ServerSettings settings)
    {
        RefuseOpenPorts(settings);
        RefuseSamePort(settings);
        RefuseKeyWithoutCertificate(settings);
        RefuseZero(settings.TurnsMax, "TurnsMax");
        RefuseZero(settings.CallsMax, "CallsMax");
        RefuseZero(settings.ActivationsMax, "ActivationsMax");
        if (settings.Lease < TimeSpan.FromSeconds(3) || settings.Lease > TimeSpan.FromMinutes(5))
            throw new SettingsException($"LeaseSeconds is {settings.Lease.TotalSeconds}; it must be from 3 to 300.");
        if (settings.AuditStuckAfter < TimeSpan.FromMinutes(1))
            throw new SettingsException("Audit:StuckMinutes is 0; it must be at least 1.");
        if (settings.TeardownRetryAfter < TimeSpan.FromSeconds(1) || settings.TeardownRetryAfter > TimeSpan.FromDays(1))
            throw new SettingsException(
                $"TeardownRetrySeconds is {settings.TeardownRetryAfter.TotalSeconds}; it must be from 1 to 86400.");
        if (settings.LookAhead < TimeSpan.FromSeconds(1) || settings.LookAhead > TimeSpan.FromHours(1))
            throw new SettingsException($"LookAheadSeconds is {settings.LookAhead.TotalSeconds}; it must be from 1 to 3600.");
        if (settings.AuditListPatience < TimeSpan.FromSeconds(1))
            throw new SettingsException("Audit:ListSeconds is 0; it must be at least 1.");
        if (settings.Sandbox.LatencyMax < settings.Sandbox.LatencyMin)
            throw new SettingsException("Sandbox:LatencyMaxMs is less than Sandbox:LatencyMinMs.");

        return settings with
        {
            Data = Path.GetFullPath(settings.Data),
            Certificate = Existing(settings.Certificate, "--certificate"),
            CertificateKey = Existing(settings.CertificateKey, "--certificate-key"),
            Workflows = WorkflowsFolder(settings.Workflows),
        };
    }

    private static void RefuseZero(int value, string name)
    {
        if (value < 1)
            throw new SettingsException($"{name} is 0; it must be at least 1.");
    }

    private static void RefuseOpenPorts(ServerSettings settings)
    {
        if (settings.Certificate is not null || settings.Insecure)
            return;

        foreach (var (option, endpoint) in new[] { ("--grpc", settings.Grpc), ("--http", settings.Http) })
        {
            if (!endpoint.IsLoopback)
            {
                throw new SettingsException(
                    $"{option} {endpoint} can be reached from other machines, and would be served without TLS. Give "
                        + "--certificate FILE, or --insecure if that is wanted.");
            }
        }
    }

    private static void RefuseSamePort(ServerSettings settings)
    {
        if (settings.Grpc.Port != 0 && settings.Grpc.Port == settings.Http.Port)
            throw new SettingsException($"--grpc and --http both want port {settings.Grpc.Port}. Give each its own.");
    }

    private static void RefuseKeyWithoutCertificate(ServerSettings settings)
    {
        if (settings.CertificateKey is not null && settings.Certificate is null)
            throw new SettingsException("--certificate-key was given without --certificate.");
    }

    private static string? Existing(string? file, string option)
    {
        if (file is null)
            return null;

        return File.Exists(file)
            ? Path.GetFullPath(file)
            : throw new SettingsException($"{option} {file}: there is no such file.");
    }

    /// <summary>Where none is named: the one in the current folder, or else the one beside the program.</summary>
    /// <exception cref="SettingsException">The one that is named is not there.</exception>
    public static string? WorkflowsFolder(string? named)
    {
        if (named is not null)
            return Directory.Exists(named)
                ? Path.GetFullPath(named)
                : throw new SettingsException($"--workflows {named}: there is no such folder.");

        string[] usual = [Path.GetFullPath("workflows"), Path.Combine(AppContext.BaseDirectory, "workflows")];
        return usual.FirstOrDefault(Directory.Exists);
    }
}
