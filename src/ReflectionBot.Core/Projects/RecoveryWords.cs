using System.Security.Cryptography;

namespace ReflectionBot.Core.Projects;

/// <summary>Six plain words out of 256: 48 random bits, protected by a slow hash and few attempts. Short everyday words that do not sound alike.</summary>
internal static class RecoveryWords
{
    private const int Count = 6;

    private static readonly string[] All = (
        "apple acorn actor album amber angel ankle apron arrow atlas attic autumn badge baker bamboo banjo barn basket beach beard beaver bench berry bicycle biscuit blanket "
        + "blossom boat bonnet bottle branch brick bridge broom bucket bugle butter button cabin cactus camel candle canoe carpet carrot castle cedar cellar chalk cherry chimney "
        + "cider circus clock cloud clover coffee collar comet copper coral corner cotton cousin cradle crayon cricket crown cuckoo curtain cushion daisy dancer desert diamond "
        + "dinner dolphin donkey dragon drawer drum eagle easel elbow elephant engine fabric falcon farmer feather fiddle finger flannel flute forest fossil fountain fox freckle "
        + "fudge funnel galaxy garden garlic geese giant ginger giraffe glacier glove goblet guitar hammer hammock harbour hazel hedge helmet herring hiking hockey honey hotel "
        + "iceberg igloo island ivory jacket jaguar jelly jigsaw jockey journal jumper jungle kayak kennel kettle kitchen kitten ladder lagoon lantern laundry lavender leather "
        + "lemon leopard letter lobster locket lunch magnet mango maple marble market meadow melon mermaid mirror mitten monkey mountain mushroom mustard napkin needle nephew "
        + "nutmeg oasis oboe ocean olive onion orange orchard ostrich otter oven owl oyster paddle palace panda parrot parsley pastry peach pebble pelican pencil pepper piano "
        + "picnic pigeon pillow pilot pirate planet plum pocket poem pond potato prairie puddle pumpkin puppet quilt rabbit radish raisin raven ribbon river robot rocket saddle "
        + "sailor salmon sandal satchel saucer scarf school shadow shovel silver sparrow spoon squirrel stable summer sunset teapot tiger timber tomato trumpet tulip tunnel turkey turtle umbrella valley vanilla velvet village violin walnut walrus whistle willow window winter")
        .Split(' ');

    /// <summary>New words, separated by single spaces.</summary>
    public static string New() => string.Join(' ', RandomNumberGenerator.GetItems<string>(All, Count));

    /// <summary>The form of the words for comparison: case, spaces, hyphens and commas do not matter.</summary>
    public static string Plain(string typed) =>
        string.Join(' ', new string([.. typed.Select(c => char.IsLetter(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>How many words there are to choose from, for the test that counts the bits.</summary>
    internal static int Choices => All.Distinct(StringComparer.Ordinal).Count();
}
