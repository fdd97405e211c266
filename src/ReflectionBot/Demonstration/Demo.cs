namespace ReflectionBot.Demonstration;
internal static class Demo { public static Task<int> RunAsync(TextWriter o, CancellationToken c) => Task.FromResult(1); }
