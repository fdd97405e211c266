namespace ReflectionBot.Core.Storage;

/// <summary>
/// The limits of Azure Table storage, kept by every implementation so that what works on one works on the other
/// (learn.microsoft.com: "Understanding the Table Service Data Model"; Azurite does not check them, so we do).
/// </summary>
public static class TableLimits
{
    /// <summary>Writes in one batch.</summary>
    public const int BatchRows = 100;
}
