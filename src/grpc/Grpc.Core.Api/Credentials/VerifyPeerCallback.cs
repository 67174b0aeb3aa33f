namespace Grpc.Core;

/// <summary>Has the last word on a server's certificate.</summary>
/// <param name="context">The server and its certificate.</param>
/// <returns>Whether to go on with the connection.</returns>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
