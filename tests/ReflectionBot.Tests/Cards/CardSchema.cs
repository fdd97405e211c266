using NJsonSchema;

namespace ReflectionBot.Tests.Cards;

/// <summary>The published schema of Adaptive Cards 1.5, from beside the repository; a test that needs it is skipped without it.</summary>
internal static class CardSchema
{
    public static async Task<JsonSchema> ReadAsync()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            // Beside the repository, or beside the folder that holds several checkouts of it.
            var file = Path.Combine(folder.FullName, "shared", "schemas", "adaptive-card-1.5.0.schema.json");
            if (File.Exists(file))
            {
                return await JsonSchema.FromFileAsync(file, TestContext.Current.CancellationToken);
            }
        }

        Assert.Skip("The Adaptive Card schema is not there: put adaptive-card-1.5.0.schema.json into ../shared/schemas beside the repository.");
        throw new InvalidOperationException("skipped");
    }
}
