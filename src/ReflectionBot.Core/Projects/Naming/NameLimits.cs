namespace ReflectionBot.Core.Projects.Naming;

/// <summary>The maximum length of names, wherever they are typed: in UTF-16 characters.</summary>
public static class NameLimits
{
    /// <summary>A person's.</summary>
    public const int Person = 80;

    /// <summary>A milestone's.</summary>
    public const int Milestone = 120;

    /// <summary>A project's, and its channel's in the web chat.</summary>
    public const int Project = 120;

    /// <summary>Any name in a search: the longest of these.</summary>
    public const int Longest = 120;
}
