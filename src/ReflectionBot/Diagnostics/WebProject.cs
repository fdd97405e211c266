namespace ReflectionBot.Diagnostics;
internal static class WebProject { public static Task<int> RunAsync(string[] a, TextWriter o, CancellationToken c) => Task.FromResult(1); }
