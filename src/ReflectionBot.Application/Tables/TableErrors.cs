namespace ReflectionBot.Application.Tables;

/// <summary>Another write came first (or a row that should be new exists, or one that should exist is gone): reload and compute the step again.</summary>
public sealed class TableConflictException : Exception
{
    /// <summary>A conflict.</summary>
    public TableConflictException() : base("another write was first") { }

    /// <summary>A conflict with this message.</summary>
    public TableConflictException(string message) : base(message) { }

    /// <summary>A conflict with its cause.</summary>
    public TableConflictException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>This batch can never be stored: too many rows, a row too large, a key too long, a text that is not valid Unicode.</summary>
public sealed class TableLimitException : Exception
{
    /// <summary>A limit.</summary>
    public TableLimitException() : base("over a limit of the table") { }

    /// <summary>Which limit, without any stored text.</summary>
    public TableLimitException(string message) : base(message) { }

    /// <summary>Which limit, with its cause.</summary>
    public TableLimitException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>The store is unavailable, full, locked, damaged, wrong or not permitted. The message is a sentence for the operator that says what to do.</summary>
public sealed class StoreUnavailableException : Exception
{
    /// <summary>Unavailable.</summary>
    public StoreUnavailableException() : base("The store cannot be reached.") { }

    /// <summary>Unavailable, with a sentence that says what to do.</summary>
    public StoreUnavailableException(string message) : base(message) { }

    /// <summary>Unavailable, with a sentence and the cause.</summary>
    public StoreUnavailableException(string message, Exception inner) : base(message, inner) { }

    /// <summary>It may pass without a change of settings: the store is unavailable, locked, busy or full.</summary>
    public bool IsPassing { get; init; }

    /// <summary>No response came, so it is unknown whether the data was written.</summary>
    public bool IsUnknown { get; init; }
}
