using ReflectionBot.BotBuilder;
using ReflectionBot.Operations;

return await Bot.RunAsync(args, Console.Error, CancellationToken.None, builder => builder.Services.AddBotBuilder());
