namespace Orchestrator.Adapters.Http;

/// <summary>A response's body, as far as it may be long.</summary>
internal static class HttpBody
{
    /// <summary>Null where there is more than may be.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int bytesMax, CancellationToken cancellation)
    {
        var stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var read = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                if (read.Length + count > bytesMax)
                    return null;

                read.Write(buffer, 0, count);
            }

            return read.ToArray();
        }
    }
}
