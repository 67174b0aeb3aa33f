namespace Grpc.Core;

/// <summary>How a call ended: the codes that every gRPC implementation shares.</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, as a rule by its caller.</summary>
    Cancelled = 1,

    /// <summary>The error is of an unknown kind, or comes from a place that says too little about it.</summary>
    Unknown = 2,

    /// <summary>The request is wrong, whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first. The operation may have been done all the same.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known, and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a limit or some room is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>
    /// The system is not in the state that the operation needs. Not to be sent again before that changes.
    /// </summary>
    FailedPrecondition = 9,

    /// <summary>Another operation got in between. To be sent again from the read on.</summary>
    Aborted = 10,

    /// <summary>The request goes past the valid range, which may grow.</summary>
    OutOfRange = 11,

    /// <summary>The method does not exist here.</summary>
    Unimplemented = 12,

    /// <summary>Something that must hold does not.</summary>
    Internal = 13,

    /// <summary>The service cannot be had just now. To be sent again after a while.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or corrupt for good.</summary>
    DataLoss = 15,

    /// <summary>The caller did not prove who it is.</summary>
    Unauthenticated = 16,
}
