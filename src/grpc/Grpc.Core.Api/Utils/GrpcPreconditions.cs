using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core.Utils;

/// <summary>The checks at the contract's edges.</summary>
public static class GrpcPreconditions
{
    /// <summary>Refuses an argument.</summary>
    /// <param name="condition">What must hold.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void CheckArgument([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition) throw new ArgumentException("The argument does not meet its precondition.");
    }

    /// <summary>Refuses an argument, and says why.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="errorMessage">What is wrong if it does not.</param>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void CheckArgument([DoesNotReturnIf(false)] bool condition, string errorMessage)
    {
        if (!condition) throw new ArgumentException(errorMessage);
    }

    /// <summary>Refuses null.</summary>
    /// <param name="reference">What must not be null.</param>
    /// <returns>The same reference.</returns>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T CheckNotNull<T>([NotNull] T? reference) => CheckNotNull(reference, nameof(reference));

    /// <summary>Refuses null, and says which.</summary>
    /// <param name="reference">What must not be null.</param>
    /// <param name="paramName">The caller's parameter.</param>
    /// <returns>The same reference.</returns>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public static T CheckNotNull<T>([NotNull] T? reference, string paramName) =>
        reference ?? throw new ArgumentNullException(paramName);

    /// <summary>Refuses a call in the wrong state.</summary>
    /// <param name="condition">What must hold.</param>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void CheckState([DoesNotReturnIf(false)] bool condition)
    {
        if (!condition) throw new InvalidOperationException("The operation is not possible in this state.");
    }

    /// <summary>Refuses a call in the wrong state, and says why.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="errorMessage">What is wrong if it does not.</param>
    /// <exception cref="InvalidOperationException">It does not.</exception>
    public static void CheckState([DoesNotReturnIf(false)] bool condition, string errorMessage)
    {
        if (!condition) throw new InvalidOperationException(errorMessage);
    }
}
