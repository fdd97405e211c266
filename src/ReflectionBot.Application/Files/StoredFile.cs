namespace ReflectionBot.Application.Files;

/// <summary>A stored file's data, without its bytes.</summary>
/// <param name="Id">The bot's own id of the file: 32 hexadecimal digits.</param>
/// <param name="Name">Cleaned (<see cref="FileNames"/>), with the extension of its type.</param>
/// <param name="MediaType">One of <see cref="MediaTypes"/>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Person">The person it is about; null for nobody.</param>
/// <param name="CreatedAt">When it was stored.</param>
/// <param name="ExpiresAt">From this time on the file no longer exists.</param>
public sealed record StoredFile(string Id, string Name, string MediaType, long Bytes, string? Person, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A stored file with its bytes.</summary>
public sealed record FileContent(StoredFile File, ReadOnlyMemory<byte> Bytes);

/// <summary>A file to be stored.</summary>
/// <param name="Name">Any text; a file name is made from it.</param>
/// <param name="MediaType">One of <see cref="MediaTypes"/>.</param>
/// <param name="Bytes">At most <see cref="FileStore.MaxBytes"/>.</param>
/// <param name="ExpiresAt">When it is erased: late enough for the recipient to fetch it, and for a delayed message.</param>
/// <param name="Person">The person it is about, if it is about one person: it is erased with them.</param>
public sealed record NewFile(string Name, string MediaType, ReadOnlyMemory<byte> Bytes, DateTimeOffset ExpiresAt, string? Person = null)
{
    /// <summary>The id to store it under, so that storing it again replaces it: 32 hexadecimal digits; null for a new one.</summary>
    public string? Id { get; init; }
}

/// <summary>A file that is not stored. The message is a sentence for people.</summary>
public sealed class FileRefusedException : Exception
{
    /// <summary>A refusal.</summary>
    public FileRefusedException() : base("This file cannot be kept.") { }

    /// <summary>A refusal with this sentence.</summary>
    public FileRefusedException(string message) : base(message) { }

    /// <summary>A refusal with its cause.</summary>
    public FileRefusedException(string message, Exception inner) : base(message, inner) { }
}
