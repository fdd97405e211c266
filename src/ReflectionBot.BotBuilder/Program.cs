using ReflectionBot;
using ReflectionBot.BotBuilder;

return await Bot.RunAsync(args, Console.Error, CancellationToken.None, builder => builder.Services.AddBotBuilder());
