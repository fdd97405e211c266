using ReflectionBot.Operations.CommandLine;

return await BotCommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
