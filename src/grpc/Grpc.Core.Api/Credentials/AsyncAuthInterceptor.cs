namespace Grpc.Core;

/// <summary>Adds a caller's credentials to the headers of each call.</summary>
/// <param name="context">The call.</param>
/// <param name="metadata">The headers, to be added to.</param>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
